"""The demo of the smoke journeys."""

import pytest

from tests.smoke_sqlite.running import played


@pytest.fixture(scope="session")
def demo():
    """The demo, played to its end."""
    return played()
