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


def test_ctrl_c_leaves_nothing_and_a_second_run_keeps_the_data(tmp_path):
    first = start(tmp_path / "var")
    assert len(first.descendants()) >= 4  # web, its workers, tasks, beat, the demo being played

    stop(first)

    assert first.process.returncode == 0
    assert first.descendants() == []
    database = first.var / "demo.sqlite3"
    made = database.stat().st_ino
    second = start(tmp_path / "var")
    try:
        assert database.stat().st_ino == made
        assert ask(second.address)[0] == 200
    finally:
        stop(second)


def test_a_killed_launcher_leaves_nothing(tmp_path):
    demo = start(tmp_path / "var")

    demo.process.kill()
    demo.process.wait()

    deadline = time.monotonic() + 30
    while demo.descendants():
        assert time.monotonic() < deadline, "something outlived the launcher"
        time.sleep(0.1)
