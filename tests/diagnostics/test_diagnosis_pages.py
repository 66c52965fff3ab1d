"""The pages of diagnosis: the template and the note of who writes them, the requests and the load of RAMSESS."""

import importlib

import pytest
from django.db import connection

from candidates.models import SiteChoice
from candidates.services import deposit, write_draft
from ccr import clock
from ccr.programme.roles import Role
from diagnostics import services
from diagnostics.models import Answer, ContactEntry, FilRouge, Note, Question, Section
from diagnostics.shared_template import SECTIONS
from diagnostics.states import DiagnosticState, NoteState
from tests.diagnostics.pages import BASE, text
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import make_seat
from tests.forms import hidden_of, sent_by

pytestmark = pytest.mark.django_db

# The diagnostician


def test_the_template_is_filled_without_javascript(world, people):
    diagnostic = make.assigned(world)
    people["d1"].post(f"{BASE}{diagnostic.pk}/commencer/")

    answer = people["d1"].post(f"{BASE}{diagnostic.pk}/trame/2/", {"rating": "3", "strengths": "Une équipe soudée."})

    assert answer.headers["Location"] == f"{BASE}{diagnostic.pk}/trame/7/"  # the next of a light diagnostic
    answers = dict(Answer.objects.system().values_list("question__code", "value"))
    assert (answers["rating"], answers["strengths"]) == ("3", "Une équipe soudée.")
    assert "2 sur 5" in text(people["d1"].get(f"{BASE}{diagnostic.pk}/"))


def test_beside_the_template_stand_the_sites_chosen_with_their_stakes_and_no_answer(world, people):
    diagnostic = make.started(world)
    eighth = f"{BASE}{diagnostic.pk}/trame/8/"
    mk2 = world.campaign.sites.get(site__name="mk2")
    write_draft(world.application, sites={mk2: {"is_chosen": False}}, by=world.candidate)
    assert "Enjeu : apprendre à gérer des flux importants" in text(people["d1"].get(eighth))  # as it was deposited

    deposit(world.application, by=world.candidate)

    for address in (eighth, f"{BASE}{diagnostic.pk}/", f"{BASE}{diagnostic.pk}/note/"):
        page = text(people["d1"].get(address))
        assert "Enjeu : gérer une montée en charge plus lente" in page
        assert "mk2" not in page  # nor in the words of the template, which is every call's
        assert "Notre réponse pour" not in page
    SiteChoice.rows.update(is_current=False)  # as before its first deposit: the sites of the call
    page = text(people["d1"].get(eighth))
    assert "dès que sa candidature est déposée" in page
    assert "Enjeu : apprendre à gérer des flux importants" in page


def test_a_template_published_before_names_no_site_either(world):
    make.started(world)
    migration = importlib.import_module("diagnostics.migrations.0003_help_names_no_site")
    rows = Section.objects.system()
    rows.filter(number=8).update(help=migration.FORMER)
    with connection.cursor() as cursor:
        for sql, values in migration.Migration.operations[0].sql:
            cursor.execute(sql, values)
    assert rows.get(number=8).help == {title: help for title, _, help, _ in SECTIONS}["Impact du site choisi"]


def test_the_template_saves_itself_field_by_field(world, people):
    diagnostic = make.started(world)
    url = f"{BASE}{diagnostic.pk}/trame/2/champ/"

    saved = people["d1"].post(url, {"field": "rating", "rating": "4"})
    invalid = people["d1"].post(url, {"field": "rating", "rating": "9"})
    gone = people["d1"].post(url, {"field": "nothing", "nothing": "9"})
    foreign = people["d2"].post(url, {"field": "rating", "rating": "1"})

    assert [r.status_code for r in (saved, invalid, gone, foreign)] == [200, 422, 409, 404]
    assert saved.headers["X-Autosave"] == "saved"
    assert Answer.objects.system().get().value == "4"


def test_the_note_saves_itself_and_is_handed_over(world, people):
    diagnostic = make.started(world)
    url = f"{BASE}{diagnostic.pk}/note/"
    for name, value in (("opinion", "timely"), ("reasons", "Un projet mûr."), ("axis_6", "Un prêt.")):
        assert people["d1"].post(f"{url}champ/", {"field": name, name: value}).status_code == 200
    assert "Un prêt." in text(people["d1"].get(url))

    people["d1"].post(f"{url}remettre/")

    assert Note.objects.system().get().state == NoteState.SHARED


