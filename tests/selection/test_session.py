"""The committee's session: its agenda, attendance, quorum and observer."""

import pytest
from django.db import IntegrityError, transaction

from ccr import clock
from ccr.programme import seats
from ccr.programme.models import Meeting, MeetingKind
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import committee, services
from selection.models import AgendaItem, Attendance
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat

# Agenda


def test_a_session_begins_with_every_waiting_file(session, checked):
    assert AgendaItem.objects.system().get().file == checked


def test_preparing_twice_makes_one_session(session, president, campaign):
    assert play.prepare(campaign, president) == session


def test_a_member_does_not_prepare(campaign, checked, member):
    with pytest.raises(DomainError, match="préparent la séance"):
        play.prepare(campaign, member)


def test_a_file_taken_off_waits_for_another_session(session, checked, president, campaign):
    services.set_agenda(session, [], by=president)
    other = Meeting.objects.create(
        campaign=campaign, kind=MeetingKind.COMMITTEE, starts_at=clock.start_of(clock.today()).replace(hour=18)
    )
    second = services.prepare_session(other, by=president)

    assert [item.file for item in AgendaItem.objects.system().filter(removed_at__isnull=True)] == [checked]
    assert AgendaItem.objects.system().get(removed_at__isnull=True).session == second


def test_a_file_is_on_one_agenda(session, checked):
    with pytest.raises(IntegrityError, match="agenda_file_on_one_agenda"), transaction.atomic():
        AgendaItem.objects.system().bulk_create([AgendaItem(session=session, file=checked)])


def test_a_file_with_a_proposal_stays_on_the_agenda(session, checked, president):
    play.propose(checked, president)

    with pytest.raises(DomainError, match="restent à l’ordre du jour"):
        services.set_agenda(session, [], by=president)


# Attendance and quorum


def test_half_of_seven_is_four(campaign, session):
    play.make_committee(campaign, 6)
    members = list(committee.members(campaign))

    assert committee.quorum(session, members).needed == 4
    assert committee.quorum(session, members).present == 0


def test_attendance_is_recorded_on_the_day(session, president, freeze):
    freeze("2012-01-30 18:00")

    with pytest.raises(DomainError, match="à partir de ce jour"):
        play.attend(session, president)


def test_the_observer_is_accepted_and_counts_for_nothing(campaign, session, president, member):
    play.attend(session, president, present=[president])
    before = committee.quorum(session, list(committee.members(campaign)))
    organisation = play.esia(campaign)
    with passing_as(president):
        line = services.add_observer(session, name=" Odile   Garnier ", organisation=organisation, by=president)

    assert line.observer_name == "Odile Garnier"
    assert line.seat is None
    assert committee.quorum(session, list(committee.members(campaign))) == before


def test_an_observer_has_no_seat_and_opens_nothing(campaign, session, president, sign_in):
    observer = PersonFactory(first_name="Odile", last_name="Garnier")
    services.add_observer(session, name=observer.full_name, organisation=play.esia(campaign), by=president)

    assert seats.seat_of(observer, campaign) is None
    assert sign_in(observer).get(f"/{campaign.slug}/instruction/").status_code == 404


def test_a_dla_officer_who_observes_opens_nothing(campaign, session, president, sign_in):
    organisation = OrganisationFactory(name="ESIA")
    officer = make_seat(campaign, Role.DLA_OFFICER, organisation=organisation)
    services.add_observer(session, name=officer.person.full_name, organisation=organisation, by=president)

    assert sign_in(officer.person).get(f"/{campaign.slug}/instruction/").status_code == 404


def test_a_campaign_may_close_the_committee_to_observers(campaign, session, president):
    campaign.observer_allowed = False
    campaign.save()

    with pytest.raises(DomainError, match="n’assiste pas au comité"):
        services.add_observer(session, name="Odile Garnier", organisation=play.esia(campaign), by=president)


def test_only_the_operator_of_the_dla_observes(campaign, session, president):
    with pytest.raises(DomainError, match="n’opère pas le DLA"):
        services.add_observer(session, name="Paul", organisation=OrganisationFactory(), by=president)


def test_an_organisation_of_the_list_does_not_observe(campaign, session, president):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    seats.engage_organisation(campaign, organisation, Function.DLA)

    with pytest.raises(DomainError, match="exclues du comité"):
        services.add_observer(session, name="Paul", organisation=organisation, by=president)


def test_a_presence_is_a_member_or_a_named_observer(session):
    with pytest.raises(IntegrityError, match="attendance_member_or_observer"), transaction.atomic():
        Attendance.objects.system().bulk_create([Attendance(session=session)])
