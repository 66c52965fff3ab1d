"""What is counted in a demo's database, read from here: starting a command for each count costs three seconds."""

import sqlite3
from collections import Counter
from contextlib import closing
from importlib import import_module

from django.apps import apps
from django.db.models import Choices
from django.utils.module_loading import module_has_submodule

from ccr.workflow import Lifecycle


def declared() -> dict:
    """{name: states}: every Lifecycle of every app's ``states``, then the plain choices that none of them moves."""
    moved, plain = {}, {}
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "states"):
            module = import_module(f"{app.name}.states")
            for name, found in vars(module).items():
                if isinstance(found, Lifecycle):
                    moved[f"{module.__name__}.{name}"] = found.states
                elif isinstance(found, type) and issubclass(found, Choices) and found.__module__ == module.__name__:
                    plain[f"{module.__name__}.{name}"] = found
    return moved | {name: found for name, found in plain.items() if found not in moved.values()}


def fields_of(states):
    """The fields that hold these states: those that offer exactly these choices."""
    wanted = list(states.choices)
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if list(field.choices or ()) == wanted:
                yield model, field


def rows_of(demo, statement: str) -> list[tuple]:
    """What a statement reads in the demo's database, beside the demo that runs."""
    with closing(sqlite3.connect(f"file:{demo.var / 'demo.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(statement).fetchall()


def count(demo, states) -> dict[str, int]:
    """{state: how many things are in it}; empty when no field holds them."""
    found, fields = Counter(dict.fromkeys(states.values, 0)), list(fields_of(states))
    for model, field in fields:
        table, column = model._meta.db_table, field.column
        found.update(dict(rows_of(demo, f'SELECT "{column}", count(*) FROM "{table}" GROUP BY 1')))
    return found if fields else {}


def states(demo) -> dict[str, dict[str, int]]:
    """{lifecycle, or plain states: {state: number}}."""
    return {name: count(demo, states) for name, states in declared().items()}


def sizes(demo) -> dict[str, int]:
    """{table: rows} of what the play makes and nobody else touches."""
    wanted = ("ccr_accounts.Person", "ccr_directory.Organisation", "candidates.Application", "selection.Mark")
    tables = [apps.get_model(label)._meta.db_table for label in wanted]
    return {table: rows_of(demo, f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}
