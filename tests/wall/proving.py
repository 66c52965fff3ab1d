"""The proofs, as functions that give what they found wrong: empty when the wall stands.

They are run on the world as it is (``proofs/``, ``test_non_interference.py``) and on walls broken on purpose
(``proofs/test_the_proofs.py``), where they must find something.
"""

import dataclasses
import difflib
import logging
import re
from contextlib import contextmanager
from urllib.parse import urlencode

from django.urls import resolve

from tests.wall import access, canaries, page_forms
from tests.wall.asking import PDF, Answer, read_pdf
from tests.wall.world import SLUG, LogKeeper

FORM = {"csrfmiddlewaretoken": "x"}
"""What a browser sends when nothing is filled in: a form, empty."""
WITH = {"dla:enrol": "application"}
"""Forms that name a thing: empty, they are about nothing, which is a 404 for everybody."""
SENT = {
    "moved_calendar": {"sessions_until": "2013-07-12", "reason": "Les salles sont prises.", "confirm": "1"},
    "validated_site": {
        "status": "validated",
        "replaced_by": "",
        "offered_m2": "",
        "reason": "Le bail est signé.",
        "confirm": "1",
    },
}
"""What the coordinator changes in the form of a page before she sends it whole."""
HTML, CSV = "text/html", "text/csv"
HTMX = {"HTTP_HX_REQUEST": "true"}
_TOKEN = re.compile(r"(csrfmiddlewaretoken\W+value=\W|X-CSRFToken\W+)[A-Za-z0-9]{32,64}")
_SECRET = re.compile(r"data:image/svg\+xml;base64,[\w+/=]+|\b[A-Z2-7]{32}\b")
_KEY = re.compile(r'(name="form_key" value=")[0-9a-f-]{36}')
_LENGTH = re.compile(r"^Content-Length: \d+$", re.M)


# The access table


def typed(world, line) -> dict | None:
    """What is sent with a POST."""
    if line.method != "POST":
        return None
    if line.sent:
        path = line.path(world)
        page = world.visitors["coordinator"].ask(path)
        form = next(form for form in page_forms.forms_on(page.text, path) if form.action == path)
        return {**FORM, **form.filled(), **SENT[line.sent]}
    thing = WITH.get(line.url_name)
    return {**FORM, thing: str(world.key_of(thing, line.whose))} if thing else FORM


def is_shut(world, role, line) -> bool:
    """Whether the view says by itself (``for_sides``, ``for_roles``) that this role does not come in: it is refused
    before anything is read, whatever the address is about.
    """
    visitor, view = world.visitors[role], resolve(line.path(world)).func
    sides, roles = getattr(view, "wanted_sides", None), getattr(view, "wanted_roles", None)
    if sides is not None:
        return not sides & visitor.sides
    return roles is not None and (visitor.seat is None or not visitor.seat.has_role(*roles))


def telling(world, role, lines) -> list:
    """The lines to ask as this role: all; of an address that is shut to it, whatever the method, one tells them all."""
    found, shut = [], set()
    for line in lines:
        if line.url_name not in shut or line.status_for(role) != 404:
            found.append(line)
            if line.status_for(role) == 404 and is_shut(world, role, line):
                shut.add(line.url_name)
    return found


@dataclasses.dataclass(frozen=True)
class Asked:
    """A line of the table, what somebody was answered, and what anything logged meanwhile."""

    line: access.Line
    answer: Answer
    logged: list[str]

    @property
    def shows(self) -> bool:
        return self.line.method == "GET" and self.answer.status == 200


def ask(world, role, lines) -> list[Asked]:
    """Each line, asked as this role."""
    found = []
    for line in lines:
        with listening() as logged:
            answer = world.visitors[role].ask(line.path(world), line.method, typed(world, line))
        found.append(Asked(line, answer, logged))
    return found


