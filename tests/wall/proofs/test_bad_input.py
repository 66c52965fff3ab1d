"""Bad input never gives a 500 (DESIGN 3): every form of the platform is sent what nobody should type.

Three ways: a field spoiled in a form that is otherwise well filled, then the pages that show it; every name our code
reads, all with the same bad value, to every address that takes a post; the same in the addresses' questions.
A page shown to several roles of a side is tried as one of them.
"""

import functools
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django import forms

from tests.wall import access, page_forms
from tests.wall.world import ROLES, SLUG

pytestmark = pytest.mark.django_db

ROOMS = ("ccr", "candidates", "diagnostics", "selection", "dla", "financing")
BAD = {
    "a null character": "a\x00b",
    "a day at the end of time": "9999-12-31",
    "a number too large for any column": "9" * 40,
    "no number": "NaN",
    "a key of nothing": "00000000-0000-0000-0000-000000000000",
}
"""What is sent as everything at once: one value for each way a view may read it."""
QUESTIONS = ("a null character", "a day at the end of time", "a number too large for any column")
"""What a filter, which is always optional, may choke on."""
DATES = ["31/02/2012", "0001-01-01", "9999-12-31", "2012-02-10T25:61"]
NUMBERS = ["9" * 40, "-1", "1e400", "NaN", "0"]
TEXTS = ["a\x00b", "9" * 5000, "<script>alert(1)</script>'\"%s{{ 7*7 }}"]
AT_ONCE = ["é" * 1_500, " "]
"""In all the texts of a form at the same time."""
CHOICES = ["00000000-0000-0000-0000-000000000000", "a\x00b"]
SPOILS = {
    "text": TEXTS,
    **dict.fromkeys(("date", "time", "month"), DATES),
    "number": NUMBERS,
    **dict.fromkeys(page_forms.CHOSEN, CHOICES),
}
"""What each kind of field is spoiled with, one at a time."""
SIDES = {
    "diagnostician": "diagnosis",
    "ramsess_coordinator": "diagnosis",
    "instructor": "instruction",
    "committee_member": "instruction",
    "committee_president": "instruction",
}
"""The roles that share a side; each other role is its own."""
WHO_HAS_FORMS = ("admin", "anonymous", "candidate", "coordinator", "diagnosis", "dla_officer", "instruction")
"""The others find, on the pages of this world, only forms that everybody has."""
WRITES_IN_PUBLIC = ("admin", "coordinator")
"""Whose words the public home shows."""
OWN_LIMITS = ("admin:", "/admin")
"""Django's own pages: their forms are Django's business."""


def all_forms(form=forms.BaseForm):
    """Every form class that was declared."""
    for child in form.__subclasses__():
        yield child
        yield from all_forms(child)


@functools.cache
def known_names() -> list[str]:
    """Names that our forms declare, and that our views read by themselves."""
    names = {name for form in all_forms() for name in getattr(form, "base_fields", {})}
    for room in ROOMS:
        for path in Path(room).rglob("*.py"):
            names |= set(re.findall(r"(?:POST|GET|FILES)(?:\.get|\.getlist)?[\[(]\"(\w+)\"", path.read_text()))
    return sorted(names - {"csrfmiddlewaretoken"})


def answer_to(asked, line):
    return next(one.answer for one in asked if one.line == line)


def typed_into(world, line, answer) -> list[page_forms.PageForm]:
    """The forms of a page."""
    return page_forms.forms_on(answer.text, line.path(world)) if answer.kind == "text/html" else []


def once_a_side(lines_of) -> list[tuple]:
    """(role, line): each line as one role of each side, and as one role only when everybody has it."""
    found, tried = [], set()
    for role in reversed(ROLES):  # the president before the member, who may do less; the visitor last
        for line in lines_of(role):
            everybody = sum(line.status_for(other) == line.status_for(role) for other in ROLES) > len(ROLES) / 2
            key = (line, "everybody" if everybody else SIDES.get(role, role))
            if key not in tried:
                tried.add(key)
                found.append((role, line))
    return found


def posts(role):
    """The lines of the table at which this role posts something that is read."""
    return [
        line
        for line in access.lines()
        if line.method == "POST"
        and line.status_for(role) not in (404, 405)
        and not (role == "anonymous" and line.status_for(role) == 302)  # sent to the sign-in page, unread
        and not line.url_name.startswith(OWN_LIMITS)
    ]


def reads(role):
    """The pages this role reads."""
    return [line for line in access.pages(role) if not line.url_name.startswith(OWN_LIMITS)]


