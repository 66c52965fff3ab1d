"""Bad input never gives a 500 (DESIGN 3): every form of the platform is sent what nobody should type.

What is sent: every field name that our forms, our views or the role's own pages know, all with the same bad value, to
every address the role may post to; then the same values in the addresses' questions.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django import forms

from tests.wall import access
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db

ROOMS = ("ccr", "candidates", "diagnostics", "selection", "dla", "financing")
BAD = {
    "a null character": "a\x00b",
    "a day that does not exist": "31/02/2012",
    "a day before all calendars": "0001-01-01",
    "a day at the end of time": "9999-12-31",
    "a number too large for any column": "9" * 40,
    "a number too long to be read": "9" * 5000,
    "a power": "1e400",
    "no number": "NaN",
    "less than nothing": "-1",
    "a key of nothing": "00000000-0000-0000-0000-000000000000",
    "a text longer than any line": "é" * 1_500,
    "markup": "<script>alert(1)</script>'\"%s{{ 7*7 }}",
}
OWN_LIMITS = ("admin:", "/admin")
"""Django's own pages: their forms are Django's business."""


def all_forms(form=forms.BaseForm):
    """Every form class that was declared."""
    for child in form.__subclasses__():
        yield child
        yield from all_forms(child)


def known_names() -> set:
    """Names that our forms declare, and that our views read by themselves."""
    names = {name for form in all_forms() for name in getattr(form, "base_fields", {})}
    for room in ROOMS:
        for path in Path(room).rglob("*.py"):
            names |= set(re.findall(r"(?:POST|GET|FILES)(?:\.get|\.getlist)?[\[(]\"(\w+)\"", path.read_text()))
    return names - {"csrfmiddlewaretoken"}


def typed_into(world, role) -> set:
    """Names of the fields on the pages this role reads: those of numbered lines, of sites, of criteria."""
    names = set()
    for line in access.pages(role):
        answer = world.visitors[role].ask(line.path(world))
        if answer.kind == "text/html":
            names |= set(re.findall(r'<(?:input|select|textarea)[^>]* name="([^"]+)"', answer.text))
    return names


def posts(role):
    """The lines of the table at which this role posts something that is read."""
    return [
        line
        for line in access.lines()
        if line.method == "POST"
        and line.status_for(role) not in (404, 405)
        and not line.url_name.startswith(OWN_LIMITS)
    ]


def failure(answer, line, what) -> str:
    return f"{line} with {what}: {answer.status}\n{answer.text[-1500:]}" if answer.status >= 500 else ""


@pytest.mark.parametrize("role", ROLES)
def test_no_form_fails_on_bad_input(world, role):
    names = sorted((known_names() | typed_into(world, role)) - {"csrfmiddlewaretoken"})
    failures = []
    for line in posts(role):
        for what, value in BAD.items():
            data = {**dict.fromkeys(names, value), "field": names}
            failures.append(failure(world.visitors[role].ask(line.path(world), "POST", data), line, what))
    failures = list(filter(None, failures))
    assert not failures, f"{role}\n" + "\n\n".join(failures)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_fails_on_a_bad_question(world, role):
    names, failures = sorted(known_names() | {"page", "order", "tri"}), []
    for line in access.pages(role):
        for what, value in BAD.items():
            if len(value) > 200 or line.url_name.startswith(OWN_LIMITS):
                continue
            question = urlencode(dict.fromkeys(names, value))
            failures.append(failure(world.visitors[role].ask(f"{line.path(world)}?{question}"), line, what))
    failures = list(filter(None, failures))
    assert not failures, f"{role}\n" + "\n\n".join(failures)
