import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.documents.storage
import ccr.notifications.models


class Migration(migrations.Migration):
    replaces = [
        ("candidates", "0001_initial"),
        ("candidates", "0002_initial"),
        ("candidates", "0003_information_day"),
        ("candidates", "0004_messages"),
        ("candidates", "0005_people"),
        ("candidates", "0006_extensions"),
        ("candidates", "0007_sections"),
        ("candidates", "0008_carry_over"),
        ("candidates", "0009_contacts_only"),
        ("candidates", "0010_regain_tools"),
        ("candidates", "0011_mail_paces"),
        ("candidates", "0012_repair_rna"),
    ]

    initial = True

    dependencies = [
        ("ccr_accounts", "0003_mail_paces"),
        ("ccr_directory", "0003_squashed_0005_mail_paces"),
        ("ccr_notifications", "0002_mail_paces"),
        ("ccr_programme", "0013_mail_paces"),
    ]

    operations = [
        ccr.create_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Application",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("begun", "en cours de saisie"),
                                    ("deposited", "déposée"),
                                    ("withdrawn", "retirée"),
                                ],
                                default="begun",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("begun_at", models.DateTimeField(verbose_name="commencée le")),
                        (
                            "deposited_at",
                            models.DateTimeField(
                                blank=True, help_text="Le dernier dépôt.", null=True, verbose_name="déposée le"
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                        ("receipt_number", models.CharField(blank=True, max_length=60, verbose_name="numéro de dépôt")),
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
                        "verbose_name": "candidature",
                        "verbose_name_plural": "candidatures",
                        "ordering": ["begun_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("campaign", "organisation"),
                                name="application_once_per_campaign",
                                violation_error_message="Cette organisation a déjà une candidature dans cet appel.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("receipt_number", ""), _negated=True),
                                fields=("receipt_number",),
                                name="application_receipt_number_unique",
                                violation_error_message="Ce numéro de dépôt est déjà pris.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "deposited"), _negated=True),
                                    models.Q(
                                        ("deposited_at__isnull", False), models.Q(("receipt_number", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="application_deposit_dated",
                                violation_error_message="Une candidature déposée a une date et un numéro de dépôt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="application_withdrawal_dated",
                                violation_error_message="Un retrait a une date.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AttendanceSheet",
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
                        "verbose_name": "liste d’émargement",
                        "verbose_name_plural": "listes d’émargement",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="candidates_attendancesheet_once_per_version",
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
                                name="candidates_attendancesheet_lease_when_rendering",
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
                                name="candidates_attendancesheet_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="candidates_attendancesheet_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="BulkMail",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="objet")),
                        ("text", models.TextField(max_length=5000, verbose_name="message")),
                        (
                            "to",
                            models.CharField(
                                choices=[
                                    ("representatives", "la personne qui représente chaque structure"),
                                    ("everybody", "toutes les personnes de chaque candidature"),
                                ],
                                max_length=16,
                                verbose_name="à",
                            ),
                        ),
                        ("sent_at", models.DateTimeField(verbose_name="envoyé le")),
                        ("structures", models.PositiveSmallIntegerField(verbose_name="structures")),
                        ("people", models.PositiveSmallIntegerField(verbose_name="destinataires")),
                        (
                            "by",
                            models.ForeignKey(
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
                    ],
                    options={
                        "verbose_name": "courrier groupé",
                        "verbose_name_plural": "courriers groupés",
                        "db_table": "candidates_bulk_mail",
                        "ordering": ["-sent_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1), ("structures__gte", 1)),
                                name="bulk_mail_reaches_somebody",
                                violation_error_message="Un courrier groupé part à une personne au moins.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DepositCounter",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="dernier numéro")),
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
                        "verbose_name": "compteur des dépôts",
                        "verbose_name_plural": "compteurs des dépôts",
                        "abstract": False,
                        "default_manager_name": "rows",
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
                        "verbose_name": "document des candidatures",
                        "verbose_name_plural": "documents des candidatures",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="candidates_document_once_per_version",
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
                                name="candidates_document_lease_when_rendering",
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
                                name="candidates_document_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="candidates_document_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="InformationDay",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("seats_max", models.PositiveSmallIntegerField(verbose_name="nombre de places")),
                        (
                            "seats_taken",
                            models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="places prises"),
                        ),
                        (
                            "registration_until",
                            models.DateField(
                                help_text="Jusqu’à 23\xa0h\xa059.", verbose_name="dernier jour pour s’inscrire"
                            ),
                        ),
                        (
                            "practical_notes",
                            models.TextField(blank=True, max_length=3000, verbose_name="informations pratiques"),
                        ),
                        (
                            "documents_sent_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="documents envoyés le"
                            ),
                        ),
                        (
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "journée d’information",
                        "verbose_name_plural": "journées d’information",
                        "db_table": "candidates_information_day",
                        "ordering": ["meeting__starts_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("seats_taken__lte", models.F("seats_max"))),
                                name="information_day_seats_taken_at_most",
                                violation_error_message="Il n’y a plus assez de places à cette journée d’information.",
                            )
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
                        "verbose_name": "journal des candidatures",
                        "verbose_name_plural": "journal des candidatures",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="candidates__about_i_06150a_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="candidates_journal_seat_has_person",
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
                        "verbose_name": "courrier des candidatures",
                        "verbose_name_plural": "courriers des candidatures",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "held", "claimed", "handing"))),
                                fields=["due_at"],
                                name="candidates_mail_due",
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
                                name="candidates_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="candidates_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="candidates_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="candidates_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="candidates_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="candidates_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("digest__isnull", True), ("state__in", ("held", "sent", "void")), _connector="OR"
                                ),
                                name="candidates_mail_gathered_or_alone",
                                violation_error_message="Un courrier d’un récapitulatif l’attend, ou part avec lui.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="PaperReceipt",
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
                        "verbose_name": "attestation de dépôt à poster",
                        "verbose_name_plural": "attestations de dépôt à poster",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="candidates_paperreceipt_once_per_version",
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
                                name="candidates_paperreceipt_lease_when_rendering",
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
                                name="candidates_paperreceipt_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="candidates_paperreceipt_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
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
                        "verbose_name": "accusé (candidatures)",
                        "verbose_name_plural": "accusés (candidatures)",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("event",), name="candidates_receipt_once_per_event")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Reception",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="date")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("telephone", "téléphone"),
                                    ("mail", "courriel ou courrier"),
                                    ("visit", "visite"),
                                    ("information_day", "journée d’information"),
                                    ("event", "salon ou rencontre"),
                                ],
                                max_length=16,
                                verbose_name="canal",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True, db_collation="french", max_length=120, verbose_name="personne"
                            ),
                        ),
                        ("reach", models.CharField(blank=True, max_length=200, verbose_name="téléphone ou e-mail")),
                        (
                            "structure",
                            models.CharField(
                                blank=True, db_collation="french", max_length=200, verbose_name="structure"
                            ),
                        ),
                        ("question", models.TextField(max_length=2000, verbose_name="question")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("informed", "information donnée"),
                                    ("oriented", "orientation vers un partenaire"),
                                    ("application", "candidature à commencer"),
                                    ("diagnostic", "diagnostic à demander"),
                                    ("call_back", "à rappeler"),
                                ],
                                max_length=12,
                                verbose_name="suite donnée",
                            ),
                        ),
                        (
                            "partner",
                            models.CharField(
                                blank=True, db_collation="french", max_length=200, verbose_name="orientée vers"
                            ),
                        ),
                        (
                            "came",
                            models.CharField(
                                choices=[
                                    ("alone", "de sa propre initiative"),
                                    ("sent", "sur le conseil d’un prescripteur"),
                                ],
                                max_length=6,
                                verbose_name="venue",
                            ),
                        ),
                        (
                            "prescriber",
                            models.CharField(
                                blank=True, db_collation="french", max_length=200, verbose_name="prescripteur"
                            ),
                        ),
                        ("noted_at", models.DateTimeField(verbose_name="noté le")),
                        (
                            "by",
                            models.ForeignKey(
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
                            "partner_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                        (
                            "prescriber_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "accueil",
                        "verbose_name_plural": "accueils",
                        "ordering": ["-on", "-noted_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["campaign", "-on"], name="reception_of_campaign")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("question", ""), _negated=True),
                                name="reception_says_what",
                                violation_error_message="Écrivez la question, même en deux mots.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("came", "sent"), models.Q(("prescriber", ""), _negated=True)),
                                    models.Q(
                                        ("came", "alone"), ("prescriber", ""), ("prescriber_organisation__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="reception_prescriber_named",
                                violation_error_message="Nommez le prescripteur, ou dites que la personne est venue d’elle-même.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", "oriented"), models.Q(("partner", ""), _negated=True)),
                                    models.Q(
                                        models.Q(("outcome", "oriented"), _negated=True),
                                        ("partner", ""),
                                        ("partner_organisation__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="reception_partner_named",
                                violation_error_message="Nommez le partenaire vers qui la personne est orientée.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="BulkTarget",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "mail",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="targets",
                                to="candidates.bulkmail",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "structure d’un courrier groupé",
                        "verbose_name_plural": "structures d’un courrier groupé",
                        "db_table": "candidates_bulk_target",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mail", "application"),
                                name="bulk_target_once",
                                violation_error_message="Cette structure est déjà destinataire de ce courrier.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("activity", models.TextField(blank=True, max_length=2000, verbose_name="votre activité")),
                        (
                            "employees",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="emplois (équivalents temps plein)",
                            ),
                        ),
                        (
                            "project",
                            models.TextField(blank=True, max_length=4000, verbose_name="votre projet à la Cité"),
                        ),
                        (
                            "reasons",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="vos raisons de rejoindre la Cité"
                            ),
                        ),
                        (
                            "space_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("corner", "corner dans l’espace de vente partagé"),
                                    ("shop", "boutique"),
                                    ("restaurant", "restauration"),
                                    ("office", "bureau"),
                                    ("permanence", "permanence ponctuelle"),
                                ],
                                max_length=12,
                                verbose_name="type d’espace",
                            ),
                        ),
                        (
                            "space_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=7,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="surface souhaitée (m²)",
                            ),
                        ),
                        (
                            "charter_signed_by",
                            models.CharField(blank=True, max_length=160, verbose_name="charte signée par"),
                        ),
                        (
                            "charter_signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="charte signée le"),
                        ),
                        (
                            "charter_version",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="version de la charte"
                            ),
                        ),
                        ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="enregistré le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "aided_contracts",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="dont contrats aidés"),
                        ),
                        ("branches", models.JSONField(blank=True, default=list, verbose_name="filières")),
                        (
                            "cooperates",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "oui"), ("no", "non")],
                                max_length=3,
                                verbose_name="coopérations avec d’autres résidents",
                            ),
                        ),
                        (
                            "cooperation_shared",
                            models.TextField(blank=True, max_length=2000, verbose_name="ce que vous partageriez"),
                        ),
                        ("cooperation_with", models.TextField(blank=True, max_length=1000, verbose_name="avec qui")),
                        (
                            "created_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année de création"),
                        ),
                        (
                            "ess_answer",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "oui"), ("no", "non")],
                                max_length=3,
                                verbose_name="entreprise de l’ESS",
                            ),
                        ),
                        ("ess_governance", models.BooleanField(default=False, verbose_name="gouvernance démocratique")),
                        (
                            "ess_profits",
                            models.BooleanField(
                                default=False, verbose_name="bénéfices consacrés à l’activité, réserves impartageables"
                            ),
                        ),
                        (
                            "ess_purpose",
                            models.BooleanField(
                                default=False, verbose_name="but autre que le seul partage des bénéfices"
                            ),
                        ),
                        (
                            "first_contact",
                            models.PositiveSmallIntegerField(default=1, verbose_name="à joindre en premier"),
                        ),
                        ("headcount", models.PositiveIntegerField(blank=True, null=True, verbose_name="salariés")),
                        (
                            "other_branch",
                            models.CharField(blank=True, max_length=120, verbose_name="autre filière\xa0: laquelle"),
                        ),
                        (
                            "permanent_jobs",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dont contrats à durée indéterminée"
                            ),
                        ),
                        (
                            "pole",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("food", "alimentation"),
                                    ("home", "maison"),
                                    ("clothing", "habillement"),
                                    ("travel", "tourisme solidaire"),
                                    ("culture", "culture et loisirs"),
                                    ("reuse", "réemploi et réparation"),
                                    ("services", "services et bureaux"),
                                ],
                                max_length=12,
                                verbose_name="pôle d’activité",
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=250, verbose_name="votre structure en une phrase"),
                        ),
                        (
                            "volunteers",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="bénévoles réguliers"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="site internet")),
                    ],
                    options={
                        "verbose_name": "brouillon",
                        "verbose_name_plural": "brouillons",
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Extension",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "until",
                            models.DateField(
                                help_text="Jusqu’à 23 h 59, heure de Paris.", verbose_name="nouveau dernier jour"
                            ),
                        ),
                        ("reason", models.TextField(max_length=1000, verbose_name="motif")),
                        ("at", models.DateTimeField(verbose_name="accordé le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extensions",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "délai accordé",
                        "verbose_name_plural": "délais accordés",
                        "ordering": ["until"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "until"),
                                name="extension_once_a_day",
                                violation_error_message="Ce délai est déjà accordé à cette structure.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "demandée"),
                                    ("accepted", "acceptée"),
                                    ("refused", "refusée"),
                                    ("withdrawn", "annulée"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="demandée le")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="acceptée le")),
                        ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="refusée le")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
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
                            "to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "passation",
                        "verbose_name_plural": "passations",
                        "ordering": ["-asked_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("application",),
                                name="hand_over_one_open",
                                violation_error_message="Une passation est déjà demandée pour cette candidature.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at__isnull", True),
                                        ("refused_at__isnull", True),
                                        ("state", "asked"),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__gte", models.F("asked_at")),
                                        ("accepted_at__isnull", False),
                                        ("refused_at__isnull", True),
                                        ("state", "accepted"),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", True),
                                        ("refused_at__gte", models.F("asked_at")),
                                        ("refused_at__isnull", False),
                                        ("state", "refused"),
                                        ("withdrawn_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", True),
                                        ("refused_at__isnull", True),
                                        ("state", "withdrawn"),
                                        ("withdrawn_at__gte", models.F("asked_at")),
                                        ("withdrawn_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="hand_over_dates_agree",
                                violation_error_message="Une passation a une seule réponse, à une date.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="InformationDocument",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("title", models.CharField(max_length=150, verbose_name="titre")),
                        ("is_before", models.BooleanField(default=False, verbose_name="à lire avant la journée")),
                        (
                            "file",
                            models.FileField(
                                max_length=120, upload_to=ccr.documents.storage.private_path, verbose_name="fichier"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                        ("mime", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="taille (octets)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("added_at", models.DateTimeField(verbose_name="ajouté le")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="candidates.informationday",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document d’une journée d’information",
                        "verbose_name_plural": "documents d’une journée d’information",
                        "db_table": "candidates_information_document",
                        "ordering": ["-is_before", "added_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("motive", models.TextField(blank=True, verbose_name="motif")),
                        ("conditions", models.TextField(blank=True, verbose_name="conditions")),
                        (
                            "waiting_rank",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="rang sur la liste d’attente"
                            ),
                        ),
                        ("published_at", models.DateTimeField(verbose_name="publiée le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="candidates.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lettre de décision",
                        "verbose_name_plural": "lettres de décision",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("waiting_rank__isnull", True), ("waiting_rank__gte", 1), _connector="OR"
                                ),
                                name="letter_rank_from_one",
                                violation_error_message="Le rang sur la liste d’attente commence à 1.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("candidate", "la structure"), ("coordination", "la coordination")],
                                max_length=12,
                                verbose_name="écrit par",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "en cours d’écriture"),
                                    ("sent", "envoyé"),
                                    ("taken_back", "repris"),
                                ],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=5000, verbose_name="message")),
                        ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                        ("taken_back_at", models.DateTimeField(blank=True, null=True, verbose_name="repris le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["application", "written_at"], name="message_thread")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "draft")),
                                fields=("application", "author"),
                                name="message_one_draft",
                                violation_error_message="Un message est déjà en cours d’écriture.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "draft"),
                                        ("taken_back_at__isnull", True),
                                        ("written_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("state", "sent"),
                                        ("taken_back_at__isnull", True),
                                        ("written_at__isnull", False),
                                    ),
                                    models.Q(
                                        ("state", "taken_back"),
                                        ("taken_back_at__gte", models.F("written_at")),
                                        ("taken_back_at__isnull", False),
                                        ("written_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="message_dates_agree",
                                violation_error_message="Un message envoyé a une date, un message repris en a deux.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "value",
                            models.CharField(
                                choices=[
                                    ("retained", "retenue"),
                                    ("conditional", "retenue sous condition"),
                                    ("waiting", "liste d’attente"),
                                    ("refused", "non retenue"),
                                ],
                                max_length=12,
                                verbose_name="décision",
                            ),
                        ),
                        ("published_at", models.DateTimeField(verbose_name="publiée le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcome",
                                to="candidates.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "décision publiée",
                        "verbose_name_plural": "décisions publiées",
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="PaperFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "received_on",
                            models.DateField(
                                help_text="La date du cachet ou de la remise en main propre.",
                                verbose_name="dossier reçu le",
                            ),
                        ),
                        ("representative", models.CharField(max_length=160, verbose_name="représentant")),
                        ("address", models.TextField(max_length=300, verbose_name="adresse postale")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail")),
                        (
                            "late_reason",
                            models.TextField(
                                blank=True, max_length=1000, verbose_name="motif de la saisie après la clôture"
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="saisie commencée le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dossier papier",
                        "verbose_name_plural": "dossiers papier",
                        "db_table": "candidates_paper_file",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("representative", ""), _negated=True),
                                    models.Q(("address", ""), _negated=True),
                                ),
                                name="paper_file_signed_and_posted",
                                violation_error_message="Un dossier papier a un représentant et une adresse où lui répondre.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(db_collation="french", max_length=120, verbose_name="nom")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="adresse e-mail")),
                        (
                            "organisation",
                            models.CharField(
                                blank=True, db_collation="french", max_length=150, verbose_name="structure"
                            ),
                        ),
                        ("people", models.PositiveSmallIntegerField(default=1, verbose_name="nombre de personnes")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("elected", "élu"), ("volunteer", "bénévole"), ("staff", "salarié")],
                                max_length=10,
                                verbose_name="vous venez en tant que",
                            ),
                        ),
                        ("consented_at", models.DateTimeField(verbose_name="accord donné le")),
                        ("is_typed", models.BooleanField(default=False, verbose_name="saisie par la coordination")),
                        (
                            "state",
                            models.CharField(
                                choices=[("registered", "inscrit"), ("waiting", "en attente"), ("cancelled", "annulé")],
                                default="waiting",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                help_text="L’ordre de la liste d’attente.", verbose_name="demandée le"
                            ),
                        ),
                        ("registered_at", models.DateTimeField(blank=True, null=True, verbose_name="place obtenue le")),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="annulée le")),
                        (
                            "attendance",
                            models.CharField(
                                choices=[
                                    ("unknown", "à noter"),
                                    ("present", "présent"),
                                    ("excused", "excusé"),
                                    ("absent", "absent"),
                                ],
                                default="unknown",
                                max_length=8,
                                verbose_name="présence",
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registrations",
                                to="candidates.informationday",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inscription à une journée d’information",
                        "verbose_name_plural": "inscriptions à une journée d’information",
                        "ordering": ["asked_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("email", ""), _negated=True),
                                fields=("day", "email"),
                                name="registration_once_per_address",
                                violation_error_message="Cette adresse est déjà inscrite à cette journée.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                                name="registration_address_in_lower_case",
                                violation_error_message="L’adresse d’une inscription s’écrit en minuscules.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__gte", 1), ("people__lte", 3)),
                                name="registration_one_to_three_people",
                                violation_error_message="Une inscription vaut pour une à trois personnes.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("registered_at__isnull", False), ("state", "registered")),
                                    models.Q(("registered_at__isnull", True), ("state", "waiting")),
                                    ("state", "cancelled"),
                                    _connector="OR",
                                ),
                                name="registration_place_dated",
                                violation_error_message="Une place obtenue a une date, une attente n’en a pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                                    models.Q(
                                        models.Q(("state", "cancelled"), _negated=True), ("cancelled_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="registration_cancellation_dated",
                                violation_error_message="Une annulation a une date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attendance", "unknown"), ("state", "registered"), _connector="OR"),
                                name="registration_attendance_of_the_registered",
                                violation_error_message="Seules les personnes inscrites ont une présence.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Repair",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("put_back", "dépôt annulé, candidature rendue au brouillon"),
                                    ("former_version", "version précédente remise en vigueur"),
                                    ("legal_form", "forme juridique corrigée"),
                                ],
                                max_length=16,
                                verbose_name="réparation",
                            ),
                        ),
                        ("before", models.CharField(max_length=8, verbose_name="avant")),
                        ("after", models.CharField(blank=True, max_length=8, verbose_name="après")),
                        ("reason", models.TextField(max_length=1000, verbose_name="motif")),
                        ("at", models.DateTimeField(verbose_name="le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repairs",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "rna",
                            models.CharField(
                                blank=True, default="", editable=False, max_length=10, verbose_name="numéro RNA retiré"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "réparation",
                        "verbose_name_plural": "réparations",
                        "ordering": ["-at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="repair_says_why",
                                violation_error_message="Dites pourquoi\xa0: le motif est écrit à la structure.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("before", models.F("after")), _negated=True),
                                name="repair_changes_something",
                                violation_error_message="Cette réparation ne changerait rien.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="SiteChoice",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("is_current", models.BooleanField(default=True, verbose_name="choix en vigueur")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="site_choices",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "campaign_site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaignsite",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "site souhaité",
                        "verbose_name_plural": "sites souhaités",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("application", "campaign_site"),
                                name="site_choice_once",
                                violation_error_message="Ce site est déjà choisi.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("activity", models.TextField(blank=True, max_length=2000, verbose_name="votre activité")),
                        (
                            "employees",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=7,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="emplois (équivalents temps plein)",
                            ),
                        ),
                        (
                            "project",
                            models.TextField(blank=True, max_length=4000, verbose_name="votre projet à la Cité"),
                        ),
                        (
                            "reasons",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="vos raisons de rejoindre la Cité"
                            ),
                        ),
                        (
                            "space_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("corner", "corner dans l’espace de vente partagé"),
                                    ("shop", "boutique"),
                                    ("restaurant", "restauration"),
                                    ("office", "bureau"),
                                    ("permanence", "permanence ponctuelle"),
                                ],
                                max_length=12,
                                verbose_name="type d’espace",
                            ),
                        ),
                        (
                            "space_m2",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=7,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="surface souhaitée (m²)",
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=120, verbose_name="personne à joindre"),
                        ),
                        ("contact_phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        (
                            "charter_signed_by",
                            models.CharField(blank=True, max_length=160, verbose_name="charte signée par"),
                        ),
                        (
                            "charter_signed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="charte signée le"),
                        ),
                        (
                            "charter_version",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="version de la charte"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                        ("structure_name", models.CharField(max_length=200, verbose_name="structure")),
                        (
                            "structure_identifier",
                            models.CharField(blank=True, max_length=20, verbose_name="identifiant de la structure"),
                        ),
                        ("structure_form", models.CharField(max_length=120, verbose_name="forme juridique")),
                        (
                            "structure_place",
                            models.CharField(blank=True, max_length=320, verbose_name="adresse de la structure"),
                        ),
                        ("deposited_at", models.DateTimeField(verbose_name="déposée le")),
                        ("is_current", models.BooleanField(default=True, verbose_name="version en vigueur")),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="candidates.application",
                            ),
                        ),
                        (
                            "deposited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "aided_contracts",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="dont contrats aidés"),
                        ),
                        ("branches", models.JSONField(blank=True, default=list, verbose_name="filières")),
                        (
                            "content_format",
                            models.PositiveSmallIntegerField(default=2, verbose_name="format du contenu"),
                        ),
                        (
                            "cooperates",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "oui"), ("no", "non")],
                                max_length=3,
                                verbose_name="coopérations avec d’autres résidents",
                            ),
                        ),
                        (
                            "cooperation_shared",
                            models.TextField(blank=True, max_length=2000, verbose_name="ce que vous partageriez"),
                        ),
                        ("cooperation_with", models.TextField(blank=True, max_length=1000, verbose_name="avec qui")),
                        (
                            "created_year",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="année de création"),
                        ),
                        (
                            "ess_answer",
                            models.CharField(
                                blank=True,
                                choices=[("yes", "oui"), ("no", "non")],
                                max_length=3,
                                verbose_name="entreprise de l’ESS",
                            ),
                        ),
                        ("ess_governance", models.BooleanField(default=False, verbose_name="gouvernance démocratique")),
                        (
                            "ess_profits",
                            models.BooleanField(
                                default=False, verbose_name="bénéfices consacrés à l’activité, réserves impartageables"
                            ),
                        ),
                        (
                            "ess_purpose",
                            models.BooleanField(
                                default=False, verbose_name="but autre que le seul partage des bénéfices"
                            ),
                        ),
                        ("headcount", models.PositiveIntegerField(blank=True, null=True, verbose_name="salariés")),
                        (
                            "other_branch",
                            models.CharField(blank=True, max_length=120, verbose_name="autre filière\xa0: laquelle"),
                        ),
                        (
                            "permanent_jobs",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="dont contrats à durée indéterminée"
                            ),
                        ),
                        (
                            "pole",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("food", "alimentation"),
                                    ("home", "maison"),
                                    ("clothing", "habillement"),
                                    ("travel", "tourisme solidaire"),
                                    ("culture", "culture et loisirs"),
                                    ("reuse", "réemploi et réparation"),
                                    ("services", "services et bureaux"),
                                ],
                                max_length=12,
                                verbose_name="pôle d’activité",
                            ),
                        ),
                        (
                            "structure_ess",
                            models.BooleanField(default=False, verbose_name="de l’ESS par sa forme juridique"),
                        ),
                        (
                            "summary",
                            models.CharField(blank=True, max_length=250, verbose_name="votre structure en une phrase"),
                        ),
                        (
                            "volunteers",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="bénévoles réguliers"),
                        ),
                        ("website", models.URLField(blank=True, verbose_name="site internet")),
                        (
                            "deposited_for",
                            models.CharField(
                                blank=True,
                                help_text="Qui a signé le dossier papier que la coordination a saisi.",
                                max_length=160,
                                verbose_name="au nom de",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version déposée",
                        "verbose_name_plural": "versions déposées",
                        "ordering": ["number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("application", "number"), name="version_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_current", True)),
                                fields=("application",),
                                name="version_one_current",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="version_number_from_one"
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Withdrawal",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("place", "le lieu ou la surface ne convient pas"),
                                    ("calendar", "le calendrier ne convient pas"),
                                    ("money", "le projet n’est pas finançable à ce stade"),
                                    ("elsewhere", "nous nous installons ailleurs"),
                                    ("later", "nous préférons un prochain appel"),
                                    ("structure", "la structure change ou cesse son activité"),
                                    ("other", "une autre raison"),
                                    ("unsaid", "nous préférons ne pas le dire"),
                                ],
                                max_length=12,
                                verbose_name="raison",
                            ),
                        ),
                        ("words", models.TextField(blank=True, max_length=1000, verbose_name="en quelques mots")),
                        ("at", models.DateTimeField(verbose_name="le")),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="withdrawals",
                                to="candidates.application",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "raison d’un retrait",
                        "verbose_name_plural": "raisons des retraits",
                        "ordering": ["-at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DraftContact",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                        ("function", models.CharField(blank=True, max_length=120, verbose_name="fonction")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[("elected", "élu"), ("volunteer", "bénévole"), ("staff", "salarié")],
                                max_length=10,
                                verbose_name="qualité",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="candidates.draft",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact du brouillon",
                        "verbose_name_plural": "contacts du brouillon",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "rank"),
                                name="draft_contact_once",
                                violation_error_message="Cette personne est déjà dans le brouillon.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__gte", 1), ("rank__lte", 5)),
                                name="draft_contact_rank",
                                violation_error_message="Cinq personnes au plus.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DraftPiece",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.SlugField(db_index=False, max_length=40, verbose_name="pièce")),
                        (
                            "file",
                            models.FileField(
                                max_length=200, upload_to=ccr.documents.storage.private_path, verbose_name="fichier"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                        ("mime", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="taille (octets)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                        ("added_at", models.DateTimeField(verbose_name="ajoutée le")),
                        (
                            "retired_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="remplacée ou retirée le"),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="candidates.draft",
                            ),
                        ),
                        ("label", models.CharField(max_length=160, verbose_name="intitulé")),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                    ],
                    options={
                        "verbose_name": "pièce du brouillon",
                        "verbose_name_plural": "pièces du brouillon",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("retired_at__isnull", True)),
                                fields=("draft", "kind"),
                                name="draft_piece_one_live",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DraftSection",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "key",
                            models.CharField(
                                choices=[
                                    ("structure", "La structure"),
                                    ("activite", "L’activité et les filières"),
                                    ("projet", "Le projet"),
                                    ("sites", "Les sites"),
                                    ("espace", "L’espace"),
                                    ("emploi", "L’emploi"),
                                    ("chiffres", "Les chiffres de trois exercices"),
                                    ("cooperation", "La coopération"),
                                    ("ess", "L’économie sociale et solidaire"),
                                    ("charte", "La charte"),
                                    ("pieces", "Les pièces"),
                                    ("contacts", "Les contacts"),
                                ],
                                max_length=12,
                                verbose_name="rubrique",
                            ),
                        ),
                        ("saved_at", models.DateTimeField(verbose_name="enregistrée le")),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="candidates.draft"
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rubrique du brouillon",
                        "verbose_name_plural": "rubriques du brouillon",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "key"),
                                name="draft_section_once",
                                violation_error_message="Cette rubrique est déjà suivie.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DraftSite",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "answer",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="votre réponse à l’enjeu du site"
                            ),
                        ),
                        ("is_chosen", models.BooleanField(default=True, verbose_name="choisi")),
                        (
                            "campaign_site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaignsite",
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="candidates.draft"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "site du brouillon",
                        "verbose_name_plural": "sites du brouillon",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("draft", "campaign_site"), name="draft_site_once")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="DraftYear",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="exercice")),
                        (
                            "income",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="produits"
                            ),
                        ),
                        (
                            "sales",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="dont ventes"
                            ),
                        ),
                        (
                            "subsidies",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="dont subventions"
                            ),
                        ),
                        (
                            "expenses",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="charges"
                            ),
                        ),
                        (
                            "equity",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fonds propres"
                            ),
                        ),
                        (
                            "cash",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="trésorerie"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="years", to="candidates.draft"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exercice du brouillon",
                        "verbose_name_plural": "exercices du brouillon",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "year"),
                                name="draft_year_once",
                                violation_error_message="Cet exercice est déjà dans le brouillon.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="MessageFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "file",
                            models.FileField(
                                max_length=200, upload_to=ccr.documents.storage.private_path, verbose_name="fichier"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                        ("mime", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="taille (octets)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                        ("added_at", models.DateTimeField(verbose_name="ajouté le")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="candidates.message",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fichier d’un message",
                        "verbose_name_plural": "fichiers des messages",
                        "ordering": ["added_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="MessageReading",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("read_at", models.DateTimeField(verbose_name="lu le")),
                        ("set_aside_at", models.DateTimeField(blank=True, null=True, verbose_name="marqué non lu le")),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="candidates.message",
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
                    ],
                    options={
                        "verbose_name": "lecture d’un message",
                        "verbose_name_plural": "lectures des messages",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("message", "person"), name="message_reading_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("set_aside_at__isnull", True),
                                    ("set_aside_at__gte", models.F("read_at")),
                                    _connector="OR",
                                ),
                                name="message_reading_in_order",
                                violation_error_message="Un message est marqué non lu après avoir été lu.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="OutcomeAxis",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "axis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.axis"
                            ),
                        ),
                        (
                            "outcome",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="axes",
                                to="candidates.outcome",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "axe recommandé",
                        "verbose_name_plural": "axes recommandés",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("outcome", "axis"), name="outcome_axis_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="VersionContact",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="nom")),
                        ("function", models.CharField(blank=True, max_length=120, verbose_name="fonction")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[("elected", "élu"), ("volunteer", "bénévole"), ("staff", "salarié")],
                                max_length=10,
                                verbose_name="qualité",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", models.CharField(blank=True, max_length=30, verbose_name="téléphone")),
                        ("is_first", models.BooleanField(default=False, verbose_name="à joindre en premier")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="candidates.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact de la version",
                        "verbose_name_plural": "contacts de la version",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "rank"),
                                name="version_contact_once",
                                violation_error_message="Cette personne est déjà dans la version.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_first", True)),
                                fields=("version",),
                                name="version_contact_one_first",
                                violation_error_message="Une seule personne est à joindre en premier.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rank__gte", 1), ("rank__lte", 5)),
                                name="version_contact_rank",
                                violation_error_message="Cinq personnes au plus.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_first", True), models.Q(("email", ""), ("phone", "")), _connector="OR"
                                ),
                                name="version_contact_reach_of_first",
                                violation_error_message="Seule la personne à joindre en premier est déposée avec ses coordonnées.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="VersionPiece",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("kind", models.SlugField(db_index=False, max_length=40, verbose_name="pièce")),
                        (
                            "file",
                            models.FileField(
                                max_length=200, upload_to=ccr.documents.storage.private_path, verbose_name="fichier"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="nom du fichier")),
                        ("mime", models.CharField(max_length=100, verbose_name="type")),
                        ("size", models.PositiveIntegerField(verbose_name="taille (octets)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="empreinte")),
                        ("added_at", models.DateTimeField(verbose_name="ajoutée le")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pieces",
                                to="candidates.version",
                            ),
                        ),
                        ("label", models.CharField(max_length=160, verbose_name="intitulé")),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="rang")),
                    ],
                    options={
                        "verbose_name": "pièce de la version",
                        "verbose_name_plural": "pièces de la version",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("version", "kind"), name="version_piece_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="VersionSite",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "answer",
                            models.TextField(
                                blank=True, max_length=3000, verbose_name="votre réponse à l’enjeu du site"
                            ),
                        ),
                        (
                            "campaign_site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaignsite",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sites",
                                to="candidates.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "site de la version",
                        "verbose_name_plural": "sites de la version",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("version", "campaign_site"), name="version_site_once")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="VersionYear",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="exercice")),
                        (
                            "income",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="produits"
                            ),
                        ),
                        (
                            "sales",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="dont ventes"
                            ),
                        ),
                        (
                            "subsidies",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="dont subventions"
                            ),
                        ),
                        (
                            "expenses",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="charges"
                            ),
                        ),
                        (
                            "equity",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="fonds propres"
                            ),
                        ),
                        (
                            "cash",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="trésorerie"
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="years",
                                to="candidates.version",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exercice de la version",
                        "verbose_name_plural": "exercices de la version",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "year"),
                                name="version_year_once",
                                violation_error_message="Cet exercice est déjà dans la version.",
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
