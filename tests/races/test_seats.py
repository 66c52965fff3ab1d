"""Two hands on who sits where: the wall holds, whichever comes first, across calls too (DESIGN 2.1)."""

import datetime

import pytest

from ccr.directory import services as directory
from ccr.programme import audit, campaigns, seats
from ccr.programme.models import Campaign, Engagement, Mandate, SeatState
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat

pytestmark = pytest.mark.postgres

TIMES = range(6)


@pytest.fixture
def campaign(transactional_db, freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def r1(campaign):
    organisation = OrganisationFactory(name="Couveuse du Port", able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    return organisation


def sits(person, campaign) -> bool:
    return Mandate.objects.filter(
        seat__person=person, seat__campaign=campaign, seat__state=SeatState.ACTIVE, ended_at__isnull=True
    ).exists()


def following() -> Campaign:
    """The next call, whose committee the first one's list bars."""
    return make_campaign("2013", **next_call())


def next_call() -> dict:
    return {
        "opens_on": datetime.date(2013, 1, 15),
        "deadline_on": datetime.date(2013, 3, 15),
        "diagnostics_from": datetime.date(2013, 1, 15),
        "diagnostics_until": datetime.date(2013, 4, 15),
        "sessions_from": datetime.date(2013, 6, 1),
        "sessions_until": datetime.date(2014, 6, 30),
        "published": False,
    }


@pytest.mark.parametrize("attempt", TIMES)
def test_joining_a_diagnosing_organisation_while_being_named_to_the_committee(campaign, r1, race, attempt):
    """She is refused the seat, or loses it at once: never both a member and on the committee."""
    person, region, member = PersonFactory(), OrganisationFactory(name="Région"), PersonFactory()
    seats.join_organisation(member, r1)
    asked = directory.ask_to_join(person, r1, campaign)

    joined, named = race(
        lambda: directory.answer_join_request(asked, accept=True, by=member),
        lambda: seats.give_mandate(campaign, person, Role.INSTRUCTOR, region),
    )

    assert not isinstance(joined, Exception)
    assert isinstance(named, Mandate | DomainError)
    assert not sits(person, campaign)
    assert audit.findings() == []


@pytest.mark.parametrize("attempt", TIMES)
def test_listed_in_one_call_while_being_named_in_the_next(campaign, race, attempt):
    """Her organisation enters the first list, which bars the next committee, or she enters that committee: not both."""
    other = following()
    organisation, person = OrganisationFactory(able=True), PersonFactory()
    seats.join_organisation(person, organisation)
    region = OrganisationFactory(name="Région")

    outcomes = race(
        lambda: seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS),
        lambda: seats.give_mandate(other, person, Role.COMMITTEE_MEMBER, region),
    )

    assert sorted(type(one) for one in outcomes if isinstance(one, DomainError)) == [DomainError]
    assert sits(person, other) != Engagement.objects.filter(organisation=organisation).exists()
    assert audit.findings() == []


@pytest.mark.parametrize("attempt", range(3))
def test_listed_while_the_next_call_is_made(campaign, race, attempt):
    """Whichever comes first, the next call's list has the organisation."""
    organisation, person, regain = OrganisationFactory(able=True), PersonFactory(), OrganisationFactory()
    fields = {name: value for name, value in next_call().items() if name != "published"}

    outcomes = race(
        lambda: seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS),
        lambda: campaigns.create_campaign(person, regain, slug="2013", title="Appel 2013", **fields),
    )

    assert [type(one) for one in outcomes] == [Engagement, Campaign]
    carried = Engagement.objects.get(campaign__slug="2013", organisation=organisation)
    assert carried.carried_until == datetime.date(2015, 6, 30)


def test_two_calls_of_one_address(campaign, race):
    regain = OrganisationFactory()
    fields = {name: value for name, value in next_call().items() if name != "published"}

    def create():
        return campaigns.create_campaign(PersonFactory(), regain, slug="2013", title="Appel 2013", **fields)

    outcomes = race(create, times=2)

    assert sorted(type(one).__name__ for one in outcomes) == ["Campaign", "DomainError"]
    assert "à l’adresse /2013/" in str(next(one for one in outcomes if isinstance(one, DomainError)))


def test_one_number_given_to_two_organisations(campaign, race):
    coordinator = make_seat(campaign, Role.COORDINATOR)
    number = "732829320"
    outcomes = race(
        *(
            lambda one=one: directory.change_organisation(one, {"siren": number}, by=coordinator)
            for one in (OrganisationFactory(name="Alpha"), OrganisationFactory(name="Bêta"))
        )
    )

    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [directory.AlreadyKnown]
    assert "il n’y a qu’une fiche par organisation" in str(refused[0])


@pytest.mark.parametrize("attempt", TIMES)
def test_a_number_recorded_while_it_is_given_to_another(campaign, race, attempt):
    """One of them has it, the other a sentence: neither waits for what the other holds."""
    coordinator, person, corrected = make_seat(campaign, Role.COORDINATOR), PersonFactory(), OrganisationFactory()
    number = "732829320"
    values = {
        "name": "Alpha",
        "siren": number,
        "rna": None,
        "legal_form": corrected.legal_form,
        "postcode": "13001",
        "city": "Marseille",
    }

    outcomes = race(
        lambda: directory.create_organisation(dict(values), person=person),
        lambda: directory.change_organisation(corrected, {"siren": number}, by=coordinator),
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyKnown", "Organisation"]


def test_the_two_coordinators_leave_at_once(campaign, race):
    """One stays: a call is never without anybody who coordinates it."""
    make_seat(campaign, Role.COORDINATOR)
    mandates = list(Mandate.objects.filter(seat__campaign=campaign, role=Role.COORDINATOR))
    outcomes = race(*(lambda one=one: seats.withdraw_mandate(one) for one in mandates))

    assert sorted(type(one).__name__ for one in outcomes) == ["DomainError", "Mandate"]
