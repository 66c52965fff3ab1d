"""The world of the proofs: built once, in a transaction that is rolled back after the last proof."""

import functools

import pytest

from tests.wall import access, proving
from tests.wall import world as worlds
from tests.wall.asking import rolled_back


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everything happened: both lanes."""
    with django_db_blocker.unblock(), rolled_back(), worlds.build() as built:
        yield built


@pytest.fixture(scope="package")
def asked(world):
    """``asked(role)``: every line of the access table that tells this role something, asked once for all the proofs."""

    @functools.cache
    def asked_as(role):
        return proving.ask(world, role, proving.telling(world, role, access.lines()))

    return asked_as


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups, also when only the proofs are run
def pytest_collection_modifyitems(items):
    """The proofs share a world: they stay in one process."""
    for item in items:
        if "tests/wall/proofs" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("wall_proofs"))
