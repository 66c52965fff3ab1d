"""The record of receptions: who came, how, what for, who sent them (A132, A133)."""

import csv
import uuid
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates import providers, services
from candidates.models import Reception
from ccr.programme import figures
from ccr.programme.models import Figure
from ccr.programme.roles import Role
from tests.candidates.reading import text_of
from tests.candidates.test_coordination import THRESHOLD
from tests.factories import candidates as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

ADD = reverse("candidates:reception_add", args=["2011"])
LIST = reverse("candidates:receptions", args=["2011"])
SAID = {
    "on": "2011-11-21",
    "channel": "telephone",
    "name": "Odile Castan",
    "reach": "04 91 00 00 00",
    "structure": "",
    "question": "Faut-il être une association ?",
    "outcome": "informed",
    "partner": "",
    "came": "alone",
    "prescriber": "",
}


def noted(coordinator, **said):
    return services.receive(coordinator.campaign, {**SAID, **said}, by=coordinator)


def test_a_page_sent_in_another_call_notes_another_line(coordinator):
    elsewhere, key = make_seat(make_campaign("2012"), Role.COORDINATOR), uuid.uuid4()
    made = {services.receive(by.campaign, SAID, by=by, key=key).pk for by in (coordinator, elsewhere, elsewhere)}
    assert len(made) == 2


def test_a_reception_is_noted_once_with_the_records_it_names(office, coordinator):
    known = OrganisationFactory(name="Pépinière du Soleil")
    key = {"form_key": "0d9c6f0e-2f43-4c39-8f5c-0f0b0f0f0f0f"}
    page = {**SAID, **key, "came": "sent", "prescriber": "pépinière du soleil", "partner": "Personne"}

    for _ in range(2):
        assert office.post(ADD, page).status_code == 302

    row = Reception.objects.system().get()
    assert (row.prescriber, row.prescriber_organisation) == ("Pépinière du Soleil", known)
    assert (row.partner, row.outcome, row.by_id) == ("", "informed", coordinator.person_id)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"came": "sent"}, "Nommez le prescripteur"),
        ({"came": ""}, "Choisissez une réponse."),
        ({"outcome": "oriented"}, "Nommez le partenaire"),
        ({"question": " "}, "Écrivez la question"),
        ({"on": "2011-11-23"}, "Cette date est à venir"),
    ],
)
def test_what_lacks_is_said_and_what_was_typed_stays(office, said, sentence):
    answer = office.post(ADD, {**SAID, **said})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert b"Odile Castan" in answer.content


def test_the_record_narrows_counts_and_exports(
    office, coordinator, django_assert_max_num_queries, django_assert_num_queries
):
    noted(coordinator, came="sent", prescriber="La Boussole")
    noted(coordinator, came="sent", prescriber="La Boussole", channel="visit", name="", structure="Vélos du Vallon")
    answer = office.get(LIST, {"q": "boussole"})
    assert "2 accueils notés" in text_of(answer)
    assert list(answer.context["prescribers"]) == [("La Boussole", 2)]
    assert ("Visite", 1) in answer.context["channels"]
    with django_assert_max_num_queries(THRESHOLD + 12) as few:
        office.get(LIST)
    for _ in range(20):
        noted(coordinator)
    with django_assert_num_queries(len(few)):
        assert "22 accueils notés" in text_of(office.get(LIST))

    assert "Vélos du Vallon" in text_of(office.get(LIST, {"canal": "visit"}))
    export = office.get(reverse("candidates:reception_export", args=["2011"]), {"canal": "visit"})
    (row,) = csv.DictReader(StringIO(export.content.decode("utf-8-sig")), delimiter=";")
    assert (row["Structure"], row["Prescripteur"]) == ("Vélos du Vallon", "La Boussole")


def test_a_line_is_corrected_without_undoing_what_a_colleague_wrote(office, coordinator):
    row = noted(coordinator)
    url = reverse("candidates:reception_edit", args=["2011", row.pk])
    old = {f"initial-{name}": value for name, value in SAID.items()}
    services.change_reception(row, {"reach": "odile@exemple.fr"}, by=coordinator)

    assert office.post(url, {**SAID, **old, "outcome": "call_back"}).status_code == 302
    row.refresh_from_db()
    assert (row.reach, row.outcome) == ("odile@exemple.fr", "call_back")


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("reception_says_what", {"question": ""}),
        ("reception_prescriber_named", {"came": "sent"}),
        ("reception_partner_named", {"partner": "ESIA"}),
    ],
)
def test_the_table_refuses_what_says_nothing(coordinator, constraint, wrong):
    row = noted(coordinator)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reception.objects.system().filter(pk=row.pk).update(**wrong)


def test_figures_count_by_channel_and_by_who_sent_them_each_within_its_own_total(coordinator):
    for _ in range(4):
        noted(coordinator)
    for _ in range(3):
        noted(coordinator, channel="visit", came="sent", prescriber="ESIA")
    noted(coordinator, channel="visit")
    for came in ("alone", "alone", "alone", "sent", "sent", "sent"):
        sent = {"came": came, "prescriber": "ESIA" if came == "sent" else ""}
        person, organisation = make.make_member()
        services.begin_application(coordinator.campaign, organisation, person, referral=sent)
    figures.write(coordinator.campaign, providers.reception.figures(coordinator.campaign))

    shown = dict(Figure.objects.system().values_list("key", "value"))
    assert (shown["candidates.received"], shown["candidates.received.visit"]) == (8, 4)
    assert (shown["candidates.received_from.sent"], shown["candidates.received_from.alone"]) == (3, 5)
    assert [shown[f"candidates.begun_from{part}"] for part in ("", ".sent", ".alone")] == [6, 3, 3]
