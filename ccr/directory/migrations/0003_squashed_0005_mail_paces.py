import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

import ccr.create_models


class Migration(migrations.Migration):
    replaces = [
        ("ccr_directory", "0003_company_data"),
        ("ccr_directory", "0004_import_and_merge"),
        ("ccr_directory", "0005_mail_paces"),
    ]

    dependencies = [
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_directory", "0002_squashed_0002_initial"),
        ("ccr_notifications", "0002_mail_paces"),
        ("ccr_programme", "0013_mail_paces"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("planned", "à confirmer"), ("done", "importé")],
                                default="planned",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("filename", models.CharField(max_length=150, verbose_name="fichier")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("unknown", models.JSONField(default=list, verbose_name="colonnes laissées de côté")),
                        ("read_at", models.DateTimeField(verbose_name="lu le")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="importé le")),
                        (
                            "by_seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="par",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import de l’annuaire",
                        "verbose_name_plural": "imports de l’annuaire",
                        "ordering": ["-read_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", False), ("state", "done")),
                                    models.Q(("done_at__isnull", True), ("state", "planned")),
                                    _connector="OR",
                                ),
                                name="import_done_dated",
                                violation_error_message="Un import fait a une date, un import à confirmer n’en a pas.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(verbose_name="le")),
                        ("reason", models.TextField(verbose_name="motif")),
                        (
                            "by_seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="par",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                                verbose_name="fiche gardée",
                            ),
                        ),
                        (
                            "merged",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                                verbose_name="fiche fusionnée",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fusion de fiches",
                        "verbose_name_plural": "fusions de fiches",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="merge_says_why",
                                violation_error_message="Dites pourquoi ces deux fiches sont la même organisation.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ImportLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveIntegerField(verbose_name="ligne du fichier")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("create", "à créer"),
                                    ("update", "à mettre à jour"),
                                    ("same", "déjà là"),
                                    ("refused", "refusée"),
                                ],
                                max_length=10,
                                verbose_name="effet",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="nom")),
                        (
                            "values",
                            models.JSONField(
                                default=dict,
                                help_text="{champ\xa0: valeur}, de ce qui serait créé.",
                                verbose_name="valeurs",
                            ),
                        ),
                        (
                            "changes",
                            models.JSONField(
                                default=dict,
                                help_text="{champ\xa0: [valeur de la fiche, valeur écrite]}.",
                                verbose_name="changements",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="motif ou remarque")),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[("written", "écrite"), ("skipped", "laissée de côté")],
                                max_length=10,
                                verbose_name="suite",
                            ),
                        ),
                        (
                            "of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_directory.import"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ligne d’import",
                        "verbose_name_plural": "lignes d’import",
                        "ordering": ["number", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("of", "number"),
                                name="import_line_once",
                                violation_error_message="Cette ligne du fichier est déjà lue.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result", ""), ("outcome__in", ["create", "update"]), _connector="OR"
                                ),
                                name="import_line_result_of_what_acts",
                                violation_error_message="Seule une ligne qui crée ou met à jour a une suite.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "refused"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="import_line_refusal_says_why",
                                violation_error_message="Une ligne refusée dit pourquoi.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
        migrations.AddField(
            model_name="organisation",
            name="headcount_band",
            field=models.CharField(
                blank=True,
                choices=[
                    ("NN", "Non employeuse, ou effectif inconnu"),
                    ("00", "0 salarié, après en avoir employé"),
                    ("01", "1 ou 2 salariés"),
                    ("02", "3 à 5 salariés"),
                    ("03", "6 à 9 salariés"),
                    ("11", "10 à 19 salariés"),
                    ("12", "20 à 49 salariés"),
                    ("21", "50 à 99 salariés"),
                    ("22", "100 à 199 salariés"),
                    ("31", "200 à 249 salariés"),
                    ("32", "250 à 499 salariés"),
                    ("41", "500 à 999 salariés"),
                    ("42", "1\xa0000 à 1\xa0999 salariés"),
                    ("51", "2\xa0000 à 4\xa0999 salariés"),
                    ("52", "5\xa0000 à 9\xa0999 salariés"),
                    ("53", "10\xa0000 salariés et plus"),
                ],
                max_length=2,
                verbose_name="tranche d’effectif",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="is_ess",
            field=models.BooleanField(default=False, verbose_name="entreprise de l’ESS selon le répertoire public"),
        ),
        migrations.AddField(
            model_name="organisation",
            name="naf_code",
            field=models.CharField(blank=True, max_length=6, verbose_name="code NAF"),
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="organisation_identified",
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="organisation_rna_is_association",
        ),
        migrations.AddField(
            model_name="organisation",
            name="former_name",
            field=models.CharField(
                blank=True, db_collation="french", editable=False, max_length=200, verbose_name="ancien nom"
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="merged_ids",
            field=models.JSONField(
                blank=True,
                default=list,
                editable=False,
                help_text="Clés, que chaque requête lit avec l’organisation d’un siège.",
                verbose_name="fiches fusionnées dans celle-ci",
            ),
        ),
        migrations.AddField(
            model_name="organisation",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_records",
                to="ccr_directory.organisation",
                verbose_name="fusionnée dans",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("siren__isnull", False), ("rna__isnull", False), ("merged_into__isnull", False), _connector="OR"
                ),
                name="organisation_identified",
                violation_error_message="Indiquez le SIREN ou, pour une jeune association, le RNA.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rna__isnull", True),
                    ("legal_form__in", ["9210", "9220", "9221", "9222", "9223", "9230", "9260"]),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="organisation_rna_is_association",
                violation_error_message="Seule une association a un numéro RNA.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="organisation_not_merged_into_itself",
                violation_error_message="Une fiche ne se fusionne pas dans elle-même.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into__isnull", True), ("merged_ids", []), _connector="OR"),
                name="organisation_merged_once",
                violation_error_message="Une fiche fusionnée dans une autre n’en porte aucune.",
            ),
        ),
        migrations.RemoveIndex(
            model_name="mail",
            name="ccr_directory_mail_due",
        ),
        migrations.AddField(
            model_name="mail",
            name="digest",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ccr_notifications.digest",
                verbose_name="récapitulatif",
            ),
        ),
        migrations.AlterField(
            model_name="mail",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "en attente"),
                    ("held", "pour le récapitulatif"),
                    ("claimed", "en préparation"),
                    ("handing", "en cours de remise"),
                    ("sent", "parti"),
                    ("failed", "échec"),
                    ("uncertain", "à vérifier"),
                    ("void", "sans objet"),
                    ("unwanted", "non souhaité"),
                ],
                default="waiting",
                editable=False,
                max_length=10,
                verbose_name="état",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "held", "claimed", "handing"))),
                fields=["due_at"],
                name="ccr_directory_mail_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__isnull", True), ("state__in", ("held", "sent", "void")), _connector="OR"),
                name="ccr_directory_mail_gathered_or_alone",
                violation_error_message="Un courrier d’un récapitulatif l’attend, ou part avec lui.",
            ),
        ),
    ]
