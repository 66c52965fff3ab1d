"""The demo shows every state of the programme, or says why it cannot."""

import json

import pytest

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process

ABSENT = {
    "ccr.programme.states.CAMPAIGN": {
        "closed": "no page closes a call yet: it ends by its dates",
    },
    "ccr.notifications.states.MAIL": {
        "waiting": "the worker sends it within the minute",
        "claimed": "a worker holds it for a moment",
        "handing": "a worker holds it for a moment",
        "sent": "the worker is on it: see the smoke journeys",
        "failed": "the demo's post never fails",
        "uncertain": "a worker would have to be killed while it hands a mail over",
        "void": "a mail that became pointless before it left: depends on when the worker comes",
    },
    "ccr.documents.states.DOCUMENT": {
        "waiting": "the worker makes it within the minutes",
        "rendering": "a worker holds it for a moment",
        "ready": "the worker is on it: see the smoke journeys",
        "failed": "the demo's documents never fail",
    },
    "dla.states.SESSION": {
        "unbalanced": "session 1 has exactly its six associations: it takes one to leave",
        "closed": "session 1 ends in four days: « Avancer » and one click close it",
    },
}
"""States the demo may lack, with the reason. Those of mails and documents depend on how far the worker is."""


def counted(demo, what) -> dict:
    return json.loads(
        demo.run("manage.py", "shell", "-v", "0", "-c", f"from tests.demo import counting; counting.{what}()")
    )


@pytest.fixture(scope="module")
def states(demo):
    return counted(demo, "say_states")


def test_every_lifecycle_is_looked_at(states):
    assert len(states) >= 13
    assert {name for name, counts in states.items() if not counts} == set()


def test_every_state_is_in_the_demo_or_has_a_reason(states):
    absent = {
        (name, state)
        for name, counts in states.items()
        for state, number in counts.items()
        if not number and state not in ABSENT.get(name, {})
    }

    assert absent == set()


def test_a_reason_is_not_kept_for_a_state_that_is_there(states):
    moving = ("ccr.notifications.states.MAIL", "ccr.documents.states.DOCUMENT")
    kept = {(n, state) for n, reasons in ABSENT.items() if n not in moving for state in reasons if states[n][state]}

    assert kept == set()


def test_the_wall_is_whole(demo):
    assert "rien à signaler" in demo.run("manage.py", "audit_wall")


def test_playing_again_changes_nothing(demo):
    before = counted(demo, "say_sizes")

    assert "déjà jouée" in demo.run("manage.py", "play_demo")
    assert counted(demo, "say_sizes") == before
