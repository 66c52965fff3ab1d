"""Journal, readings, mails, documents and receipts of diagnostics."""

from django.db.models import Q

from ccr.documents.models import Document as AbstractDocument
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.journal.models import Reading as AbstractReading
from ccr.notifications.models import OutboxMail, OutboxMailQuerySet
from ccr.programme.models import Receipt as AbstractReceipt
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Lane, Side
from diagnostics.models.content import Note
from diagnostics.models.passing import live_notes_of
from diagnostics.states import Scope


class ReadingQuerySet(SealedQuerySet):
    """« Qui a lu ma note » is the structure's; the others find their own line."""

    def for_candidate(self, seat):
        return Q(about_id__in=Note.objects.visible_to(seat).values("pk"))

    def for_diagnosis(self, seat):
        return Q(reader=seat)

    def for_consultant(self, seat):
        return Q(reader=seat)


class Reading(AbstractReading):
    """Who opened a note, on a page or as a PDF."""

    readers = {Side.CANDIDATE, Side.DIAGNOSIS, Side.CONSULTANT}
    writers = {Side.CANDIDATE, Side.DIAGNOSIS, Side.CONSULTANT}
    objects = SealedManager.from_queryset(ReadingQuerySet)()

    class Meta(AbstractReading.Meta):
        verbose_name = "lecture de la note"
        verbose_name_plural = "lectures de la note"


class DiagnosticsJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to diagnostics: verbs and dates."""

    verbs = {
        "asked": "Diagnostic demandé",
        "left_waiting_list": "Sortie de la liste d’attente",
        "confirmed": "Demande confirmée par RAMSESS",
        "declined": "Demande non confirmée par RAMSESS",
        "postponed": "Diagnostic reporté après la sélection",
        "cancelled": "Diagnostic annulé",
        "assigned": "Diagnostic attribué",
        "handed_over": "Référent changé",
        "capacity_set": "Capacité fixée",
        "template_published": "Trame publiée",
        "started": "Diagnostic commencé",
        "note_shared": "Note remise à la structure",
        "note_returned": "Note renvoyée par la structure",
        "note_validated": "Note validée par la structure",
        "restitution_planned": "Restitution prévue",
        "restituted": "Restitution tenue",
        "fil_rouge_opened": "Fil rouge ouvert",
        "fil_rouge_agreed": "Durée du fil rouge convenue",
        "fil_rouge_stop_asked": "Arrêt du fil rouge demandé par la structure",
        "fil_rouge_closed": "Fil rouge clos",
        "contact_added": "Contact noté",
        "note_transferred": "Note transmise à un consultant",
        "transfer_renewed": "Transmission de la note renouvelée",
        "transfer_withdrawn": "Transmission de la note retirée",
        "lines_adopted": "Lignes de la note reprises par la structure",
        "lines_withdrawn": "Reprise de lignes de la note retirée",
    }

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.CANDIDATE, Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(DiagnosticsJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des diagnostics"
        verbose_name_plural = "journal des diagnostics"


class Mail(OutboxMail):
    """Mails about diagnostics: kind, recipient and reference."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE, Side.CANDIDATE, Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier des diagnostics"
        verbose_name_plural = "courriers des diagnostics"


class DocumentQuerySet(SealedQuerySet):
    """Each lane has its own PDF of a note; a consultant reads the support lane's while the whole note is hers."""

    def for_diagnosis(self, seat):
        return Q(lane=Lane.SUPPORT, about_id__in=Note.objects.visible_to(seat).values("pk"))

    def for_candidate(self, seat):
        return Q(lane=Lane.CANDIDATE, about_id__in=Note.objects.visible_to(seat).values("pk"))

    def for_consultant(self, seat):
        return Q(lane=Lane.SUPPORT, about_id__in=live_notes_of(seat, scope=Scope.WHOLE))


class Document(AbstractDocument):
    """PDFs of notes."""

    readers = {Side.DIAGNOSIS, Side.CANDIDATE, Side.CONSULTANT, Side.MACHINE}
    writers = {Side.DIAGNOSIS, Side.CANDIDATE, Side.CONSULTANT, Side.MACHINE}
    objects = SealedManager.from_queryset(DocumentQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "document de diagnostic"
        verbose_name_plural = "documents de diagnostic"


class Receipt(AbstractReceipt):
    """Facts the diagnostics' app has handled."""

    readers = {Side.MACHINE}
    writers = {Side.MACHINE}

    class Meta(AbstractReceipt.Meta):
        verbose_name = "accusé (diagnostics)"
        verbose_name_plural = "accusés (diagnostics)"
