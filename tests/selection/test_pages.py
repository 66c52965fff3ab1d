"""The pages of instruction, by role: what each shows, what each refuses, what each costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.states import OutcomeValue
from ccr.programme.models import FirstOpening
from ccr.programme.roles import Role
from selection import services
from selection.models import Attendance, LinkDeclaration, Mark, MarkSheet, Opinion, ProposedDecision, Publication
from selection.states import FileState, Link, SheetState
from tests.factories import candidates
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, make_seat
from tests.forms import sent_by

OTHERS = (Role.COORDINATOR, Role.DIAGNOSTICIAN, Role.DLA_OFFICER, Role.CONSULTANT, Role.FUND_OFFICER, Role.PILOT)


def text(response) -> str:
    """What a person reads of a page: no tags, plain spaces."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("\u00a0", " "))


@pytest.fixture
def as_member(member, sign_in):
    return sign_in(member.person)


@pytest.fixture
def as_president(president, sign_in):
    return sign_in(president.person)


@pytest.fixture
def as_instructor(instructor, sign_in):
    return sign_in(instructor.person)


@pytest.fixture
def meeting_url(campaign, url):
    from selection import committee

    return lambda name="committee": url(name, committee.meetings(campaign)[0].pk)


def post_marks(campaign, values=play.D11, **more):
    """The marks form as a browser sends it."""
    given = {f"value_{c.pk.hex}": value for c, value in zip(play.criteria(campaign), values, strict=True)}
    return {**given, **more}


# Who comes in


@pytest.mark.parametrize("role", OTHERS)
def test_other_sides_find_nothing_there(campaign, file, url, sign_in, role):
    client = sign_in(make_seat(campaign, role).person)

    for address in (url("file_list"), url("grid"), url("committees"), url("file", file.pk), url("file_export")):
        assert client.get(address).status_code == 404


def test_the_structure_finds_nothing_there(file, url, sign_in):
    client = sign_in(candidates.representative(file.application).person)

    assert client.get(url("file_list")).status_code == 404
    assert client.get(url("file", file.pk)).status_code == 404


def test_a_visitor_signs_in_first(file, url, client):
    assert client.get(url("file_list")).status_code == 302


def test_a_file_of_another_campaign_does_not_exist(file, sign_in, campaign):
    from tests.factories.core import make_campaign

    other = make_campaign("2013")
    client = sign_in(make_seat(other, Role.COMMITTEE_MEMBER).person)

    assert client.get(f"/2013/instruction/dossiers/{file.pk}/").status_code == 404
    assert client.get(f"/2011/instruction/dossiers/{file.pk}/").status_code == 404


# The list


def test_the_list_says_what_is_read(campaign, marking, member, as_member, url):
    play.mark(marking, member)

    page = text(as_member.get(url("file_list")))

    assert "1 candidature notée sur 1" in page
    assert "Les Paniers du Port Association Friche, mk2 42 m² à examiner notée 71,0" in page


def test_a_file_one_withdrew_from_has_no_link(file, member, as_member, url):
    play.declare(file, member, Link.FAMILY)

    page = as_member.get(url("file_list"))

    assert url("file", file.pk) not in page.content.decode()
    assert "déport" in text(page)


@pytest.mark.parametrize(
    ("query", "found"),
    [("name=paniers", 1), ("name=savon", 0), ("work=to_declare", 1), ("work=marked", 0), ("state=to_examine", 1)],
)
def test_the_list_is_filtered(file, as_member, url, query, found):
    page = as_member.get(f"{url('file_list')}?{query}")

    assert page.content.decode().count(url("file", file.pk)) == found


def test_the_list_is_filtered_by_site(campaign, file, as_member, url):
    play.received(campaign, "Atelier", sites=["mk2"])
    friche = campaign.sites.get(site__name="Friche")

    page = text(as_member.get(f"{url('file_list')}?site={friche.pk}"))

    assert "Les Paniers du Port" in page
    assert "Atelier" not in page


