"""More calls like the first, a year earlier each: its rows written again under other keys, for a platform that has
served twenty years.

Ten thousand structures through the services would take an hour to seed; the database copies what one call made. Every
key is derived from the row's own and the copy's number, so that relations follow. What the platform has once (sites,
axes, the template of diagnostics, the public library, settings) is shared.
"""

from django.apps import apps
from django.db import connection, models

SHARED = {
    "ccr_programme.Site",
    "ccr_programme.Axis",
    "ccr_health.Heartbeat",
    "ccr_library.Theme",
    "ccr_library.Entry",
    "ccr_library.EntryFile",
    "ccr_library.PublicDocument",
    "ccr_library.PublicFile",
    "diagnostics.Template",
    "diagnostics.Section",
    "diagnostics.Question",
}
DATED = {"ccr_programme.Campaign", "ccr_programme.Meeting"}
"""Whose dates are those of an earlier year in a copy."""
ROOMS = ("candidates", "diagnostics", "selection", "dla", "financing")


def copied() -> list[type[models.Model]]:
    """The models whose rows each call has."""
    found = [model for model in apps.get_models() if model._meta.label not in SHARED]
    return [m for m in found if m._meta.app_label in ROOMS or m._meta.app_label.startswith("ccr_")]


def expression(field, model, known) -> str:
    """What a column holds in a copy. ``%(n)s``: the copy's number, from 1."""
    column = f'"{field.column}"'
    target = field.remote_field.model if field.is_relation else None
    is_key = isinstance(field, models.UUIDField) and (field.unique or field.name == "about_id")
    if target in known or is_key:
        return f"md5({column}::text || '-%(n)s')::uuid"
    if field.name == "siren":
        return f"(200000000 + %(n)s * 100000 + row_number() OVER (ORDER BY {column}))::text"
    if field.name == "rna":
        return "NULL"
    if (field.unique or field.name == "receipt_number") and isinstance(field, models.CharField):
        return f"CASE WHEN {column} IS NULL OR {column} = '' THEN {column} ELSE '%(n)s-' || {column} END"
    if model._meta.label in DATED and isinstance(field, models.DateField):
        kind = "timestamptz" if isinstance(field, models.DateTimeField) else "date"
        return f"({column} - interval '%(n)s years')::{kind}"
    return column


def multiply(times: int):
    """Have ``times`` calls where there is one."""
    known = copied()
    originals = {}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model in known:
            table = model._meta.db_table
            if not isinstance(model._meta.pk, models.UUIDField):
                continue
            cursor.execute(f'CREATE TEMPORARY TABLE "first_{table}" AS SELECT * FROM "{table}"')
            originals[model] = table
        for number in range(1, times):
            for model, table in originals.items():
                fields = model._meta.local_concrete_fields
                columns = ", ".join(f'"{field.column}"' for field in fields)
                values = ", ".join(expression(field, model, set(originals)) for field in fields) % {"n": number}
                cursor.execute(f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "first_{table}"')
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
