"""The demo's clock is its own: the machine's date changes nothing to it, and it stops with the demo."""

import dataclasses
import json
import sqlite3

import pytest

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


@pytest.fixture(scope="module")
def said(demo, tmp_path_factory):
    """What the clock of a copy of the demo said: tests/demo/moving.py."""
    var = tmp_path_factory.mktemp("copy")
    with sqlite3.connect(demo.var / "demo.sqlite3") as played, sqlite3.connect(var / "demo.sqlite3") as copy:
        played.backup(copy)
    run = dataclasses.replace(demo, var=var).run
    return json.loads(run("manage.py", "shell", "-v", "0", "-c", "from tests.demo import moving; moving.say()"))


@pytest.mark.parametrize("machine", ["2027-03-10", "2026-05-01"])
def test_time_moves_whatever_the_date_of_the_machine(said, machine):
    assert said[machine] == "2026-11-24 09:00"


def test_time_stands_still_while_the_demo_is_stopped(said):
    assert {moment[:15] for moment in said["stopped"]} == {"2026-11-22 10:0"}


def test_a_command_reads_the_demos_date(said):
    assert "/2030/" in said["command"]
