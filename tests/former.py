"""The database as it was before a migration that carries rows over, without migrating all that came before it.

The tables asked for are made as they were, in a PostgreSQL schema of their own that the test's rollback takes away;
the migration's functions then run on them. Foreign keys are not made: the rows they point to are of no matter here.
"""

from django.db import connection
from django.db.migrations.loader import MigrationLoader


def tables_before(app: str, name: str, *models: str):
    """(the app registry of that time, a function that runs the migration): the tables of these models, empty.

    app, name: the migration; models: those of the app that it touches. Needs PostgreSQL and a test in a transaction.
    """
    loader = MigrationLoader(connection, replace_migrations=False)
    migration = loader.get_migration(app, name)
    state = loader.project_state((app, name), at_end=False)
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA former")
        cursor.execute("SET LOCAL search_path TO former, public")
    with connection.schema_editor(atomic=False) as editor:
        for model in models:
            editor.create_model(state.apps.get_model(app, model))
        editor.deferred_sql.clear()

    def run():
        with connection.schema_editor(atomic=False) as editor:
            migration.apply(state, editor)

    return state.apps, run
