import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models


class Migration(migrations.Migration):
    replaces = [("ccr_directory", "0001_initial")]

    initial = True

    dependencies = [
        ("ccr_accounts", "0001_squashed_0001_initial"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(db_collation="french", max_length=200, verbose_name="nom")),
                        (
                            "siren",
                            models.CharField(blank=True, max_length=9, null=True, unique=True, verbose_name="SIREN"),
                        ),
                        ("siret", models.CharField(blank=True, max_length=14, verbose_name="SIRET du siège")),
                        (
                            "rna",
                            models.CharField(blank=True, max_length=10, null=True, unique=True, verbose_name="RNA"),
                        ),
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
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="créée le"),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ["name", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("siren__isnull", False), ("rna__isnull", False), _connector="OR"),
                                name="organisation_identified",
                                violation_error_message="Indiquez le SIREN ou, pour une jeune association, le RNA.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rna__isnull", True),
                                    ("legal_form__in", ["9210", "9220", "9221", "9222", "9223", "9230", "9260"]),
                                    _connector="OR",
                                ),
                                name="organisation_rna_is_association",
                                violation_error_message="Seule une association a un numéro RNA.",
                            ),
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
                        (
                            "is_representative",
                            models.BooleanField(default=False, verbose_name="représente l’organisation"),
                        ),
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
            ],
        ),
    ]
