"""Worlds that were made once are made again in one statement.

Most tests begin in the same world (a call, its seats, a file deposited), which the services make in hundreds of
statements. ``@remembered`` on a factory keeps the rows it wrote: in the same database, at the same hour, with the same
arguments, they are written again as they were, keys included, and the factory's result is a fresh copy. A factory runs
for real whenever anything could make its result another one: no test sees a world that the services would not make.

A test's database is known by what made it: nothing, then a factory, then another… Anything else that writes, be it one
row, makes it unknown until the end of the test. Nothing is remembered where the clock runs, a setting is changed, a
function is replaced, somebody watches the statements, or transactions are real (races, browser).
"""

import dataclasses
import datetime
import decimal
import enum
import functools
import io
import pickle
import re
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import UserSettingsHolder, settings
from django.core import mail
from django.core.files.storage import Storage
from django.db import DJANGO_VERSION_PICKLE_KEY, connection, models
from django.db.models.base import ModelState
from django.db.models.fields.files import FieldFile

from ccr import clock
from ccr.wall import guard

PLAIN = (str, bytes, int, float, decimal.Decimal, datetime.date, datetime.timedelta, uuid.UUID, type(None), enum.Enum)
_READS = re.compile(r"\s*(?:select|savepoint|release|set constraints)\b", re.I)
_CHANGES = re.compile(r"\s*(?:insert|update|delete)\b", re.I)
_NUMBERED = re.compile(r'\s*insert into "(\w+)".* returning ', re.I | re.S)


class Unknown(Exception):
    """An argument of which nothing tells that it is the same as another."""


@dataclasses.dataclass
class Step:
    """What a factory did: its statements, its result with what it changed in its arguments, its files, its tasks."""

    number: int
    statements: list[str] = dataclasses.field(default_factory=list)
    outcome: bytes = b""
    files: list[tuple[Path, bytes]] = dataclasses.field(default_factory=list)
    tasks: list[tuple] = dataclasses.field(default_factory=list)


class Memory:
    """The steps of this process, and where the test that runs has come to."""

    def __init__(self):
        self.steps: dict[tuple, Step] = {}
        self.emptied = 0
        self.made = self.made_again = 0
        self.place: tuple | None = None
        """What made the database: the number of the last step; None when it is not known."""
        self.recording: Step | None = None
        self.wrappers = 0
        self.patch: pytest.MonkeyPatch | None = None

    @contextmanager
    def watching(self, patch: pytest.MonkeyPatch):
        """A test has its database. patch: what the test puts in the place of ours."""
        if not connection.in_atomic_block:
            self.emptied += 1  # at its end; rows that the migrations wrote are gone, keys begin elsewhere
        ours = connection.vendor == "postgresql" and connection.in_atomic_block and not connection.savepoint_ids
        if not ours:
            yield
            return
        with connection.execute_wrapper(self.watch):
            self.place, self.wrappers, self.patch = ("empty", self.emptied), len(connection.execute_wrappers), patch
            try:
                yield
            finally:
                self.place = None

    def watch(self, execute, sql, params, many, context):
        """The execute wrapper: notes what a factory writes, and forgets where it is when anything else does."""
        text = str(sql)
        if self.recording is None:
            if self.place is not None and not _READS.match(text):
                self.place = None
            return execute(sql, params, many, context)
        if _READS.match(text):
            return execute(sql, params, many, context)
        if many or not _CHANGES.match(text):  # a savepoint rolled back, among others
            self.place = None
            return execute(sql, params, many, context)
        if numbered := _NUMBERED.match(text):
            self.recording.statements.append(_next_number(numbered[1]))
        self.recording.statements.append(context["cursor"].cursor.mogrify(sql, params))
        return execute(sql, params, many, context)

    def known(self) -> bool:
        """Whether a factory called now only depends on the database, the hour, its pass and its arguments."""
        return (
            self.place is not None
            and self.recording is None
            and len(connection.execute_wrappers) == self.wrappers
            and not connection.force_debug_cursor
            and not isinstance(settings._wrapped, UserSettingsHolder)
            and all(place is mail.message for place, *_ in self.patch._setattr)  # pytest-django's own
            and not self.patch._setitem
            and time.time_ns() == time.time_ns()
        )

    def play(self, factory, function, args, kwargs):
        """Call a factory, or do again what it did. function: what it calls to do it."""
        if not self.known():
            return function(*args, **kwargs)
        try:
            given, objects = told(args, kwargs)
        except Unknown:
            return function(*args, **kwargs)
        current = guard.current_pass()
        sides = None if current is None else current.sides
        key = (self.place, factory.__module__, factory.__qualname__, clock.now(), sides, given)
        step = self.steps.get(key)
        if step is None:
            return self.record(key, objects, lambda: function(*args, **kwargs))
        return self.replay(step, objects)

    def record(self, key, objects, call):
        """Call the factory and keep what it did."""
        step = Step(len(self.steps) + 1)
        before = [_attributes(thing, objects) for thing in objects]
        tasks, mails = len(connection.run_on_commit), len(mail.outbox)
        self.recording = step
        try:
            with _files_kept(step):
                result = call()
        except BaseException:
            self.place = None
            raise
        finally:
            self.recording = None
        if self.place is None or len(mail.outbox) != mails:
            self.place = None
            return result
        self.made += 1
        try:
            after = [_attributes(thing, objects) for thing in objects]
            changed = [
                {name: vars(thing)[name] for name in new if new[name] != old.get(name)}
                for thing, old, new in zip(objects, before, after, strict=True)
            ]
            gone = [set(old) - set(new) for old, new in zip(before, after, strict=True)]
            step.outcome = _kept((result, changed, gone), objects)
        except (pickle.PicklingError, TypeError, AttributeError):
            self.place = None
            return result
        step.tasks = [(function, robust) for _, function, robust in connection.run_on_commit[tasks:]]
        self.steps[key] = step
        self.place = ("step", step.number)
        return result

    def replay(self, step, objects):
        """Do again what the factory did."""
        if step.statements:
            with connection.connection.cursor() as cursor:
                cursor.execute(";\n".join(step.statements))
        for path, content in step.files:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        result, changed, gone = _given_back(step.outcome, objects)
        for thing, attributes, names in zip(objects, changed, gone, strict=True):
            vars(thing).update(attributes)
            for name in names:
                vars(thing).pop(name, None)
        for function, robust in step.tasks:
            connection.on_commit(function, robust)
        self.made_again += 1
        self.place = ("step", step.number)
        return result


