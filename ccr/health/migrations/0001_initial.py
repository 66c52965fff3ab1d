import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "source",
                    models.CharField(default="worker", max_length=20, unique=True, verbose_name="source"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        help_text="Heure de la machine, jamais celle de la démonstration.",
                        verbose_name="dernier battement",
                    ),
                ),
            ],
            options={
                "verbose_name": "battement",
                "verbose_name_plural": "battements",
            },
        ),
    ]