def test_the_export_holds_ones_own_work(marking, member, as_member, url):
    play.mark(marking, member)

    lines = as_member.get(url("file_export")).content.decode("utf-8-sig").splitlines()

    assert lines[1].startswith('"Les Paniers du Port";"Association";"Friche, mk2";"42,0";"à examiner";"notée";"71,00"')


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


def test_all_links_are_declared_on_one_page(campaign, file, member, as_member, url):
    other = play.received(campaign, "Atelier Recyclé")
    page = as_member.get(url("links"))
    assert "2 structures à déclarer" in text(page)

    as_member.post(url("links"), {f"link_{other.pk.hex}": "family", "none_elsewhere": "on"})

    said = dict(LinkDeclaration.objects.visible_to(member).values_list("file", "link"))
    assert said == {file.pk: "none", other.pk: "family"}
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


# Marks


def test_marks_are_submitted_without_javascript(campaign, marking, member, as_member, url):
    play.declare(marking, member)

    response = as_member.post(url("submit_marks", marking.pk), post_marks(campaign, submit="1", comment="Solide."))

    assert response.status_code == 302
    sheet = MarkSheet.objects.visible_to(member).get()
    assert (sheet.state, sheet.comment) == (SheetState.SUBMITTED, "Solide.")
    assert "71,0" in text(as_member.get(url("file", marking.pk)))


def test_marks_are_kept_as_a_draft(campaign, marking, member, as_member, url):
    play.declare(marking, member)

    as_member.post(url("submit_marks", marking.pk), post_marks(campaign))

    assert MarkSheet.objects.visible_to(member).get().state == SheetState.DRAFT


