"""The *porte-documents*: what the coordination prepares, and what everybody may read of it (A027, A176).

Two pairs of tables, split along the door. An ``Entry`` and its ``EntryFile``s are the coordination's own: prepared,
published, retired. Publishing writes a ``PublicDocument`` and its ``PublicFile``s, under the same keys, which every
visitor reads: what is being prepared is behind a door, not behind a filter.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ccr import clock, collation
from ccr.documents.models import JoinedFile
from ccr.documents.storage import private_path
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.library import keywords
from ccr.library.states import ENTRY, DocumentKind, EntryState
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import EVERYONE, Side
from ccr.workflow import Badge

THEMES = (
    "Le projet",
    "L’appel et les modalités de sélection",
    "L’accompagnement",
    "Les lieux",
    "La gouvernance et la coopération",
    "Comptes rendus",
)
"""The shelves of a new platform, in their order."""


class Theme(UuidModel):
    """A shelf of the *porte-documents*, in the order it is shown."""

    name = models.CharField("nom", max_length=80, unique=True)
    order = models.PositiveSmallIntegerField("ordre", unique=True)

    readers = EVERYONE
    writers = {Side.COORDINATION, Side.ADMIN}

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["order"]

    def __str__(self):
        return f"theme {self.order}"


class Described(models.Model):
    """What is said of a document: the same words before and after its publication."""

    DESCRIPTION: ClassVar[tuple[str, ...]] = (
        "title",
        "summary",
        "keywords",
        "dated_on",
        "theme",
        "kind",
        "meeting",
        "campaign",
    )

    title = models.CharField("titre", max_length=150, db_collation=collation.FRENCH)
    summary = models.CharField("résumé", max_length=300, help_text="En une phrase.")
    keywords = models.CharField("mots-clés", max_length=400, blank=True, help_text="Séparés par des virgules.")
    dated_on = models.DateField("date du document")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name="thème")
    kind = models.CharField("nature", max_length=10, choices=DocumentKind, default=DocumentKind.DOCUMENT)
    campaign = models.ForeignKey(
        "ccr_programme.Campaign",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="appel",
    )
    meeting = models.ForeignKey(
        "ccr_programme.Meeting",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="réunion",
        help_text="Celle dont c’est le compte rendu.",
    )

    class Meta:
        abstract = True

    @property
    def keyword_list(self) -> list[str]:
        return keywords.listed(self.keywords)

    @property
    def is_minutes_of_a_meeting(self) -> bool:
        """Whether a group is waiting for it: its members are written to once it is published (A171)."""
        return self.kind == DocumentKind.MINUTES and self.meeting_id is not None


class StoredFile(JoinedFile):
    """A file of the library, before and after its publication."""

    file = models.FileField("fichier", upload_to=private_path, max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        abstract = True


class EntryQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(pk__isnull=False)  # one library for all the calls


class Entry(Described, MadeOnce, SealedModel):
    """A document as the coordination keeps it: in preparation, published or retired, with dates and the reason."""

    state = models.CharField("état", max_length=10, choices=EntryState, default=EntryState.DRAFT)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)
    retired_reason = models.CharField("motif du retrait", max_length=300, blank=True)

    opens_as = "les documents pas encore publiés"
    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    becomes = "ccr_library.PublicDocument"
    draft_readers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(EntryQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fiche du porte-documents"
        verbose_name_plural = "fiches du porte-documents"
        ordering = ["-dated_on", "title", "id"]
        constraints = [
            models.CheckConstraint(
                name="library_entry_draft_undated",
                condition=~Q(state=EntryState.DRAFT) | Q(published_at__isnull=True),
                violation_error_message="Un document en préparation n’a pas de date de publication.",
            ),
            models.CheckConstraint(
                name="library_entry_publication_dated",
                condition=~Q(state=EntryState.PUBLISHED) | Q(published_at__isnull=False),
                violation_error_message="Un document publié a une date de publication.",
            ),
            models.CheckConstraint(
                name="library_entry_retirement_dated",
                condition=Q(state=EntryState.RETIRED, retired_at__isnull=False)
                | (~Q(state=EntryState.RETIRED) & Q(retired_at__isnull=True)),
                violation_error_message="Un document retiré, et lui seul, a une date de retrait.",
            ),
            models.CheckConstraint(
                name="library_entry_retirement_explained",
                condition=~Q(state=EntryState.RETIRED) | ~Q(retired_reason=""),
                violation_error_message="Un retrait a un motif.",
            ),
            models.CheckConstraint(
                name="library_entry_meeting_of_minutes",
                condition=Q(meeting__isnull=True) | Q(kind=DocumentKind.MINUTES),
                violation_error_message="Seul un compte rendu est celui d’une réunion.",
            ),
        ]

    def __str__(self):
        return f"library entry {self.pk}"

    @property
    def badge(self) -> Badge:
        return ENTRY.badge(self.state)

    @property
    def is_published(self) -> bool:
        return self.state == EntryState.PUBLISHED

    @property
    def is_retired(self) -> bool:
        return self.state == EntryState.RETIRED


class EntryFileQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(pk__isnull=False)

    def live(self):
        """Those that were not taken back."""
        return self.filter(retired_at__isnull=True)


class EntryFile(StoredFile, SealedModel):
    """A file of an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="files")
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    readers = {Side.COORDINATION}
    writers = {Side.COORDINATION}
    becomes = "ccr_library.PublicFile"
    objects = SealedManager.from_queryset(EntryFileQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_library_entry_file"
        verbose_name = "fichier d’une fiche"
        verbose_name_plural = "fichiers des fiches"
        ordering = ["added_at", "id"]

    def __str__(self):
        return f"library entry file {self.pk}"


# What everybody reads


class PublicDocumentQuerySet(models.QuerySet):
    """Published documents are open; the retired ones stay, unseen."""

    def published(self):
        return self.filter(is_shown=True)

    def saying(self, text: str):
        """Those whose title, summary or keywords hold every word, accents and capitals aside."""
        found = self
        for word in plain(text).split():
            found = found.filter(words__contains=word)
        return found

    def about(self, key: str):
        """Those that have a keyword. key: ``keywords.key``."""
        return self.filter(keyword_keys__contains=keywords.among(key))

    def keyword_choices(self) -> list[tuple[str, str]]:
        """(key, keyword as it was last written) of the keywords there are, in French order. One query."""
        rows = self.exclude(keywords="").order_by("updated_at", "pk").values_list("keywords", flat=True)
        found = {keywords.key(word): word for text in rows for word in keywords.listed(text)}
        return sorted(found.items())

    def in_shelves(self):
        """By theme, the latest first, with what a list shows."""
        return self.select_related("theme").order_by("theme__order", "-dated_on", "title", "pk")


class PublicDocument(Described, UuidModel):
    """A published document, under the key of its entry: written at publication, rewritten when the entry changes."""

    words = models.TextField("mots cherchés", editable=False)
    keyword_keys = models.TextField("clés des mots-clés", default="", editable=False)  # longer than the words: œ, ﬁ
    is_shown = models.BooleanField("montré", default=True, editable=False)
    published_at = models.DateTimeField("publié le")
    updated_at = models.DateTimeField("modifié le")

    readers = EVERYONE
    writers = {Side.COORDINATION}

    objects = PublicDocumentQuerySet.as_manager()

    class Meta:
        db_table = "ccr_library_public_document"
        verbose_name = "document public"
        verbose_name_plural = "documents publics"
        ordering = ["-dated_on", "title", "id"]

    def __str__(self):
        return f"public document {self.pk}"


class PublicFile(StoredFile, UuidModel):
    """A file of a published document, under the key of its entry's file."""

    document = models.ForeignKey(PublicDocument, on_delete=models.PROTECT, related_name="files")
    is_shown = models.BooleanField("montré", default=True, editable=False)

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        db_table = "ccr_library_public_file"
        verbose_name = "fichier d’un document public"
        verbose_name_plural = "fichiers des documents publics"
        ordering = ["added_at", "id"]

    def __str__(self):
        return f"public file {self.pk}"


class MeetingReadingQuerySet(models.QuerySet):
    def live(self):
        """What is to be read: not taken off, of a document that is still published."""
        return self.filter(removed_at__isnull=True, document__is_shown=True)


class MeetingReading(UuidModel):
    """A document to read before a meeting, shown where the meeting is (A027)."""

    meeting = models.ForeignKey("ccr_programme.Meeting", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(PublicDocument, on_delete=models.PROTECT, related_name="readings")
    added_at = models.DateTimeField("ajoutée le")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    readers = EVERYONE
    writers = {Side.COORDINATION}

    objects = MeetingReadingQuerySet.as_manager()

    class Meta:
        db_table = "ccr_library_meeting_reading"
        verbose_name = "lecture préalable"
        verbose_name_plural = "lectures préalables"
        ordering = ["meeting__starts_at", "added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="library_reading_once",
                fields=["meeting", "document"],
                condition=Q(removed_at__isnull=True),
                violation_error_message="Ce document est déjà une lecture préalable de cette réunion.",
            ),
        ]

    def __str__(self):
        return f"meeting reading {self.pk}"


class LibraryJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(pk__isnull=False)


class Journal(JournalEntry):
    """What was done to the *porte-documents*."""

    verbs = {
        "added": "Ajouté, en préparation",
        "changed": "Modifié",
        "file_added": "Fichier ajouté",
        "file_retired": "Fichier retiré",
        "published": "Publié : tout le monde peut lire",
        "minutes_sent": "Adressé par e-mail aux membres du groupe",
        "retired": "Retiré",
        "reading_added": "Ajouté aux lectures préalables d’une réunion",
        "reading_removed": "Enlevé des lectures préalables d’une réunion",
        "theme_added": "Thème ajouté",
        "theme_renamed": "Thème renommé",
        "theme_moved": "Thème déplacé",
    }

    readers = {Side.COORDINATION, Side.AUDIT, Side.MACHINE}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(LibraryJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal du porte-documents"
        verbose_name_plural = "journal du porte-documents"


def plain(text: str) -> str:
    """A text as it is searched: small letters without accents, « oe » for « œ »."""
    return collation.key(text)[0]
