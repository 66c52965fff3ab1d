"""More structures like one that the services made: its rows written again under other keys, in one statement a table.

A list is counted on a hundred structures: ninety of them tell nothing that ten did not, and take the services half a
minute.
"""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models

NEVER = ("django_", "auth", "account", "mfa", "usersessions")
"""Tables that hold nothing of a structure."""


def tables() -> list[type[models.Model]]:
    """The models of the platform whose rows have a key of their own."""
    found = [model for model in apps.get_models() if not model._meta.db_table.startswith(NEVER)]
    return [model for model in found if isinstance(model._meta.pk, models.UUIDField)]


@contextmanager
def written():
    """{model: the keys of the rows that the block wrote}, once it is over."""
    found = {model: _keys(model) for model in tables()}
    yield found
    for model, before in found.items():
        found[model] = _keys(model) - before


def _keys(model) -> set:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{model._meta.pk.column}" FROM "{model._meta.db_table}"')
        return {key for (key,) in cursor.fetchall()}


def copy(rows: dict, times: int):
    """Write these rows again, so many times, each time as another structure's.

    rows: what ``written`` gave. A key, and what refers to one of these rows by its key, becomes another; what is unique
    is told apart by the number of the copy; the rest stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model, keys in rows.items():
            if keys:
                fields = model._meta.local_concrete_fields
                columns = ", ".join(f'"{field.column}"' for field in fields)
                values = ", ".join(_value(field, rows) for field in fields)
                cursor.execute(
                    f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {values} '
                    f'FROM "{model._meta.db_table}", generate_series(1, %s) AS copy_number '
                    f'WHERE "{model._meta.pk.column}" = ANY(%s)',
                    [times, list(keys)],
                )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _value(field, rows) -> str:
    """What a column holds in the copy ``copy_number``."""
    column = f'"{field.column}"'
    another = f"md5({column}::text || '-' || copy_number)::uuid"
    if field.primary_key:
        return another
    if field.name == "siren":
        return "(200000000 + copy_number)::text"
    if isinstance(field, models.CharField) and (field.unique or field.name == "receipt_number"):
        return f"copy_number || '-' || {column}"
    if field.is_relation or isinstance(field, models.UUIDField):
        related = [rows.get(field.remote_field.model, ())] if field.is_relation else rows.values()
        keys = ",".join(str(key) for keys in related for key in keys)
        return f"CASE WHEN {column} = ANY('{{{keys}}}') THEN {another} ELSE {column} END" if keys else column
    return column
