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
    assert len(states) >= 13
    assert {name for name, counts in states.items() if not counts} == set()


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
