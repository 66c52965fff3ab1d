import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ccr.clock


class Migration(migrations.Migration):
    replaces = [("ccr_directory", "0001_initial")]

    initial = True

    dependencies = [
        ("ccr_accounts", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(db_collation="french", max_length=200, verbose_name="nom")),
                ("siren", models.CharField(blank=True, max_length=9, null=True, unique=True, verbose_name="SIREN")),
                ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET du siège")),
                ("rna", models.CharField(blank=True, max_length=10, null=True, unique=True, verbose_name="RNA")),
                (
                    "legal_form",
                    models.CharField(
                        choices=[
                            ("1000", "Entrepreneur individuel"),
                            ("5458", "SARL SCOP"),
                            ("5460", "Autre SARL coopérative"),
                            ("5498", "SARL unipersonnelle"),
                            ("5499", "SARL"),
                            ("5558", "SA SCOP à conseil d’administration"),
                            ("5560", "Autre SA coopérative à conseil d’administration"),
                            ("5599", "SA à conseil d’administration"),
                            ("5658", "SA SCOP à directoire"),
                            ("5699", "SA à directoire"),
                            ("5710", "SAS"),
                            ("5720", "SAS unipersonnelle"),
                            ("6220", "Groupement d’intérêt économique"),
                            ("7229", "Collectivité territoriale"),
                            ("8210", "Mutuelle"),
                            ("9210", "Association non déclarée"),
                            ("9220", "Association déclarée"),
                            ("9221", "Association d’insertion par l’économique"),
                            ("9222", "Association intermédiaire"),
                            ("9223", "Groupement d’employeurs"),
                            ("9230", "Association reconnue d’utilité publique"),
                            ("9260", "Association de droit local (Bas-Rhin, Haut-Rhin, Moselle)"),
                            ("9300", "Fondation"),
                        ],
                        max_length=4,
                        verbose_name="forme juridique",
                    ),
                ),
                ("is_scop", models.BooleanField(default=False, verbose_name="SCOP")),
                ("is_scic", models.BooleanField(default=False, verbose_name="SCIC")),
                ("is_cae", models.BooleanField(default=False, verbose_name="CAE")),
                ("is_esus", models.BooleanField(default=False, verbose_name="agrément ESUS")),
                ("is_siae", models.BooleanField(default=False, verbose_name="SIAE")),
                (
                    "declared_on",
                    models.DateField(blank=True, null=True, verbose_name="date de création ou de déclaration"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                ("postcode", models.CharField(blank=True, max_length=5, verbose_name="code postal")),
                ("city", models.CharField(blank=True, max_length=100, verbose_name="commune")),
                ("website", models.URLField(blank=True, verbose_name="site internet")),
                ("is_ramsess", models.BooleanField(default=False, verbose_name="membre de RAMSESS")),
                (
                    "may_diagnose",
                    models.BooleanField(
                        default=False,
                        help_text="Neuf des dix membres de RAMSESS (A035).",
                        verbose_name="habilitée à réaliser des diagnostics",
                    ),
                ),
                ("created_at", models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="créée le")),
                (
                    "headcount_band",
                    models.CharField(
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
                (
                    "is_ess",
                    models.BooleanField(default=False, verbose_name="entreprise de l’ESS selon le répertoire public"),
                ),
                ("naf_code", models.CharField(blank=True, max_length=6, verbose_name="code NAF")),
                (
                    "former_name",
                    models.CharField(
                        blank=True, db_collation="french", editable=False, max_length=200, verbose_name="ancien nom"
                    ),
                ),
                (
                    "merged_ids",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="Clés, que chaque requête lit avec l’organisation d’un siège.",
                        verbose_name="fiches fusionnées dans celle-ci",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_records",
                        to="ccr_directory.organisation",
                        verbose_name="fusionnée dans",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("siret", ""),
                            models.Q(("siren__isnull", False), ("siret__startswith", models.F("siren"))),
                            _connector="OR",
                        ),
                        name="organisation_siret_of_siren",
                        violation_error_message="Le SIRET commence par le SIREN de la même organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_diagnose", False), ("is_ramsess", True), _connector="OR"),
                        name="organisation_diagnoses_in_ramsess",
                        violation_error_message="Seul un membre de RAMSESS est habilité à réaliser des diagnostics.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("siren__isnull", False),
                            ("rna__isnull", False),
                            ("merged_into__isnull", False),
                            _connector="OR",
                        ),
                        name="organisation_identified",
                        violation_error_message="Indiquez le SIREN ou, pour une jeune association, le RNA.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rna__isnull", True),
                            ("legal_form__in", ["9210", "9220", "9221", "9222", "9223", "9230", "9260"]),
                            ("merged_into__isnull", False),
                            _connector="OR",
                        ),
                        name="organisation_rna_is_association",
                        violation_error_message="Seule une association a un numéro RNA.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_not_merged_into_itself",
                        violation_error_message="Une fiche ne se fusionne pas dans elle-même.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into__isnull", True), ("merged_ids", []), _connector="OR"),
                        name="organisation_merged_once",
                        violation_error_message="Une fiche fusionnée dans une autre n’en porte aucune.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("elected", "élu ou bénévole"), ("staff", "salarié")],
                        default="staff",
                        max_length=10,
                        verbose_name="qualité",
                    ),
                ),
                ("is_representative", models.BooleanField(default=False, verbose_name="représente l’organisation")),
                ("starts_on", models.DateField(verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="ccr_directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "appartenance",
                "verbose_name_plural": "appartenances",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("person", "organisation"),
                        name="membership_once_open",
                        violation_error_message="Cette personne appartient déjà à cette organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="La fin ne peut pas précéder le début.",
                    ),
                ],
            },
        ),
    ]
