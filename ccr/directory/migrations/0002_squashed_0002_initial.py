import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.notifications.models


class Migration(migrations.Migration):
    replaces = [("ccr_directory", "0002_initial")]

    initial = True

    dependencies = [
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_directory", "0001_squashed_0001_initial"),
        ("ccr_programme", "0001_squashed_0012_form_corrected"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="JoinRequest",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente de l’organisation"),
                                    ("escalated", "transmise à la coordination"),
                                    ("accepted", "acceptée"),
                                    ("refused", "refusée"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                        ("escalated_at", models.DateTimeField(blank=True, null=True, verbose_name="transmise le")),
                        ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="répondue le")),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="join_requests",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "demande de rattachement",
                        "verbose_name_plural": "demandes de rattachement",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "escalated"])),
                                fields=("person", "organisation"),
                                name="join_request_once_open",
                                violation_error_message="Votre demande est déjà partie.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at__isnull", False), ("state__in", ["accepted", "refused"])),
                                    models.Q(("answered_at__isnull", True), ("state__in", ["waiting", "escalated"])),
                                    _connector="OR",
                                ),
                                name="join_request_answer_dated",
                                violation_error_message="Une réponse a une date, une demande sans réponse n’en a pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "escalated"), _negated=True),
                                    ("escalated_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="join_request_escalation_dated",
                                violation_error_message="Une demande transmise à la coordination a une date.",
                            ),
                        ],
                    },
                ),
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
                        "verbose_name": "journal de l’annuaire",
                        "verbose_name_plural": "journal de l’annuaire",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="ccr_directo_about_i_28ad68_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="ccr_directory_journal_seat_has_person",
                                violation_error_message="Une ligne écrite au titre d’un siège nomme la personne.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Mail",
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
                        (
                            "address",
                            models.EmailField(
                                blank=True, default="", editable=False, max_length=254, verbose_name="adresse"
                            ),
                        ),
                        ("about_type", models.CharField(editable=False, max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(editable=False, verbose_name="identifiant de l’objet")),
                        (
                            "occurrence",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=60, verbose_name="occurrence"
                            ),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "recipient",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="destinataire",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "courrier de l’annuaire",
                        "verbose_name_plural": "courriers de l’annuaire",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "claimed", "handing"))),
                                fields=["due_at"],
                                name="ccr_directory_mail_due",
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
                                name="ccr_directory_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="ccr_directory_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="ccr_directory_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="ccr_directory_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="ccr_directory_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="ccr_directory_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
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
