"""Who may sit where: every refusal of DESIGN 2.1, by the service and its French sentence (D4)."""

import pytest

from ccr.directory.models import Membership
from ccr.programme import campaigns, seats
from ccr.programme.models import Engagement, Event, EventKind, Mandate, Seat, SeatState
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.sides import Lane, Side
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def september(freeze):
    freeze("2011-09-20 10:00")


@pytest.fixture
def campaign():
    return make_campaign()


@pytest.fixture
def r1(campaign):
    """An able member of RAMSESS, on the campaign's list."""
    organisation = OrganisationFactory(name="Couveuse du Port", able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    return organisation


def refusal(function, *args, **kwargs) -> str:
    with pytest.raises(DomainError) as caught:
        function(*args, **kwargs)
    return str(caught.value)


# One seat, one lane


def test_a_seat_gathers_the_mandates_of_its_lane(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    esia = OrganisationFactory(name="ESIA")
    seats.give_mandate(campaign, seat.person, Role.FUND_OFFICER, esia)
    seat = seats.seat_of(seat.person, campaign)

    assert seat.sides == {Side.DLA, Side.FINANCE}
    assert esia.pk in seat.organisations


def test_two_lanes_for_one_person_are_refused(campaign):
    seat = make_seat(campaign, Role.COORDINATOR)
    said = refusal(seats.give_mandate, campaign, seat.person, Role.INSTRUCTOR, OrganisationFactory())
    assert "ne tient qu’un couloir par appel" in said


@pytest.mark.parametrize("first", [Role.DLA_OFFICER, Role.DIAGNOSTICIAN, Role.COORDINATOR, Role.PILOT])
def test_nobody_passes_to_instruction_in_the_same_campaign(campaign, first):
    seat = make_seat(campaign, first)
    seats.withdraw_mandate(seat.active_mandates[0])
    Membership.objects.update(ends_on="2011-09-20")
    said = refusal(seats.give_mandate, campaign, seat.person, Role.COMMITTEE_MEMBER, OrganisationFactory())
    assert "on ne passe jamais à l’instruction" in said


def test_from_instruction_to_support_while_no_file_was_opened(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.withdraw_mandate(seat.active_mandates[0])
    seats.give_mandate(campaign, seat.person, Role.DLA_OFFICER, OrganisationFactory())
    assert seats.seat_of(seat.person, campaign).sides == {Side.DLA}


def test_from_instruction_to_support_never_once_a_file_was_opened(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.record_first_opening(seat)
    seats.withdraw_mandate(seat.active_mandates[0])
    said = refusal(seats.give_mandate, campaign, seat.person, Role.DLA_OFFICER, OrganisationFactory())
    assert "a ouvert au moins un dossier" in said


def test_from_instruction_to_candidacy_never(campaign):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.withdraw_mandate(seat.active_mandates[0])
    said = refusal(seats.give_mandate, campaign, seat.person, Role.REPRESENTATIVE, OrganisationFactory())
    assert "a siégé à l’instruction" in said


def test_another_campaign_is_another_seat(campaign):
    seat = make_seat(campaign, Role.FUND_OFFICER)
    other = make_campaign("2015")
    seats.give_mandate(other, seat.person, Role.COMMITTEE_MEMBER, OrganisationFactory())
    assert seats.seat_of(seat.person, other).lane == Lane.INSTRUCTION


def test_the_same_mandate_twice_is_refused(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    organisation = seat.active_mandates[0].organisation
    assert "tient déjà ce rôle" in refusal(seats.give_mandate, campaign, seat.person, Role.INSTRUCTOR, organisation)


def test_a_mandate_of_another_lane_opens_nothing(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    Mandate.objects.create(
        seat=seat, role=Role.DIAGNOSTICIAN, organisation=OrganisationFactory(), started_at=seat.campaign.created_at
    )
    assert seats.seat_of(seat.person, campaign).sides == {Side.INSTRUCTION}


# Who diagnoses never selects, in both orders


def test_d4a_a_person_of_a_diagnosing_organisation_gets_no_instruction_seat(campaign, r1):
    person = PersonFactory()
    seats.join_organisation(person, r1)
    said = refusal(seats.give_mandate, campaign, person, Role.COMMITTEE_MEMBER, OrganisationFactory())
    assert "liste publique des diagnostics" in said and "GT5" in said


def test_d4a_nor_may_the_organisation_itself_instruct(campaign, r1):
    said = refusal(seats.engage_organisation, campaign, r1, Function.INSTRUCTION)
    assert "ne pourront pas participer au comité" in said


def test_d4b_the_list_waits_until_the_member_withdraws(campaign):
    r2 = OrganisationFactory(able=True)
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.join_organisation(seat.person, r2)
    said = refusal(seats.engage_organisation, campaign, r2, Function.DIAGNOSIS)
    assert "Retirez d’abord son mandat" in said

    seats.withdraw_mandate(seat.active_mandates[0])
    assert seats.engage_organisation(campaign, r2, Function.DIAGNOSIS)


def test_d4b_never_if_the_member_opened_a_file(campaign):
    r2 = OrganisationFactory(able=True)
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.join_organisation(seat.person, r2)
    seats.record_first_opening(seat)
    seats.withdraw_mandate(seat.active_mandates[0])
    refusal(seats.engage_organisation, campaign, r2, Function.DIAGNOSIS)


def test_d4c_a_member_who_joins_a_diagnosing_organisation_loses_the_seat_at_once(campaign, r1):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.join_organisation(seat.person, r1)

    assert Seat.objects.get(pk=seat.pk).state == SeatState.SUSPENDED
    assert seats.seat_of(seat.person, campaign) is None
    assert Event.objects.system().filter(kind=EventKind.SEAT_SUSPENDED, about_id=seat.pk).count() == 1


def test_a_suspended_seat_is_not_given_again(campaign, r1):
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.join_organisation(seat.person, r1)
    said = refusal(seats.give_mandate, campaign, seat.person, Role.DIAGNOSTICIAN, r1)
    assert "suspendu" in said


def test_a_diagnostician_comes_from_the_list_only(campaign):
    organisation = OrganisationFactory(able=True)
    said = refusal(seats.give_mandate, campaign, PersonFactory(), Role.DIAGNOSTICIAN, organisation)
    assert "n’est pas sur la liste publique" in said


def test_only_able_members_of_ramsess_enter_the_list(campaign):
    said = refusal(seats.engage_organisation, campaign, OrganisationFactory(), Function.DIAGNOSIS)
    assert "n’est pas habilitée" in said


@pytest.mark.parametrize("function", [Function.CANDIDACY, Function.PROVISION])
def test_an_organisation_that_instructs_neither_applies_nor_provides(campaign, function):
    organisation = make_seat(campaign, Role.INSTRUCTOR).active_mandates[0].organisation
    assert "incompatible" in refusal(seats.engage_organisation, campaign, organisation, function)


def test_one_representative_at_a_time(campaign):
    seat = make_seat(campaign, Role.REPRESENTATIVE)
    organisation = seat.active_mandates[0].organisation
    said = refusal(seats.give_mandate, campaign, PersonFactory(), Role.REPRESENTATIVE, organisation)
    assert "a déjà un représentant" in said


# The list from one campaign to the next


def test_a_diagnosing_organisation_stays_on_the_next_list(campaign, r1):
    following = make_campaign("2013", **next_year(2013))
    engagement = Engagement.objects.get(campaign=following, organisation=r1, function=Function.DIAGNOSIS)
    assert engagement.carried_until.isoformat() == "2015-06-30", "24 months after the last possible restitution"


def test_the_bar_ends(campaign, r1):
    later = make_campaign("2015", **next_year(2015, month=7))
    assert not Engagement.objects.filter(campaign=later, organisation=r1).exists()


def test_entering_a_list_enters_those_it_bars(campaign):
    following = make_campaign("2013", **next_year(2013))
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    assert Engagement.objects.filter(campaign=following, organisation=organisation).exists()


def test_entering_a_list_is_refused_when_it_bars_somebody_who_instructs_next_year(campaign):
    following = make_campaign("2013", **next_year(2013))
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(following, organisation, Function.INSTRUCTION)
    refusal(seats.engage_organisation, campaign, organisation, Function.DIAGNOSIS)
    assert not Engagement.objects.filter(organisation=organisation, function=Function.DIAGNOSIS).exists()


def test_the_list_is_not_left_while_its_bar_runs(campaign, r1):
    engagement = Engagement.objects.get(campaign=campaign, organisation=r1)
    assert "30/06/2015" in refusal(seats.end_engagement, engagement)


def test_a_function_is_not_left_while_somebody_holds_it(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    engagement = Engagement.objects.get(organisation=seat.active_mandates[0].organisation)
    assert "retirez d’abord leurs mandats" in refusal(seats.end_engagement, engagement)
    seats.withdraw_mandate(seat.active_mandates[0])
    assert seats.end_engagement(engagement).ended_at


def test_leaving_an_organisation_ends_the_mandates_held_for_it(campaign):
    seat = make_seat(campaign, Role.DLA_OFFICER)
    seats.leave_organisation(Membership.objects.get(person=seat.person))
    assert seats.seat_of(seat.person, campaign) is None


# Races


def test_two_seats_for_one_person_at_once(race, transactional_db):
    campaign = make_campaign()
    person, esia, region = PersonFactory(), OrganisationFactory(), OrganisationFactory()
    outcomes = race(
        lambda: seats.give_mandate(campaign, person, Role.DLA_OFFICER, esia),
        lambda: seats.give_mandate(campaign, person, Role.COMMITTEE_MEMBER, region),
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DomainError", "Mandate"]
    assert Seat.objects.filter(person=person).count() == 1


def test_named_and_listed_at_once(race, transactional_db):
    campaign = make_campaign()
    organisation, person = OrganisationFactory(able=True), PersonFactory()
    seats.join_organisation(person, organisation)
    outcomes = race(
        lambda: seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS),
        lambda: seats.give_mandate(campaign, person, Role.COMMITTEE_MEMBER, OrganisationFactory()),
    )
    assert sum(isinstance(outcome, DomainError) for outcome in outcomes) == 1


# Campaigns


def test_whoever_creates_a_campaign_coordinates_it():
    person, regain = PersonFactory(), OrganisationFactory(name="Regain")
    campaign = make_campaign("2020", coordinator=person, regain=regain, published=False)
    assert seats.seat_of(person, campaign).sides == {Side.COORDINATION}


def test_publication_says_what_is_missing():
    campaign = make_campaign("2020", published=False)
    campaign.meetings.all().delete()
    campaign.sites.all().delete()
    said = refusal(campaigns.publish_campaign, campaign)
    assert "au moins un site" in said and "date du comité" in said


def next_year(year, month=1):
    import datetime

    return {
        "opens_on": datetime.date(year, month, 15),
        "deadline_on": datetime.date(year, month + 2, 15),
        "diagnostics_from": datetime.date(year, month, 15),
        "diagnostics_until": datetime.date(year, month + 3, 15),
        "sessions_from": datetime.date(year, month + 5, 1),
        "sessions_until": datetime.date(year + 1, 6, 30),
        "published": False,
    }
