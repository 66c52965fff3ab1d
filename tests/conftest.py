"""The fixtures of the whole suite. Run with ``make test``, or ``.venv/bin/python -m pytest tests/<room> -q``.

The plugin ``tests.plugin`` has started PostgreSQL and Redis and set the production settings before Django loads.

Time
    ``freeze("2026-03-15 10:00")``: the clock stands at that hour of Marseille (text, date or datetime) until the end of
    the test; call it again to move it; ``freeze(…, tick=True)`` lets it run on.

People
    ``sign_in(person)`` gives a Django test client signed in as this person (its own client each time).
    ``client`` (pytest-django) is the anonymous visitor.

Database
    ``db``, ``transactional_db``, ``django_assert_num_queries`` are pytest-django's.
    ``with commits(): …`` runs what ``transaction.on_commit`` was given inside the block, in the order it was given,
    when the block ends (mails, documents: tasks run in place). Not needed under ``transactional_db``.
    ``race(function, times=2)`` or ``race(first, second)``: threads that start together, each with its own connection;
    gives the list of what each returned or raised, in that order. Brings ``transactional_db`` and needs PostgreSQL;
    no worker comes meanwhile, mails and documents wait in their rows.
    ``postgres``: the test needs PostgreSQL, and is skipped where there is none.

Mail
    ``mailoutbox``: what was sent (pytest-django).

The wall
    A breach that no test expected fails the test. A test that provokes one uses the fixture ``breaches``: the list of
    ``Breach(verb, tables)`` recorded since the test began.

The browser (marked ``browser``; each test has a fresh profile, French, in Marseille, 1280 × 900)
    ``page``: a Playwright page whose ``goto("/…")`` goes to ``live_server``. An error in the console (a refused inline
    style, a missing file) or in a script fails the test; ``page.expected_errors.append("text")`` allows one.
    ``open_page(person=None, width=1280, height=900, javascript=True)`` gives another page, signed in as ``person``.
    ``axe(page)`` fails with the list of WCAG 2.2 A and AA violations, at 1280 and at 375 px; JavaScript must be on.

Templates
    An undefined variable in one of our templates fails the test (``tests/strict_templates.py``).
"""

import contextvars
import functools
import os
import threading
from pathlib import Path

import pytest

from tests import accessibility
from tests.browsing import launched, new_page
from tests.hours import stopped_clock
from tools.prepare import browser_path

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Sign-in limits of one test never reach the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _no_unexpected_breach(request):
    """A statement that the guard refused, and that the test did not expect, is a bug in the view."""
    from tests.breaches import RECORDED

    RECORDED.clear()
    yield
    unexpected = [] if "breaches" in request.fixturenames else list(RECORDED)
    RECORDED.clear()
    assert not unexpected, f"the wall was breached: {unexpected}"


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly():
    """What a test committed is deleted table by table (``tests/emptying.py``)."""
    from django.test import TransactionTestCase

    from tests.emptying import forget_what_was_committed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", forget_what_was_committed)
        yield


@pytest.fixture(scope="session", autouse=True)
def _printed_once():
    """The PDF of the same HTML and mark is made once by each process: it is made of these alone (``tests/documents``).

    Remembered worlds (``tests/remembering.py``) print the same receipts in test after test.
    """
    from ccr.documents import making

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "render_pdf", functools.lru_cache(maxsize=2_000)(making.render_pdf))
        yield


@pytest.fixture
def _django_db_helper(_django_db_helper, monkeypatch):
    """The database of a test, where factories make again what they made before (``tests/remembering.py``)."""
    from tests.remembering import memory

    with memory.watching(monkeypatch):
        yield


@pytest.fixture
def breaches():
    """Every breach recorded since the test began; a test that uses it expects some."""
    from tests.breaches import RECORDED

    return RECORDED


@pytest.fixture
def binds_nothing():
    """``binds_nothing(seat, verbs)``: each refuses a seat read before its mandates were withdrawn, while it waited.

    verbs: functions of ``by``.
    """
    from ccr.programme import seats
    from ccr.wall.errors import DomainError
    from ccr.wall.guard import passing_as

    def refused(seat, verbs):
        read_before = seats.seat_of(seat.person, seat.campaign)
        for mandate in read_before.active_mandates:
            seats.withdraw_mandate(mandate)
        for verb in verbs:
            with passing_as(read_before), pytest.raises(DomainError, match="vient de vous être retiré"):
                verb(read_before)

    return refused


