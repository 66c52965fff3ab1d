"""A note is passed on until a day, whole or in part; lines of it are taken as one's own words."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models
from django.utils import timezone


def end_with_the_sessions(apps, schema_editor):
    """An access given before it had an end lasts until the sessions do, or its own first day once they are over."""
    rows = apps.get_model("diagnostics", "Transfer")._base_manager
    campaigns = apps.get_model("ccr_programme", "Campaign")._base_manager
    applications = apps.get_model("candidates", "Application")._base_manager
    ends = dict(campaigns.values_list("pk", "sessions_until"))
    for transfer in rows.all():
        campaign = applications.values_list("campaign", flat=True).get(pk=transfer.application_id)
        transfer.until = max(ends[campaign], timezone.localtime(transfer.consented_at).date())
        transfer.save(update_fields=["until"])


class Migration(migrations.Migration):
    dependencies = [
        ("candidates", "0001_squashed_0012_repair_rna"),
        ("ccr_programme", "0017_means_former_labels"),
        ("diagnostics", "0005_mail_returned"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagnostics.note"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="candidates.application"
                    ),
                ),
                (
                    "consented_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                    ),
                ),
                ("theme", models.CharField(max_length=10, verbose_name="thème de la fiche")),
                ("text", models.TextField(verbose_name="lignes reprises")),
                ("consented_at", models.DateTimeField(verbose_name="reprises le")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirées le")),
            ],
            options={
                "verbose_name": "reprise de lignes de la note",
                "verbose_name_plural": "reprises de lignes de notes",
                "ordering": ["-consented_at", "id"],
                "abstract": False,
                "default_manager_name": "rows",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="adoption_takes_lines",
                        violation_error_message="Une reprise prend au moins une ligne.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            ("withdrawn_at__gte", models.F("consented_at")),
                            _connector="OR",
                        ),
                        name="adoption_withdrawn_after_consent",
                        violation_error_message="Une reprise ne se retire qu’après l’accord.",
                    ),
                ],
            },
            managers=[
                ("rows", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name="transfer",
            name="scope",
            field=models.CharField(
                choices=[
                    ("whole", "toute la note"),
                    ("advice", "l’avis et l’accompagnement conseillé, sans les constats"),
                ],
                default="whole",
                max_length=6,
                verbose_name="ce qui est transmis",
            ),
        ),
        migrations.AddField(
            model_name="transfer",
            name="until",
            field=models.DateField(default=datetime.date(2012, 1, 1), verbose_name="jusqu’au"),
            preserve_default=False,
        ),
        migrations.RunPython(end_with_the_sessions, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("consented_at__date"))),
                name="transfer_until_after_consent",
                violation_error_message="L’accès à la note ne se termine pas avant l’accord.",
            ),
        ),
    ]
