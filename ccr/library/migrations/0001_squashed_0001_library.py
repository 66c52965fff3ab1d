import uuid

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

import ccr.clock
import ccr.create_models
import ccr.documents.storage
from ccr.library.models import THEMES


def make_themes(apps, schema_editor):
    """The shelves of a new platform."""
    theme = apps.get_model("ccr_library", "Theme")
    theme.objects.bulk_create(theme(name=name, order=rank) for rank, name in enumerate(THEMES, start=1))


class Migration(migrations.Migration):
    replaces = [("ccr_library", "0001_library")]

    initial = True

    dependencies = [
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
                        "verbose_name": "journal du porte-documents",
                        "verbose_name_plural": "journal du porte-documents",
                        "ordering": ("at", "id"),
                        "abstract": False,
                        "default_manager_name": "rows",
                        "indexes": [models.Index(fields=["about_id", "at"], name="ccr_library_about_i_5c8de7_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("by_seat__isnull", True), ("by_person__isnull", False), _connector="OR"
                                ),
                                name="ccr_library_journal_seat_has_person",
                                violation_error_message="Une ligne écrite au titre d’un siège nomme la personne.",
                            )
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="nom")),
                        ("order", models.PositiveSmallIntegerField(unique=True, verbose_name="ordre")),
                    ],
                    options={
                        "verbose_name": "thème",
                        "verbose_name_plural": "thèmes",
                        "ordering": ["order"],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "form_key",
                            models.UUIDField(
                                blank=True, editable=False, null=True, unique=True, verbose_name="clé du formulaire"
                            ),
                        ),
                        ("title", models.CharField(db_collation="french", max_length=150, verbose_name="titre")),
                        (
                            "summary",
                            models.CharField(help_text="En une phrase.", max_length=300, verbose_name="résumé"),
                        ),
                        ("dated_on", models.DateField(verbose_name="date du document")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("document", "document"),
                                    ("minutes", "compte rendu"),
                                    ("reference", "texte de référence"),
                                ],
                                default="document",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "en préparation"), ("published", "publié"), ("retired", "retiré")],
                                default="draft",
                                max_length=10,
                                verbose_name="état",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=ccr.clock.now, editable=False, verbose_name="créé le"),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="publié le")),
                        ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retiré le")),
                        (
                            "retired_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="motif du retrait"),
                        ),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_library.theme",
                                verbose_name="thème",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fiche du porte-documents",
                        "verbose_name_plural": "fiches du porte-documents",
                        "ordering": ["-dated_on", "title", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "draft"), _negated=True),
                                    ("published_at__isnull", True),
                                    _connector="OR",
                                ),
                                name="library_entry_draft_undated",
                                violation_error_message="Un document en préparation n’a pas de date de publication.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "published"), _negated=True),
                                    ("published_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="library_entry_publication_dated",
                                violation_error_message="Un document publié a une date de publication.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", False), ("state", "retired")),
                                    models.Q(
                                        models.Q(("state", "retired"), _negated=True), ("retired_at__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="library_entry_retirement_dated",
                                violation_error_message="Un document retiré, et lui seul, a une date de retrait.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "retired"), _negated=True),
                                    models.Q(("retired_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="library_entry_retirement_explained",
                                violation_error_message="Un retrait a un motif.",
                            ),
                        ],
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="PublicDocument",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("title", models.CharField(db_collation="french", max_length=150, verbose_name="titre")),
                        (
                            "summary",
                            models.CharField(help_text="En une phrase.", max_length=300, verbose_name="résumé"),
                        ),
                        ("dated_on", models.DateField(verbose_name="date du document")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("document", "document"),
                                    ("minutes", "compte rendu"),
                                    ("reference", "texte de référence"),
                                ],
                                default="document",
                                max_length=10,
                                verbose_name="nature",
                            ),
                        ),
                        ("words", models.TextField(editable=False, verbose_name="mots cherchés")),
                        ("is_shown", models.BooleanField(default=True, editable=False, verbose_name="montré")),
                        ("published_at", models.DateTimeField(verbose_name="publié le")),
                        ("updated_at", models.DateTimeField(verbose_name="modifié le")),
                        (
                            "campaign",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.campaign",
                                verbose_name="appel",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_library.theme",
                                verbose_name="thème",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document public",
                        "verbose_name_plural": "documents publics",
                        "db_table": "ccr_library_public_document",
                        "ordering": ["-dated_on", "title", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="EntryFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="ccr_library.entry",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fichier d’une fiche",
                        "verbose_name_plural": "fichiers des fiches",
                        "db_table": "ccr_library_entry_file",
                        "ordering": ["added_at", "id"],
                        "abstract": False,
                        "default_manager_name": "rows",
                    },
                    managers=[
                        ("rows", django.db.models.manager.Manager()),
                    ],
                ),
                migrations.CreateModel(
                    name="MeetingReading",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("added_at", models.DateTimeField(verbose_name="ajoutée le")),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="retirée le")),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ccr_programme.meeting",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="ccr_library.publicdocument",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lecture préalable",
                        "verbose_name_plural": "lectures préalables",
                        "db_table": "ccr_library_meeting_reading",
                        "ordering": ["meeting__starts_at", "added_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("meeting", "document"),
                                name="library_reading_once",
                                violation_error_message="Ce document est déjà une lecture préalable de cette réunion.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicFile",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
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
                        ("is_shown", models.BooleanField(default=True, editable=False, verbose_name="montré")),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="ccr_library.publicdocument",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fichier d’un document public",
                        "verbose_name_plural": "fichiers des documents publics",
                        "db_table": "ccr_library_public_file",
                        "ordering": ["added_at", "id"],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_themes, migrations.RunPython.noop),
    ]