def test_an_unfinished_sheet_names_what_is_missing_and_keeps_what_was_typed(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    given = post_marks(campaign, submit="1", comment="À garder sous les yeux.")
    given.popitem()
    first = next(iter(given))
    data = {first: 4, "submit": "1", "comment": "À garder sous les yeux."}

    page = as_member.post(url("submit_marks", marking.pk), data)

    assert page.status_code == 422
    assert "Il manque une note sur : Viabilité économique" in text(page)
    assert "À garder sous les yeux." in text(page)
    assert re.search(rf'name="{first}" value="4"[^>]*checked', page.content.decode())


def test_each_mark_saves_itself(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    criterion = play.criteria(campaign)[0]
    field = f"value_{criterion.pk.hex}"

    answer = as_member.post(url("marks_autosave", marking.pk), {"field": field, field: "4"})

    assert (answer.status_code, answer["X-Autosave"]) == (200, "saved")
    assert Mark.objects.visible_to(member).get().value == 4


def test_an_old_window_neither_erases_marks_nor_hands_over_what_it_does_not_show(
    campaign, marking, member, as_member, url
):
    play.declare(marking, member)
    old = sent_by(as_member.get(url("file", marking.pk)))
    first, *others = (criterion.pk.hex for criterion in play.criteria(campaign))
    for key in (first, *others):
        for name, value in ((f"value_{key}", "4"), (f"comment_{key}", "Mûrement pesé.")):
            as_member.post(url("marks_autosave", marking.pk), {"field": name, name: value, f"initial-{name}": ""})

    as_member.post(url("submit_marks", marking.pk), old | {"comment": "Appréciation."})
    marks = Mark.objects.visible_to(member)
    assert {(mark.value, mark.comment) for mark in marks} == {(4, "Mûrement pesé.")}
    assert MarkSheet.objects.visible_to(member).get().comment == "Appréciation."

    page = as_member.post(url("submit_marks", marking.pk), old | {f"value_{first}": "1", "submit": "1"})
    assert page.status_code == 422
    assert "ou vous dans une autre fenêtre, a écrit ici" in text(page)
    assert "Enregistré ici depuis l’ouverture de votre page 4" in text(page)
    again = sent_by(page)
    assert (again[f"value_{first}"], again[f"value_{others[0]}"]) == (["1"], ["4"])
    assert as_member.post(url("submit_marks", marking.pk), again | {"submit": "1"}).status_code == 302
    assert {mark.value for mark in marks.all()} == {1, 4}
    assert MarkSheet.objects.visible_to(member).get().state == SheetState.SUBMITTED


def test_a_mark_out_of_scale_is_not_saved(campaign, marking, member, as_member, url):
    play.declare(marking, member)
    field = f"value_{play.criteria(campaign)[0].pk.hex}"

    answer = as_member.post(url("marks_autosave", marking.pk), {"field": field, field: "9"})

    assert answer["X-Autosave"] == "invalid"
    assert not Mark.objects.system().exists()


def test_the_marks_of_others_appear_once_mine_are_submitted(campaign, marking, president, member, as_member, url):
    play.mark(marking, president, (5, 5, 5, 5, 4))
    play.declare(marking, member)
    name = president.person.full_name

    assert name not in text(as_member.get(url("file", marking.pk)))

    play.mark(marking, member)

    page = text(as_member.get(url("file", marking.pk)))
    assert name in page
    assert "Sur 100 71,0 98,0" in page or "Sur 100 98,0 71,0" in page


def test_an_instructor_has_no_form_to_mark_and_no_address(campaign, marking, instructor, as_instructor, url):
    play.declare(marking, instructor)

    assert "Ma notation" not in text(as_instructor.get(url("file", marking.pk)))
    assert as_instructor.post(url("submit_marks", marking.pk), post_marks(campaign)).status_code == 404
    assert as_instructor.post(url("marks_autosave", marking.pk), {}).status_code == 404


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


# The grid


def grid_post(lines, scale=5):
    data = {"criteria-TOTAL_FORMS": len(lines), "criteria-INITIAL_FORMS": 0, "scale": scale}
    for index, (label, weight) in enumerate(lines):
        data |= {f"criteria-{index}-label": label, f"criteria-{index}-weight": weight}
    return data


def test_the_grid_is_changed_on_its_page(campaign, president, as_president, url):
    as_president.post(url("grid"), grid_post([("Utilité", 70), ("Lieu", 30)]))

    assert [(c.label, c.weight) for c in play.criteria(campaign)] == [("Utilité", 70), ("Lieu", 30)]


def test_weights_that_do_not_make_a_hundred_are_told(president, as_president, url):
    page = as_president.post(url("grid"), grid_post([("Utilité", 70), ("Lieu", 20)]))

    assert page.status_code == 422
    assert "ils font 90" in text(page)


def test_two_who_change_the_grid_read_each_other(campaign, president, instructor, as_president, as_instructor, url):
    mine, hers = sent_by(as_president.get(url("grid"))), sent_by(as_instructor.get(url("grid")))
    as_instructor.post(url("grid"), hers | {"criteria-0-label": "Ancrage dans le quartier"})

    page = as_president.post(url("grid"), mine | {"criteria-0-label": "Utilité", "scale": "10"})

    assert page.status_code == 422
    assert "Une autre personne a changé la grille" in text(page)
    assert "Ancrage dans le quartier, poids 30" in text(page)
    assert 'value="Utilité"' in page.content.decode()
    assert as_president.post(url("grid"), sent_by(page)).status_code == 302
    assert play.criteria(campaign)[0].label == "Utilité"
    assert as_president.post(url("grid"), sent_by(page)).status_code == 302, "sent twice"


def test_a_frozen_grid_is_read_and_not_changed(campaign, marking, president, as_president, url):
    play.mark(marking, president)
    page = as_president.get(url("grid"))
    assert "La grille est figée depuis le 10 janvier 2012" in text(page)
    assert "Enregistrer la grille" not in text(page)

    refused = as_president.post(url("grid"), grid_post([("Utilité", 100)]))

    assert refused.status_code == 422
    assert "fausserait les notes déjà données" in text(refused)
    assert 'value="Utilité"' in refused.content.decode()
    assert len(play.criteria(campaign)) == 5


# The committee's day


@pytest.fixture
def day(campaign, file, instructor, president, member, freeze):
    """The committee's day: a file checked, marked by both members, on the agenda."""
    play.examine(file, instructor)
    freeze(play.COMMITTEE_DAY)
    for seat in (president, member):
        play.mark(file, seat)
    return play.prepare(campaign, president)


def test_nothing_of_the_deliberation_is_told_before_the_declaration(
    campaign, day, file, president, sign_in, meeting_url
):
    play.propose(file, president)
    newcomer = make_seat(campaign, Role.COMMITTEE_MEMBER)
    client = sign_in(newcomer.person)

    page = text(client.get(meeting_url()))
    assert "favorable" not in page
    assert "retenue" not in page
    assert not FirstOpening.objects.system().filter(seat=newcomer).exists()

    play.declare(file, newcomer)
    assert "favorable" in text(client.get(meeting_url()))
    assert FirstOpening.objects.system().filter(seat=newcomer).exists()


def test_who_has_not_declared_is_sent_to_the_declaration_before_proposing(day, file, campaign, sign_in, url):
    client = sign_in(make_seat(campaign, Role.COMMITTEE_PRESIDENT).person)

    assert client.get(url("propose", file.pk)).url == url("declare_link", file.pk)


def test_the_session_is_prepared_from_its_page(campaign, file, president, member, sign_in, meeting_url, freeze):
    freeze(play.COMMITTEE_DAY)
    as_president, as_member = sign_in(president.person), sign_in(member.person)
    assert "prépare la séance" in text(as_member.get(meeting_url()))
    assert as_member.post(meeting_url("prepare")).status_code == 404

    as_president.post(meeting_url("prepare"))

    assert "1 décision à proposer avant de publier" in text(as_president.get(meeting_url()))


def test_the_table_shows_mean_dispersion_and_rank(day, as_member, meeting_url):
    page = text(as_member.get(meeting_url()))

    assert "2 sur 2 71,0 0,0 (71 à 71) 1" in page


def test_a_member_who_has_not_marked_sees_no_mean(campaign, file, day, meeting_url, sign_in):
    late = make_seat(campaign, Role.COMMITTEE_MEMBER)
    play.declare(file, late)

    page = text(sign_in(late.person).get(meeting_url()))

    assert "71,0" not in page
    assert "Les Paniers du Port favorable — — — —" in page


def test_the_instructor_sees_neither_marks_nor_proposals(day, file, president, as_instructor, meeting_url):
    play.propose(file, president, OutcomeValue.REFUSED)

    page = text(as_instructor.get(meeting_url()))

    assert "71,0" not in page
    assert "non retenue" not in page
    assert "Moyenne" not in page


def test_the_whole_day_by_the_president(campaign, day, file, president, member, as_president, meeting_url, url):
    page = as_president.get(meeting_url())
    assert "Il manque une proposition" in text(page)
    assert url("propose", file.pk) in page.content.decode()

    answer = as_president.post(
        url("propose", file.pk), {"value": "conditional", "conditions": "Un plan de trésorerie."}
    )
    assert answer.url == meeting_url()
    assert "Le quorum n’est pas atteint" in text(as_president.get(meeting_url()))
    as_president.post(meeting_url("attendance"), {"members": [str(president.pk), str(member.pk)]})
    assert "Toutes les décisions sont proposées" in text(as_president.get(meeting_url()))

    confirm = text(as_president.get(meeting_url("publish")))
    assert "une seule fois et ne se reprend pas : 1 lettre partira" in confirm
    as_president.post(meeting_url("publish"))

    assert Publication.objects.system().get().letters == 1
    page = text(as_president.get(meeting_url()))
    assert "Les décisions sont publiées" in page
    assert "retenue sous condition" in page.lower()


def test_who_reads_how_many_decisions_leave_has_read_the_deliberation(
    campaign, day, file, president, sign_in, meeting_url
):
    play.propose(file, president)
    play.attend(day, president)
    other = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    opened = FirstOpening.objects.system().filter(seat=other)

    assert "Publier les décisions" in text(sign_in(other.person).get(meeting_url("publish")))

    assert opened.exists()


def test_a_second_publication_is_told_not_crashed(day, file, president, as_president, meeting_url):
    play.propose(file, president)
    play.attend(day, president)
    as_president.post(meeting_url("publish"))

    page = as_president.post(meeting_url("publish"), follow=True)

    assert "ont déjà été publiées" in text(page)
    assert Publication.objects.system().count() == 1


def test_a_member_has_no_address_to_publish(day, as_member, as_instructor, meeting_url):
    for client in (as_member, as_instructor):
        assert client.get(meeting_url("publish")).status_code == 404
        assert client.post(meeting_url("publish")).status_code == 404


def test_a_member_reads_why_she_does_not_propose(day, file, as_member, url):
    page = as_member.get(url("propose", file.pk))

    assert "La présidence propose les décisions" in text(page)
    as_member.post(url("propose", file.pk), {"value": "retained"})
    assert not ProposedDecision.objects.system().exists()


def test_a_refused_proposal_keeps_what_was_typed(day, file, as_president, url):
    page = as_president.post(url("propose", file.pk), {"value": "waiting", "motive": "La place manque cette année."})

    assert page.status_code == 422
    assert "Indiquez le rang" in text(page)
    assert "La place manque cette année." in text(page)


def test_two_who_propose_read_each_other(campaign, day, file, as_president, sign_in, url, freeze):
    other = make_seat(campaign, Role.COMMITTEE_PRESIDENT)
    play.declare(file, other)
    hers = sign_in(other.person)
    old = sent_by(as_president.get(url("propose", file.pk)))
    wrote = {"value": "refused", "motive": "Un long motif pesé."}
    hers.post(url("propose", file.pk), sent_by(hers.get(url("propose", file.pk))) | wrote)

    page = as_president.post(url("propose", file.pk), old | {"value": "retained", "motive": "Un projet mûr."})

    assert page.status_code == 422
    assert f"Ce que {other.person.full_name} propose" in text(page)
    assert "Un long motif pesé." in text(page)
    assert "Un projet mûr." in text(page)
    assert ProposedDecision.objects.system().get().motive == "Un long motif pesé."
    freeze("2012-01-31 15:00")
    again = sent_by(page)
    assert [as_president.post(url("propose", file.pk), again).status_code for _ in range(2)] == [302, 302]
    assert ProposedDecision.objects.system().get().value == "retained"


def test_a_proposal_on_a_file_that_left_the_agenda_keeps_its_motive(
    day, file, as_president, as_instructor, url, meeting_url
):
    old = sent_by(as_president.get(url("propose", file.pk)))
    as_instructor.post(meeting_url("agenda"), sent_by(as_instructor.get(meeting_url("agenda"))) | {"files": []})

    page = as_president.post(url("propose", file.pk), old | {"value": "refused", "motive": "Longuement pesé."})

    assert page.status_code == 422
    assert "Non enregistré : copiez-le si vous en avez besoin" in text(page)
    assert "Longuement pesé." in text(page)


def test_two_secretaries_add_up_their_agendas_and_attendances(
    campaign, day, file, president, member, as_president, as_instructor, meeting_url
):
    mine = sent_by(as_president.get(meeting_url("agenda")))
    as_instructor.post(meeting_url("agenda"), sent_by(as_instructor.get(meeting_url("agenda"))) | {"files": []})
    as_president.post(meeting_url("agenda"), mine | {"quorum_percent": "40"})
    day.refresh_from_db()
    assert (services.deciding.agenda_files(day).count(), day.quorum_percent) == (0, 40)
    hers = sent_by(as_instructor.get(meeting_url("agenda")))
    as_president.post(
        meeting_url("agenda"), sent_by(as_president.get(meeting_url("agenda"))) | {"quorum_percent": "45"}
    )
    page = as_instructor.post(meeting_url("agenda"), hers | {"files": [str(file.pk)], "quorum_percent": "60"})
    assert page.status_code == 422
    assert "Enregistré ici depuis l’ouverture de votre page 45" in text(page)

    mine = sent_by(as_president.get(meeting_url("attendance")))
    hers = sent_by(as_instructor.get(meeting_url("attendance")))
    as_instructor.post(meeting_url("attendance"), hers | {"members": [str(member.pk)]})
    as_president.post(meeting_url("attendance"), mine | {"members": [str(president.pk)]})
    assert set(Attendance.objects.system().filter(is_present=True).values_list("seat", flat=True)) == {
        member.pk,
        president.pk,
    }


def test_the_observer_is_written_and_neither_votes_nor_counts(campaign, day, as_president, meeting_url):
    from ccr.programme import seats
    from ccr.programme.roles import Function

    organisation = OrganisationFactory(name="ESIA")
    seats.engage_organisation(campaign, organisation, Function.DLA)

    as_president.post(meeting_url("observer"), {"name": "Odile Garnier", "organisation": str(organisation.pk)})

    page = text(as_president.get(meeting_url()))
    assert Attendance.objects.system().get().seat is None
    assert "Odile Garnier ESIA, observateur sans voix" in page
    assert "Odile Garnier, ESIA" in text(as_president.get(meeting_url("attendance")))
    assert "0 sur 2" in page


def test_the_agenda_is_chosen(day, file, as_president, meeting_url):
    shown = sent_by(as_president.get(meeting_url("agenda")))
    as_president.post(meeting_url("agenda"), shown | {"files": [], "quorum_percent": "60"})

    page = text(as_president.get(meeting_url()))
    assert "L’ordre du jour est vide" in page
    assert "1 dossier hors de tout ordre du jour." in page


def test_the_committee_page_asks_the_same_number_of_queries_for_1_and_8(
    campaign, instructor, president, sign_in, meeting_url, freeze
):
    def cost():
        as_president.get(meeting_url())
        address = meeting_url()
        with CaptureQueriesContext(connection) as queries:
            assert as_president.get(address).status_code == 200
        return len(queries)

    first = play.received(campaign)
    files = [play.received(campaign) for _ in range(7)]
    for one in (first, *files):
        play.examine(one, instructor)
    freeze(play.COMMITTEE_DAY)
    as_president = sign_in(president.person)
    session = play.prepare(campaign, president)
    for one in (first, *files):
        play.mark(one, president)
        play.propose(one, president)
    eight = cost()
    ProposedDecision.objects.system().filter(file__in=files).delete()
    from selection.models import AgendaItem

    AgendaItem.objects.system().filter(session=session, file__in=files).delete()

    assert cost() <= eight
    assert eight <= 21


# The home


def test_the_home_of_a_member_says_what_is_left(campaign, marking, member, as_member):
    page = text(as_member.get(f"/{campaign.slug}/"))
    assert "Il vous reste 1 candidature à noter avant le comité du 31 janvier 2012" in page
    assert "Déclarer vos liens avec 1 structure" in page

    play.declare(marking, member)
    assert "Lire et noter 1 candidature" in text(as_member.get(f"/{campaign.slug}/"))

    play.mark(marking, member)
    assert "Rien ne vous attend" in text(as_member.get(f"/{campaign.slug}/"))


def test_the_home_of_the_instructor(campaign, file, instructor, as_instructor):
    play.declare(file, instructor)

    assert "Vérifier 1 dossier" in text(as_instructor.get(f"/{campaign.slug}/"))


def test_the_home_of_the_president_ends_on_the_publication(campaign, day, file, president, as_president):
    assert "Proposer 1 décision" in text(as_president.get(f"/{campaign.slug}/"))

    play.propose(file, president)

    assert "Publier 1 décision" in text(as_president.get(f"/{campaign.slug}/"))
