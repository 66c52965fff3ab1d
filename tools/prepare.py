"""What a machine needs before anything of ours can run: the .venv, the locked requirements, the system's packages.

Only the standard library, and no newer Python than 3.11: this runs before anything is installed. Each step says in one
line what it did and how long it took.
"""

import ctypes.util
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BASE = ("base.txt",)
DEV = ("base.txt", "dev.txt")

PDF_LIBRARIES = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
"""WeasyPrint's libraries, with the Debian package of each."""

TEST_PROGRAMS = {
    "initdb": "postgresql",
    "redis-server": "redis-server",
    "chromium-headless-shell": "chromium-headless-shell",
}
"""What only the tests start, with the Debian package of each."""

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The browser of the tests, the quickest first: the same Chromium takes half as long again with the window it hides."""

QUIET = {"DEBIAN_FRONTEND": "noninteractive", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


# Images of containers often say not to keep compiled modules: for one program, started once. Here a dozen processes
# start from the same sources.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class PreparationFailed(SystemExit):
    """A step that nothing can go on without; its text says what to do."""


def say(text: str):
    print(text, flush=True)


@contextmanager
def step(name: str):
    """One line per step: its name, what it adds with ``note``, its time."""
    notes = []
    start = time.monotonic()
    yield notes.append
    detail = f" ({', '.join(notes)})" if notes else ""
    say(f"  {name:.<34} {time.monotonic() - start:6.1f} s{detail}")


def run(command, **options) -> str:
    """Run a command quietly.

    Raises PreparationFailed with the end of its output when it fails.
    """
    command = [str(part) for part in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-25:])
        raise PreparationFailed(f"\n{' '.join(command)}\n{tail}\n→ code {done.returncode}")
    return done.stdout


def succeeds(command, **options) -> bool:
    """Whether a command runs well, without a word."""
    command = [str(part) for part in command]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, **options)
    return done.returncode == 0


# The system's packages


def root_prefix() -> list[str] | None:
    """What makes a command run as root without asking anybody: nothing, ``sudo -n``, or None when it cannot be."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and succeeds([sudo, "-n", "true"]):
        return [sudo, "-n"]
    return None


@functools.cache
def refresh_package_lists() -> bool:
    """``apt-get update``, once."""
    return succeeds([*root_prefix(), "apt-get", "update", "-qq"])


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages when we may. False when we may not, or when it failed."""
    prefix = root_prefix()
    if not packages or prefix is None or not shutil.which("apt-get"):
        return not packages
    refresh_package_lists()
    environment = [f"{name}={value}" for name, value in QUIET.items()]
    return succeeds(
        [*prefix, "env", *environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    )


def missing_libraries() -> list[str]:
    """The Debian packages of WeasyPrint's libraries that this machine lacks."""
    return [package for library, package in PDF_LIBRARIES.items() if not library_found(library)]


def library_found(name: str) -> bool:
    """Whether the loader finds a library, with or without ``ldconfig`` and a compiler."""
    for candidate in (ctypes.util.find_library(name), f"lib{name}.so.0", f"lib{name}.so.1"):
        if candidate:
            try:
                ctypes.CDLL(candidate)
            except OSError:
                continue
            return True
    return False


def program_found(name: str) -> bool:
    """Whether a program is installed; Debian keeps PostgreSQL's out of the PATH."""
    return bool(shutil.which(name) or any(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")))


def missing_programs() -> list[str]:
    """The Debian packages of what only the tests start."""
    return [package for name, package in TEST_PROGRAMS.items() if not program_found(name)]


def browser_path() -> str | None:
    """Where the quickest browser of this machine is."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def pdf_libraries():
    """WeasyPrint's system libraries: installed when we may, else named; the site works without, its PDFs fail."""
    if not missing_libraries():
        return
    with step("bibliothèques des PDF") as note:
        wanted = missing_libraries()
        apt_install(wanted)
        if still := missing_libraries():
            note("à installer pour avoir les PDF : apt install " + " ".join(still))


def test_programs() -> list[str]:
    """Install what only the tests start. Gives the packages that could not be, and that nothing stands in for."""
    if missing_programs():
        with step("PostgreSQL, Redis, Chromium") as note:
            for package in missing_programs():
                apt_install([package])  # one by one: what an archive lacks takes no other with it
            if not browser_path():
                apt_install(["chromium"])
            if still := _still_missing():
                note("could not be installed: " + ", ".join(still))
    return _still_missing()


def _still_missing() -> list[str]:
    return [package for package in missing_programs() if not (package in BROWSERS and browser_path())]


# Python


def venv():
    """The .venv, made when it is not there."""
    if PYTHON.exists() and succeeds([PYTHON, "-m", "pip", "--version"]):
        return
    with step("environnement Python (.venv)"):
        command = [sys.executable, "-m", "venv", "--clear", VENV]
        if succeeds(command):
            return
        # Debian keeps what venv needs in a package of its own.
        if not apt_install(["python3-venv"]):
            raise PreparationFailed(
                "\nPython ne sait pas créer de .venv : installez le paquet python3-venv, puis recommencez."
            )
        run(command)


def requirements(names=BASE):
    """The locked requirements, checked by their hashes; nothing to do when they did not change since the last time."""
    files = [ROOT / "requirements" / name for name in names]
    stamps = {file: VENV / f".{file.stem}-{hashlib.sha256(file.read_bytes()).hexdigest()[:16]}" for file in files}
    if all(stamp.exists() for stamp in stamps.values()):
        return
    with step("bibliothèques Python"):
        for file, stamp in stamps.items():
            run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", file], env=os.environ | QUIET)
            stamp.touch()