memory = Memory()


def remembered(factory):
    """A factory of the tests whose rows are written again rather than made again."""

    @functools.wraps(factory)
    def play(*args, **kwargs):
        return memory.play(factory, factory, args, kwargs)

    return play


def told(args, kwargs) -> tuple[tuple, list]:
    """(what tells these arguments from others, the rows and dataclasses found in them, in order).

    All that hangs on a row counts: a relation that was read, what a page left on a seat.
    Raises Unknown for what is not plain, a row, a dataclass or a collection of these.
    """
    objects, numbers = [], {}

    def tell(value):
        kind = type(value).__qualname__
        if isinstance(value, PLAIN):
            return kind, value
        if isinstance(value, list | tuple):
            return kind, *map(tell, value)
        if isinstance(value, dict):
            names = sorted(value) if all(isinstance(name, str) for name in value) else value
            return kind, *((tell(name), tell(value[name])) for name in names)
        if isinstance(value, set | frozenset) and all(isinstance(item, PLAIN) for item in value):
            return kind, frozenset(value)
        if isinstance(value, FieldFile):
            return kind, value.name
        if isinstance(value, models.QuerySet) and value._result_cache is not None:
            return kind, tell(value._result_cache)
        if isinstance(value, ModelState):
            return kind, value.adding, tell(value.fields_cache)
        if isinstance(value, models.Model) or (dataclasses.is_dataclass(value) and hasattr(value, "__dict__")):
            if id(value) in numbers:
                return "again", numbers[id(value)]
            numbers[id(value)] = len(objects)
            objects.append(value)
            return kind, tell({name: held for name, held in vars(value).items() if name != DJANGO_VERSION_PICKLE_KEY})
        raise Unknown(kind)

    return tell((args, kwargs)), objects


def _attributes(thing, objects) -> dict[str, bytes]:
    """What a row or a dataclass holds, to see later what became of it."""
    return {name: _kept(value, objects) for name, value in vars(thing).items()}


class _Pickler(pickle.Pickler):
    """Keeps a result; the factory's own arguments in it stay what they are."""

    def __init__(self, stream, objects):
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self.numbers = {id(thing): number for number, thing in enumerate(objects)}

    def persistent_id(self, thing):
        return self.numbers.get(id(thing))


def _kept(thing, objects) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, objects).dump(thing)
    return stream.getvalue()


def _given_back(kept, objects):
    unpickler = pickle.Unpickler(io.BytesIO(kept))
    unpickler.persistent_load = objects.__getitem__
    return unpickler.load()


@contextmanager
def _files_kept(step):
    """Keep the files that are stored meanwhile: a test may erase them."""
    save = Storage.save

    def noting(storage, *args, **kwargs):
        name = save(storage, *args, **kwargs)
        path = Path(storage.path(name))
        step.files.append((path, path.read_bytes()))
        return name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Storage, "save", noting)
        yield


def _next_number(table) -> str:
    """The statement that makes a table's next row get the number it is about to get."""
    with connection.connection.cursor() as cursor:
        name = cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"']).fetchone()[0]
        last, called = cursor.execute(f"SELECT last_value, is_called FROM {name}").fetchone()
    return f"SELECT setval('{name}', {last}, {str(called).lower()})"
