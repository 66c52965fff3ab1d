"""Our own lint: what would go round the wall, the clock or the content security policy (DESIGN 2.2, 2.3, 3).

``python -m tools.lint_wall [path…]`` prints ``path:line: CCRnnn sentence`` and exits 1 when it found something. A line
that must break a rule says so, and why: ``# wall: reason``.

A migration is held to the rules on SQL: it runs statements, in no pass, but leaves nothing behind that the guard cannot
see. What no lint sees is held elsewhere: an unmanaged model by ``manage.py check``, a function that takes SQL as text
by the guard, a related manager by a test of each. A name put together while running (``getattr(model, name)``) is held
by nobody but who reads the code.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("ccr", "candidates", "diagnostics", "selection", "dla", "financing")
SEATED_ROOMS = {"views", "forms", "filters", "templatetags", "tables"}
CLOCKS = {"datetime", "date", "timezone", "dt"}
CLOCK_CALLS = {"now", "today", "utcnow", "localdate", "localtime"}
PLAIN_MANAGERS = {"rows", "_base_manager", "_default_manager", "_open"}


@dataclass(frozen=True, order=True)
class Finding:
    """A line that breaks a rule."""

    path: str
    line: int
    rule: str
    sentence: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule} {self.sentence}"


# Python


def root_name(node) -> str:
    """The last name before an attribute: ``timezone`` in ``django.utils.timezone.now``, ``rows`` in ``rows[0].x``."""
    if isinstance(node, ast.Subscript):
        return root_name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def asked(node) -> set[str]:
    """The attributes that the node asks for: ``rows`` in ``Session.rows`` and in ``getattr(Session, "rows")``."""
    if isinstance(node, ast.Attribute):
        return {node.attr}
    if isinstance(node, ast.Call) and root_name(node.func) in {"getattr", "attrgetter", "methodcaller"}:
        texts = (each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str))
        return {name for text in texts for name in text.split(".")}
    return set()


def plain_managers(node, path):
    for name in asked(node) & PLAIN_MANAGERS:
        if not path.startswith("ccr/wall/"):
            yield "CCR001", f"`.{name}` gives every row: visible_to(seat), or system() in services and tasks."


def system_for_people(node, path):
    parts = {part.removesuffix(".py") for part in path.split("/")}
    if "system" in asked(node) and parts & SEATED_ROOMS:
        yield "CCR002", "`.system()` where a person asks: visible_to(seat)."


CONNECTIONS = {"connection", "connections", "conn"}
DRIVERS = {"sqlite3", "psycopg", "psycopg2"}


def raw_connections(node, path):
    if not isinstance(node, ast.Attribute):
        return
    # ccr.collation gives SQLite an order when a connection opens: no statement goes through it.
    if node.attr == "connection" and root_name(node.value) in CONNECTIONS and path != "ccr/collation.py":
        yield "CCR003", "`connection.connection` goes round the guard."
    if node.attr == "executescript":
        yield "CCR003", "`executescript` goes round the guard."
    if node.attr in {"copy", "copy_expert", "copy_from", "copy_to"} and "cursor" in root_name(node.value).lower():
        yield "CCR003", "A cursor's `copy` goes round the guard."


def other_connections(node, path):
    names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
    if isinstance(node, ast.ImportFrom):
        names = {node.module or ""}
    for name in names:
        if name.split(".")[0] in DRIVERS:
            yield "CCR003", f"A connection of `{name}` has no guard: Django's own has."


_HIDES_TABLES = re.compile(
    r"\bcreate\s+(?:or\s+replace\s+)?(?:temp\w*\s+|materialized\s+|recursive\s+|constraint\s+)*"
    r"(?:view|rule|function|procedure|trigger)\b",
    re.I,
)


def own_sql(node, path):
    """What is written or put together as SQL: the guard reads words, and a view's name is not its tables'."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _HIDES_TABLES.search(node.value):
        yield "CCR006", "A view, a function or a trigger touches tables that the guard does not see named."
    if asked(node) & {"cursor", "chunked_cursor"}:
        yield "CCR006", "A cursor runs SQL of its own: the ORM's statements only."
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"raw", "extra"}:
        yield "CCR006", f"`.{node.func.attr}()` takes SQL: the ORM's expressions only."
    if isinstance(node, ast.Call) and root_name(node.func) == "RawSQL":
        yield "CCR006", "`RawSQL` takes SQL: the ORM's expressions only."


