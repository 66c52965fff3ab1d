"""« Moyens complémentaires de la Région »: what is granted counts, the rest is only said (A013)."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ccr.programme import means
from ccr.programme.models import ComplementaryMeans
from ccr.programme.roles import Role
from ccr.programme.seats import holders, seat_of
from ccr.wall.errors import Conflict, DomainError
from ccr.wall.guard import passing_as
from tests.factories.core import make_campaign, make_seat
from tests.forms import sent_by

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2011, 9, 20)


@pytest.fixture
def campaign(freeze):
    freeze(f"{TODAY} 10:00")
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return seat_of(holders(campaign, Role.COORDINATOR)[0], campaign)


@pytest.fixture
def add(campaign, coordinator):
    """``add("granted", 12000)``: one more line."""

    def make(state="envisaged", amount=None, label="Région, économie sociale", since=TODAY):
        said = {"label": label, "state": state, "amount": amount and Decimal(amount), "since": since}
        with passing_as(coordinator):
            return means.add(campaign, **said, by=coordinator)

    return make


@pytest.fixture
def change(coordinator):
    def make(line, seen=None, **values):
        with passing_as(coordinator):
            return means.change(line, values, seen=seen, by=coordinator)

    return make


def html(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def edit_url(campaign, line):
    return reverse("programme:means_edit", args=[campaign.slug, line.pk])


# What counts


def test_only_what_is_granted_counts(add, coordinator):
    assert means.summary(coordinator).lines == []
    add("envisaged", 5000, "Formation")
    add("envisaged", None, "Culture")
    add("requested", 8000, "Emploi")
    add("refused", 70000, "Tourisme")
    assert "Rien n’est accordé pour le moment. 13 000 €" in means.summary(coordinator).sentence.replace("\xa0", " ")

    add("granted", 12000, "Économie sociale")

    found = means.summary(coordinator)
    assert (found.granted, found.awaited, len(found.lines)) == (12000, 13000, 5)


def test_each_change_is_kept_with_its_day(add, change, coordinator, freeze):
    line = add("requested", 15000, since=datetime.date(2011, 9, 12))
    freeze(f"{TODAY} 11:00")

    change(line, state="granted", amount=Decimal(12000), since=TODAY)

    told = [(one.badge.label, one.amount, one.since) for one in means.history(coordinator, line)]
    assert told == [("accordé", 12000, TODAY), ("demandé", 15000, datetime.date(2011, 9, 12))]


def test_a_line_that_is_renamed_keeps_its_former_names(add, change, coordinator, freeze):
    line = add("granted", 12000, "Emploi")
    for hour, values in ((11, {"label": "Formation"}), (12, {"amount": Decimal(9000)}), (13, {"label": "Culture"})):
        freeze(f"{TODAY} {hour}:00")
        line = change(line, **values)

    assert [one.renamed_from for one in means.history(coordinator, line)] == ["Formation", "", "Emploi", ""]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"state": "granted"}, "Écrivez le montant accordé"),
        ({"state": "requested", "amount": Decimal(-1)}, "supérieur à 0"),
        ({"since": TODAY + datetime.timedelta(days=1)}, "date passée"),
        ({"label": "EMPLOI SOLIDARITÉ"}, "porte déjà cet intitulé"),
    ],
)
def test_what_a_line_cannot_say(add, change, values, said):
    add(label="Emploi solidarité")
    line = add()
    with pytest.raises(DomainError, match=said):
        change(line, **values)
    line.refresh_from_db()
    assert (line.state, line.amount) == ("envisaged", None)


def test_what_was_refused_is_asked_for_again_before_it_is_granted(add, change):
    line = add("refused", 5000)
    with pytest.raises(DomainError, match="passez d’abord par"):
        change(line, state="granted")
    change(line, state="requested")
    assert change(line, state="granted").state == "granted"


def test_two_colleagues_on_one_line_read_each_other(add, change):
    line = add("requested", 8000)
    change(line, state="granted")
    with pytest.raises(Conflict):
        change(line, seen={"state": ["requested"]}, state="refused")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("means_once_by_label", {"label": "Emploi"}),
        ("means_amount_sensible", {"amount": Decimal(0)}),
        ("means_amount_known", {"state": "requested", "amount": None}),
    ],
)
def test_the_database_refuses_it_too(add, name, wrong):
    add(label="Emploi")
    line = add("envisaged", 10)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ComplementaryMeans.rows.filter(pk=line.pk).update(**wrong)


# Pages


def test_the_coordinator_notes_a_line_then_the_answer(campaign, coordinator, sign_in, freeze):
    client, page = sign_in(coordinator.person), reverse("programme:campaign", args=[campaign.slug])
    assert "Rien n’est noté." in html(client.get(page))
    address = reverse("programme:means_add", args=[campaign.slug])
    form = sent_by(client.get(address))
    assert form["label"] == ["Moyens complémentaires Région"]

    text = html(client.post(address, {**form, "state": "requested", "amount": ""}))
    assert "Écrivez le montant demandé" in text
    for _ in range(2):  # two clicks
        client.post(address, {**form, "state": "requested", "amount": "15 000"})
    line = ComplementaryMeans.objects.system().get()
    assert "15 000 € envisagés ou demandés, qui ne comptent pas encore" in html(client.get(page))

    freeze("2011-10-05 10:00")
    client = sign_in(coordinator.person)
    address = edit_url(campaign, line)
    form = sent_by(client.get(address))
    text = html(client.post(address, {**form, "state": "granted", "amount": "12 000"}, follow=True))
    assert "12 000 € accordés." in text
    assert "depuis le 5 octobre 2011" in text  # the day was left empty
    assert "demandé" in html(client.get(address))


def test_a_day_left_empty_stays_and_a_day_typed_is_kept_whatever_the_state(campaign, add, coordinator, sign_in):
    line, client = add("requested", 15000, since=datetime.date(2011, 9, 12)), sign_in(coordinator.person)
    address = edit_url(campaign, line)

    def send(**typed):
        client.post(address, {**sent_by(client.get(address)), **typed})
        line.refresh_from_db()
        return line.state, line.since.day

    assert send(label="Emploi") == ("requested", 12)
    assert send(state="granted", since="2011-09-12") == ("granted", 12)
    early = sent_by(client.get(address))
    assert send(state="refused") == ("refused", 20)
    assert client.post(address, {**early, "since": "2011-09-15"}).status_code == 422  # the day of another state


def test_a_page_left_open_or_sent_twice_puts_no_day_and_no_line_of_history(campaign, add, coordinator, sign_in):
    line, client = add("requested", 15000, since=datetime.date(2011, 9, 12)), sign_in(coordinator.person)
    address = edit_url(campaign, line)
    early = sent_by(client.get(address))
    client.post(address, {**early, "state": "granted", "since": "2011-09-15"})  # a colleague's
    for _ in range(2):
        assert client.post(address, {**early, "state": "granted"}).status_code == 302

    line.refresh_from_db()
    assert (line.state, line.since.day) == ("granted", 15)
    assert len(means.history(coordinator, line)) == 2


def test_a_day_that_no_page_sends_is_no_day(campaign, add, coordinator, sign_in):
    line, client = add("requested", 15000), sign_in(coordinator.person)
    address = edit_url(campaign, line)
    sent = {**sent_by(client.get(address)), "initial-since": "x", "amount": "12 000"}

    assert client.post(address, sent).status_code == 302

    line.refresh_from_db()
    assert (line.amount, line.since) == (12000, TODAY)


@pytest.mark.parametrize(
    ("role", "name", "reads"),
    [
        (Role.DLA_OFFICER, "dla:board", True),
        (Role.CONSULTANT, "dla:board", False),
        (Role.DLA_OFFICER, "financing:overview", True),
        (Role.FUND_OFFICER, "financing:overview", True),
        (Role.PILOT, "programme:figures", True),
    ],
)
def test_who_reads_them_and_where(campaign, add, sign_in, role, name, reads):
    client, address = sign_in(make_seat(campaign, role).person), reverse(name, args=[campaign.slug])
    assert "Moyens complémentaires de la Région" not in html(client.get(address))
    line = add("granted", 12000)

    text = html(client.get(address))

    assert ("12 000 € accordés." in text and line.label in text) == reads
    assert edit_url(campaign, line) not in text
