"""The demo shows every state of the programme, or says why it cannot."""

import contextlib
import json
import sqlite3

import pytest

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


def counted(demo, what) -> dict:
    return json.loads(
        demo.run("manage.py", "shell", "-v", "0", "-c", f"from tests.demo import counting; counting.{what}()")
    )


@pytest.fixture(scope="module")
def states(demo):
    """How many things are in each state, once the worker made and sent what the play left to it."""
    found = {}

    def worked():
        found.update(counted(demo, "say_states"))
        return not missing(found)

    with contextlib.suppress(AssertionError):  # the tests say what is missing
        wait_until(demo, lambda: has_documents(demo), patience=120, every=1)
        wait_until(demo, worked, patience=60, every=5)
    return found


def has_documents(demo) -> bool:
    """Whether the worker made one, which it does after the mails; asked without the weight of a command."""
    with sqlite3.connect(f"file:{demo.var / 'demo.sqlite3'}?mode=ro", uri=True) as database:
        return bool(database.execute("SELECT count(*) FROM candidates_document WHERE state = 'ready'").fetchone()[0])


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


def test_the_wall_is_whole(demo):
    assert "rien à signaler" in demo.run("manage.py", "audit_wall")


def test_playing_again_changes_nothing(demo):
    before = counted(demo, "say_sizes")

    assert "déjà jouée" in demo.run("manage.py", "play_demo")
    assert counted(demo, "say_sizes") == before
