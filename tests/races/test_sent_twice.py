"""A form sent twice makes one row: two clicks, the page sent again, two sendings that cross. No JavaScript here."""

import re

import pytest
from django.urls import reverse

from ccr.programme import seats
from ccr.programme.roles import Role
from diagnostics.models import ContactEntry
from diagnostics.models import Journal as DiagnosticsJournal
from dla.models import Allocation, DayPool, Session
from financing.models import Journal as FinancingJournal
from financing.models import NeedLine
from tests.factories import candidates, diagnostics, dla
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

DAYS = ["2012-03-15", "2012-03-29", "2012-04-12", "2012-04-26", "2012-05-10", "2012-05-24"]


def form_of(client, address) -> dict:
    """The hidden key of the page's form, as a browser would send it."""
    page = client.get(address).content.decode()
    return {"form_key": re.search(r'name="form_key" value="([0-9a-f-]{36})"', page)[1]}


class Case:
    """A page, what is typed in its form, and what the form makes."""

    def __init__(self, model, seat, address, typed, other):
        self.model, self.seat, self.address, self.typed, self.other = model, seat, address, typed, other


def allocation():
    campaign = make_campaign()
    application = dla.selected(campaign, make_seat(campaign, Role.COMMITTEE_PRESIDENT))
    address = reverse("dla:allocate", args=["2011", application.pk])
    return Case(Allocation, dla.officer(campaign), address, {"days": "1,5", "reason": "Budget"}, {"days": "2"})


def session():
    typed = {"title": "Stratégie", "consultant": ""}
    for number, day in enumerate(DAYS, start=1):
        typed |= {f"day_{number}": day, f"module_{number}": "strategy", f"place_{number}": "Marseille"}
    campaign = make_campaign()
    return Case(Session, dla.officer(campaign), reverse("dla:plan", args=["2011"]), typed, {"title": "Ventes"})


def need():
    application = candidates.begin(make_campaign())
    address = reverse("financing:needs", args=["2011", application.pk])
    typed = {"need_type": "stock", "month": "2012-03", "amount": "8000", "certainty": "likely", "words": "Laine"}
    return Case(NeedLine, candidates.representative(application), address, typed, {"amount": "9000"})


def contact():
    world = diagnostics.make_world()
    address = reverse("diagnostics:fil_rouge", args=["2011", diagnostics.restituted(world).pk])
    typed = {"on": "2011-11-22", "kind": "visit", "text": "Visite de l’atelier.", "shared": "on"}
    return Case(ContactEntry, world.d1, address, typed, {"text": "Autre visite."})


CASES = pytest.mark.parametrize("build", [allocation, session, need, contact], ids=lambda build: build.__name__)


def two_structures():
    """One person, two structures with their financing."""
    first = need()
    seat = first.seat
    organisation = OrganisationFactory()
    seats.join_organisation(seat.person, organisation, is_representative=True)
    application = candidates.begin(seat.campaign, organisation, seat.person)
    return first, reverse("financing:needs", args=["2011", application.pk])


def two_fils_rouges():
    """One diagnostician, two structures followed."""
    world = diagnostics.make_world()
    typed = {"on": "2011-11-22", "kind": "visit", "text": "Appel.", "shared": "on"}
    addresses = [
        reverse("diagnostics:fil_rouge", args=["2011", diagnostics.restituted(world, application).pk])
        for application in (world.application, candidates.begin(world.campaign, OrganisationFactory()))
    ]
    return Case(ContactEntry, world.d1, addresses[0], typed, {}), addresses[1]


def rows(case):
    return case.model.objects.system().count()


@CASES
@pytest.mark.django_db
def test_the_second_sending_gives_the_page_of_the_first(build, freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    case = build()
    client = sign_in(case.seat.person)
    sent = form_of(client, case.address) | case.typed

    first, second = client.post(case.address, sent), client.post(case.address, sent)

    assert rows(case) == 1
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, first.url)


@CASES
@pytest.mark.django_db
def test_two_forms_or_other_words_make_two_rows(build, freeze, sign_in):
    """The page comes back from the browser's memory with its key: what was changed in it is not lost."""
    freeze(candidates.OPEN_DAY)
    case = build()
    client = sign_in(case.seat.person)
    shown = form_of(client, case.address)
    client.post(case.address, shown | case.typed)

    client.post(case.address, shown | case.typed | case.other)
    assert rows(case) == 2
    client.post(case.address, form_of(client, case.address) | case.typed)
    assert rows(case) == 3


@pytest.mark.parametrize("build", [two_structures, two_fils_rouges])
@pytest.mark.django_db
def test_a_page_sent_about_something_else_makes_another_row(build, freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    case, other_address = build()
    client = sign_in(case.seat.person)
    sent = form_of(client, case.address) | case.typed

    answers = [client.post(address, sent) for address in (case.address, other_address, case.address, other_address)]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert rows(case) == 2


@CASES
def test_two_sendings_that_cross_make_one_row(build, transactional_db, freeze, race, sign_in):
    freeze(candidates.OPEN_DAY)
    case = build()
    one, two = sign_in(case.seat.person), sign_in(case.seat.person)
    sent = form_of(one, case.address) | case.typed

    answers = race(lambda: one.post(case.address, sent), lambda: two.post(case.address, sent))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert rows(case) == 1


@pytest.mark.django_db
def test_what_is_counted_is_counted_once(freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    case = allocation()
    client = sign_in(case.seat.person)
    sent = form_of(client, case.address) | case.typed
    for _ in range(2):
        client.post(case.address, sent)

    assert DayPool.objects.system().get().half_days_taken == 3


@pytest.mark.parametrize(
    ("build", "journal", "verb"),
    [(need, FinancingJournal, "need_stated"), (contact, DiagnosticsJournal, "contact_added")],
)
@pytest.mark.django_db
def test_what_is_journaled_is_journaled_once(build, journal, verb, freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    case = build()
    client = sign_in(case.seat.person)
    sent = form_of(client, case.address) | case.typed
    for _ in range(2):
        client.post(case.address, sent)

    assert journal.objects.system().filter(verb=verb).count() == 1


@CASES
@pytest.mark.django_db
def test_a_key_that_is_none_is_told(build, freeze, sign_in):
    freeze(candidates.OPEN_DAY)
    case = build()

    answer = sign_in(case.seat.person).post(case.address, case.typed | {"form_key": "x"})

    assert answer.status_code == 422
    assert "rechargez la page" in answer.content.decode()
    assert not rows(case)