def test_an_old_page_of_the_note_keeps_what_a_colleague_wrote(world, people, sign_in):
    url = f"{BASE}{make.started(world).pk}/note/"
    mine, hers = people["d1"], sign_in(make_seat(world.campaign, Role.DIAGNOSTICIAN, organisation=world.r1).person)
    empty = {"reasons": "", "conditions": "", "risks": "", "support_format": "", "axis_2": ""}
    old = hidden_of(mine.get(url))
    wrote = {"opinion": "timely", "reasons": "Ses mots.", "axis_2": "Son axe."}
    hers.post(url, hidden_of(hers.get(url)) | empty | wrote)

    mine.post(url, old | empty | {"risks": "Un risque."})

    note = Note.objects.system().with_page_data().get()
    assert (note.opinion, note.reasons, note.risks) == ("timely", "Ses mots.", "Un risque.")
    assert note.recommendations.get(axis__number=2).text == "Son axe."
    mine.post(url, hidden_of(mine.get(url)) | {"opinion": "timely", "reasons": "", "risks": "Un risque."})
    note.refresh_from_db()
    assert (note.opinion, note.reasons, note.risks) == ("timely", "", "Un risque.")


def test_an_old_page_of_the_template_keeps_what_a_colleague_answered(world, people, sign_in):
    url = f"{BASE}{make.started(world).pk}/trame/2/"
    mine, hers = people["d1"], sign_in(make_seat(world.campaign, Role.DIAGNOSTICIAN, organisation=world.r1).person)
    hers.post(url, hidden_of(hers.get(url)) | {"rating": "2", "strengths": ""})
    old = hidden_of(mine.get(url))
    hers.post(url, hidden_of(hers.get(url)) | {"rating": "3", "strengths": "Une équipe soudée."})

    mine.post(url, old | {"rating": "2", "strengths": "", "weaknesses": "Peu de trésorerie."})

    answers = dict(Answer.objects.system().exclude(value="").values_list("question__code", "value"))
    assert answers == {"rating": "3", "strengths": "Une équipe soudée.", "weaknesses": "Peu de trésorerie."}


@pytest.mark.parametrize(("path", "field"), [("note/", "reasons"), ("trame/2/", "strengths")])
def test_two_colleagues_in_one_field_read_each_other(world, people, sign_in, path, field):
    url = f"{BASE}{make.started(world).pk}/{path}"
    mine, hers = people["d1"], sign_in(make_seat(world.campaign, Role.DIAGNOSTICIAN, organisation=world.r1).person)
    old = sent_by(mine.get(url))
    hers.post(f"{url}champ/", {"field": field, field: "Son long texte.", f"initial-{field}": ""})

    alone = mine.post(f"{url}champ/", {"field": field, field: "Le mien.", f"initial-{field}": ""})
    assert (alone.status_code, alone.headers["X-Autosave"]) == (409, "conflict")
    page = mine.post(url, old | {field: "Le mien."})
    assert page.status_code == 422
    assert "Son long texte." in text(page)
    assert "Le mien." in text(page)

    assert mine.post(url, sent_by(page)).status_code == 302
    assert "Le mien." in text(mine.get(url))


def test_what_was_typed_when_the_page_closed_is_shown_to_be_copied(world, people):
    kept = "Non enregistré : copiez-le si vous en avez besoin"
    note = make.shared(world)
    diagnostic = note.diagnostic
    written = people["d1"].post(f"{BASE}{diagnostic.pk}/note/", {"reasons": "Un texte tapé."})
    make.play(world.candidate, services.validate_note, diagnostic)
    asked = people["candidate"].post(f"{BASE}note/{note.pk}/corriger/", {"remark": "Un texte tapé."})
    make.play(
        make.fresh(world.d1), services.record_restitution, diagnostic, clock.today(), place="x", people=3, roles="y"
    )
    fil_rouge = FilRouge.objects.system().get(diagnostic=diagnostic)
    make.play(world.candidate, services.ask_to_stop, fil_rouge)
    make.play(make.fresh(world.d1), services.close_fil_rouge, fil_rouge, "Bilan")
    line = {"on": str(clock.today()), "kind": "visit", "text": "Un texte tapé."}
    noted = people["d1"].post(f"{BASE}{diagnostic.pk}/fil-rouge/", line)

    for page in (written, asked, noted):
        assert page.status_code == 422
        assert kept in text(page)
        assert "Un texte tapé." in text(page)


