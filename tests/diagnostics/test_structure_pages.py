"""The structure's pages: asking for a diagnostic, reading its note, passing it on."""

import datetime

import pytest

from ccr import registry
from ccr.wall.guard import passing_as
from diagnostics import services
from diagnostics.models import Diagnostic, Note, Transfer
from diagnostics.states import NoteState
from tests.diagnostics.pages import BASE, text
from tests.factories import diagnostics as make

pytestmark = pytest.mark.django_db


def test_a_structure_asks_from_its_page(world, people):
    client, url = people["candidate"], f"{BASE}mon-diagnostic/{world.application.pk}/"
    page = text(client.get(url))
    assert "est restitué avant le 31 janvier 2012" in page
    assert "Comité de sélection" in page

    answer = client.post(url, {"when": "before"}, follow=True)

    assert Diagnostic.objects.system().get().asked_by == world.candidate
    assert "Votre demande est enregistrée" in text(answer)
    assert "RAMSESS va désigner votre diagnostiqueur" in text(answer)


def test_a_late_structure_is_offered_the_waiver_and_the_complete_diagnostic(world, sign_in, freeze):
    freeze("2011-12-12 10:00")
    client, url = sign_in(world.candidate.person), f"{BASE}mon-diagnostic/{world.application.pk}/"

    page = text(client.get(url))

    assert "trop tard pour une restitution avant le comité" in page
    assert 'value="waiver"' in page
    assert 'value="after"' in page
    assert 'value="before"' not in page
    assert client.post(url, {"when": "before"}).status_code == 422


def test_who_may_diagnose_is_one_click_away(world, people):
    page = text(people["candidate"].get(f"{BASE}mon-diagnostic/{world.application.pk}/"))

    assert 'href="/2011/diagnostiqueurs/"' in page
    assert people["candidate"].get("/2011/diagnostiqueurs/").status_code == 200


def test_an_empty_request_says_what_is_missing(world, people):
    answer = people["candidate"].post(f"{BASE}mon-diagnostic/{world.application.pk}/", {})

    assert answer.status_code == 422
    assert "Choisissez quand le diagnostic doit avoir lieu." in text(answer)


def test_two_clicks_end_in_a_sentence(world, people):
    diagnostic = make.ask(world)
    url = f"{BASE}{diagnostic.pk}/annuler/"
    people["candidate"].post(url)

    answer = people["candidate"].post(url, follow=True)

    assert answer.status_code == 200
    assert "Cette action n’est plus possible" in text(answer)


def test_the_note_is_validated_then_passed_on_then_taken_back(world, people, sign_in):
    make.decide(world.application)
    note = make.shared(world)
    client, url = people["candidate"], f"{BASE}note/{note.pk}/"
    assert "Votre note est à valider" in text(client.get(url))
    client.post(f"{url}valider/", {"on": "2011-09-12"})
    assert Note.objects.system().get().state == NoteState.VALIDATED
    make.play(
        world.d1,
        services.record_restitution,
        note.diagnostic,
        note.validated_on or Note.objects.system().get().validated_on,
        place="Chez elle",
        people=3,
        roles="équipe",
    )
    consultant = make.make_consultant(world)

    refused = client.post(f"{url}transmettre/", {"consultant": consultant.pk})
    assert refused.status_code == 422
    assert "Sans votre accord" in text(refused)
    terms = {"scope": "advice", "until": "2011-10-01", "consent": "on"}
    long = client.post(f"{url}transmettre/", {"consultant": consultant.pk, **terms, "until": "2015-10-01"})
    assert "se termine le 30 juin 2015" in text(long)
    client.post(f"{url}transmettre/", {"consultant": consultant.pk, **terms})
    transfer = Transfer.objects.system().get()
    assert (transfer.scope, transfer.until) == ("advice", datetime.date(2011, 10, 1))
    assert "opportun sous conditions" in text(sign_in(consultant.person).get(f"{BASE}notes-transmises/{transfer.pk}/"))
    client.post(f"{BASE}transmission/{transfer.pk}/retirer/")

    assert sign_in(consultant.person).get(f"{BASE}notes-transmises/{transfer.pk}/").status_code == 404
    assert "accès retiré" in text(client.get(url))


def test_the_note_of_a_cancelled_diagnostic_is_read_and_asks_for_nothing(world, people):
    note = make.shared(world)
    make.play(world.candidate, services.cancel, note.diagnostic)

    page = text(people["candidate"].get(f"{BASE}note/{note.pk}/"))

    assert make.NOTE["reasons"] in page
    assert "Valider la note" not in page
    assert "Renvoyer la note" not in page
    with passing_as(world.candidate):
        assert not [task for task in registry.ask("home", world.candidate) if task.title.startswith("Valider")]


def test_a_correction_is_asked_with_words(world, people):
    note = make.shared(world)
    url = f"{BASE}note/{note.pk}/corriger/"

    assert people["candidate"].post(url, {"remark": ""}).status_code == 422
    people["candidate"].post(url, {"remark": "Nous sommes cinq."})

    assert "Nous sommes cinq." in text(people["d1"].get(f"{BASE}{note.diagnostic_id}/"))
    assert people["candidate"].get(f"{BASE}note/{note.pk}/").status_code == 404