def wrong_answers(role, asked) -> list[str]:
    """The lines of the access table that somebody of this role is answered otherwise, or that only the guard holds."""
    found = []
    for one in asked:
        answer, told = one.answer, one.line.status_for(role)
        if answer.status != told:
            said = answer.text[-300:] if answer.status == 500 else ""
            found.append(f"{one.line}: {answer.status}, the table says {told} {said}".strip())
        if answer.breaches:
            found.append(f"{one.line}: stopped by the guard only, {answer.breaches}")
    return found


# Canaries


def leaks(world, role, asked) -> list[str]:
    """The sealed words that this role is shown somewhere: pages, fragments, files, headers, mails; or that are
    written to the log meanwhile, where nobody's words belong.
    """
    visitor, found, logged = world.visitors[role], [], []
    words = canaries.forbidden_to(visitor.sides)
    for one in asked:
        logged += one.logged
        if one.shows:
            found += [f"{role}: {label} in the page {one.line}" for label in leaked(one.answer.text, words)]
        if one.shows and "HTMX" in one.answer.read:
            with listening() as logged_meanwhile:
                fragment = visitor.ask(one.line.path(world), **HTMX)
            logged += logged_meanwhile
            found += [f"{role}: {label} in the fragment {one.line}" for label in leaked(fragment.text, words)]
    found += [f"{role}: {label} in a mail" for label in leaked("\n".join(letters(world, visitor)), words)]
    found += [f"{role}: {label} in the log" for label in leaked("\n".join(logged), canaries.forbidden_to(()))]
    return found


@contextmanager
def listening():
    """Every line that anything logs inside the block, at any level."""
    root, keeper = logging.getLogger(), LogKeeper()
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    try:
        yield keeper.lines
    finally:
        root.setLevel(level)
        root.removeHandler(keeper)


def leaked(text, words):
    return sorted(canaries.found_in(text, words))


def letters(world, visitor) -> list[str]:
    """Every mail that went to somebody, whole, in order."""
    if visitor.person is None:
        return []
    return [whole(message) for message in world.mails if visitor.person.email in message.to]


def whole(message) -> str:
    """Subject, text and HTML of a mail, and its files."""
    html = "\n".join(content for content, _ in getattr(message, "alternatives", []))
    files = "\n".join(str(attachment) for attachment in message.attachments)
    return f"{message.subject}\n{message.body}\n{html}\n{files}"


# Two worlds


@dataclasses.dataclass(frozen=True)
class Sight:
    """What somebody was shown at an address: status, words (of a PDF, its headers and bytes), statements it took."""

    status: int
    text: str
    queries: int
    content: bytes = b""


@dataclasses.dataclass(frozen=True)
class Question:
    """A request: how it is called in what is found, and what is sent."""

    label: str
    path: str
    method: str = "GET"
    data: dict | None = None

    def further(self, answer, *, forms: bool) -> list:
        """What a person asks next, on what she was shown: the other format of an export, each way to search a list
        and its second page; and, if ``forms``, every form of this campaign's page, filled in.
        """
        if self.method != "GET" or answer.status != 200 or "?" in self.path:
            return []
        if answer.kind == CSV:
            return [Question(f"{self.label} as XLSX", f"{self.path}?format=xlsx")]
        if answer.kind != HTML:
            return []
        html = answer.content.decode()
        asked = [query for form in page_forms.forms_on(html, self.path, "get") for query in searches(form)]
        found = [Question(f"{self.label} {query}", f"{self.path}?{query}") for query in asked]
        if asked:
            found.append(Question(f"{self.label}, second page", f"{self.path}?page=2"))
        if forms:
            found += [
                Question(f"{self.label}: POST {form.action}", form.action, "POST", {**FORM, **form.filled()})
                for form in page_forms.forms_on(html, self.path)
                if form.action.startswith(f"/{SLUG}/")
            ]
        return found


def searches(form) -> list[str]:
    """The questions that a list's form can ask, one field at a time: a name that is there, two of the choices."""
    typed = [(name, "alpha") for name, one in form.fields.items() if one.kind in page_forms.TYPED]
    chosen = [(name, choice) for name, one in form.fields.items() for choice in one.choices[:2]]
    return [urlencode([pair]) for pair in typed + chosen]


