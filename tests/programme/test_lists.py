"""The public list of who diagnoses, from one call to the next; who belongs, who sits, who is told (A051, C09)."""

import datetime

import pytest
from django.urls import reverse

from ccr.directory.models import Membership
from ccr.programme import audit, campaigns, seats
from ccr.programme.models import Campaign, Engagement, Mandate, Meeting, Seat, SeatState
from ccr.programme.roles import NOTE_ROLES, WITNESS_ROLES, Function, Role
from ccr.wall.errors import DomainError
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat
from tests.races.test_seats import next_call
from tests.wall.page_forms import forms_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(freeze):
    freeze("2011-09-20 10:00")
    return make_campaign()


@pytest.fixture
def r1(campaign):
    organisation = OrganisationFactory(name="Couveuse du Port", able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    return organisation


def following(slug="2013", **changes):
    return make_campaign(slug, **{**next_call(), **changes})


def publish(call):
    Meeting.objects.filter(campaign=call).update(starts_at="2013-05-15T09:30:00+02:00")
    campaigns.publish_campaign(call)
    return call


def line(organisation, campaign):
    return Engagement.objects.filter(
        organisation=organisation, campaign=campaign, function=Function.DIAGNOSIS, ended_at__isnull=True
    ).first()


def day(text):
    return datetime.date.fromisoformat(text)


def test_a_longer_bar_reaches_the_next_call(campaign, r1):
    later = following("2015", opens_on=day("2015-09-15"), deadline_on=day("2015-11-15"))
    assert line(r1, later) is None
    campaigns.change_campaign(campaign, {"diagnosis_bar_months": 36})
    assert line(r1, later).carried_until == day("2016-06-30")


def test_a_longer_bar_moves_the_end_of_the_lines_already_carried(campaign, r1):
    later = following()
    campaigns.change_campaign(campaign, {"diagnosis_bar_months": 36})
    assert line(r1, later).carried_until == day("2016-06-30")
    assert audit.findings() == []


def test_an_opening_brought_forward_meets_the_bar_of_another_call(campaign, r1):
    later = following("2015", opens_on=day("2015-09-15"), deadline_on=day("2015-11-15"))
    campaigns.change_campaign(later, {"opens_on": day("2015-06-02")})
    assert line(r1, later).carried_until == day("2015-06-30")


def test_dates_that_meet_a_committee_are_refused_with_its_call(campaign, r1):
    later = following("2015", opens_on=day("2015-09-15"), deadline_on=day("2015-11-15"))
    seats.engage_organisation(later, r1, Function.INSTRUCTION)
    with pytest.raises(DomainError, match="Dans Appel 2015") as caught:
        campaigns.change_campaign(campaign, {"diagnosis_bar_months": 36})
    assert r1.name in str(caught.value)
    campaign.refresh_from_db()
    assert campaign.diagnosis_bar_months == 24


def test_before_the_opening_a_shorter_bar_lets_go_of_the_calls_it_no_longer_reaches(campaign, r1, freeze):
    freeze("2011-09-01 10:00")
    later = following("2014", opens_on=day("2014-09-15"), deadline_on=day("2014-11-15"))
    assert line(r1, later) is not None
    campaigns.change_campaign(campaign, {"diagnosis_bar_months": 12, "fil_rouge_max_months": 12})
    assert line(r1, later) is None
    assert audit.findings() == []


def test_a_carried_organisation_takes_its_own_line_when_it_diagnoses_here_too(campaign, r1):
    later = following()
    seats.engage_organisation(later, r1, Function.DIAGNOSIS)
    assert line(r1, later).carried_until is None
    assert Engagement.objects.filter(organisation=r1, campaign=later).count() == 1


def test_a_carried_line_bars_nobody_further(campaign, r1):
    """With a call every two years, an organisation that stopped diagnosing leaves the lists."""
    following()
    much_later = following("2015", opens_on=day("2015-09-15"), deadline_on=day("2015-11-15"))
    assert line(r1, much_later) is None


def test_of_two_bars_the_longer_one_stays(campaign, r1):
    middle = publish(following())
    seats.engage_organisation(middle, r1, Function.DIAGNOSIS)
    last = following("2014", opens_on=day("2013-10-01"), deadline_on=day("2013-12-15"))
    assert line(r1, last).carried_until == day("2016-06-30")


def test_what_the_rules_let_go_is_not_missed(campaign, r1, freeze):
    later = following()
    freeze("2015-07-01 10:00")
    seats.end_engagement(line(r1, later))
    assert line(r1, later) is None
    seats.end_engagement(line(r1, campaign))
    assert audit.findings() == []


def test_a_line_taken_back_before_its_call_opens_takes_back_what_it_carried(campaign):
    later, organisation = publish(following()), OrganisationFactory(able=True)
    seats.engage_organisation(later, organisation, Function.DIAGNOSIS)
    assert line(organisation, campaign).carried_until == day("2016-06-30")
    seats.end_engagement(line(organisation, later))
    assert line(organisation, campaign) is None
    assert audit.findings() == []


def test_a_call_that_has_opened_lengthens_its_bar_and_shortens_it_only_when_nobody_is_listed(campaign, freeze):
    campaigns.change_campaign(campaign, {"diagnosis_bar_months": 12, "fil_rouge_max_months": 12})
    seats.engage_organisation(campaign, OrganisationFactory(able=True), Function.DIAGNOSIS)
    assert campaigns.change_campaign(campaign, {"diagnosis_bar_months": 36}).diagnosis_bar_months == 36
    freeze("2011-09-21 00:00")
    with pytest.raises(DomainError, match="ne peuvent plus avancer ce jour"):
        campaigns.change_campaign(campaign, {"diagnosis_bar_months": 24})
    campaign.refresh_from_db()
    assert campaign.diagnosis_bar_months == 36


def test_a_slip_in_the_length_of_the_bar_is_confirmed_and_put_right_the_same_day(campaign, r1, sign_in, freeze):
    later = following()
    coordinator = sign_in(seats.holders(campaign, Role.COORDINATOR)[0])
    url = reverse("programme:campaign_edit", args=["2011"])
    [form] = [form for form in forms_on(coordinator.get(url).content.decode(), url) if "title" in form.fields]
    shown = {name: list(field.values) for name, field in form.fields.items()} | {"diagnosis_bar_months": "42"}

    page = coordinator.post(url, shown)
    assert page.status_code == 422 and "Cochez la case pour confirmer" in page.content.decode()
    assert 'name="confirm_bar"' in page.content.decode() and "confirm_bar" not in form.fields
    assert coordinator.post(url, shown | {"confirm_bar": "on"}).status_code == 302
    assert line(r1, later).carried_until == day("2016-12-30")

    with pytest.raises(DomainError, match="ne peuvent plus avancer ce jour"):
        campaigns.change_campaign(campaign, {"diagnosis_bar_months": 23})
    campaigns.change_campaign(campaign, {"diagnosis_bar_months": 24})
    assert line(r1, later).carried_until == day("2015-06-30")
    assert audit.findings() == []


# Who acts for an organisation belongs to it


@pytest.mark.parametrize("role", [Role.DIAGNOSTICIAN, Role.CONSULTANT, Role.COORDINATOR, Role.PILOT])
def test_a_mandate_makes_a_member(campaign, role):
    seat = make_seat(campaign, role)
    assert Membership.objects.filter(person=seat.person, organisation=seat.active_mandates[0].organisation).exists()


def test_whoever_creates_a_call_is_a_member_of_her_organisation(campaign):
    coordinator = seats.holders(campaign, Role.COORDINATOR)[0]
    assert coordinator.memberships.get().organisation.name == "Regain"


def test_a_mandate_for_a_listed_organisation_costs_the_seat_of_the_next_committee(campaign):
    """She sits on the next committee, and takes work in an organisation whose bar runs: by a mandate, not a request."""
    able = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, able, Function.DIAGNOSIS)
    member = make_seat(following(), Role.COMMITTEE_MEMBER)
    seats.give_mandate(campaign, member.person, Role.FUND_OFFICER, able)
    member.refresh_from_db()
    assert member.state == SeatState.SUSPENDED


