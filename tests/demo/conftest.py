"""The demo of these tests: the one of the smoke journeys, played once for all."""

import pytest

from tests.smoke_sqlite.running import played


@pytest.fixture(scope="session")
def demo():
    """The demo, played to its end."""
    return played()