def sights(world, name, lines, *, mask=None, further=False, forms=False, known=None) -> dict[str, Sight]:
    """Everything somebody sees at these addresses, and in her mails, with nothing that only chance made.

    further: also what she asks next (``Question.further``), forms too if ``forms``. known: the sights of this world
    that were taken already, by who looked and what was asked, to which these are added.
    """
    visitor, seen, known = world.visitors[name], {}, {} if known is None else known
    waiting = [Question(str(line), line.path(world), line.method, typed(world, line)) for line in reversed(lines)]
    while waiting:
        question = waiting.pop()
        if question.label in seen:
            continue
        if (name, question.label) not in known:
            answer = visitor.ask(question.path, question.method, question.data)
            after = question.further(answer, forms=forms) if further else []
            known[name, question.label] = sight_of(answer, mask), after
        seen[question.label], after = known[name, question.label]
        waiting += reversed(after)
    for number, letter in enumerate(letters(world, visitor)):
        seen[f"mail {number}"] = Sight(0, letter, 0)
    return seen


def sight_of(answer, mask) -> Sight:
    """An answer as it is compared: the bytes of a PDF, which is read only when they differ; the words of the rest."""
    if answer.kind == PDF:
        return Sight(answer.status, normal(answer.headers_text), answer.queries, answer.content)
    text = normal(answer.text)
    return Sight(answer.status, mask(text) if mask else text, answer.queries)


def normal(text: str) -> str:
    """A text without what chance draws: its form's token and key, the secret of a second factor to activate, its
    length.
    """
    return _LENGTH.sub("", _SECRET.sub("…", _KEY.sub(r"\1…", _TOKEN.sub(r"\1…", text))))


def differences(one: dict[str, Sight], other: dict[str, Sight]) -> list[str]:
    """What differs between what was seen in two worlds: status, bytes, order, number of queries."""
    found = [f"{name} is in one world only" for name in sorted(one.keys() ^ other.keys())]
    for name in one.keys() & other.keys():
        a, b = one[name], other[name]
        if a.status != b.status:
            found.append(f"{name}: {a.status} and {b.status}")
        elif a.text != b.text:
            found.append(f"{name}:\n{shown(a.text, b.text)}")
        elif a.content != b.content:
            said = shown(read_pdf(a.content), read_pdf(b.content))
            found.append(f"{name}:\n{said or '    the same words in other bytes'}")
        elif a.queries != b.queries:
            found.append(f"{name}: {a.queries} queries and {b.queries}")
    return found


def shown(one: str, other: str, most=12) -> str:
    """The lines that differ."""
    lines = difflib.unified_diff(one.splitlines(), other.splitlines(), lineterm="", n=0)
    return "\n".join(f"    {line.strip()[:200]}" for line in list(lines)[2 : 2 + most])


def as_seen_by(whose: str, lines) -> list[access.Line]:
    """The same addresses about another structure's things."""
    return [dataclasses.replace(line, whose=whose) if line.whose == "mine" else line for line in lines]


# Inside a side


def trespasses(world, name: str, lines) -> list[str]:
    """The addresses of these lines that somebody opens, who should find nothing there."""
    visitor, found = world.visitors[name], []
    for line in lines:
        answer = visitor.ask(line.path(world), line.method, {"csrfmiddlewaretoken": "x"})
        if answer.status != 404:
            found.append(f"{name}: {line}: {answer.status}")
    return found


def words_of_others(world, name: str, whose: str, lines) -> list[str]:
    """The canary words of another's things, shown to somebody."""
    visitor, found = world.visitors[name], []
    words = {
        canaries.word(canaries.label_of(field), whose): canaries.label_of(field)
        for field in canaries.text_fields()
        if canaries.how(field) == canaries.TYPED and field.model._meta.label not in canaries.OF_THE_CALL
    }
    for line in lines:
        answer = visitor.ask(line.path(world))
        if answer.status == 200:
            found += [f"{name}: {label} of {whose} in {line}" for label in leaked(answer.text, words)]
    found += [f"{name}: {label} of {whose} in a mail" for label in leaked("\n".join(letters(world, visitor)), words)]
    return found
