"""The demo's clock is its own: the machine's date changes nothing to it, and it stops with the demo."""

import pytest

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


@pytest.fixture(scope="module")
def said(said_on_a_copy):
    """What the clock said after each thing tried: tests/demo/acting.py."""
    return said_on_a_copy("say_times")


@pytest.mark.parametrize("machine", ["2027-03-10", "2026-05-01"])
def test_time_moves_whatever_the_date_of_the_machine(said, machine):
    assert said[machine] == "2026-11-24 09:00"


def test_time_stands_still_while_the_demo_is_stopped(said):
    assert {moment[:15] for moment in said["stopped"]} == {"2026-11-22 10:0"}


def test_time_goes_on_to_the_committee_and_to_the_first_session(said):
    assert said["stops"] == [["2027-02-17 09:00", ["session"]], ["2027-03-15 09:00", []]]


def test_a_command_reads_the_demos_date(said):
    assert "/2030/" in said["command"]
