import uuid
from decimal import Decimal

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models


class Migration(migrations.Migration):
    replaces = [("financing", "0001_initial")]

    initial = True

    dependencies = [
        ("candidates", "0001_squashed_0012_repair_rna"),
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_programme", "0001_squashed_0012_form_corrected"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Journal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(default=ccr.clock.now, verbose_name="quand")),
                        ("verb", models.CharField(max_length=60, verbose_name="verbe")),
                        ("about_type", models.CharField(max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(verbose_name="identifiant de l’objet")),
                        (
                            "details",
                            models.JSONField(
                                default=dict,
                                encoder=django.core.serializers.json.DjangoJSONEncoder,
                                verbose_name="détails",
                            ),
                        ),
                        (
                            "by_person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="par",
                            ),
                        ),
                        (
                            "by_seat",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="au titre de",
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "journal des besoins de financement",
                        "verbose_name_plural": "journal des besoins de financement",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="financing_j_about_i_d474de_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="financing_journal_seat_has_person",
                                violation_error_message="Une ligne écrite au titre d’un siège nomme la personne.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="NeedLine",
                    fields=[
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "need_type",
                            models.CharField(
                                choices=[
                                    ("moving", "Déménagement"),
                                    ("fitting_out", "Aménagement de boutique"),
                                    ("stock", "Préachat de stocks"),
                                    ("working_capital", "Besoin en fonds de roulement (BFR)"),
                                    ("equipment", "Investissements productifs"),
                                    ("other", "Autre"),
                                ],
                                max_length=16,
                                verbose_name="type de besoin",
                            ),
                        ),
                        (
                            "month",
                            models.DateField(
                                help_text="Le premier jour du mois où l’argent est nécessaire.", verbose_name="mois"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="montant (€)")),
                        (
                            "certainty",
                            models.CharField(
                                choices=[("certain", "certain"), ("likely", "probable"), ("possible", "à confirmer")],
                                max_length=8,
                                verbose_name="certitude",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("stated", "exprimé"), ("withdrawn", "retiré")],
                                default="stated",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("stated_at", models.DateTimeField(verbose_name="exprimé le")),
                        ("changed_at", models.DateTimeField(verbose_name="modifié le")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "besoin de financement",
                        "verbose_name_plural": "besoins de financement",
                        "ordering": ["month", "need_type", "stated_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("amount__lte", Decimal("10000000"))),
                                name="need_line_amount_sensible",
                                violation_error_message="Un montant est supérieur à 0 € et ne dépasse pas 10 000 000 €.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)),
                                name="need_line_first_of_month",
                                violation_error_message="Un besoin se place sur un mois entier.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "stated"), ("withdrawn_at__isnull", True)),
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="need_line_withdrawal_dated",
                                violation_error_message="Un retrait a une date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("changed_at__gte", models.F("stated_at"))),
                                name="need_line_changed_after_stated",
                                violation_error_message="Une modification suit la saisie.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="NeedWords",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("words", models.TextField(blank=True, max_length=1000, verbose_name="précisions")),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="said",
                                to="financing.needline",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "précisions d’un besoin",
                        "verbose_name_plural": "précisions des besoins",
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