def test_an_incomplete_note_is_not_asked_to_be_handed_over(world, people):
    diagnostic = make.started(world)

    answer = people["d1"].get(f"{BASE}{diagnostic.pk}/note/remettre/", follow=True)

    assert "Choisissez l’avis avant de remettre la note." in text(answer)


def test_a_refused_restitution_keeps_what_was_typed(world, people):
    note = make.validated(world)

    answer = people["d1"].post(
        f"{BASE}{note.diagnostic_id}/restitution/prevoir/", {"day": "2012-02-03", "place": "Cité des Associations"}
    )

    assert answer.status_code == 422
    assert "avant le comité du 31 janvier 2012" in text(answer)
    assert "Cité des Associations" in text(answer)


def test_the_restitution_opens_the_log(world, people):
    note = make.validated(world)
    url = f"{BASE}{note.diagnostic_id}/"
    people["d1"].post(
        f"{url}restitution/", {"day": "2011-09-12", "place": "Chez elle", "people": "1", "roles": "directrice"}
    )

    answer = people["d1"].post(
        f"{url}fil-rouge/", {"on": "2011-09-12", "kind": "phone", "text": "Tout va bien.", "shared": "on"}, follow=True
    )

    assert "Une seule personne était présente" in text(answer)
    assert ContactEntry.objects.system().get().shared
    assert "Tout va bien." in text(people["candidate"].get(f"{BASE}mon-diagnostic/{world.application.pk}/"))
    assert people["d1"].get(f"{url}fil-rouge/clore/").status_code == 302  # too early: said on the page
    assert people["d1"].post(f"{url}fil-rouge/duree/", {"ends_on": "2013-12-31"}).status_code == 422


def test_questions_of_the_page_are_those_of_the_level(world, people):
    diagnostic = make.started(world, before_selection=False)

    page = text(people["d1"].get(f"{BASE}{diagnostic.pk}/trame/7/"))

    assert Question.objects.system().filter(section__number=7).count() == 8
    assert "Trois années à venir" in page


# RAMSESS


def test_ramsess_confirms_then_assigns(world, sign_in, freeze):
    freeze("2011-12-12 10:00")
    ramsess = sign_in(world.ramsess.person)
    diagnostic = make.ask(world, waiver=True)
    url = f"{BASE}demandes/{diagnostic.pk}/"
    assert ramsess.post(f"{url}confirmer/", {}).status_code == 422

    ramsess.post(f"{url}confirmer/", {"promised_on": "2012-01-20"})
    ramsess.post(f"{url}attribuer/", {"who": f"{world.r1.pk}:{world.d1.pk}"})

    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.diagnostician) == (DiagnosticState.ASSIGNED, world.d1)


def test_the_assignment_shows_what_each_organisation_carries(world, people):
    make.assigned(world)
    people["ramsess"].post(f"{BASE}demandes/capacite/{world.r1.pk}/", {"simultaneous": "1"})
    diagnostic = make.ask(world, candidates.begin(world.campaign))

    page = text(people["ramsess"].get(f"{BASE}demandes/{diagnostic.pk}/attribuer/"))

    assert "Inter-Appui (1 sur 1 en cours, capacité atteinte)" in page


def test_ramsess_sees_the_status_of_all_and_the_contents_of_none(world, people):
    diagnostic = make.restituted(world)

    page = text(people["ramsess"].get(f"{BASE}{diagnostic.pk}/"))

    assert "restitué" in page
    assert "opportun sous conditions" not in page
    assert "Constat de la visite" not in page


def test_the_load_is_drawn_on_what_each_said_it_can_carry(world, people):
    make.assigned(world)
    make.play(world.ramsess, services.set_capacity, world.campaign, world.r1, 4)

    page = text(people["ramsess"].get(f"{BASE}demandes/"))

    assert "1 sur 4" in page


def test_under_the_objective_when_the_period_is_over(world, sign_in, freeze):
    def pages():
        ramsess, coordinator = sign_in(world.ramsess.person), sign_in(world.coordinator.person)
        return [text(ramsess.get(f"{BASE}demandes/")), text(coordinator.get("/2011/"))]

    freeze("2012-01-11 10:00")
    assert not any("non atteint" in page for page in pages())
    freeze("2012-01-12 10:00")

    assert all("Objectif 15 non atteint." in page for page in pages())
