"""Writing past the services and the ORM, as a shell on the database would: what stands then is the constraint."""

from django.db import connection


def update_by_sql(rows, **changes):
    """Set columns of every row that a queryset gives, by a statement of our own."""
    model, keys = rows.model, list(rows.values_list("pk", flat=True))
    columns = {model._meta.get_field(name): getattr(value, "pk", value) for name, value in changes.items()}
    values = [field.get_db_prep_save(value, connection) for field, value in columns.items()]
    key = model._meta.pk
    assigned = ", ".join(f'"{field.column}" = %s' for field in columns)
    with connection.cursor() as cursor:
        cursor.executemany(
            f'UPDATE "{model._meta.db_table}" SET {assigned} WHERE "{key.column}" = %s',
            [[*values, key.get_db_prep_save(pk, connection)] for pk in keys],
        )
