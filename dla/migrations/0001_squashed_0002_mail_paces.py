import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.documents.storage
import ccr.notifications.models


class Migration(migrations.Migration):
    replaces = [("dla", "0001_initial"), ("dla", "0002_mail_paces")]

    initial = True

    dependencies = [
        ("candidates", "0001_squashed_0012_repair_rna"),
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_notifications", "0002_mail_paces"),
        ("ccr_programme", "0013_mail_paces"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="DayPool",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("half_days_total", models.PositiveSmallIntegerField(verbose_name="demi-journées")),
                        (
                            "half_days_taken",
                            models.PositiveSmallIntegerField(default=0, verbose_name="demi-journées attribuées"),
                        ),
                        (
                            "campaign",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réserve de jours individuels",
                        "verbose_name_plural": "réserves de jours individuels",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("half_days_taken__lte", models.F("half_days_total"))),
                                name="day_pool_never_over",
                                violation_error_message="La réserve de jours individuels est épuisée.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.CharField(editable=False, max_length=60, verbose_name="document")),
                        ("title", models.CharField(editable=False, max_length=150, verbose_name="titre")),
                        (
                            "lane",
                            models.CharField(
                                choices=[
                                    ("support", "appui"),
                                    ("candidate", "structure candidate"),
                                    ("coordination", "coordination"),
                                    ("instruction", "instruction"),
                                    ("pilot", "pilotage"),
                                ],
                                editable=False,
                                max_length=12,
                                verbose_name="côté",
                            ),
                        ),
                        ("about_type", models.CharField(editable=False, max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(editable=False, verbose_name="identifiant de l’objet")),
                        (
                            "source_version",
                            models.CharField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=80,
                                verbose_name="version de la source",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "en attente"),
                                    ("rendering", "en préparation"),
                                    ("ready", "prêt"),
                                    ("failed", "échec"),
                                ],
                                default="waiting",
                                editable=False,
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="demandé le"),
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
                            "error",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=80, verbose_name="erreur"
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                editable=False,
                                max_length=120,
                                upload_to=ccr.documents.storage.private_path,
                                verbose_name="fichier",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                default="",
                                editable=False,
                                max_length=64,
                                verbose_name="SHA-256",
                            ),
                        ),
                        (
                            "size",
                            models.PositiveIntegerField(
                                blank=True, editable=False, null=True, verbose_name="taille (octets)"
                            ),
                        ),
                        (
                            "pages",
                            models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name="pages"),
                        ),
                        (
                            "rendered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="fait le"),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "owner_seat",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="fait pour",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document du DLA",
                        "verbose_name_plural": "documents du DLA",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="dla_document_once_per_version",
                                violation_error_message="Ce document existe déjà pour cette version.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lease_until__isnull", False), ("state", "rendering")),
                                    models.Q(
                                        models.Q(("state", "rendering"), _negated=True), ("lease_until__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="dla_document_lease_when_rendering",
                                violation_error_message="Un document est réservé quand, et seulement quand, il est en préparation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("pages__gt", 0),
                                        ("rendered_at__isnull", False),
                                        ("size__gt", 0),
                                        ("state", "ready"),
                                        models.Q(("file", ""), _negated=True),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ready"), _negated=True),
                                        ("file", ""),
                                        ("rendered_at__isnull", True),
                                        ("sha256", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="dla_document_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dla_document_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
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
                        "verbose_name": "journal du DLA",
                        "verbose_name_plural": "journal du DLA",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="dla_journal_about_i_82d112_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="dla_journal_seat_has_person",
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
                        (
                            "digest",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_notifications.digest",
                                verbose_name="récapitulatif",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "courrier du DLA",
                        "verbose_name_plural": "courriers du DLA",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "held", "claimed", "handing"))),
                                fields=["due_at"],
                                name="dla_mail_due",
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
                                name="dla_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="dla_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="dla_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="dla_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="dla_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="dla_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("digest__isnull", True), ("state__in", ("held", "sent", "void")), _connector="OR"
                                ),
                                name="dla_mail_gathered_or_alone",
                                violation_error_message="Un courrier d’un récapitulatif l’attend, ou part avec lui.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="NeedsSheet",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "à remplir"), ("submitted", "envoyée"), ("validated", "validée")],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyée le")),
                        ("validated_at", models.DateTimeField(blank=True, null=True, verbose_name="validée le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "validated_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fiche de besoins",
                        "verbose_name_plural": "fiches de besoins",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "draft"),
                                        ("submitted_at__isnull", True),
                                        ("validated_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("state", "submitted"),
                                        ("submitted_at__isnull", False),
                                        ("validated_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("state", "validated"),
                                        ("submitted_at__isnull", False),
                                        ("validated_at__isnull", False),
                                        ("validated_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="needs_sheet_dates_agree",
                                violation_error_message="L’état de la fiche et ses dates ne s’accordent pas.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Receipt",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("lease_until", models.DateTimeField(blank=True, null=True, verbose_name="bail")),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="essais")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="traité le")),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.event"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accusé (DLA)",
                        "verbose_name_plural": "accusés (DLA)",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("event",), name="dla_receipt_once_per_event")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                        ("title", models.CharField(max_length=120, verbose_name="intitulé")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("project", "en préparation"),
                                    ("confirmed", "confirmée"),
                                    ("unbalanced", "à régulariser"),
                                    ("closed", "terminée"),
                                ],
                                default="project",
                                max_length=12,
                                verbose_name="état",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmée le")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="terminée le")),
                        ("seats_min", models.PositiveSmallIntegerField(verbose_name="structures, au moins")),
                        ("seats_max", models.PositiveSmallIntegerField(verbose_name="structures, au plus")),
                        (
                            "association_percent",
                            models.PositiveSmallIntegerField(verbose_name="associations, au moins (%)"),
                        ),
                        (
                            "seats_taken",
                            models.PositiveSmallIntegerField(default=0, verbose_name="structures inscrites"),
                        ),
                        (
                            "associations_taken",
                            models.PositiveSmallIntegerField(default=0, verbose_name="associations inscrites"),
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
                            "consultant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session DLA",
                        "verbose_name_plural": "sessions DLA",
                        "ordering": ["number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "number"),
                                name="session_number_once",
                                violation_error_message="Une session de cet appel porte déjà ce numéro.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("seats_taken__lte", models.F("seats_max"))),
                                name="session_seats_within_max",
                                violation_error_message="La session est complète.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("associations_taken__lte", models.F("seats_taken"))),
                                name="session_associations_within_seats",
                                violation_error_message="Les associations inscrites font partie des structures inscrites.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("state", "project")),
                                    models.Q(
                                        models.Q(("state", "project"), _negated=True), ("confirmed_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="session_confirmation_dated",
                                violation_error_message="Une confirmation a une date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="session_closing_dated",
                                violation_error_message="Une session terminée a une date de fin.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Allocation",
                    fields=[
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("half_days", models.PositiveSmallIntegerField(verbose_name="demi-journées")),
                        ("reason", models.CharField(max_length=300, verbose_name="motif")),
                        (
                            "state",
                            models.CharField(
                                choices=[("allocated", "attribués"), ("done", "réalisés"), ("released", "rendus")],
                                default="allocated",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("allocated_at", models.DateTimeField(verbose_name="attribuées le")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="réalisées le")),
                        ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="rendues le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "pool",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="dla.daypool",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attribution de jours individuels",
                        "verbose_name_plural": "attributions de jours individuels",
                        "ordering": ["allocated_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("half_days__gte", 1)),
                                name="allocation_some_half_days",
                                violation_error_message="On attribue au moins une demi-journée.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("done_at__isnull", True), ("released_at__isnull", True), ("state", "allocated")
                                    ),
                                    models.Q(
                                        ("done_at__isnull", False), ("released_at__isnull", True), ("state", "done")
                                    ),
                                    models.Q(
                                        ("done_at__isnull", True), ("released_at__isnull", False), ("state", "released")
                                    ),
                                    _connector="OR",
                                ),
                                name="allocation_dates_agree",
                                violation_error_message="L’état de l’attribution et ses dates ne s’accordent pas.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Enrolment",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("enrolled", "inscrite"),
                                    ("waiting", "en attente"),
                                    ("withdrawn", "désinscrite"),
                                ],
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "rests_on",
                            models.CharField(
                                choices=[("note", "note transmise"), ("sheet", "fiche validée")],
                                max_length=5,
                                verbose_name="repose sur",
                            ),
                        ),
                        (
                            "trigger",
                            models.CharField(
                                choices=[
                                    ("recommendation", "recommandation du comité"),
                                    ("request", "demande de la structure"),
                                ],
                                max_length=14,
                                verbose_name="à la suite de",
                            ),
                        ),
                        ("is_association", models.BooleanField(verbose_name="compte comme association")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="rang sur la liste d’attente"
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                        ("enrolled_at", models.DateTimeField(blank=True, null=True, verbose_name="inscrite le")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="désinscrite le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="dla.session"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inscription",
                        "verbose_name_plural": "inscriptions",
                        "ordering": ["position", "asked_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("position__isnull", False)),
                                fields=("session", "position"),
                                name="enrolment_position_once",
                                violation_error_message="Deux structures ne tiennent pas le même rang de la liste d’attente.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("position__gte", 1), ("position__isnull", False), ("state", "waiting")),
                                    models.Q(models.Q(("state", "waiting"), _negated=True), ("position__isnull", True)),
                                    _connector="OR",
                                ),
                                name="enrolment_position_when_waiting",
                                violation_error_message="Un rang se tient sur la liste d’attente, et là seulement.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("enrolled", "waiting"))),
                                fields=("application",),
                                name="enrolment_one_live",
                                violation_error_message="Cette structure est déjà inscrite à une session.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("enrolled_at__isnull", False),
                                        ("state", "enrolled"),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("enrolled_at__isnull", True),
                                        ("state", "waiting"),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="enrolment_dates_agree",
                                violation_error_message="L’état de l’inscription et ses dates ne s’accordent pas.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="NeedsTheme",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "theme",
                            models.CharField(
                                choices=[
                                    ("economic", "Modèle économique\xa0: budget et plan de financement à 3 ans"),
                                    ("production", "Organisation de la production"),
                                    ("marketing", "Stratégie marketing"),
                                    ("hr", "Réorganisation des ressources humaines"),
                                    ("other", "Autre\xa0: révision du projet, gouvernance…"),
                                ],
                                max_length=10,
                                verbose_name="thème",
                            ),
                        ),
                        (
                            "priority",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "pas de besoin"),
                                    ("later", "peut attendre"),
                                    ("useful", "utile"),
                                    ("urgent", "prioritaire"),
                                ],
                                max_length=7,
                                verbose_name="priorité",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("collective", "en collectif"),
                                    ("individual", "en individuel"),
                                    ("both", "les deux"),
                                ],
                                max_length=10,
                                verbose_name="forme souhaitée",
                            ),
                        ),
                        ("words", models.TextField(blank=True, max_length=2000, verbose_name="précisions")),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="themes", to="dla.needssheet"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thème d’une fiche de besoins",
                        "verbose_name_plural": "thèmes des fiches de besoins",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("sheet", "theme"), name="needs_theme_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="SessionDay",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("day", models.DateField(verbose_name="date")),
                        (
                            "module",
                            models.CharField(
                                choices=[
                                    ("strategy", "stratégie de développement"),
                                    ("commercial", "stratégie commerciale"),
                                    ("hr", "ressources humaines"),
                                ],
                                max_length=10,
                                verbose_name="module",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="lieu")),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="days", to="dla.session"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "jour de session",
                        "verbose_name_plural": "jours de session",
                        "ordering": ["day"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "day"),
                                name="session_day_once",
                                violation_error_message="Deux jours de la session ont la même date.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
