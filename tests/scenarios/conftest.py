"""What most tests of D1 and D2 begin with is told once a module; each test lives on from there, and is forgotten."""

import copy
import functools

import pytest
from django.test import TestCase

from tests.hours import stopped_clock
from tests.scenarios.story import begin
from tests.wall.asking import rolled_back

EVENING = "2012-01-31 14:00"


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The story up to the publication: A was diagnosed, B never asked, both are retained.

    A module that asks for it keeps to the group of its name, so that one process tells it.
    """
    commits = functools.partial(TestCase.captureOnCommitCallbacks, execute=True)
    with django_db_blocker.unblock(), rolled_back():
        with stopped_clock() as freeze:
            story = begin(freeze)
            story.diagnose(freeze, commits)
            story.deposit(freeze, commits)
            story.decide(freeze, commits, EVENING)
        yield story


@pytest.fixture
def decided(told, db, freeze):
    """The evening of 31 January 2012: the story, of which each test has its own copy."""
    freeze(EVENING)
    return copy.deepcopy(told)
