"""Asking the platform as somebody, and looking closely at what it answers.

``Visitor.ask`` goes through every middleware, in a savepoint that is rolled back: a click of one visitor leaves nothing
to the next. It counts the queries, keeps the breaches, and reads HTML, PDF, CSV and XLSX as text.
"""

import io
import re
import sys
import traceback
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock
from urllib.parse import urlencode

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxDetails

from tests.breaches import RECORDED

AS_A_FORM = "application/x-www-form-urlencoded"
PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contextmanager
def rolled_back():
    """Whatever the block writes is forgotten. Code that wants to begin its own outermost transaction may."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def settle():
    """Run what waits for the commit, and what that adds, in order: mails leave, documents are made."""
    while connection.run_on_commit:
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _, function, _ in waiting:
            function()


@dataclass
class Answer:
    """What came back. ``queries``: how many statements it took; ``breaches``: what the guard refused;
    ``read``: what the answer may depend on, ``GET`` (the address's question), ``POST`` (the form), ``HTMX`` (who asks).
    """

    status: int
    headers: dict
    content: bytes
    queries: int = 0
    breaches: list = field(default_factory=list)
    read: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def headers_text(self) -> str:
        """The headers, which carry names."""
        return "\n".join(f"{name}: {value}" for name, value in sorted(self.headers.items()) if name != "Set-Cookie")

    @property
    def text(self) -> str:
        """Everything a person could read in it, headers included."""
        return f"{self.headers_text}\n\n{read(self.content, self.kind)}"


def read(content: bytes, kind: str) -> str:
    """The text of a page or of a file."""
    if kind == PDF:
        return read_pdf(content)
    if kind == XLSX:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode() for name in sorted(archive.namelist()))
    return content.decode("utf-8-sig", "replace")


def read_pdf(content: bytes) -> str:
    """The words of every page, with what the file says of itself."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    said = [f"{name}: {value}" for name, value in sorted((reader.metadata or {}).items())]
    return "\n".join([*said, *(page.extract_text() for page in reader.pages)])


read_header = HtmxDetails._get_header_value


def note_and_read_header(details, name):
    details.request.htmx_was_read = True
    return read_header(details, name)


KEPT_WHEN_READ = {"GET": "GET", "POST": "_post", "HTMX": "htmx_was_read"}
"""Where a request keeps what was read of it, from the first time on."""


class Handler(BaseHandler):
    """The platform itself, without the sending: its middlewares are loaded once."""

    def __init__(self):
        super().__init__()
        self.load_middleware()
        self.error = None
        got_request_exception.connect(self.keep, dispatch_uid="tests.wall.asking")

    def keep(self, sender, **kwargs):
        self.error = sys.exc_info()[1]

    def answer(self, request):
        """The response; the error of a page that failed is what it says."""
        self.error = None
        with mock.patch.object(HtmxDetails, "_get_header_value", note_and_read_header):
            response = self.get_response(request)
        if self.error is not None:
            response.content = "".join(traceback.format_exception(self.error)[-12:]).encode()
        return response


_handler = None


def handler() -> Handler:
    global _handler
    _handler = _handler or Handler()
    return _handler


class Visitor:
    """Somebody at a browser: signed in once, or nobody. ``name``: how the tables call her."""

    def __init__(self, name: str, person=None, seat=None):
        self.name, self.person, self.seat = name, person, seat
        self.factory = RequestFactory(HTTP_HOST="testserver")
        self.cookie = None
        if person is not None:
            client = Client()
            client.force_login(person)
            self.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def __repr__(self):
        return self.name

    @property
    def sides(self) -> frozenset:
        """The sides of her seat."""
        from ccr.wall.sides import Side

        if self.seat is not None:
            return self.seat.sides
        return frozenset({Side.NEWCOMER if self.person else Side.ANONYMOUS})

    def ask(self, path: str, method: str = "GET", data=None, **headers) -> Answer:
        """One request, forgotten afterwards. data: the fields of a POST."""
        with rolled_back():
            return self._ask(path, method, data, **headers)

    def ask_and_look(self, path: str, data, looks) -> list[Answer]:
        """A POST and, once it was accepted, what is then seen; all forgotten afterwards.

        looks: pairs of a visitor and an address.
        """
        with rolled_back():
            answers = [self._ask(path, "POST", data)]
            if answers[0].status == 302:
                answers += [visitor._ask(page) for visitor, page in looks]
        return answers

    def _ask(self, path, method="GET", data=None, **headers) -> Answer:
        if method == "POST":
            # As a browser sends a form without a file, which is also read ten times as fast as one with parts.
            request = self.factory.post(path, urlencode(data or {}, doseq=True), AS_A_FORM, **headers)
        else:
            request = self.factory.generic(method, path, **headers)
        request._dont_enforce_csrf_checks = True
        if self.cookie:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = self.cookie
        count = Count()
        before = len(RECORDED)
        with connection.execute_wrapper(count):
            response = handler().answer(request)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            # Not closed: that would end the request, and the connection with it.
        breaches = RECORDED[before:]
        del RECORDED[before:]
        headers = {**dict(response.headers), "Set-Cookie": response.cookies.output(header="")}
        read = frozenset(part for part, name in KEPT_WHEN_READ.items() if name in vars(request))
        return Answer(response.status_code, headers, content, count.statements, breaches, read)


class Count:
    """How many statements went through, savepoints aside: they say nothing of what is read."""

    def __init__(self):
        self.statements = 0

    def __call__(self, execute, sql, params, many, context):
        if not re.match(r"(RELEASE |ROLLBACK TO )?SAVEPOINT", str(sql)):
            self.statements += 1
        return execute(sql, params, many, context)
