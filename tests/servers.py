"""The real PostgreSQL and the real Redis of the tests, started on free ports and thrown away.

PostgreSQL refuses to run as root: then it runs as the user its package made (``postgres``). Nothing of it is kept, so
it does not wait for the disk either.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

LIBC = ctypes.CDLL(None)
PATIENCE = 30
"""Seconds a server may take to answer before the tests give up."""


class NotInstalled(RuntimeError):
    """A server's program is not on this machine; the text names its package."""


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str, package: str) -> str:
    """The path of a server's program, the newest PostgreSQL where Debian keeps them out of the PATH.

    Raises NotInstalled, naming the Debian package.
    """
    found = shutil.which(name)
    if not found:
        versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
        found = str(versions[-1]) if versions else None
    if not found:
        raise NotInstalled(package)
    return found


def die_with_parent():
    """In the child, before its program: the kernel ends it when the tests are killed."""
    LIBC.prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


@dataclass
class Server:
    """A server of the tests: its port, its folder, its process."""

    port: int = field(default_factory=free_port)
    folder: Path | None = None
    process: subprocess.Popen | None = None
    stop_signal = signal.SIGTERM

    def start(self):
        """Start it and wait until it answers."""
        raise NotImplementedError

    def stop(self):
        """End it and remove what it wrote."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *exc_info):
        self.stop()

    def wait_for_port(self):
        """Block until somebody listens on the port.

        Raises RuntimeError with the end of the server's log when it stopped or never answers.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        log = (self.folder / "log").read_text(errors="replace")[-2000:]
        raise RuntimeError(f"{type(self).__name__} does not answer on port {self.port}:\n{log}")


FOR_TESTS = {"autovacuum": "off", "jit": "off", "wal_level": "minimal", "max_wal_senders": "0"}
"""Many small databases, emptied all the time: what helps a large one only costs here."""


@dataclass
class Postgres(Server):
    """A cluster of its own, as the superuser ``ccr`` without a password, on the loopback only.

    options: PostgreSQL's own, by name, on top of those that make it forgetful. sockets: the folder of its socket.
    """

    options: dict[str, str] = field(default_factory=dict)
    sockets: Path | None = None
    stop_signal = signal.SIGINT  # fast shutdown

    def url(self, database: str = "ccr") -> str:
        """The address Django takes."""
        return f"postgres://ccr@127.0.0.1:{self.port}/{database}"

    def start(self):
        postgres, initdb = program("postgres", "postgresql"), program("initdb", "postgresql")
        self.folder = Path(tempfile.mkdtemp(prefix="ccr-postgres-"))
        self.sockets = self.sockets or self.folder
        as_user = {}
        if os.geteuid() == 0:
            for folder in (self.folder, self.sockets):
                shutil.chown(folder, "postgres", "postgres")
            as_user = {"user": "postgres", "group": "postgres", "extra_groups": []}
        data = self.folder / "data"
        with (self.folder / "log").open("w") as log:
            subprocess.run(
                [initdb, "-D", data, "-U", "ccr", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
                check=True,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **as_user,
            )
            options = {
                "fsync": "off",
                "synchronous_commit": "off",
                "full_page_writes": "off",
                "max_connections": "200",
                "listen_addresses": "127.0.0.1",
                "unix_socket_directories": self.sockets,
                "deadlock_timeout": "200ms",
                **self.options,
            }
            self.process = subprocess.Popen(
                [postgres, "-D", data, "-p", str(self.port), *(f"-c{k}={v}" for k, v in options.items())],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=die_with_parent,
                **as_user,
            )
        self.wait_for_port()
        self.wait_for_answers()

    def wait_for_answers(self):
        """Block while the server says that it is starting up."""
        import psycopg

        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def create_database(self, name: str = "ccr"):
        """Make an empty database, in place of one of that name."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)


class Redis(Server):
    """A Redis that keeps nothing on disk. Sixteen numbered databases, see ``url``."""

    def url(self, number: int = 0) -> str:
        """The address of one of its databases: a test process each."""
        return f"redis://127.0.0.1:{self.port}/{number % 16}"

    def start(self):
        redis = program("redis-server", "redis-server")
        self.folder = Path(tempfile.mkdtemp(prefix="ccr-redis-"))
        with (self.folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [redis, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.wait_for_port()
