"""The demo as a newcomer has it: ``make run``'s own launcher, on SQLite, in a folder of its own."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests import servers
from tests.plugin import ROOT

PATIENCE = 240
"""Seconds the demo may take to be played."""


@dataclass
class Demo:
    """A running demo: its address, what it printed, its folder."""

    address: str
    output: Path
    var: Path
    process: subprocess.Popen

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


def start(var: Path, **environment) -> Demo:
    """Start the launcher; gives it back as soon as it printed an address."""
    port = servers.free_port()
    output = var / "printed.txt"
    var.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CCR_")}
    with output.open("w") as handle:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.launch"],
            cwd=ROOT,
            env=kept | {"CCR_VAR": str(var), "PORT": str(port)} | environment,
            stdout=handle,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    demo = Demo("", output, var, process)
    wait_until(demo, lambda: re.search(r"^Adresse : (http://\S+)", demo.printed(), re.M))
    demo.address = re.search(r"^Adresse : (http://\S+)", demo.printed(), re.M).group(1)
    return demo


def wait_until(demo: Demo, condition, patience=PATIENCE):
    """Block until something holds, while the demo runs."""
    deadline = time.monotonic() + patience
    while not condition():
        assert demo.process.poll() is None, f"the demo stopped:\n{demo.printed()}"
        assert time.monotonic() < deadline, f"it never happened:\n{demo.printed()}"
        time.sleep(0.1)


def stop(demo: Demo):
    """What Ctrl-C does."""
    if demo.process.poll() is None:
        demo.process.send_signal(signal.SIGINT)
    demo.process.wait(30)
