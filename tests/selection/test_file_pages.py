"""A file of instruction on its pages: declared links, what is read, the instructor's check and opinion."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccr.programme.roles import Role
from selection.models import LinkDeclaration, Opinion
from selection.states import FileState
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import make_seat
from tests.selection.pages import text

# Links


def test_a_file_opens_after_the_declaration(file, member, as_member, url):
    assert as_member.get(url("file", file.pk)).url == url("declare_link", file.pk)

    as_member.post(url("declare_link", file.pk), {"link": "none"})

    assert as_member.get(url("file", file.pk)).status_code == 200


def test_a_link_closes_the_file_and_all_that_hangs_on_it(file, as_member, url):
    as_member.post(url("declare_link", file.pk), {"link": "member"})
    piece = candidates.current_version(file.application).pieces.first()

    page = as_member.get(url("file", file.pk))

    assert "vous êtes en déport" in text(page)
    assert "Tenir un comptoir" not in text(page)
    assert as_member.get(url("piece", file.pk, piece.pk)).status_code == 404
    assert as_member.get(url("version", file.pk, 1)).status_code == 404
    assert as_member.post(url("file_pdf", file.pk)).status_code == 404
    assert as_member.post(url("submit_marks", file.pk), {}).status_code == 404


def test_nothing_opens_before_the_declaration(file, as_member, url):
    piece = candidates.current_version(file.application).pieces.first()

    assert as_member.get(url("piece", file.pk, piece.pk)).status_code == 404
    assert as_member.get(url("version", file.pk, 1)).status_code == 404


def test_an_unanswered_declaration_says_so(file, as_member, url):
    page = as_member.post(url("declare_link", file.pk), {})

    assert page.status_code == 422
    assert "Choisissez une réponse" in text(page)


def test_links_are_declared_page_by_page_each_saying_those_it_showed(campaign, file, member, as_member, url):
    other = play.received(campaign, "Atelier Recyclé")
    page = as_member.get(url("links"))
    assert "2 liens à déclarer" in text(page)
    came_since = play.received(campaign, "Brasserie du Quai")

    shown = {f"link_{file.pk.hex}": "", f"link_{other.pk.hex}": "family"}
    answer = as_member.post(url("links"), {**shown, "none_elsewhere": "on"})

    said = dict(LinkDeclaration.objects.visible_to(member).values_list("file", "link"))
    assert said == {file.pk: "none", other.pk: "family"}
    assert answer.url == url("links") and "1 lien à déclarer" in text(as_member.get(url("links")))
    done = as_member.post(url("links"), {f"link_{came_since.pk.hex}": "", "none_elsewhere": "on"})
    assert done.url == url("file_list")
    assert "Tous vos liens sont déclarés" in text(as_member.get(url("links")))


# The file


def test_a_member_reads_the_whole_version(file, member, as_member, url):
    play.declare(file, member)

    page = text(as_member.get(url("file", file.pk)))

    for words in (
        "Tenir un comptoir de vrac à la Cité.",
        "Partager les caisses et les livraisons.",
        "Notre réponse pour Friche.",
        "gérer une montée en charge plus lente",
        "Statuts à jour, signés",
        "charte signée",
        "la notation ouvre après",
    ):
        assert words in page


def test_a_piece_is_downloaded(file, member, as_member, url):
    play.declare(file, member)
    piece = candidates.current_version(file.application).pieces.first()

    response = as_member.get(url("piece", file.pk, piece.pk))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_a_piece_is_of_its_file(campaign, file, member, as_member, url):
    other = play.received(campaign)
    play.declare(file, member)
    piece = candidates.current_version(other.application).pieces.first()

    assert as_member.get(url("piece", file.pk, piece.pk)).status_code == 404


def test_an_earlier_version_stays_readable(file, member, as_member, url):
    from candidates import services as structure

    representative = candidates.representative(file.application)
    structure.write_draft(file.application, {"project": "Un projet tout neuf."}, by=representative)
    structure.deposit(file.application, by=representative)
    play.declare(file, member)

    assert "Un projet tout neuf." in text(as_member.get(url("file", file.pk)))
    earlier = text(as_member.get(url("version", file.pk, 1)))
    assert "Tenir un comptoir de vrac" in earlier
    assert "Une version plus récente est en vigueur" in earlier
    assert as_member.get(url("version", file.pk, 3)).status_code == 404


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.INSTRUCTOR])
def test_a_file_costs_at_most_20_queries(campaign, marking, president, instructor, url, sign_in, role):
    play.examine(marking, instructor)
    seat = make_seat(campaign, role)
    play.mark(marking, president)
    if role == Role.COMMITTEE_MEMBER:
        play.mark(marking, seat)
    else:
        play.declare(marking, seat)
    client = sign_in(seat.person)
    client.get(url("file", marking.pk))

    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("file", marking.pk)).status_code == 200

    assert len(queries) <= 20


# The instructor


def test_the_instructor_checks_and_gives_her_opinion(file, instructor, as_instructor, url):
    play.declare(file, instructor)
    as_instructor.post(url("check_completeness", file.pk), {"complete": "yes"})
    assert play.fresh(file).state == FileState.COMPLETE
    answer = as_instructor.post(url("opinion_autosave", file.pk), {"field": "text", "text": "Un brouillon."})
    assert answer["X-Autosave"] == "saved"

    as_instructor.post(url("give_opinion", file.pk), {"value": "favourable", "text": "Projet solide."})

    assert play.fresh(file).state == FileState.EXAMINED
    assert Opinion.objects.visible_to(instructor).get().text == "Projet solide."
    assert "favorable" in text(as_instructor.get(url("file", file.pk)))


def test_an_incomplete_file_needs_words(file, instructor, as_instructor, url):
    play.declare(file, instructor)

    page = as_instructor.post(url("check_completeness", file.pk), {"complete": "no"})

    assert page.status_code == 422
    assert "Écrivez ce qui manque" in text(page)


def test_a_check_that_is_refused_keeps_what_was_typed(file, instructor, as_instructor, url):
    """Another instructor has just given the opinion on this version."""
    play.examine(file, instructor)

    page = as_instructor.post(url("check_completeness", file.pk), {"complete": "no", "missing": "Les comptes 2010."})

    assert page.status_code == 422
    assert "sa complétude ne change plus" in text(page)
    assert "Les comptes 2010." in text(page)


def test_two_instructors_who_check_at_once_both_know(campaign, file, instructor, as_instructor, sign_in, url):
    other = make_seat(campaign, Role.INSTRUCTOR)
    for seat in (instructor, other):
        play.declare(file, seat)
    as_other, address = sign_in(other.person), url("check_completeness", file.pk)
    stamp = as_instructor.get(url("file", file.pk)).context["check_form"]["seen"].value()
    as_other.post(address, {"complete": "no", "missing": "Les comptes 2010.", "seen": stamp or ""})

    page = as_instructor.post(address, {"complete": "yes", "missing": "", "seen": stamp or ""})

    assert page.status_code == 422
    assert "dit incomplet. Les comptes 2010. Votre réponse n’est pas enregistrée" in text(page)
    assert play.fresh(file).state == FileState.INCOMPLETE
    again = as_other.post(address, {"complete": "no", "missing": "Les comptes 2010.", "seen": stamp or ""})
    assert again.status_code == 302  # the same answer, sent twice
    follow = page.context["check_form"]["seen"].value()
    assert as_instructor.post(address, {"complete": "yes", "missing": "", "seen": follow}).status_code == 302
    assert play.fresh(file).state == FileState.COMPLETE


def test_an_opinion_that_is_refused_keeps_what_was_typed(file, instructor, as_instructor, url):
    play.examine(file, instructor)

    page = as_instructor.post(url("give_opinion", file.pk), {"value": "reserved", "text": "Un projet fragile."})

    assert page.status_code == 422
    assert "déjà rendu" in text(page)
    assert "Un projet fragile." in text(page)


def test_a_draft_of_the_opinion_is_saved_by_its_button(file, instructor, as_instructor, url):
    play.check(file, instructor)

    as_instructor.post(url("give_opinion", file.pk), {"text": "Un projet solide.", "draft": "1"})

    opinion = Opinion.objects.visible_to(instructor).get()
    assert (opinion.text, opinion.given_at) == ("Un projet solide.", None)
    assert f"Dernière écriture : {instructor.person.full_name}" in text(as_instructor.get(url("file", file.pk)))


def test_two_instructors_read_each_other_before_one_replaces_the_other(campaign, file, instructor, sign_in, url):
    play.check(file, instructor)
    other = make_seat(campaign, Role.INSTRUCTOR)
    play.declare(file, other)
    mine, hers = sign_in(instructor.person), sign_in(other.person)
    seen = hers.get(url("file", file.pk)).context["opinion_form"]["seen"].value()
    hers.post(url("give_opinion", file.pk), {"text": "Le texte de l’autre.", "seen": seen, "draft": "1"})

    field = mine.post(url("opinion_autosave", file.pk), {"field": "text", "text": "Mon texte.", "seen": "avant"})
    assert (field.status_code, field["X-Autosave"]) == (409, "conflict")
    assert "Enregistrez le brouillon" in text(field)
    page = mine.post(url("give_opinion", file.pk), {"text": "Mon texte.", "seen": "avant", "draft": "1"})
    assert page.status_code == 422
    assert f"Ce que {other.person.full_name} a enregistré" in text(page)
    assert "Le texte de l’autre." in text(page)
    assert "Mon texte." in text(page)

    seen = page.context["opinion_form"]["seen"].value()
    mine.post(url("give_opinion", file.pk), {"text": "Mon texte.", "seen": seen, "draft": "1"})

    assert Opinion.objects.visible_to(instructor).get().text == "Mon texte."


def test_axes_before_selection_are_not_offered(file, instructor, as_instructor, url):
    play.check(file, instructor)

    page = text(as_instructor.get(url("file", file.pk)))

    assert "Axe 2 : Accompagnement de sécurisation" in page
    assert "diagnostic" not in page.lower()


@pytest.mark.parametrize("name", ["check_completeness", "give_opinion", "opinion_autosave"])
def test_a_member_does_not_do_the_instructors_work(file, member, as_member, url, name):
    play.declare(file, member)

    assert as_member.post(url(name, file.pk), {}).status_code == 404
