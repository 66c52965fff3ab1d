"""The world of the proofs: built once, in a transaction that is rolled back after the last proof."""

import pytest

from tests.wall import world as worlds
from tests.wall.asking import rolled_back


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker):
    """Everything happened: both lanes."""
    with django_db_blocker.unblock(), rolled_back(), worlds.build() as built:
        yield built


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups, also when only the proofs are run
def pytest_collection_modifyitems(items):
    """The proofs share a world: they stay in one process."""
    for item in items:
        if "tests/wall/proofs" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("wall_proofs"))
