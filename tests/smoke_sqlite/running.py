"""The demo as a newcomer has it: ``make run``'s own launcher, on SQLite, in a folder of its own."""

import atexit
import contextlib
import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests import servers
from tests.plugin import ROOT

PATIENCE = 240
"""Seconds the demo may take to be played."""
SETTINGS = "tests.smoke_sqlite.settings"
FIRST_SCENE = "1. Les réseaux et les personnes"


@dataclass(frozen=True)
class Before:
    """What was seen of a first run whose launcher was killed: page, number of processes, those left, database."""

    curtain: str
    living: int
    outlived: list[int]
    made: int


@dataclass
class Demo:
    """A running demo: its address, what it printed, its folder."""

    address: str
    output: Path
    var: Path
    process: subprocess.Popen
    before: Before | None = None

    def scenes(self) -> str:
        """What the play said so far, every run together."""
        log = self.var / "logs" / "demo.log"
        return log.read_text() if log.exists() else ""

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs to work on this demo."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        return kept | {"CCR_DEMO": "1", "CCR_VAR": str(self.var), "CCR_BASE_URL": self.address}

    def run(self, *command) -> str:
        """What a command of this project prints on this demo's database."""
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def printed(self) -> str:
        return self.output.read_text()

    def descendants(self) -> list[int]:
        """The processes that belong to this demo, by the folder in their environment."""
        mine = f"CCR_VAR={self.var}".encode()
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mine in (process / "environ").read_bytes().split(b"\0"):
                    found.append(int(process.name))
        return found


@functools.cache
def played() -> Demo:
    """The demo played to its end, its launcher killed on the way: once for the whole suite, stopped with it."""
    first = start(Path(tempfile.mkdtemp(prefix="ccr-demo-")) / "var")
    wait_until(first, lambda: FIRST_SCENE in first.scenes())
    curtain = page_of(first.address)
    living, made = len(first.descendants()), (first.var / "demo.sqlite3").stat().st_ino
    first.process.kill()
    first.process.wait()
    outlived = left_after(first, seconds=30)
    demo = start(first.var)
    demo.before = Before(curtain, living, outlived, made)
    atexit.register(forget, demo)
    wait_until(demo, lambda: demo.printed().count("Adresse : ") == 2 or "(échec" in demo.printed())
    return demo


def page_of(address: str) -> str:
    """The text of a page, whatever its status."""
    try:
        return urllib.request.urlopen(address, timeout=30).read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def left_after(demo: Demo, seconds: int) -> list[int]:
    """The processes of a demo that are still there after that long."""
    deadline = time.monotonic() + seconds
    while (left := demo.descendants()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def forget(demo: Demo):
    """Stop it and leave nothing."""
    stop(demo)
    shutil.rmtree(demo.var.parent, ignore_errors=True)


def start(var: Path, **environment) -> Demo:
    """Start the launcher; gives it back as soon as it printed an address."""
    port = servers.free_port()
    output = var / "printed.txt"
    var.mkdir(parents=True, exist_ok=True)
    if (made := ROOT / "var" / "fonts").is_dir():  # tests/ui/test_fonts.py makes them for good
        shutil.copytree(made, var / "fonts", dirs_exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CCR_")}
    with output.open("w") as handle:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.launch"],
            cwd=ROOT,
            env=kept | {"CCR_VAR": str(var), "PORT": str(port), "DJANGO_SETTINGS_MODULE": SETTINGS} | environment,
            stdout=handle,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    demo = Demo("", output, var, process)
    wait_until(demo, lambda: re.search(r"^Adresse : (http://\S+)", demo.printed(), re.M))
    demo.address = re.search(r"^Adresse : (http://\S+)", demo.printed(), re.M).group(1)
    return demo


def wait_until(demo: Demo, condition, patience=PATIENCE, every=0.1):
    """Block until something holds, while the demo runs. patience, every: seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert demo.process.poll() is None, f"the demo stopped:\n{demo.printed()}"
        assert time.monotonic() < deadline, f"it never happened:\n{demo.printed()}"
        time.sleep(every)


def stop(demo: Demo):
    """What Ctrl-C does."""
    if demo.process.poll() is None:
        demo.process.send_signal(signal.SIGINT)
    demo.process.wait(30)
