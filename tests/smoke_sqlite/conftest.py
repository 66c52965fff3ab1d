"""The demo of the smoke journeys."""

import pytest

from tests.smoke_sqlite.running import start, stop, wait_until


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The demo, played to its end."""
    running = start(tmp_path_factory.mktemp("demo") / "var")
    try:
        wait_until(running, lambda: running.printed().count("Adresse : ") == 2 or "(échec" in running.printed())
        yield running
    finally:
        stop(running)
