"""``make run``: the demo on this machine, from nothing to an address, and back to nothing at Ctrl-C."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import prepare
from tools.children import Child, stop
from tools.prepare import PYTHON, ROOT, PreparationFailed, say, step

PRODUCTION = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "STORAGE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "CCR_STATIC")
"""What a shell may hold of a production: the demo never touches it."""

FIRST_PORT = 8000
PORTS = 50
PATIENCE = 90
"""Seconds the site may take to answer its first request."""


class Launch:
    """One run: its folder, its port, its children."""

    def __init__(self):
        self.var = Path(os.environ.get("CCR_VAR") or ROOT / "var")
        self.logs = self.var / "logs"
        self.children: list[Child] = []
        self.interrupts = 0
        self.port = 0
        self.environment = {}

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def run(self) -> int:
        """Everything, in order. Gives the exit code."""
        self.prepare()
        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        for number in signals:
            signal.signal(number, self.interrupt)
        try:
            return self.serve()
        finally:
            stop(self.children, hurried=lambda: self.interrupts > 1)

    def interrupt(self, *_):
        self.interrupts += 1
        say("\nArrêt…" if self.interrupts == 1 else "Arrêt immédiat.")

    # Before anything runs

    def prepare(self):
        self.hold_folder()
        self.port = free_port(int(os.environ.get("PORT") or FIRST_PORT))
        self.environment = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
        self.environment |= {
            "CCR_DEMO": "1",
            "CCR_VAR": str(self.var),
            "CCR_BASE_URL": self.address,
            "PYTHONUNBUFFERED": "1",
        }
        say("Préparation")
        prepare.venv()
        prepare.requirements()
        prepare.pdf_libraries()
        for name, *command in (
            ("polices", "make_fonts"),
            ("fichiers statiques", "collectstatic", "--noinput"),
            ("base de données", "migrate", "--noinput"),
        ):
            with step(name):
                prepare.run(self.manage(*command), cwd=ROOT, env=self.environment)

    def hold_folder(self):
        """One run at a time on one database.

        Raises PreparationFailed when another one holds the folder.
        """
        self.var.mkdir(parents=True, exist_ok=True)
        self.lock = (self.var / "run.lock").open("a+")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.seek(0)
            address = self.lock.read().strip()
            raise PreparationFailed(f"La démonstration tourne déjà{f' : {address}' if address else '.'}") from None

    # While it runs

    def serve(self) -> int:
        self.lock.truncate(0)
        self.lock.write(self.address)
        self.lock.flush()
        with step("site, tâches et horloge"):
            self.start("web", *self.web())
            self.start("worker", *self.celery("worker", "--pool", "threads", "--concurrency", "2", *QUIET_WORKER))
            self.start("beat", *self.celery("beat", "--pidfile="))
            if not self.wait_for_web():
                return self.broken()
        say(f"\nAdresse : {self.address}   (Ctrl-C arrête tout)\n")
        return self.broken() if self.play_demo() and not self.watch() else 0

    def start(self, name: str, *command):
        child = Child(name, command, self.logs / f"{name}.log", cwd=ROOT, env=self.environment)
        self.children.append(child)
        return child

    def manage(self, *command):
        return [PYTHON, "manage.py", *command]

    def celery(self, *command):
        return [PYTHON, "-m", "celery", "-A", "ccr.celery", *command, "--loglevel", "warning"]

    def web(self):
        return [
            *(PYTHON, "-m", "gunicorn", "ccr.wsgi:application"),
            *("--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread"),
            *("--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket", "--preload"),
        ]

    @property
    def services(self) -> list[Child]:
        return [child for child in self.children if child.name != "demo"]

    def alive(self) -> bool:
        """Whether every service runs and nobody asked to stop."""
        return not self.interrupts and all(child.code is None for child in self.services)

    def wait_for_web(self) -> bool:
        """Whether the site answered something, healthy or not."""
        deadline = time.monotonic() + PATIENCE
        while self.alive() and time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sante/", timeout=5).close()
                return True
            except urllib.error.HTTPError:
                return True
            except OSError:
                time.sleep(0.1)
        return False

    def play_demo(self) -> bool:
        """Play the programme while the site answers, then say who can sign in. False when something stopped."""
        say("La démonstration se joue ; le site répond déjà.")
        with step("démonstration") as note:
            seeding = self.start("demo", *self.manage("play_demo"))
            while self.alive() and seeding.code is None:
                time.sleep(0.1)
            if not self.alive():
                return False
            if seeding.code:
                note(f"échec, voir {self.logs / 'demo.log'}")
                say(seeding.last_lines())
                return True
        accounts = subprocess.run(
            list(map(str, self.manage("play_demo", "--accounts"))),
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        say(f"\n{accounts.stdout.rstrip()}\n\nAdresse : {self.address}   (Ctrl-C arrête tout)")
        return True

    def watch(self) -> bool:
        """Stay until somebody asks to stop (True) or a service ends by itself (False)."""
        while self.alive():
            time.sleep(0.2)
        return bool(self.interrupts)

    def broken(self) -> int:
        """Say which service ended, with its last words. Gives the exit code."""
        if self.interrupts:
            return 0
        for child in self.services:
            if child.code is not None:
                say(f"« {child.name} » s’est arrêté (code {child.code}) ; tout s’arrête. Fin de {child.log} :")
                say(child.last_lines())
                return 1
        say(f"Le site ne répond pas après {PATIENCE} s : voir {self.logs}.")
        return 1


QUIET_WORKER = ("--without-gossip", "--without-mingle", "--without-heartbeat")


def free_port(first: int) -> int:
    """The first port of the loopback, from ``first`` on, that nobody holds.

    Raises PreparationFailed when fifty in a row are taken.
    """
    for port in range(first, first + PORTS):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            if port != first:
                say(f"Le port {first} est pris : ce sera {port}.")
            return port
    raise PreparationFailed(f"Aucun port libre de {first} à {first + PORTS - 1}.")


def main() -> int:
    os.chdir(ROOT)
    try:
        return Launch().run()
    except KeyboardInterrupt:
        say("\nArrêté.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
