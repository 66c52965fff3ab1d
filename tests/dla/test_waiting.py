"""The waiting list: ranks, whom a free seat is proposed to, and what nobody may jump (D7)."""

import pytest
from django.db import IntegrityError, transaction

from ccr.programme import events
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from dla import rules, services
from dla.models import Allocation, Enrolment, Session
from dla.states import AllocationState, EnrolmentState, SessionState
from tests.factories import dla as make


def fresh(session) -> Session:
    return Session.objects.system().get(pk=session.pk)


def line(session) -> list:
    """Who waits, in order: (rank, whether an association)."""
    return [(row.position, row.is_association) for row in rules.waiting_of(session)]


def first(session):
    return rules.next_in_line(fresh(session), rules.waiting_of(session))


@pytest.fixture
def full(session, officer, president):
    """Twelve seated, six of them associations; then a company waits, and an association behind it."""
    rows = make.enrolled(session, officer, president, associations=6, companies=6)
    rows += make.enrolled(session, officer, president, companies=1)
    rows += make.enrolled(session, officer, president, associations=1)
    return rows


def test_each_who_waits_has_a_rank(session, full):
    assert line(session) == [(1, False), (2, True)]
    assert [row.position for row in full[:12]] == [None] * 12


def test_ranks_close_when_somebody_leaves_the_line(session, full, officer):
    make.act(officer, services.withdraw_enrolment, full[12])
    assert line(session) == [(1, True)]


def test_a_free_seat_is_proposed_to_the_first(session, full, officer):
    make.act(officer, services.withdraw_enrolment, full[11])  # a company leaves: 6 of 11
    assert first(session) == full[12]


def test_a_missing_association_comes_first_whoever_asked_before(session, full, officer):
    make.act(officer, services.confirm_session, session)
    make.act(officer, services.withdraw_enrolment, full[0])  # an association leaves: 5 of 11
    assert fresh(session).state == SessionState.UNBALANCED
    assert first(session) == full[13]
    make.act(officer, services.promote, full[13])
    assert fresh(session).state == SessionState.CONFIRMED
    assert line(session) == [(1, False)]


def test_nobody_is_proposed_when_only_companies_wait_and_one_more_is_too_many(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=6, companies=7)
    make.act(officer, services.withdraw_enrolment, rows[0])
    assert first(session) is None


def test_a_newcomer_does_not_pass_those_who_wait(session, full, officer, campaign, president):
    make.act(officer, services.withdraw_enrolment, full[11])
    late = make.selected(campaign, president)
    make.validated(late, officer)
    with pytest.raises(DomainError, match="attend cette place"):
        make.act(officer, services.enrol, session, late)


def test_an_association_enters_where_only_companies_wait_that_would_unbalance(session, officer, president):
    rows = make.enrolled(session, officer, president, associations=6, companies=7)
    make.act(officer, services.withdraw_enrolment, rows[0])
    (seated,) = make.enrolled(session, officer, president, associations=1)
    assert seated.state == EnrolmentState.ENROLLED


def test_a_withdrawn_structure_gives_back_its_seat_and_its_days(session, officer, president, campaign):
    (enrolment,) = make.enrolled(session, officer, president, associations=1)
    done = make.act(officer, services.allocate_days, enrolment.application, 2, reason="Budget")
    make.act(officer, services.mark_days_done, done)
    make.act(officer, services.allocate_days, enrolment.application, 3, reason="Budget")
    events.emit(campaign, "application_withdrawn", about_id=enrolment.application_id)
    with passing({Side.MACHINE}):
        events.run_pending()
    assert fresh(session).seats_taken == 0
    states = Allocation.objects.system().order_by("half_days").values_list("half_days", "state")
    assert list(states) == [(2, AllocationState.DONE), (3, AllocationState.RELEASED)]
    assert done.pool.__class__.objects.system().get().half_days_taken == 2


def test_what_a_closed_session_was_it_stays(session, officer, president, campaign, freeze):
    rows = make.enrolled(session, officer, president, associations=10)
    make.act(officer, services.confirm_session, session)
    freeze("2012-12-01 10:00")
    make.act(officer, services.close_session, session)
    events.emit(campaign, "application_withdrawn", about_id=rows[0].application_id)
    with passing({Side.MACHINE}):
        assert events.run_pending()
    assert fresh(session).seats_taken == 10


def test_ranks_are_kept_by_the_database(session, full):
    waiting = Enrolment.objects.system().filter(state=EnrolmentState.WAITING)
    with pytest.raises(IntegrityError, match="enrolment_position_once"), transaction.atomic():
        waiting.update(position=1)
    with pytest.raises(IntegrityError, match="enrolment_position_when_waiting"), transaction.atomic():
        waiting.update(position=None)
    with pytest.raises(IntegrityError, match="enrolment_position_when_waiting"), transaction.atomic():
        Enrolment.objects.system().filter(pk=full[0].pk).update(position=9)
