"""Processes that end with us: whatever way we die, none of them is left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
GRACE = 15
"""Seconds between asking everybody to stop and making them."""


class Child:
    """A program in a session of its own, that the kernel ends when we are killed.

    Ctrl-C in the terminal reaches us, not it: we decide who stops, and when.
    """

    def __init__(self, name: str, command: list, log: Path, **options):
        self.name, self.log = name, log
        us = os.getpid()

        def tie():
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != us:  # we died before the kernel was told
                os._exit(1)

        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=tie,
                **options,
            )

    @property
    def code(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.poll()

    def last_lines(self, count: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def signal_group(self, number: int):
        """Signal it and whatever it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def stop(children: list[Child], hurried=lambda: False, grace: float = GRACE):
    """Ask every child to stop, then make those that have not within ``grace`` seconds, or as soon as ``hurried()``."""
    for child in children:
        if child.code is None:
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + grace
    while any(child.code is None for child in children) and time.monotonic() < deadline and not hurried():
        time.sleep(0.05)
    for child in children:
        child.signal_group(signal.SIGKILL)  # what a child left behind, and the child itself if it is still there
        child.process.wait()
