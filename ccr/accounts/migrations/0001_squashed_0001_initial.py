import uuid

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.collation
import ccr.create_models
import ccr.notifications.models


class Migration(migrations.Migration):
    replaces = [("ccr_accounts", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.RunPython(ccr.collation.create, ccr.collation.drop),
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="AccountMail",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente"),
                                    ("claimed", "en préparation"),
                                    ("handing", "en cours de remise"),
                                    ("sent", "parti"),
                                    ("failed", "échec"),
                                    ("uncertain", "à vérifier"),
                                    ("void", "sans objet"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="écrit le"),
                        ),
                        (
                            "due_at",
                            models.DateTimeField(
                                default=ccr.clock.real_now, editable=False, verbose_name="à envoyer à partir de"
                            ),
                        ),
                        (
                            "lease_until",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="réservé jusqu’à"),
                        ),
                        (
                            "attempts",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="essais"),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="parti le"),
                        ),
                        (
                            "message_id",
                            models.CharField(
                                default=ccr.notifications.models.new_message_id,
                                editable=False,
                                max_length=200,
                                unique=True,
                                verbose_name="Message-ID",
                            ),
                        ),
                        (
                            "error",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=80, verbose_name="erreur"
                            ),
                        ),
                        ("kind", models.CharField(editable=False, max_length=60, verbose_name="courrier")),
                        ("body", models.TextField(blank=True, editable=False, verbose_name="contenu chiffré")),
                        ("expires_at", models.DateTimeField(editable=False, verbose_name="valable jusqu’au")),
                    ],
                    options={
                        "verbose_name": "courrier de compte",
                        "verbose_name_plural": "courriers de compte",
                        "db_table": "ccr_accounts_mail",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "claimed", "handing"))),
                                fields=["due_at"],
                                name="ccr_accounts_accountmail_due",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lease_until__isnull", False), ("state__in", ("claimed", "handing"))),
                                    models.Q(
                                        models.Q(("state__in", ("claimed", "handing")), _negated=True),
                                        ("lease_until__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ccr_accounts_accountmail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="ccr_accounts_accountmail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="ccr_accounts_accountmail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="adresse e-mail")),
                        ("first_name", models.CharField(db_collation="french", max_length=80, verbose_name="prénom")),
                        ("last_name", models.CharField(db_collation="french", max_length=80, verbose_name="nom")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Décocher pour fermer l’accès sans rien effacer.",
                                verbose_name="compte actif",
                            ),
                        ),
                        (
                            "is_admin",
                            models.BooleanField(
                                default=False,
                                help_text="Gère les comptes et les réglages\xa0; n’ouvre aucun contenu.",
                                verbose_name="administration",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="créé le"),
                        ),
                    ],
                    options={
                        "verbose_name": "personne",
                        "verbose_name_plural": "personnes",
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"),
                                name="person_email_unique_in_any_case",
                                violation_error_message="Cette adresse e-mail a déjà un compte.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactorReset",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("asked_at", models.DateTimeField(default=ccr.clock.real_now, verbose_name="demandée le")),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="demandée par",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmée par",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="personne",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réinitialisation d’un second facteur",
                        "verbose_name_plural": "réinitialisations de seconds facteurs",
                        "db_table": "ccr_accounts_second_factor_reset",
                        "ordering": ("-asked_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at__isnull", True), ("confirmed_at__isnull", True)),
                                fields=("person",),
                                name="second_factor_reset_once_open",
                                violation_error_message="Une réinitialisation est déjà demandée pour cette personne.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_by", models.F("person")), _negated=True),
                                    models.Q(
                                        ("confirmed_by__isnull", True),
                                        models.Q(("confirmed_by", models.F("person")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="second_factor_reset_not_by_oneself",
                                violation_error_message="On ne réinitialise pas son propre second facteur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="second_factor_reset_by_two",
                                violation_error_message="Deux personnes différentes réinitialisent un second facteur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(
                                        ("cancelled_at__isnull", True),
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="second_factor_reset_confirmation_dated",
                                violation_error_message="Une confirmation a un auteur et une date, et ne s’annule plus.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