@pytest.fixture
def freeze():
    """``freeze(moment, tick=False)``: stop the clock at an hour of Marseille."""
    with stopped_clock() as stop_at:
        yield stop_at


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """``with commits():`` runs, at the end of the block, what waits for the commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def sign_in(db):
    """``sign_in(person)``: a client signed in as this person."""
    from django.test import Client

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def postgres():
    """The test needs rows that lock."""
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL is not installed")


@pytest.fixture
def race(postgres, transactional_db, monkeypatch):
    """``race(function, times=2)`` or ``race(first, second)``: what each thread returned or raised.

    No worker comes meanwhile: mails and documents wait in their rows.
    """
    from django.db import connections

    from ccr import after_commit

    start = after_commit.start

    def start_what_matters(task, *args, **how):
        if not task.name.startswith(("ccr.documents.", "ccr.notifications.")):
            start(task, *args, **how)

    monkeypatch.setattr(after_commit, "start", start_what_matters)

    def run(*functions, times=None, patience=30):
        runners = functions * (times or 2) if len(functions) == 1 else functions
        outcomes = [None] * len(runners)
        start = threading.Barrier(len(runners))

        def runner(number, function):
            try:
                connections["default"].ensure_connection()
                start.wait(patience)
                outcomes[number] = function()
            except BaseException as error:
                outcomes[number] = error
            finally:
                connections.close_all()

        threads = [
            # Each starts with the caller's pass and clock, as if it were a request of its own.
            threading.Thread(target=contextvars.copy_context().run, args=(runner, number, function), daemon=True)
            for number, function in enumerate(runners)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(patience)
        assert not any(thread.is_alive() for thread in threads), "a racer never finished: a deadlock, or a lock kept"
        return outcomes

    return run


@pytest.fixture(scope="session")
def kept_static_files():
    """The browser keeps style and scripts from one page to the next, whatever year the clock stands in."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    serve = StaticFilesHandler.serve

    def serve_for_sixty_years(self, request):
        response = serve(self, request)
        response["Cache-Control"] = "max-age=2000000000"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_sixty_years)
        yield


@pytest.fixture(scope="session")
def browser(kept_static_files):
    """One Chromium for all the journeys of a process."""
    if not browser_path():
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, launched(playwright) as chromium:
        yield chromium


@pytest.fixture
def open_page(browser, live_server, settings):
    """``open_page(person=None, width=1280, height=900, javascript=True)``: a page in a profile of its own."""
    settings.CCR_BASE_URL = live_server.url
    pages, problems = [], []

    def open_one(person=None, **options):
        page = new_page(browser, live_server.url, problems, **options)
        pages.append(page)
        if person is not None:
            page.context.add_cookies([session_cookie(person, live_server.url)])
        return page

    yield open_one
    for page in pages:
        page.context.close()
    assert not problems, "errors in the browser:\n" + "\n".join(problems)


def session_cookie(person, url) -> dict:
    """The cookie of a session opened for a person, without going through the sign-in page."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


@pytest.fixture
def page(open_page):
    """The page of an anonymous visitor at a desk."""
    return open_page()


@pytest.fixture(scope="session")
def axe():
    """``axe(page)``: at a desk and on a telephone, no rule that a machine checks is broken, none scrolls."""

    def check(page):
        found = accessibility.faults(page)
        assert not found, "\n".join(found)

    return check


@pytest.fixture(scope="session")
def demo():
    """The demo of the smoke journeys and of the tests of the play, played to its end once for both."""
    from tests.smoke_sqlite.running import played

    return played()


def empties_the_database(item) -> bool:
    marked = item.get_closest_marker("django_db")
    return "transactional_db" in getattr(item, "fixturenames", ()) or bool(marked and marked.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items):
    """What uses the browser is marked so; of what empties the database, which comes last, the longest goes first.

    The tests of a room that share remembered worlds stay in one process, where each is made once.
    """
    for item in items:
        uses = getattr(item, "fixturenames", ())
        if "browser" in uses:
            item.add_marker(pytest.mark.browser)
        has_database = ("db" in uses or item.get_closest_marker("django_db")) and not empties_the_database(item)
        if has_database and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(HERE).parts[0]))
    first = next((number for number, item in enumerate(items) if empties_the_database(item)), len(items))
    items[first:] = sorted(items[first:], key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish(session):
    """Groups are kept: what shares a world or a demo would otherwise build it once in each process, unsaid."""
    if getattr(session.config.option, "loadgroup", False):
        lost = [i.nodeid for i in session.items if i.get_closest_marker("xdist_group") and "@" not in i.nodeid]
        assert not lost, f"pytest-xdist lost the group of {len(lost)} tests, the first one {lost[0]}"


assert os.environ["CCR_TEST_VAR"], "run with -p tests.plugin (pyproject.toml does)"
