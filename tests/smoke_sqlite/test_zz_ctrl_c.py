"""Last of all: Ctrl-C."""

import pytest

from tests.smoke_sqlite.running import stop

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


def test_ctrl_c_stops_everything(demo):
    stop(demo)

    assert demo.process.returncode == 0
    assert demo.descendants() == []
