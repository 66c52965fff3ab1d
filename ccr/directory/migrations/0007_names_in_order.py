"""The directory's names, kept in French order where the database has that order: see ``ccr.collation``."""

from django.db import migrations


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('CREATE INDEX "organisation_in_order" ON "ccr_directory_organisation" ("name", "id")')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('DROP INDEX "organisation_in_order"')


class Migration(migrations.Migration):
    dependencies = [("ccr_directory", "0006_contact")]

    operations = [migrations.RunPython(create, drop)]
