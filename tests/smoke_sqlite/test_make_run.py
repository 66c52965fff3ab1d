"""``make run`` on one machine: it answers, it is healthy, it stops, it keeps what was done."""

import json
import urllib.error
import urllib.request

import pytest

from tests.smoke_sqlite.running import FIRST_SCENE, wait_until

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


def ask(address: str) -> tuple[int, str]:
    """Status and text of a page."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_demo_answers_and_is_healthy(demo):
    status, page = ask(demo.address)
    assert status == 200
    assert '<html lang="fr"' in page

    wait_until(demo, lambda: ask(f"{demo.address}/sante/")[0] == 200, patience=60)
    assert set(json.loads(ask(f"{demo.address}/sante/")[1]).values()) == {"ok"}


def test_the_site_says_that_the_demo_is_being_played(demo):
    assert "La démonstration se prépare" in demo.before.curtain
    assert FIRST_SCENE[3:] in demo.before.curtain or "En ce moment" in demo.before.curtain


def test_the_accounts_are_printed_when_the_demo_is_played(demo):
    between = demo.printed().split("Adresse : ")[1]

    assert "démonstration" in between
    assert "échec" not in between
    assert "@" in between


def test_nothing_outlives_a_killed_launcher(demo):
    assert demo.before.living >= 4  # web, its workers, tasks, beat, the demo being played
    assert demo.before.outlived == []


def test_a_second_run_keeps_the_data(demo):
    assert (demo.var / "demo.sqlite3").stat().st_ino == demo.before.made


def test_an_interrupted_play_goes_on_where_it_stopped(demo):
    assert demo.scenes().count(FIRST_SCENE) == 1
    assert "Traceback" not in demo.scenes()
