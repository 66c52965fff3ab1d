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
    replaces = [("diagnostics", "0001_initial"), ("diagnostics", "0002_mail_paces")]

    initial = True

    dependencies = [
        ("candidates", "0001_squashed_0012_repair_rna"),
        ("ccr_accounts", "0001_squashed_0001_initial"),
        ("ccr_directory", "0001_squashed_0001_initial"),
        ("ccr_notifications", "0002_mail_paces"),
        ("ccr_programme", "0013_mail_paces"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Capacity",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "simultaneous",
                            models.PositiveSmallIntegerField(verbose_name="diagnostics menés de front, au plus"),
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "capacité de diagnostic",
                        "verbose_name_plural": "capacités de diagnostic",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("campaign", "organisation"), name="capacity_once")
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
                        "verbose_name": "document de diagnostic",
                        "verbose_name_plural": "documents de diagnostic",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="diagnostics_document_once_per_version",
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
                                name="diagnostics_document_lease_when_rendering",
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
                                name="diagnostics_document_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="diagnostics_document_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Intake",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("taken", models.PositiveSmallIntegerField(default=0, verbose_name="places prises")),
                        ("maximum", models.PositiveSmallIntegerField(verbose_name="places")),
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
                        "verbose_name": "guichet des diagnostics",
                        "verbose_name_plural": "guichets des diagnostics",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("maximum"))),
                                name="intake_within_maximum",
                                violation_error_message="Toutes les places de diagnostic de l’appel sont prises.",
                            )
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
                        "verbose_name": "journal des diagnostics",
                        "verbose_name_plural": "journal des diagnostics",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="diagnostics_about_i_03a822_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="diagnostics_journal_seat_has_person",
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
                        "verbose_name": "courrier des diagnostics",
                        "verbose_name_plural": "courriers des diagnostics",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "held", "claimed", "handing"))),
                                fields=["due_at"],
                                name="diagnostics_mail_due",
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
                                name="diagnostics_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="diagnostics_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="diagnostics_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="diagnostics_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="diagnostics_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="diagnostics_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("digest__isnull", True), ("state__in", ("held", "sent", "void")), _connector="OR"
                                ),
                                name="diagnostics_mail_gathered_or_alone",
                                violation_error_message="Un courrier d’un récapitulatif l’attend, ou part avec lui.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("about_type", models.CharField(max_length=100, verbose_name="objet")),
                        ("about_id", models.UUIDField(verbose_name="identifiant de l’objet")),
                        ("first_at", models.DateTimeField(verbose_name="première lecture")),
                        ("last_at", models.DateTimeField(verbose_name="dernière lecture")),
                        ("count", models.PositiveIntegerField(default=1, verbose_name="lectures")),
                        (
                            "reader",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="lu par",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lecture de la note",
                        "verbose_name_plural": "lectures de la note",
                        "ordering": ("-last_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("about_id", "reader"),
                                name="diagnostics_reading_once_per_reader",
                                violation_error_message="Cette lecture est déjà notée.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_at__gte", models.F("first_at")), ("count__gte", 1)),
                                name="diagnostics_reading_last_after_first",
                                violation_error_message="La dernière lecture ne peut pas précéder la première.",
                            ),
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
                        "verbose_name": "accusé (diagnostics)",
                        "verbose_name_plural": "accusés (diagnostics)",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("event",), name="diagnostics_receipt_once_per_event")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Template",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("version", models.PositiveSmallIntegerField(unique=True, verbose_name="version")),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publiée le")),
                    ],
                    options={
                        "verbose_name": "trame",
                        "verbose_name_plural": "trames",
                        "ordering": ["version"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Diagnostic",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "level",
                            models.CharField(
                                choices=[("light", "diagnostic léger"), ("complete", "diagnostic complet")],
                                max_length=10,
                                verbose_name="niveau",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "liste d’attente"),
                                    ("to_confirm", "à confirmer"),
                                    ("requested", "à attribuer"),
                                    ("assigned", "attribué"),
                                    ("started", "en cours"),
                                    ("restituted", "restitué, fil rouge ouvert"),
                                    ("closed", "clos"),
                                    ("cancelled", "annulé"),
                                    ("declined", "non confirmé"),
                                ],
                                max_length=12,
                                verbose_name="état",
                            ),
                        ),
                        ("before_selection", models.BooleanField(verbose_name="à restituer avant le comité")),
                        (
                            "outlook",
                            models.CharField(
                                choices=[
                                    ("green", "dans les temps"),
                                    ("orange", "à risque"),
                                    ("red", "hors délai"),
                                    ("free", "après la sélection"),
                                ],
                                max_length=8,
                                verbose_name="calendrier",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                        ("expected_from", models.DateField(verbose_name="restitution attendue à partir du")),
                        ("expected_until", models.DateField(verbose_name="restitution attendue au plus tard le")),
                        (
                            "promised_on",
                            models.DateField(blank=True, null=True, verbose_name="restitution promise pour le"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmé par RAMSESS le"),
                        ),
                        (
                            "postponed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="reporté après la sélection le"),
                        ),
                        ("assigned_at", models.DateTimeField(blank=True, null=True, verbose_name="attribué le")),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="commencé le")),
                        ("planned_on", models.DateField(blank=True, null=True, verbose_name="restitution prévue le")),
                        ("held_on", models.DateField(blank=True, null=True, verbose_name="restitution tenue le")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="clos le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulé le")),
                        ("declined_at", models.DateTimeField(blank=True, null=True, verbose_name="non confirmé le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
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
                            "diagnostician",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                        (
                            "shared_template",
                            models.ForeignKey(
                                blank=True,
                                help_text="Un diagnostic commencé garde la version de la trame avec laquelle il a commencé (A042).",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="diagnostics.template",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "diagnostic",
                        "verbose_name_plural": "diagnostics",
                        "ordering": ["asked_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["campaign", "state"], name="diagnostic_campaign_state")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["assigned", "requested", "restituted", "started", "to_confirm", "waiting"],
                                    )
                                ),
                                fields=("application", "level"),
                                name="diagnostic_one_live_per_level",
                                violation_error_message="Un diagnostic de ce niveau est déjà demandé.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("expected_from__lte", models.F("expected_until"))),
                                name="diagnostic_window_in_order",
                                violation_error_message="La restitution attendue ne peut pas finir avant de commencer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("before_selection", False), ("outlook", "free")),
                                    models.Q(("before_selection", True), models.Q(("outlook", "free"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="diagnostic_outlook_of_timing",
                                violation_error_message="Seul un diagnostic d’après la sélection est sans échéance.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("assigned_at__isnull", True),
                                        ("diagnostician__isnull", True),
                                        ("organisation__isnull", True),
                                    ),
                                    models.Q(
                                        ("assigned_at__isnull", False),
                                        ("diagnostician__isnull", False),
                                        ("organisation__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_assigned_whole",
                                violation_error_message="Une attribution a une structure, un diagnostiqueur et une date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["assigned", "closed", "restituted", "started"]),
                                        ("assigned_at__isnull", False),
                                    ),
                                    ("state", "cancelled"),
                                    models.Q(
                                        models.Q(
                                            ("state__in", ["assigned", "closed", "restituted", "started"]),
                                            _negated=True,
                                        ),
                                        ("assigned_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_assigned_state",
                                violation_error_message="L’état et l’attribution ne s’accordent pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("shared_template__isnull", False),
                                        ("started_at__isnull", False),
                                        ("state__in", ["started", "restituted", "closed"]),
                                    ),
                                    ("state", "cancelled"),
                                    models.Q(
                                        models.Q(("state__in", ["started", "restituted", "closed"]), _negated=True),
                                        ("started_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_started_dated",
                                violation_error_message="Un diagnostic commencé a une date et une version de la trame.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("held_on__isnull", False), ("state__in", ["restituted", "closed"])),
                                    models.Q(
                                        models.Q(("state__in", ["restituted", "closed"]), _negated=True),
                                        ("held_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_held_dated",
                                violation_error_message="Une restitution tenue a une date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="diagnostic_closed_dated",
                                violation_error_message="L’état et sa date ne s’accordent pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_cancelled_dated",
                                violation_error_message="L’état et sa date ne s’accordent pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("declined_at__isnull", False), ("state", "declined")),
                                    models.Q(
                                        models.Q(("state", "declined"), _negated=True), ("declined_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="diagnostic_declined_dated",
                                violation_error_message="L’état et sa date ne s’accordent pas.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                        ("title", models.CharField(max_length=120, verbose_name="intitulé")),
                        ("help", models.TextField(blank=True, verbose_name="aide")),
                        ("is_light", models.BooleanField(default=False, verbose_name="dans le diagnostic léger")),
                        ("is_note", models.BooleanField(default=False, verbose_name="est la note elle-même")),
                        (
                            "shared_template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sections",
                                to="diagnostics.template",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rubrique de la trame",
                        "verbose_name_plural": "rubriques de la trame",
                        "ordering": ["number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("shared_template", "number"), name="section_number_once")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="FilRouge",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "starts_on",
                            models.DateField(help_text="Date de restitution de la note.", verbose_name="début"),
                        ),
                        ("min_ends_on", models.DateField(verbose_name="fin, au plus tôt")),
                        ("max_ends_on", models.DateField(verbose_name="fin, au plus tard")),
                        ("ends_on", models.DateField(verbose_name="fin prévue")),
                        (
                            "stop_asked_on",
                            models.DateField(blank=True, null=True, verbose_name="arrêt demandé par la structure le"),
                        ),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="clos le")),
                        (
                            "diagnostic",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fil_rouge",
                                to="diagnostics.diagnostic",
                                verbose_name="diagnostic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fil rouge",
                        "verbose_name_plural": "fils rouges",
                        "ordering": ["ends_on", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("min_ends_on__lte", models.F("ends_on")),
                                    ("starts_on__lte", models.F("min_ends_on")),
                                    ("ends_on__lte", models.F("max_ends_on")),
                                ),
                                name="fil_rouge_dates_in_order",
                                violation_error_message="La fin du fil rouge est entre son minimum et son maximum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="fil_rouge_closed_after_start",
                                violation_error_message="Un fil rouge ne peut pas être clos avant d’avoir commencé.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closed_on__isnull", True),
                                    ("closed_on__gte", models.F("min_ends_on")),
                                    ("stop_asked_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="fil_rouge_closed_in_time",
                                violation_error_message="Avant son minimum, un fil rouge ne s’arrête qu’à la demande de la structure.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "brouillon"),
                                    ("shared", "relue, remise à la structure"),
                                    ("validated", "validée par la structure"),
                                    ("restituted", "restituée"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="état",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=0, verbose_name="version")),
                        (
                            "opinion",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("timely", "opportun"),
                                    ("conditional", "opportun sous conditions"),
                                    ("untimely", "non opportun"),
                                    ("later", "à différer"),
                                ],
                                max_length=12,
                                verbose_name="avis",
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, max_length=6000, verbose_name="raisons de l’avis")),
                        ("conditions", models.TextField(blank=True, max_length=4000, verbose_name="conditions")),
                        ("risks", models.TextField(blank=True, max_length=4000, verbose_name="risques")),
                        (
                            "support_format",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="forme d’accompagnement conseillée"
                            ),
                        ),
                        (
                            "shared_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="remise à la structure le"),
                        ),
                        (
                            "validated_on",
                            models.DateField(blank=True, null=True, verbose_name="validée par la structure le"),
                        ),
                        ("restituted_on", models.DateField(blank=True, null=True, verbose_name="restituée le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "diagnostic",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="diagnostics.diagnostic",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                        (
                            "proofread_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
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
                        "verbose_name": "note de diagnostic",
                        "verbose_name_plural": "notes de diagnostic",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(
                                        models.Q(("opinion", ""), _negated=True),
                                        models.Q(("reasons", ""), _negated=True),
                                        ("proofread_by__isnull", False),
                                        ("shared_at__isnull", False),
                                        ("version__gte", 1),
                                    ),
                                    _connector="OR",
                                ),
                                name="note_shared_complete",
                                violation_error_message="Une note remise à la structure a un avis, ses raisons et une relecture.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "draft"),
                                    models.Q(("opinion", "conditional"), _negated=True),
                                    models.Q(("conditions", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="note_conditions_said",
                                violation_error_message="Un avis «\xa0opportun sous conditions\xa0» dit ses conditions.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["validated", "restituted"]), ("validated_on__isnull", False)
                                    ),
                                    models.Q(("state__in", ["draft", "shared"]), ("validated_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="note_validation_dated",
                                violation_error_message="Une note validée a une date de validation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("restituted_on__isnull", False), ("state", "restituted")),
                                    models.Q(
                                        models.Q(("state", "restituted"), _negated=True),
                                        ("restituted_on__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="note_restitution_dated",
                                violation_error_message="Une note restituée a une date de restitution.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("position", models.PositiveSmallIntegerField(verbose_name="ordre")),
                        ("code", models.SlugField(max_length=40, verbose_name="code")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rating", "appréciation de 1 à 4"),
                                    ("ternary", "oui / moyen / non"),
                                    ("strengths", "points forts"),
                                    ("weaknesses", "points faibles"),
                                    ("text", "texte"),
                                    ("comment", "commentaire interne"),
                                ],
                                max_length=12,
                                verbose_name="réponse",
                            ),
                        ),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        ("help", models.CharField(blank=True, max_length=300, verbose_name="aide")),
                        ("is_light", models.BooleanField(default=False, verbose_name="dans le diagnostic léger")),
                        ("in_note", models.BooleanField(default=True, verbose_name="reprise dans la note")),
                        (
                            "section",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="questions",
                                to="diagnostics.section",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question de la trame",
                        "verbose_name_plural": "questions de la trame",
                        "ordering": ["section__number", "position"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("section", "code"), name="question_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "comment"), _negated=True), ("in_note", False), _connector="OR"
                                ),
                                name="question_comment_stays",
                                violation_error_message="Un commentaire interne n’est jamais repris dans la note.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Restitution",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("place", models.CharField(max_length=200, verbose_name="lieu")),
                        (
                            "people",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="personnes présentes"),
                        ),
                        (
                            "roles",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="qualités des personnes présentes"
                            ),
                        ),
                        (
                            "remarks",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="ce que la structure a dit de la note"
                            ),
                        ),
                        (
                            "diagnostic",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="diagnostics.diagnostic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "restitution",
                        "verbose_name_plural": "restitutions",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("people__isnull", True), ("people__gte", 1), _connector="OR"),
                                name="restitution_to_somebody",
                                violation_error_message="Une restitution se fait à au moins une personne.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("value", models.TextField(blank=True, max_length=4000, verbose_name="réponse")),
                        ("saved_at", models.DateTimeField(verbose_name="enregistrée le")),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "diagnostic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="diagnostics.diagnostic",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagnostics.question"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réponse à la trame",
                        "verbose_name_plural": "réponses à la trame",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("diagnostic", "question"), name="answer_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ContactEntry",
                    fields=[
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("on", models.DateField(verbose_name="date")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "visite sur place"),
                                    ("meeting", "rendez-vous"),
                                    ("phone", "téléphone"),
                                    ("mail", "courriel"),
                                    ("closing", "bilan de clôture"),
                                ],
                                max_length=10,
                                verbose_name="contact",
                            ),
                        ),
                        ("text", models.TextField(max_length=4000, verbose_name="compte rendu")),
                        ("shared", models.BooleanField(default=True, verbose_name="partagé avec la structure")),
                        ("written_at", models.DateTimeField(verbose_name="écrit le")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "fil_rouge",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagnostics.filrouge"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact du fil rouge",
                        "verbose_name_plural": "contacts du fil rouge",
                        "ordering": ["-on", "-written_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="NoteLine",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version de la note")),
                        ("position", models.PositiveSmallIntegerField(verbose_name="ordre")),
                        ("section", models.CharField(max_length=120, verbose_name="rubrique")),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("rating", "appréciation de 1 à 4"),
                                    ("ternary", "oui / moyen / non"),
                                    ("strengths", "points forts"),
                                    ("weaknesses", "points faibles"),
                                    ("text", "texte"),
                                    ("comment", "commentaire interne"),
                                ],
                                max_length=12,
                                verbose_name="réponse",
                            ),
                        ),
                        ("value", models.TextField(verbose_name="réponse")),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="diagnostics.note"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ligne de la note",
                        "verbose_name_plural": "lignes de la note",
                        "ordering": ["version", "position"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("note", "version", "position"), name="note_line_once")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "text",
                            models.TextField(blank=True, max_length=2000, verbose_name="accompagnement conseillé"),
                        ),
                        (
                            "axis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.axis"
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="diagnostics.note",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accompagnement conseillé",
                        "verbose_name_plural": "accompagnements conseillés",
                        "ordering": ["axis__number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("note", "axis"), name="recommendation_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("version", models.PositiveSmallIntegerField(verbose_name="version de la note")),
                        ("text", models.TextField(max_length=3000, verbose_name="correction demandée")),
                        ("at", models.DateTimeField(verbose_name="demandée le")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagnostics.note"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "remarque sur la note",
                        "verbose_name_plural": "remarques sur les notes",
                        "ordering": ["-at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Transfer",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("consented_at", models.DateTimeField(verbose_name="accord donné le")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "consented_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "consultant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="diagnostics.note"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transmission de la note",
                        "verbose_name_plural": "transmissions de notes",
                        "ordering": ["-consented_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("note", "consultant"),
                                name="transfer_one_live",
                                violation_error_message="Cette note est déjà transmise à ce consultant.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at__isnull", True),
                                    ("withdrawn_at__gte", models.F("consented_at")),
                                    _connector="OR",
                                ),
                                name="transfer_withdrawn_after_consent",
                                violation_error_message="Une transmission ne se retire qu’après l’accord.",
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
