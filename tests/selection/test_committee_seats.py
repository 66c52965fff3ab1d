"""A seat of the committee that is lost, or never given: a diagnosing organisation and the committee (D4)."""

import pytest

from candidates.states import OutcomeValue
from ccr.accounts.models import Person
from ccr.programme import seats
from ccr.programme.roles import Function, Role
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing_as
from selection import committee, services
from selection.models import Grid, MarkSheet, ProposedDecision, Publication
from selection.models import Mail as CommitteeMail
from selection.states import SheetState
from tests.factories import selection as play
from tests.factories.core import OrganisationFactory, PersonFactory, make_seat


def test_d4a_nobody_of_a_listed_organisation_is_named(campaign):
    organisation = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)
    person = PersonFactory()
    seats.join_organisation(person, organisation)

    with pytest.raises(DomainError, match="GT5, 21/07/2011"):
        seats.give_mandate(campaign, person, Role.COMMITTEE_MEMBER, OrganisationFactory())


def test_d4b_an_organisation_enters_the_list_once_its_member_withdrew_unless_she_opened_a_file(file, campaign):
    organisation = OrganisationFactory(able=True)
    person = PersonFactory()
    seats.join_organisation(person, organisation)
    member = make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=OrganisationFactory(), person=person)
    with pytest.raises(DomainError, match="qui diagnostique ne sélectionne jamais"):
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)

    play.declare(file, member)
    services.open_file(play.fresh(file, member), by=member)
    seats.withdraw_mandate(member.mandates.get())

    with pytest.raises(DomainError, match="qui diagnostique ne sélectionne jamais"):
        seats.engage_organisation(campaign, organisation, Function.DIAGNOSIS)


def test_a_role_lost_while_the_verb_waited_binds_nothing(session, checked, president, instructor, member, campaign):
    """The seat was read at the beginning of the request; the mandate ended before the lock was had."""
    esia = OrganisationFactory()
    play.propose(checked, president)
    play.attend(session, president)
    play.declare(checked, member)
    with passing_as(president):
        services.read_deliberation(by=president)
    verbs = {
        president: [
            lambda by: services.propose_decision(checked, OutcomeValue.REFUSED, motive="La place manque.", by=by),
            lambda by: services.publish_decisions(session, by=by),
            lambda by: services.prepare_session(session.meeting, by=by),
            lambda by: services.set_agenda(session, [], by=by),
            lambda by: services.record_attendance(session, [], by=by),
            lambda by: services.add_observer(session, name="Ève Arnal", organisation=esia, by=by),
            lambda by: services.edit_grid(campaign, scale=10, criteria=[], by=by),
        ],
        instructor: [
            lambda by: services.check_completeness(checked, complete=True, by=by),
            lambda by: services.save_opinion(checked, text="Projet", by=by),
            lambda by: services.give_opinion(checked, value="favourable", text="Projet solide.", by=by),
        ],
        member: [lambda by: services.submit_marks(checked, marks=play.marks(campaign), by=by)],
    }
    for seat, bind in verbs.items():
        read_before = seats.seat_of(seat.person, campaign)
        seats.withdraw_mandate(seat.active_mandates[0]) if seat != member else seats.suspend_seat(seat)
        for verb in bind:
            with passing_as(read_before), pytest.raises(DomainError, match="vient de vous être retiré"):
                verb(read_before)
    assert ProposedDecision.objects.system().get().value == OutcomeValue.RETAINED
    assert not Publication.objects.system().exists() and not MarkSheet.objects.system().exists()


def test_a_closed_account_is_of_no_quorum(session, president, member, campaign):
    assert len(committee.members(campaign)) == 2
    for seat in (president, member):
        Person.objects.filter(pk=seat.person_id).update(is_active=False)
    assert not committee.members(campaign) and not committee.presidents(campaign)
    assert seats.holders(campaign, Role.COMMITTEE_PRESIDENT, Role.COMMITTEE_MEMBER) == []


def test_d4c_a_member_who_joins_the_list_is_suspended_the_president_told_her_drafts_blocked(
    campaign, file, president, member, freeze, commits, mailoutbox
):
    other = play.received(campaign)
    listed = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, listed, Function.DIAGNOSIS)
    freeze(play.MARKING_DAY)
    play.mark(other, member)
    play.declare(file, member)
    services.save_mark(file, play.criteria(campaign)[0], value=3, by=member)

    with commits():
        seats.join_organisation(member.person, listed)

    assert seats.seat_of(member.person, campaign) is None
    states = dict(MarkSheet.objects.system().filter(seat=member).values_list("file", "state"))
    assert states == {other.pk: SheetState.SUBMITTED, file.pk: SheetState.BLOCKED}
    (mail,) = [mail for mail in mailoutbox if mail.subject == "Un siège du comité est suspendu"]
    assert mail.to == [president.person.email]
    assert member.person.full_name in mail.body
    assert listed.name not in mail.body


def test_d4c_without_a_president_the_others_are_told(campaign, president, instructor, commits, mailoutbox):
    listed = OrganisationFactory(able=True)
    seats.engage_organisation(campaign, listed, Function.DIAGNOSIS)
    with commits():
        seats.join_organisation(president.person, listed)

    assert [mail.to for mail in mailoutbox] == [[instructor.person.email]]


def test_a_suspended_seat_of_support_tells_instruction_nothing(campaign, president, commits):
    officer = make_seat(campaign, Role.DLA_OFFICER)
    with commits():
        seats.suspend_seat(officer)

    assert not CommitteeMail.objects.system().exists()
    assert not Grid.objects.system().exists()
