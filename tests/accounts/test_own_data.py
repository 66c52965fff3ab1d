"""« Mes données »: what the platform holds on somebody, one seat at a time."""

import json

import pytest
from django.urls import reverse

from ccr.accounts.models import DataExport, Journal
from ccr.accounts.tasks import erase_old_exports
from ccr.documents.states import DocumentState
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.roles import Role
from tests.candidates.test_reception import SAID, noted
from tests.factories import core
from tests.factories.core import make_seat
from tests.wall.asking import read_pdf


@pytest.fixture
def amina(call):
    """Somebody who represents a structure in one call, and worked for the DLA in an earlier one."""
    from candidates import services

    seat = make_seat(call.campaign, Role.REPRESENTATIVE)
    (mandate,) = seat.active_mandates
    application = services.begin_application(call.campaign, mandate.organisation, seat.person)
    services.send_message(application, "Bonjour, avez-vous reçu nos comptes ?", by=seat)
    make_seat(core.make_campaign("2010"), Role.DLA_OFFICER, person=seat.person)
    outbox.queue("programme.appointed", about=mandate, to=[seat.person], campaign=call.campaign)
    return seat


def parts(response):
    """Each chapter's lines, by title."""
    return {part["rubrique"]: part["lignes"] for part in json.loads(response.content)["rubriques"]}


def test_the_account_says_who_enters_and_how_but_no_secret(client, person, says):
    from tests.accounts.test_passkeys import key_of

    key_of(person)
    client.force_login(person)

    response = client.get(reverse("accounts:data_json"))

    found = parts(response)
    assert found["Compte"][0]["Adresse e-mail"] == person.email
    assert found["Clés d’accès et second facteur"][0]["Nom"] == "Mon téléphone"
    assert response["Content-Disposition"] == 'attachment; filename="mes-donnees-compte.json"'
    assert "no-store" in response["Cache-Control"]
    assert person.password not in response.content.decode()
    assert Journal.objects.system().get().verb == "data_exported"


def test_each_call_gives_what_one_wrote_and_was_sent_there_and_no_other_s(sign_in, amina, call):
    client = sign_in(amina.person)

    found = parts(client.get(reverse("accounts:seat_data_json", args=["2011"])))

    assert found["Messages que j’ai écrits"][0]["Message"] == "Bonjour, avez-vous reçu nos comptes ?"
    assert found["Courriers reçus"][0]["Courrier"] == "Rôle donné à une personne"
    assert [line["Acte"] for line in found["Ce que j’ai fait"]] == ["Candidature commencée"]
    assert "Compte" not in found
    assert "Messages que j’ai écrits" not in parts(client.get(reverse("accounts:seat_data_json", args=["2010"])))
    noted(call.coordinator)
    response = sign_in(call.coordinator.person).get(reverse("accounts:seat_data_json", args=["2011"]))
    theirs = parts(response)
    assert "Messages que j’ai écrits" not in theirs
    assert theirs["Accueils que j’ai notés"][0]["Question"] == SAID["question"]
    assert "Odile" not in response.content.decode()
    acts = [line["Acte"] for line in theirs["Ce que j’ai fait"]]
    assert acts[-1] == "Accueil noté"
    assert "Candidature commencée" not in acts


def test_what_several_write_is_named_and_not_given(sign_in, call, amina):
    from candidates import services
    from candidates.models import Application
    from tests.factories.candidates import CONTACT
    from tests.factories.information import information_day, register

    application = Application.objects.system().get(campaign=amina.campaign)
    contact = CONTACT | {"name": "Zora Kern"}
    services.write_draft(application, {"summary": "Un comptoir"}, contacts={1: contact}, by=amina)
    register(information_day(amina.campaign, call.coordinator), "Amina Belle", email=amina.person.email)

    answer = sign_in(amina.person).get(reverse("accounts:seat_data_json", args=["2011"]))

    found = parts(answer)
    saved = {line["Rubrique"] for line in found["Rubriques que j’ai enregistrées en dernier"]}
    assert "Les contacts" in saved
    assert not [word for word in ("comptoir", *contact.values()) if word in answer.content.decode()]
    assert found["Mes inscriptions à une journée d’information"][0]["Nom"] == "Amina Belle"


def test_an_officer_takes_the_sheets_she_validated(sign_in, call):
    from tests.factories import dla

    officer, president = dla.officer(call.campaign), make_seat(call.campaign, Role.COMMITTEE_PRESIDENT)
    dla.validated(dla.selected(call.campaign, president, name="Épicerie Alpha"), officer)

    answer = sign_in(officer.person).get(reverse("accounts:seat_data_json", args=["2011"]))

    assert parts(answer)["Fiches de besoins que j’ai validées"][0]["Structure"] == "Épicerie Alpha"
    assert "Notre besoin" not in answer.content.decode()


def test_the_pdf_is_made_by_a_worker_and_is_one_s_own(
    sign_in, amina, commits, person, says, django_assert_max_num_queries
):
    client = sign_in(amina.person)
    page = client.get(reverse("accounts:data"))
    assert says(page, "Mon compte", "Appel 2011", "Appel 2010")

    with commits():
        for _ in range(2):
            client.post(reverse("accounts:seat_data_pdf", args=["2011"]))

    export = DataExport.objects.system().get()
    assert (export.state, export.owner_seat) == (DocumentState.READY, amina)
    address = reverse("accounts:data_document", args=[export.pk])
    with django_assert_max_num_queries(12):
        assert address in client.get(reverse("accounts:data")).content.decode()
    text = read_pdf(b"".join(client.get(address).streaming_content))
    assert "avez-vous reçu nos comptes" in " ".join(text.split())
    assert sign_in(person).get(address).status_code == 404
    assert [line.details["form"] for line in Journal.objects.system().filter(verb="data_exported")] == ["pdf"]
    seats.suspend_seat(amina)  # what it was written from opens nothing any more
    assert sign_in(amina.person).get(address).status_code == 404


def test_the_account_s_own_pdf_needs_no_seat_and_is_gone_in_a_week(sign_in, person, commits, freeze):
    client = sign_in(person)
    freeze("2026-03-02 10:00")

    with commits():
        client.post(reverse("accounts:data_pdf"))

    export = DataExport.objects.system().get()
    assert export.state == DocumentState.READY
    assert "Rosa" in read_pdf(b"".join(client.get(export.address()).streaming_content))
    freeze("2026-03-09 09:00")
    erase_old_exports.delay()
    assert export.file.storage.exists(export.file.name)
    freeze("2026-03-09 11:00")
    erase_old_exports.delay()
    assert not DataExport.objects.system().exists()
    assert not export.file.storage.exists(export.file.name)