def streaming(node, path):
    names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom | ast.Import) else []
    if "StreamingHttpResponse" in names or root_name(node) == "StreamingHttpResponse":
        yield "CCR004", "A streaming response leaves its pass: FileResponse, or a whole answer."


def other_clocks(node, path):
    if path == "ccr/clock.py":
        return
    if isinstance(node, ast.Attribute) and node.attr in CLOCK_CALLS and root_name(node.value) in CLOCKS:
        yield "CCR005", f"`{root_name(node.value)}.{node.attr}`: time comes from ccr.clock."
    if isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
        if any(alias.name == "Now" for alias in node.names):
            yield "CCR005", "`Now()` is the database's clock: time comes from ccr.clock."
    if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
        yield "CCR005", f"`{node.arg}` is the machine's clock: default=clock.now, or a service that writes it."


SQL_RULES = (raw_connections, other_connections, own_sql)
PYTHON_RULES = (plain_managers, system_for_people, *SQL_RULES, streaming, other_clocks)


def check_python(path: str, source: str) -> Iterator[Finding]:
    """The findings of a Python file. ``path`` is relative to the repository: some rules depend on the room."""
    rules = SQL_RULES if "/migrations/" in path else PYTHON_RULES
    excused = {number for number, line in enumerate(source.splitlines(), 1) if "# wall: " in line}
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if line in excused:
            continue
        for rule in rules:
            for code, sentence in rule(node, path):
                yield Finding(path, line, code, sentence)


# Templates

COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|<!--.*?-->", re.S)
TEMPLATE_RULES = (
    ("CCR010", re.compile(r"""<[^>]*\sstyle\s*=""", re.I), "An inline style is refused by our own policy."),
    ("CCR010", re.compile(r"<style\b", re.I), "A style element is refused by our own policy."),
    (
        "CCR011",
        re.compile(r"""<script\b(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*["']application/json)""", re.I),
        "An inline script is refused by our own policy.",
    ),
    ("CCR011", re.compile(r"""<[a-z][^>]*\son[a-z]+\s*=""", re.I), "An inline handler is refused by our own policy."),
    ("CCR011", re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:|javascript:", re.I), "htmx would need eval for this."),
    ("CCR012", re.compile(r"\.system\b"), "A template does not choose its rows."),
    ("CCR012", re.compile(r"\.rows\.|\._base_manager|\._default_manager"), "A template does not choose its rows."),
    ("CCR013", re.compile(r"\{%\s*now\b"), "`{% now %}` is not the programme's clock."),
)
MAY_STYLE = ("/mail/", "/pdf/", "templates/notifications/letter.html")
"""Mails and PDFs are read by no browser of ours: a mail program knows no style sheet but its own page's."""


def check_template(path: str, source: str) -> Iterator[Finding]:
    """The findings of a template."""
    visible = COMMENTS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source)
    for code, pattern, sentence in TEMPLATE_RULES:
        if code == "CCR010" and any(place in path for place in MAY_STYLE):
            continue
        for match in pattern.finditer(visible):
            yield Finding(path, visible.count("\n", 0, match.start()) + 1, code, sentence)


# The repository


def our_files() -> list[str]:
    """What git knows or is about to know, of our apps and templates; tests have other rules."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [path for path in listed if path.split("/")[0] in (*APPS, "templates") and (ROOT / path).is_file()]


def check(path: str, source: str) -> list[Finding]:
    """The findings of one file, whatever it is."""
    if path.endswith(".py"):
        return sorted(set(check_python(path, source)))
    if path.endswith((".html", ".svg")):
        return sorted(set(check_template(path, source)))
    return []


def main(arguments: list[str]) -> int:
    findings = []
    for path in arguments or our_files():
        findings += check(path, (ROOT / path).read_text())
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
