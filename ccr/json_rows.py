"""The rows of a part, in the statement that reads the whole.

A list that shows something of each line's parts asks once for all of them, instead of once per kind of part.
"""

from django.db.models import JSONField, Subquery


class JsonRows(Subquery):
    """What a subquery gives, as a list of dicts. names: fields of the queryset, and the keys of the dicts.

    Numbers come as JSON has them: a decimal is a float, a UUID and a date are texts.
    """

    output_field = JSONField()

    def __init__(self, queryset, *names):
        super().__init__(queryset.values(*names))
        self.names = names

    def as_postgresql(self, compiler, connection, **extra):
        template = "(SELECT COALESCE(jsonb_agg(to_jsonb(_r)), '[]'::jsonb) FROM (%(subquery)s) _r)"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_sqlite(self, compiler, connection, **extra):
        quote = connection.ops.quote_name
        pairs = ", ".join(f"'{key}', _r.{quote(key)}" for key in self.names)
        template = "(SELECT json_group_array(json_object(" + pairs + ")) FROM (%(subquery)s) _r)"  # noqa: S608  names
        return self.as_sql(compiler, connection, template=template, **extra)
