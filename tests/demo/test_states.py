"""The demo shows every state of the programme, or says why it cannot."""

import contextlib

import pytest

from ccr.directory.models import ASSOCIATION_FORMS
from tests.demo import counting
from tests.smoke_sqlite.running import wait_until

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process

ABSENT = {
    "ccr.programme.states.CAMPAIGN": {
        "closed": "last year’s sessions run until March: a call is closed after them",
    },
    "dla.states.SESSION": {
        "unbalanced": "session 1 has exactly its six associations: it takes one to leave",
        "closed": "session 1 ends in four days: « Avancer » and one click close it",
    },
}
"""States the demo lacks, with the reason."""
COMPUTED = {"selection.states.MyWork"}
"""Those that no column holds: what a person is shown of a file is worked out from her rows."""
PASSING = {
    "ccr.notifications.states.MAIL": {"waiting", "claimed", "handing"},
    "ccr.documents.states.DOCUMENT": {"waiting", "rendering"},
}
"""States a worker goes through within the minute: there or not, depending on how far it is."""


@pytest.fixture(scope="module")
def states(demo):
    """How many things are in each state, once the worker made and sent what the play left to it."""
    found = {}

    def worked():
        found.update(counting.states(demo))
        return not missing(found)

    with contextlib.suppress(AssertionError):  # the tests say what is missing
        wait_until(demo, worked, patience=180, every=1)
    return found


def missing(states) -> set:
    """The states that nothing is in, and that should not be empty."""
    return {
        (name, state)
        for name, counts in states.items()
        for state, number in counts.items()
        if not number and state not in ABSENT.get(name, {}) and state not in PASSING.get(name, ())
    }


def test_every_lifecycle_is_looked_at(states):
    assert len(states) >= 35
    assert {name for name, counts in states.items() if not counts} == COMPUTED


def test_every_state_is_in_the_demo_or_has_a_reason(states):
    assert missing(states) == set()


def test_a_reason_is_not_kept_for_a_state_that_is_there(states):
    kept = {(name, state) for name, reasons in ABSENT.items() for state in reasons if states[name][state]}

    assert kept == set()


def test_thirty_six_structures_of_which_twenty_associations_apply(demo):
    applicants = """
        SELECT DISTINCT organisation.id, organisation.legal_form FROM ccr_directory_organisation AS organisation
        JOIN candidates_application AS application ON application.organisation_id = organisation.id
    """
    forms = [form for _, form in counting.rows_of(demo, applicants)]

    assert (len(forms), sum(form in ASSOCIATION_FORMS for form in forms)) == (36, 20)


PAST = "(SELECT id FROM ccr_programme_campaign WHERE slug = '2025')"


def test_twenty_four_of_them_applied_last_year_of_which_thirteen_associations(demo):
    applicants = f"""
        SELECT organisation.legal_form FROM candidates_application AS application
        JOIN ccr_directory_organisation AS organisation ON organisation.id = application.organisation_id
        WHERE application.campaign_id = {PAST}
    """
    forms = [form for (form,) in counting.rows_of(demo, applicants)]

    assert (len(forms), sum(form in ASSOCIATION_FORMS for form in forms)) == (24, 13)


def test_ten_members_of_ramsess_of_which_nine_diagnose(demo):
    members = "SELECT count(*), sum(may_diagnose) FROM ccr_directory_organisation WHERE is_ramsess"

    assert counting.rows_of(demo, members) == [(10, 9)]


def test_a_committee_of_seven_and_an_observer_of_esia(demo):
    seats = f"""
        SELECT count(DISTINCT seat.id) FROM ccr_programme_seat AS seat
        JOIN ccr_programme_mandate AS mandate ON mandate.seat_id = seat.id AND mandate.ended_at IS NULL
        WHERE seat.campaign_id = {PAST} AND seat.state = 'active'
        AND mandate.role IN ('committee_member', 'committee_president')
    """
    observers = """
        SELECT observer_name <> '', organisation.name FROM selection_attendance AS line
        JOIN ccr_directory_organisation AS organisation ON organisation.id = line.observer_organisation_id
        WHERE line.seat_id IS NULL
    """

    assert counting.rows_of(demo, seats) == [(7,)]
    assert set(counting.rows_of(demo, observers)) == {(1, "ESIA")}


def test_a_session_of_twelve_with_a_thirteenth_waiting(demo):
    enrolled = """
        SELECT sum(enrolment.state = 'enrolled'), sum(enrolment.state = 'waiting'), session.seats_taken
        FROM dla_enrolment AS enrolment JOIN dla_session AS session ON session.id = enrolment.session_id
        WHERE session.number = 1
    """

    assert counting.rows_of(demo, enrolled) == [(12, 1, 12)]


def test_one_call_is_decided_one_open_and_one_to_come(demo):
    """On the day when the play ends."""
    calls = """
        SELECT deadline_on < '2026-11-22' AND EXISTS (
            SELECT 1 FROM candidates_outcome AS outcome
            JOIN candidates_application AS application ON outcome.application_id = application.id
            WHERE application.campaign_id = campaign.id
        ), opens_on <= '2026-11-22' AND deadline_on >= '2026-11-22', opens_on > '2026-11-22'
        FROM ccr_programme_campaign AS campaign ORDER BY opens_on
    """

    assert counting.rows_of(demo, calls) == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]


def test_the_wall_is_whole(demo):
    assert "rien à signaler" in demo.run("manage.py", "audit_wall")


def test_playing_again_changes_nothing(demo):
    before = counting.sizes(demo)

    assert "déjà jouée" in demo.run("manage.py", "play_demo")
    assert counting.sizes(demo) == before
