"""Nothing that we start outlives us, whatever way we end."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tools import launch, prepare
from tools.children import Child, stop

ROOT = Path(__file__).resolve().parents[2]
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]
WITH_GRANDCHILD = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(p.pid, flush=True); time.sleep(60)",
]


def gone(pid: int) -> bool:
    """Whether a process ended, one that nobody waits for included."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)
    return True


def test_a_child_stops_when_asked(tmp_path):
    child = Child("sleeper", SLEEPER, tmp_path / "log")

    stop([child])

    assert child.code == -signal.SIGTERM


def test_a_stubborn_child_is_made_to_stop(tmp_path):
    child = Child("stubborn", STUBBORN, tmp_path / "log")
    until(lambda: "up" in child.last_lines())

    stop([child], grace=0.3)

    assert child.code == -signal.SIGKILL


def test_what_a_child_started_goes_with_it(tmp_path):
    child = Child("parent", WITH_GRANDCHILD, tmp_path / "log")
    until(lambda: child.last_lines().strip().isdigit())

    stop([child])

    assert until(lambda: gone(int(child.last_lines())))


def test_a_second_interrupt_hurries(tmp_path):
    child = Child("stubborn", STUBBORN, tmp_path / "log")
    until(lambda: "up" in child.last_lines())
    start = time.monotonic()

    stop([child], hurried=lambda: True, grace=30)

    assert time.monotonic() - start < 5


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_children_do_not_outlive_the_launcher(tmp_path, number):
    launcher = textwrap.dedent(
        f"""
        import pathlib, sys, time
        from tools.children import Child
        child = Child("sleeper", {SLEEPER!r}, pathlib.Path({str(tmp_path / "log")!r}))
        print(child.process.pid, flush=True)
        time.sleep(60)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", launcher], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    )
    child = int(process.stdout.readline())

    os.kill(process.pid, number)
    process.wait(10)

    assert until(lambda: gone(child))


def test_a_taken_port_picks_the_next(capsys):
    first = launch.free_port(18700)
    with launch.socket.socket() as taken:
        taken.bind(("127.0.0.1", first))
        taken.listen()

        assert launch.free_port(first) > first
    assert f"Le port {first} est pris" in capsys.readouterr().out


def test_two_runs_never_share_a_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CCR_VAR", str(tmp_path))
    holder = launch.Launch()
    holder.hold_folder()

    with pytest.raises(prepare.PreparationFailed, match="tourne déjà"):
        launch.Launch().hold_folder()


def test_a_failed_step_shows_what_was_said():
    with pytest.raises(prepare.PreparationFailed, match=r"(?s)no good.*code 3"):
        prepare.run([Path(sys.executable), "-c", "import sys; print('no good'); sys.exit(3)"])
