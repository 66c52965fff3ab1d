import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.documents.storage
import ccr.notifications.models


class Migration(migrations.Migration):
    replaces = [
        ("selection", "0001_initial"),
        ("selection", "0002_opinion_others_saved_at"),
        ("selection", "0003_mail_paces"),
    ]

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
                    name="CommitteeSession",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "quorum_percent",
                            models.PositiveSmallIntegerField(
                                default=50,
                                help_text="Part des membres qui doivent être présents\xa0; l’observateur ne compte pas.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="quorum (% des membres)",
                            ),
                        ),
                        (
                            "agenda_version",
                            models.PositiveSmallIntegerField(default=1, verbose_name="version de l’ordre du jour"),
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
                            "meeting",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "séance du comité",
                        "verbose_name_plural": "séances du comité",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("quorum_percent__lte", 100)),
                                name="committee_quorum_is_share",
                                violation_error_message="Le quorum est une part des membres, de 0 à 100\xa0%.",
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
                        "verbose_name": "document de l’instruction",
                        "verbose_name_plural": "documents de l’instruction",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "about_id", "source_version", "lane"),
                                name="selection_document_once_per_version",
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
                                name="selection_document_lease_when_rendering",
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
                                name="selection_document_ready_has_file",
                                violation_error_message="Un document prêt a son fichier, son empreinte et sa date\xa0; les autres non.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "failed"), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="selection_document_failed_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="File",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("to_examine", "à examiner"),
                                    ("complete", "complet"),
                                    ("incomplete", "incomplet"),
                                    ("examined", "examiné"),
                                    ("proposed", "décision proposée"),
                                    ("decided", "décision publiée"),
                                    ("withdrawn", "candidature retirée"),
                                ],
                                default="to_examine",
                                max_length=12,
                                verbose_name="état",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="reçu le")),
                        (
                            "checked_version",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="version vérifiée"),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="vérifié le")),
                        ("examined_at", models.DateTimeField(blank=True, null=True, verbose_name="examiné le")),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="décidé le")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="candidates.application",
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
                        "verbose_name": "dossier d’instruction",
                        "verbose_name_plural": "dossiers d’instruction",
                        "ordering": ["created_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["to_examine", "withdrawn"]),
                                    models.Q(("checked_at__isnull", False), ("checked_version__isnull", False)),
                                    _connector="OR",
                                ),
                                name="file_check_dated",
                                violation_error_message="Un dossier vérifié a la date et la version de sa vérification.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "examined"), _negated=True),
                                    ("examined_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="file_examination_dated",
                                violation_error_message="Un dossier examiné a une date d’avis.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", False), ("state", "decided")),
                                    models.Q(
                                        models.Q(("state", "decided"), _negated=True), ("decided_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="file_decision_dated",
                                violation_error_message="Un dossier décidé a une date de décision, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True), ("withdrawn_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="file_withdrawal_dated",
                                violation_error_message="Un dossier retiré a une date de retrait, les autres n’en ont pas.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Grid",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "scale",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Chaque critère est noté de 0 à ce nombre.",
                                validators=[
                                    django.core.validators.MinValueValidator(2),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="note maximale",
                            ),
                        ),
                        ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="figée le")),
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
                        "verbose_name": "grille de notation",
                        "verbose_name_plural": "grilles de notation",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("scale__gte", 2), ("scale__lte", 10)),
                                name="grid_scale_in_range",
                                violation_error_message="La note maximale est comprise entre 2 et 10.",
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
                        "verbose_name": "journal de l’instruction",
                        "verbose_name_plural": "journal de l’instruction",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="selection_j_about_i_2930cb_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="selection_journal_seat_has_person",
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
                        "verbose_name": "courrier de l’instruction",
                        "verbose_name_plural": "courriers de l’instruction",
                        "ordering": ("-created_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ("waiting", "held", "claimed", "handing"))),
                                fields=["due_at"],
                                name="selection_mail_due",
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
                                name="selection_mail_lease_when_held",
                                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="selection_mail_sent_has_date",
                                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ("failed", "uncertain")), _negated=True),
                                    models.Q(("error", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="selection_mail_trouble_has_error",
                                violation_error_message="Un échec porte son code d’erreur.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("address", ""), ("recipient__isnull", False)),
                                    models.Q(("recipient__isnull", True), models.Q(("address", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="selection_mail_recipient_or_address",
                                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", False)),
                                fields=("kind", "about_id", "occurrence", "recipient"),
                                name="selection_mail_once_per_person",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("recipient__isnull", True)),
                                fields=("kind", "about_id", "occurrence", "address"),
                                name="selection_mail_once_per_address",
                                violation_error_message="Ce courrier est déjà écrit.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("digest__isnull", True), ("state__in", ("held", "sent", "void")), _connector="OR"
                                ),
                                name="selection_mail_gathered_or_alone",
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
                        "verbose_name": "lecture d’un dossier",
                        "verbose_name_plural": "lectures de dossiers",
                        "ordering": ("-last_at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("about_id", "reader"),
                                name="selection_reading_once_per_reader",
                                violation_error_message="Cette lecture est déjà notée.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("last_at__gte", models.F("first_at")), ("count__gte", 1)),
                                name="selection_reading_last_after_first",
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
                        "verbose_name": "accusé (instruction)",
                        "verbose_name_plural": "accusés (instruction)",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("event",), name="selection_receipt_once_per_event")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "removed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="retiré de l’ordre du jour le"),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="selection.committeesession",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda_items",
                                to="selection.file",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "point de l’ordre du jour",
                        "verbose_name_plural": "ordre du jour",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("file",),
                                name="agenda_file_on_one_agenda",
                                violation_error_message="Ce dossier est déjà à l’ordre du jour d’une séance.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("observer_name", models.CharField(blank=True, max_length=160, verbose_name="observateur")),
                        ("is_present", models.BooleanField(default=True, verbose_name="présence")),
                        (
                            "observer_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_directory.organisation",
                                verbose_name="organisation de l’observateur",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="membre",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="selection.committeesession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "présence au comité",
                        "verbose_name_plural": "présences au comité",
                        "ordering": ["observer_name", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("seat__isnull", False)),
                                fields=("session", "seat"),
                                name="attendance_member_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("seat__isnull", True)),
                                fields=("session", "observer_name"),
                                name="attendance_observer_once",
                                violation_error_message="Cette personne est déjà inscrite comme observatrice.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("observer_name", ""),
                                        ("observer_organisation__isnull", True),
                                        ("seat__isnull", False),
                                    ),
                                    models.Q(
                                        ("observer_organisation__isnull", False),
                                        ("seat__isnull", True),
                                        models.Q(("observer_name", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_member_or_observer",
                                violation_error_message="Une présence est celle d’un membre, ou d’un observateur nommé.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("marked", "noté"), ("charter", "éliminatoire\xa0: charte signée")],
                                default="marked",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("label", models.CharField(max_length=150, verbose_name="critère")),
                        (
                            "charter_article",
                            models.CharField(blank=True, max_length=100, verbose_name="article de la charte"),
                        ),
                        ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="poids")),
                        ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "grid",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="criteria",
                                to="selection.grid",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "critère",
                        "verbose_name_plural": "critères",
                        "ordering": ["rank", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "marked"), ("weight__gte", 1), ("weight__lte", 100)),
                                    models.Q(("kind", "charter"), ("weight", 0)),
                                    _connector="OR",
                                ),
                                name="criterion_weight_fits_kind",
                                violation_error_message="Un critère noté pèse de 1 à 100\xa0; un critère éliminatoire ne pèse rien.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "charter"), ("retired_at__isnull", True)),
                                fields=("grid",),
                                name="criterion_charter_once",
                                violation_error_message="L’adhésion à la charte ne figure qu’une fois dans la grille.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="LinkDeclaration",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "link",
                            models.CharField(
                                choices=[
                                    ("none", "aucun lien"),
                                    ("member", "membre, salariée ou salarié, ou administrateur de la structure"),
                                    ("provider", "prestataire, client ou financeur de la structure"),
                                    ("family", "lien familial ou personnel"),
                                    ("competitor", "activité concurrente"),
                                    ("other", "autre lien qui ferait douter"),
                                ],
                                max_length=12,
                                verbose_name="lien avec la structure",
                            ),
                        ),
                        ("declared_at", models.DateTimeField(verbose_name="déclaré le")),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declarations",
                                to="selection.file",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.seat"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "déclaration de lien",
                        "verbose_name_plural": "déclarations de lien",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("file", "seat"),
                                name="link_declared_once",
                                violation_error_message="Cette personne a déjà déclaré ses liens sur ce dossier.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="MarkSheet",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "en cours"), ("submitted", "remise"), ("blocked", "bloquée")],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "comment",
                            models.TextField(blank=True, max_length=3000, verbose_name="appréciation générale"),
                        ),
                        ("saved_at", models.DateTimeField(verbose_name="enregistrée le")),
                        ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="remise le")),
                        ("blocked_at", models.DateTimeField(blank=True, null=True, verbose_name="bloquée le")),
                        (
                            "score",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="note sur 100"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="selection.file"
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="membre",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fiche de notation",
                        "verbose_name_plural": "fiches de notation",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("file", "seat"),
                                name="mark_sheet_once_per_member",
                                violation_error_message="Ce membre a déjà une fiche sur ce dossier.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("score__isnull", False),
                                        ("state", "submitted"),
                                        ("submitted_at__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("state", "submitted"), _negated=True),
                                        ("score__isnull", True),
                                        ("submitted_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="mark_sheet_submission_complete",
                                violation_error_message="Une fiche remise a une date et une note sur 100, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("blocked_at__isnull", False), ("state", "blocked")),
                                    models.Q(
                                        models.Q(("state", "blocked"), _negated=True), ("blocked_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="mark_sheet_block_dated",
                                violation_error_message="Une fiche bloquée a une date de blocage, les autres n’en ont pas.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("score__isnull", True),
                                    models.Q(("score__gte", 0), ("score__lte", 100)),
                                    _connector="OR",
                                ),
                                name="mark_sheet_score_in_range",
                                violation_error_message="La note est comprise entre 0 et 100.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Opinion",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "missing",
                            models.TextField(blank=True, max_length=2000, verbose_name="ce qui manque au dossier"),
                        ),
                        (
                            "value",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("favourable", "favorable"),
                                    ("reserved", "favorable avec réserves"),
                                    ("unfavourable", "défavorable"),
                                ],
                                max_length=12,
                                verbose_name="avis",
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=4000, verbose_name="motivation de l’avis")),
                        ("saved_at", models.DateTimeField(verbose_name="enregistré le")),
                        ("given_at", models.DateTimeField(blank=True, null=True, verbose_name="rendu le")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="par",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="opinion", to="selection.file"
                            ),
                        ),
                        (
                            "others_saved_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Que celle nommée par « par ».",
                                null=True,
                                verbose_name="dernier enregistrement d’une autre personne",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "avis de l’instructeur",
                        "verbose_name_plural": "avis de l’instructeur",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given_at__isnull", True), models.Q(("value", ""), _negated=True), _connector="OR"
                                ),
                                name="opinion_given_has_value",
                                violation_error_message="Un avis rendu est favorable, réservé ou défavorable.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ProposedDecision",
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
                        ("motive", models.TextField(blank=True, max_length=3000, verbose_name="motif")),
                        ("conditions", models.TextField(blank=True, max_length=2000, verbose_name="conditions")),
                        (
                            "waiting_rank",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="rang sur la liste d’attente"
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposée le")),
                        ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="abandonnée le")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="par",
                            ),
                        ),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposal",
                                to="selection.file",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="selection.committeesession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "décision proposée",
                        "verbose_name_plural": "décisions proposées",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("value", "waiting"), ("waiting_rank__gte", 1), ("waiting_rank__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("value", "waiting"), _negated=True), ("waiting_rank__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="proposal_rank_when_waiting",
                                violation_error_message="La liste d’attente, et elle seule, donne un rang.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("value", "conditional"), _negated=True),
                                    models.Q(("conditions", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="proposal_conditions_when_conditional",
                                violation_error_message="Une décision sous condition dit quelles conditions.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("dropped_at__isnull", True), ("waiting_rank__isnull", False)),
                                fields=("session", "waiting_rank"),
                                name="proposal_waiting_rank_once",
                                violation_error_message="Ce rang de la liste d’attente est déjà pris.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("published_at", models.DateTimeField(verbose_name="publiée le")),
                        ("letters", models.PositiveSmallIntegerField(verbose_name="lettres")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.seat",
                                verbose_name="par",
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publication",
                                to="selection.committeesession",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "publication des décisions",
                        "verbose_name_plural": "publications des décisions",
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Mark",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("value", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="note")),
                        ("comment", models.TextField(blank=True, max_length=1000, verbose_name="commentaire")),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="selection.criterion",
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="marks",
                                to="selection.marksheet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "note",
                        "verbose_name_plural": "notes",
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("sheet", "criterion"), name="mark_once_per_criterion"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("value__isnull", True),
                                    models.Q(("value__gte", 0), ("value__lte", 10)),
                                    _connector="OR",
                                ),
                                name="mark_value_in_scale",
                                violation_error_message="Une note est comprise entre 0 et la note maximale de la grille.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="OpinionAxis",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("is_suggested", models.BooleanField(default=True, verbose_name="suggéré")),
                        (
                            "axis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.axis"
                            ),
                        ),
                        (
                            "opinion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="axes", to="selection.opinion"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "axe suggéré par l’instructeur",
                        "verbose_name_plural": "axes suggérés par l’instructeur",
                        "ordering": ["axis__number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [models.UniqueConstraint(fields=("opinion", "axis"), name="opinion_axis_once")],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ProposedAxis",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("is_recommended", models.BooleanField(default=True, verbose_name="recommandé")),
                        (
                            "axis",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ccr_programme.axis"
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="axes",
                                to="selection.proposeddecision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "axe proposé",
                        "verbose_name_plural": "axes proposés",
                        "ordering": ["axis__number"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.UniqueConstraint(fields=("proposal", "axis"), name="proposed_axis_once")
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
            ],
        ),
    ]
