"""The pytest plugin that prepares the ground before Django reads its settings (``-p tests.plugin`` in pyproject.toml).

The tests run with the production settings, by environment. The first pytest process, and only it, starts a real
PostgreSQL and a real Redis on free ports and hands them on by the environment to the xdist workers.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests import servers
from tests.strict_templates import Undefined
from tools.identity import IDENTITY
from tools.prepare import BROWSERS, browser_path

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
OURS = "CCR_TEST_VAR"
"""Set by the first process: a process that finds it inherits its servers."""


class Ground:
    """What the first process made, to be taken down at the end."""

    def __init__(self):
        self.var = Path(tempfile.mkdtemp(prefix="ccr-tests-"))
        self.sockets = Path(tempfile.mkdtemp(prefix="ccr-sockets-"))  # PostgreSQL's user comes in
        self.missing = [name for name in os.environ.get("CCR_TEST_MISSING", "").split(",") if name]
        self.postgres = servers.Postgres(options=servers.FOR_TESTS, sockets=self.sockets)
        self.redis = servers.Redis()
        for server, name, package in (
            (self.postgres, "initdb", "postgresql"),
            (self.redis, "redis-server", "redis-server"),
        ):
            try:
                servers.program(name, package)
            except servers.NotInstalled:
                self.miss(package)
                server.port = 0
        if not browser_path():
            self.miss(BROWSERS[0])

    def miss(self, package):
        if package not in self.missing:
            self.missing.append(package)

    def announce(self):
        """Say in the environment where everything is."""
        os.environ[OURS] = str(self.var)
        os.environ["CCR_TEST_POSTGRES"] = str(self.postgres.port or "")
        os.environ["CCR_TEST_SOCKETS"] = str(self.sockets)
        os.environ["CCR_TEST_REDIS"] = str(self.redis.port or "")

    def start(self):
        for server in (self.postgres, self.redis):
            if server.port:
                server.start()

    def stop(self):
        self.postgres.stop()
        self.redis.stop()
        for folder in (self.var, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)


def set_environment():
    """Production, on the servers of the tests: every variable is set here, whatever the caller's shell holds."""
    var = Path(os.environ[OURS]) / (WORKER or "main")
    for folder in ("media", "static"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    if (made := ROOT / "var" / "fonts").is_dir():  # the browser tests then see the real letters
        shutil.copytree(made, var / "fonts", dirs_exist_ok=True)
    postgres, redis = os.environ["CCR_TEST_POSTGRES"], os.environ["CCR_TEST_REDIS"]
    number = int(WORKER.removeprefix("gw") or 0) if WORKER else 0
    for name in [name for name in os.environ if name.startswith("CCR_") and not name.startswith("CCR_TEST_")]:
        del os.environ[name]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccr.settings")
    os.environ |= {
        "SECRET_KEY": "tests-only-" + "k" * 60,
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "DATABASE_URL": servers.Postgres(port=int(postgres)).url()
        if postgres
        else f"sqlite:///{var / 'tests.sqlite3'}",
        "REDIS_URL": servers.Redis(port=int(redis or 1)).url(number),
        "EMAIL_URL": "memorymail://",
        "STORAGE_URL": f"file://{var / 'media'}",
        "CCR_BASE_URL": "http://testserver",
        "CCR_VAR": str(var),
        "CCR_HTTPS": "0",
        "CCR_TASKS_EAGER": "1",
        "CCR_MFA_REQUIRED": "0",
        "COMPANY_SEARCH_URL": "",  # nobody is asked outside this machine
        **IDENTITY,
        # Playwright's loop runs in the thread of the tests, where they also use the database.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }


ground = None
if OURS not in os.environ:
    ground = Ground()
    ground.announce()
set_environment()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    adjust_settings()  # before pytest-django sets Django up
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if ground and not (config.option.collectonly or config.option.help):
        ground.start()


def adjust_settings():
    """The few settings that tests change: a fast hasher, plain static files, no undefined variable in our templates,
    PostgreSQL asked by its socket.
    """
    from django.conf import settings

    if os.environ["CCR_TEST_POSTGRES"]:  # a statement costs a tenth less than by the loopback
        settings.DATABASES["default"]["HOST"] = os.environ["CCR_TEST_SOCKETS"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined()
    if not os.environ["CCR_TEST_REDIS"]:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def pytest_collection_finish():
    """What was imported stays: the garbage collector need not go through it at every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


def pytest_report_header(config):
    database = "a real PostgreSQL" if os.environ["CCR_TEST_POSTGRES"] else "SQLite only: PostgreSQL is not installed"
    return f"ccr: {database}; missing: {', '.join(ground.missing) if ground and ground.missing else 'nothing'}"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if ground and ground.missing and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if ground and ground.missing:
        terminalreporter.section("not installed, not tested", sep="=", red=True)
        terminalreporter.line(
            f"Missing here: {', '.join(ground.missing)}. The tests that need them were skipped"
            + (", and with CI=true this fails." if os.environ.get("CI") == "true" else ".")
        )


def pytest_unconfigure(config):
    if ground:
        ground.stop()