def test_an_empty_seat_of_instruction_has_nothing_to_lose(campaign, r1):
    """Who left the committee without opening a file joins a diagnosing organisation, and diagnoses."""
    seat = make_seat(campaign, Role.COMMITTEE_MEMBER)
    seats.withdraw_mandate(seat.active_mandates[0])
    seats.join_organisation(seat.person, r1)
    assert seats.give_mandate(campaign, seat.person, Role.DIAGNOSTICIAN, r1)


def test_a_stale_seat_opens_no_file(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    Seat.objects.filter(pk=seat.pk).update(state=SeatState.SUSPENDED, suspended_at="2011-09-20T10:00:00+02:00")
    with pytest.raises(DomainError, match="Vous n’instruisez plus"):
        seats.record_first_opening(seat)


def test_a_withdrawn_seat_opens_no_file(campaign):
    seat = make_seat(campaign, Role.INSTRUCTOR)
    seats.withdraw_mandate(seat.active_mandates[0])
    with pytest.raises(DomainError, match="Vous n’instruisez plus"):
        seats.record_first_opening(seat)


def test_the_last_coordinator_does_not_leave_her_organisation(campaign):
    membership = seats.holders(campaign, Role.COORDINATOR)[0].memberships.get()
    with pytest.raises(DomainError, match="Donnez d’abord ce rôle à une autre personne"):
        seats.leave_organisation(membership)
    make_seat(campaign, Role.COORDINATOR)
    assert seats.leave_organisation(membership).ends_on


@pytest.mark.parametrize("role", sorted(WITNESS_ROLES))
def test_who_sees_diagnostics_in_a_call_instructs_no_other_nor_the_reverse(campaign, role):
    later, witness, judge = following(), make_seat(campaign, role).person, PersonFactory()
    with pytest.raises(DomainError, match=r"séparés par un mur|ne pourront pas participer"):
        make_seat(later, Role.COMMITTEE_MEMBER, person=witness)
    make_seat(later, Role.INSTRUCTOR, person=judge)
    with pytest.raises(DomainError, match="instruit encore dans l’appel"):
        make_seat(campaign, role, person=judge)
    assert audit.findings() == []

    # What slipped in by SQL is found.
    mandate = Mandate.objects.get(seat__person=judge)
    Seat.objects.filter(pk=mandate.seat_id).update(person=witness)
    assert str(mandate.pk) in " ".join(audit.witnesses_who_instruct_elsewhere())


@pytest.mark.parametrize("role", sorted(NOTE_ROLES))
def test_who_read_notes_in_a_call_instructs_no_other_while_its_bar_runs(campaign, role, freeze):
    seat, later = make_seat(campaign, role), following()
    seats.leave_organisation(seat.person.memberships.get())
    freeze("2015-06-30 23:59")
    with pytest.raises(DomainError, match=r"fermée jusqu’au 30.juin.2015, car l’appui"):
        make_seat(later, Role.COMMITTEE_MEMBER, person=seat.person)

    freeze("2015-07-01 00:00")
    sitting = make_seat(later, Role.COMMITTEE_MEMBER, person=seat.person)
    assert audit.findings() == []
    Campaign.objects.filter(pk=campaign.pk).update(diagnosis_bar_months=25)
    [finding] = audit.readers_of_notes_who_instruct_too_soon()
    assert str(sitting.active_mandates[0].pk) in finding


def test_the_list_of_a_call_in_preparation_shows_nowhere_and_bars_once_published(campaign, client):
    organisation, draft = OrganisationFactory(name="Secret de 2013", able=True), following()
    seats.engage_organisation(draft, organisation, Function.DIAGNOSIS)

    assert organisation.name not in client.get(reverse("programme:diagnosing_list", args=["2011"])).content.decode()
    assert audit.findings() == []
    publish(draft)
    assert line(organisation, campaign).carried_until == day("2016-06-30")


def test_a_call_is_not_published_while_its_list_meets_a_committee(campaign):
    organisation, draft = OrganisationFactory(able=True), following()
    seats.engage_organisation(draft, organisation, Function.DIAGNOSIS)
    seats.engage_organisation(campaign, organisation, Function.INSTRUCTION)
    with pytest.raises(DomainError, match="Dans Appel 2011"):
        publish(draft)


# A role given by hand is told


def test_a_role_given_by_hand_is_told(campaign, sign_in, commits, mailoutbox):
    coordinator, person = seats.holders(campaign, Role.COORDINATOR)[0], PersonFactory()
    esia = OrganisationFactory(name="ESIA")
    typed = {"email": person.email, "role": "dla_officer", "organisation": esia.siren}
    with commits():
        sign_in(coordinator).post(f"/{campaign.slug}/coordination/sieges/donner/", typed)
    mail = next(mail for mail in mailoutbox if mail.to == [person.email])
    assert "DLA" not in mail.subject
    assert "chargé de mission DLA, pour ESIA" in mail.body and f"/{campaign.slug}/" in mail.body


def test_a_role_taken_back_before_the_mail_leaves_is_not_told(campaign, commits, mailoutbox):
    coordinator = seats.seat_of(seats.holders(campaign, Role.COORDINATOR)[0], campaign)
    with commits():
        mandate = seats.appoint(campaign, PersonFactory(), Role.PILOT, OrganisationFactory(), by=coordinator)
        seats.withdraw_mandate(mandate)
    assert mailoutbox == []
