"""The guard: an execute wrapper that refuses a statement whose tables the current sides may not touch (DESIGN 2.3).

It is added once to every connection, by the signal that says the connection was made, so that every alias, thread and
reconnection has it. It reads the word tokens of the statement; it is no SQL parser, and does not need to be one: our
statements come from the ORM and their parameters are not in them.

Not seen by it, and therefore forbidden by lint (``tools/lint_wall.py``): SQL of our own, that is cursors and their
``copy()`` and ``executescript``, ``raw()``, ``extra()``, ``RawSQL``; the driver's own connections; database views,
functions and triggers, in migrations too. A model that Django does not manage fails ``manage.py check``.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from django.http import Http404

from .doors import doors_of, plates
from .sides import Side


class WallBreach(Http404):
    """A statement touched a closed table.

    It becomes a 404 before any outer middleware sees it; a view that swallows it still ends in 404, because the breach
    is recorded in the pass.
    """


@dataclass(frozen=True)
class Breach:
    """A refused statement: its verb, the closed tables and whose they are closed to. Never parameters.

    A page of another lane has no table; no sides: those of the pass it was asked in.
    """

    verb: str
    tables: tuple[str, ...]
    sides: frozenset[Side] = frozenset()


@dataclass
class Pass:
    """What the current sides may touch, and what they tried."""

    sides: frozenset[Side]
    breaches: list[Breach] = field(default_factory=list)

    def __post_init__(self):
        self.sides = frozenset(self.sides)
        self.doors = doors_of(self.sides)

    @property
    def breached(self) -> bool:
        return bool(self.breaches)


@dataclass(frozen=True)
class Statement:
    """What a statement does: its verb, the tables it reads and the one it writes; forbidden ones are for nobody."""

    verb: str
    reads: frozenset[str]
    writes: frozenset[str]
    forbidden: bool = False


_current: ContextVar[Pass | None] = ContextVar("ccr_wall_pass", default=None)
_default: Pass | None = None

LISTENERS: list[Callable[[Breach], None]] = []
"""Who hears of every breach of this process, whatever the thread: the tests, which fail on one they did not expect."""

TRANSACTION_VERBS = frozenset({"savepoint", "release", "rollback", "begin", "commit", "set"})
_WORD = re.compile(r"\w+")
_SAVEPOINT = re.compile(r'(?:SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT) "?\w+"?')
_LONGEST_SAVEPOINT = 63
_WRITE = re.compile(r"\s*(?:insert\s+(?:or\s+\w+\s+)?into|update|delete\s+from)\s+(?:only\s+)?[\"`\[]?(\w+)", re.I)
_SECOND_STATEMENT = re.compile(r";\s*\S")
_DATA_MODIFYING = re.compile(r"\b(?:insert\s+into|update\s+[\"`\[\w]|delete\s+from|merge\s+into)", re.I)
_TAKES_SQL = frozenset(
    {
        *(f"{what}_to_xml" for what in ("query", "table", "cursor", "schema", "database")),
        *(f"{what}_to_xmlschema" for what in ("query", "table", "cursor", "schema", "database")),
        *(f"{what}_to_xml_and_xmlschema" for what in ("query", "table", "schema", "database")),
        *("dblink", "dblink_exec", "ts_stat", "ts_rewrite"),
    }
)
"""PostgreSQL's functions that are given a statement, or a table's name, as text: that text may be a parameter."""
_READS_BACK = re.compile(r"\bselect\b(?!\s+\*\s+from\s+unnest\s*\()|\bdo\s+update\b", re.I)
"""``SELECT * FROM UNNEST(…)`` is how PostgreSQL is given many rows at once: it reads parameters, no table."""


@lru_cache(maxsize=4096)
def read_statement(sql: str) -> Statement:
    """What the statement reads and writes among the tables that have a plate.

    The table after ``INSERT INTO``, ``UPDATE`` or ``DELETE FROM`` is written. ``UPDATE`` and ``DELETE`` read it too; a
    plain ``INSERT`` does not, ``ON CONFLICT DO UPDATE`` and ``INSERT … SELECT`` do when they name it again. What stands
    there is a table that we know, or the statement is forbidden: the ORM names no schema, says no ``UPDATE OR IGNORE``.
    """
    known = plates().keys()
    words = [word.lower() for word in _WORD.findall(sql)]
    verb = words[0] if words else ""
    tables = frozenset(words) & known
    if _SECOND_STATEMENT.search(sql) or not _TAKES_SQL.isdisjoint(words):
        return Statement(verb, tables, tables, forbidden=True)
    if verb in ("select", "with", "explain", "values"):
        return Statement(verb, tables, frozenset(), forbidden=verb != "select" and bool(_DATA_MODIFYING.search(sql)))
    if verb in ("insert", "update", "delete"):
        match = _WRITE.match(sql)
        target = match.group(1).lower() if match else ""
        forbidden = target not in known or bool(
            _DATA_MODIFYING.search(sql, match.end()) and "do update" not in sql.lower()
        )
        only_inserts = verb == "insert" and not _READS_BACK.search(sql)
        reads = tables - {target} if only_inserts else tables
        return Statement(verb, reads, frozenset({target}), forbidden=forbidden)
    return Statement(verb, tables, tables, forbidden=verb not in TRANSACTION_VERBS)


def guard(execute, sql, params, many, context):
    """The execute wrapper.

    Raises WallBreach when the statement touches what the current pass keeps closed.
    """
    current = _current.get() or _default
    if current is not None and not is_savepoint(text := str(sql)):
        statement, doors = read_statement(text), current.doors
        reads, writes = statement.reads, statement.writes
        if statement.forbidden or not (reads.isdisjoint(doors.unreadable) and writes.isdisjoint(doors.unwritable)):
            hit = (reads & doors.unreadable) | (writes & doors.unwritable)
            breach = Breach(statement.verb, tuple(sorted(hit)), current.sides)
            current.breaches.append(breach)
            for hear in LISTENERS:
                hear(breach)
            raise WallBreach("page introuvable")
    return execute(sql, params, many, context)


def is_savepoint(sql: str) -> bool:
    """Whether the statement only sets, releases or goes back to a savepoint: its name is new each time.

    Reading and remembering it would cost more than the statement's own work, and push out one that comes back.
    """
    return len(sql) <= _LONGEST_SAVEPOINT and _SAVEPOINT.fullmatch(sql) is not None


def install(connection, **kwargs):
    """Put the guard on a new connection."""
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


def close_by_default():
    """Outside any pass, nothing opens: called by the web and task processes, not by ``manage.py``."""
    global _default
    _default = Pass(frozenset())


def current_pass() -> Pass | None:
    """The pass in force, None where nothing is guarded (``manage.py``, fixtures)."""
    return _current.get() or _default


@contextmanager
def passing(sides):
    """Run a block on these sides. Gives the pass; after the block the former one is back.

    A breach inside a nested pass also marks the pass around it: swallowing it changes nothing.
    """
    outer = _current.get()
    inner = Pass(frozenset(Side(side) for side in sides))
    token = _current.set(inner)
    try:
        yield inner
    finally:
        _current.reset(token)
        if outer is not None:
            outer.breaches.extend(inner.breaches)


def passing_as(seat):
    """Run a block as the holder of a seat: what her sides may touch, and no more."""
    return passing(seat.sides)


def enter(sides):
    """Open a pass without a block, for middleware that spans two calls. Give the token back to ``leave``."""
    opened = Pass(frozenset(sides))
    return opened, _current.set(opened)


def leave(token):
    """Close a pass opened by ``enter``."""
    _current.reset(token)