def failure(answer, line, what) -> str:
    return f"{line} with {what}: {answer.status}\n{answer.text[-1500:]}" if answer.status >= 500 else ""


def alike(form) -> list[tuple[list[str], list[str]]]:
    """(names, values): the fields of a form that are spoiled alike, and what with."""
    found = {}
    for name, one in form.fields.items():
        values = SPOILS.get(one.kind, TEXTS)
        found.setdefault(id(values), ([], values))[0].append(name)
    return list(found.values())


def spoil(form, send):
    """Send a form untouched, then well filled, which must hold as well, then spoiled.

    Untouched, what it remembers having shown (``initial-…``) is not what it showed.

    A value goes into all the fields that may take it at once; then, alone, into each that was not refused by its name:
    only then is it seen what becomes of it. A field that refuses whatever it is sent is spoiled alone once; what a form
    remembers having shown (``initial-…``) is spoiled at once only.
    send: function of what and data that gives the fields that the answer refuses by name, None once it was accepted.
    """
    filled, untouched = form.filled(), form.untouched()
    shown = {name: ["x"] for name in untouched if name.startswith("initial-")}
    send("nothing typed, and something else shown", untouched | shown)
    if shown or filled != untouched:
        send("what is plausible", filled)
    texts = [name for name, one in form.fields.items() if SPOILS.get(one.kind, TEXTS) is TEXTS]
    for value in AT_ONCE if texts else ():
        send(f"{value[:20]!r} everywhere", filled | {name: [value] for name in texts})
    for names, values in alike(form):
        accepted, alone = set(), []
        for value in values:
            refused = send(f"{value[:20]!r} as {names}", filled | {name: [value] for name in names})
            if refused is None:
                accepted |= set(names)
            else:
                alone += [(name, value) for name in names if name not in refused]
        sent = accepted | {name for name, _ in alone}
        alone += [(name, values[n % len(values)]) for n, name in enumerate(names) if name not in sent]
        for name, value in alone if len(names) > 1 else ():
            if not name.startswith("initial-"):
                send(f"{value[:20]!r} as {name}", filled | {name: [value]})


@pytest.mark.parametrize("side", WHO_HAS_FORMS)
def test_no_field_spoils_a_form(world, asked, side):
    failures, tried, accepted = [], set(), 0
    for role, line in once_a_side(reads):
        if SIDES.get(role, role) != side:
            continue
        visitor = world.visitors[role]
        page = answer_to(asked(role), line)
        looks = [(visitor, f"/{SLUG}/")]  # what was accepted is drawn there
        if side in WRITES_IN_PUBLIC:
            looks.append((world.visitors["anonymous"], "/"))
        for form in typed_into(world, line, page):
            key = (re.sub(r"[0-9a-f-]{36}", "", form.action), form.shape)
            if key in tried or not form.fields:
                continue
            tried.add(key)

            def send(what, data, action=form.action, role=role, visitor=visitor, looks=looks):
                nonlocal accepted
                answers = visitor.ask_and_look(action, data, looks)
                failures.extend(failure(answer, f"{role}: {action}", what) for answer in answers)
                accepted += len(answers) > 1
                return None if len(answers) > 1 else page_forms.refused_on(answers[0].text)

            spoil(form, send)
    failures = list(filter(None, failures))
    assert accepted, f"{len(tried)} forms, and nothing was accepted: nothing was spoiled"
    assert not failures, "\n\n".join(failures[:20])


def test_no_form_fails_on_bad_input(world):
    failures, read = [], 0
    for role, line in once_a_side(posts):
        for what, value in BAD.items():
            data = {**dict.fromkeys(known_names(), value), "field": known_names()}
            answer = world.visitors[role].ask(line.path(world), "POST", data)
            failures.append(failure(answer, line, what))
            if "POST" not in answer.read:
                break  # whatever is sent
            read += 1
    failures = list(filter(None, failures))
    assert read, "no form was read"
    assert not failures, "\n\n".join(failures)


def test_no_address_fails_on_a_bad_question(world, asked):
    names, failures = [*known_names(), "page", "order", "tri"], []
    read = [(role, line) for role, line in once_a_side(reads) if "GET" in answer_to(asked(role), line).read]
    for role, line in read:
        for what in QUESTIONS:
            question = urlencode(dict.fromkeys(names, BAD[what]))
            failures.append(failure(world.visitors[role].ask(f"{line.path(world)}?{question}"), line, what))
    failures = list(filter(None, failures))
    assert read, "no question was read"
    assert not failures, "\n\n".join(failures)
