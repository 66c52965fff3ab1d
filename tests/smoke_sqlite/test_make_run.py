"""``make run`` on one machine: it answers, it is healthy, it stops, it keeps what was done."""

import json
import time
import urllib.error
import urllib.request

import pytest

from tests.smoke_sqlite.running import start, stop, wait_until

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


def test_the_accounts_are_printed_when_the_demo_is_played(demo):
    between = demo.printed().split("Adresse : ")[1]

    assert "démonstration" in between
    assert "échec" not in between
    assert "@" in between


def test_nothing_outlives_the_launcher_and_a_second_run_keeps_the_data(tmp_path):
    demo = start(tmp_path / "var")
    assert len(demo.descendants()) >= 4  # web, its workers, tasks, beat, the demo being played
    made = (demo.var / "demo.sqlite3").stat().st_ino

    demo.process.kill()
    demo.process.wait()

    deadline = time.monotonic() + 30
    while demo.descendants():
        assert time.monotonic() < deadline, "something outlived a killed launcher"
        time.sleep(0.1)

    demo = start(tmp_path / "var")
    assert ask(demo.address)[0] == 200
    assert (demo.var / "demo.sqlite3").stat().st_ino == made

    stop(demo)

    assert demo.process.returncode == 0
    assert demo.descendants() == []
