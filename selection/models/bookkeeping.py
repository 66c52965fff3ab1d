"""Journal, mails, documents and receipts of instruction, in tables of its own (DESIGN 2.3)."""

from django.db.models import Q

from ccr.documents.models import Document as AbstractDocument
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail, OutboxMailQuerySet
from ccr.programme.models import Receipt as AbstractReceipt
from ccr.programme.roles import Role
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side
from selection.models.files import COMMITTEE, INSTRUCTION, File, unlinked_files
from selection.models.minutes import Minutes


class SelectionJournalQuerySet(JournalQuerySet):
    """One's own acts; the president's eyes on all of them."""

    def for_instruction(self, seat):
        mine = Q(campaign=seat.campaign_id)
        return mine if seat.has_role(Role.COMMITTEE_PRESIDENT) else mine & Q(by_seat=seat)


class Journal(JournalEntry):
    """What was done to files, marks and decisions. Coordination does not read it: it tells of the deliberation."""

    verbs = {
        "file_opened": "Dossier ouvert",
        "link_declared": "Lien déclaré",
        "completeness_checked": "Complétude vérifiée",
        "opinion_given": "Avis rendu",
        "grid_changed": "Grille modifiée",
        "grid_frozen": "Grille figée",
        "marks_submitted": "Notes remises",
        "marks_blocked": "Notes bloquées",
        "agenda_set": "Ordre du jour fixé",
        "attendance_recorded": "Présences enregistrées",
        "observer_recorded": "Observateur inscrit",
        "decision_proposed": "Décision proposée",
        "decisions_published": "Décisions publiées",
        "minutes_closed": "Compte rendu clos",
        "file_withdrawn": "Dossier retiré",
        "file_received": "Dossier reçu de nouveau",
    }

    readers = INSTRUCTION | {Side.MACHINE}
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(SelectionJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal de l’instruction"
        verbose_name_plural = "journal de l’instruction"


class Mail(OutboxMail):
    """Mails to the committee and the instructors: kind and recipient; coordination follows that they leave."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE, Side.INSTRUCTION}
    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier de l’instruction"
        verbose_name_plural = "courriers de l’instruction"


class DocumentQuerySet(SealedQuerySet):
    """Instruction shares its documents, but for two kinds.

    That of a file is for whoever declared no link with its structure (A094), the minutes for the committee (D11).
    """

    def for_instruction(self, seat):
        readable = ~Q(about_type=File._meta.label_lower) | Q(about_id__in=unlinked_files(seat))
        if not seat.has_role(*COMMITTEE):
            readable &= ~Q(about_type=Minutes._meta.label_lower)
        return Q(campaign=seat.campaign_id) & readable


class Document(AbstractDocument):
    """PDFs of instruction: the file as it was deposited, the committee's agenda and minutes."""

    readers = {Side.INSTRUCTION, Side.MACHINE}
    writers = {Side.INSTRUCTION, Side.MACHINE}
    objects = SealedManager.from_queryset(DocumentQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "document de l’instruction"
        verbose_name_plural = "documents de l’instruction"


class Receipt(AbstractReceipt):
    """Facts that instruction has handled."""

    readers = {Side.MACHINE}
    writers = {Side.MACHINE}

    class Meta(AbstractReceipt.Meta):
        verbose_name = "accusé (instruction)"
        verbose_name_plural = "accusés (instruction)"
