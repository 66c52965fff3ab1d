"""Journal, mails, documents and receipts of the DLA."""

from django.db.models import Q

from ccr.documents.models import Document as AbstractDocument
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail, OutboxMailQuerySet
from ccr.programme.models import Receipt as AbstractReceipt
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side
from dla.models.sessions import Session


class DlaJournalQuerySet(JournalQuerySet):
    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to sheets, plans, sessions, enrolments and days."""

    verbs = {
        "sheet_submitted": "Fiche de besoins envoyée",
        "sheet_returned": "Fiche de besoins renvoyée à la structure",
        "sheet_validated": "Fiche de besoins validée",
        "plan_begun": "Plan stratégique commencé",
        "plan_moved": "Avancement du plan stratégique changé",
        "session_planned": "Session planifiée",
        "session_changed": "Session modifiée",
        "session_confirmed": "Session confirmée",
        "session_unbalanced": "Session à régulariser",
        "session_closed": "Session terminée",
        "enrolled": "Structure inscrite",
        "put_on_waiting_list": "Structure mise en attente",
        "promoted": "Structure entrée depuis la liste d’attente",
        "enrolment_withdrawn": "Structure désinscrite",
        "days_allocated": "Jours individuels attribués",
        "days_done": "Jours individuels réalisés",
        "days_released": "Jours individuels rendus",
    }

    readers = {Side.DLA, Side.COORDINATION, Side.MACHINE}
    writers = {Side.DLA, Side.CANDIDATE}
    objects = SealedManager.from_queryset(DlaJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal du DLA"
        verbose_name_plural = "journal du DLA"


class Mail(OutboxMail):
    """Mails about sheets and sessions."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE, Side.DLA, Side.CANDIDATE}
    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier du DLA"
        verbose_name_plural = "courriers du DLA"


class DocumentQuerySet(SealedQuerySet):
    """A session's programme is for those who see the session."""

    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(about_id__in=Session.objects.visible_to(seat).values("pk"))

    def for_candidate(self, seat):
        return Q(about_id__in=Session.objects.visible_to(seat).values("pk"))


class Document(AbstractDocument):
    """Programmes of sessions."""

    readers = {Side.DLA, Side.CONSULTANT, Side.CANDIDATE, Side.MACHINE}
    writers = {Side.DLA, Side.CONSULTANT, Side.CANDIDATE, Side.MACHINE}
    objects = SealedManager.from_queryset(DocumentQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "document du DLA"
        verbose_name_plural = "documents du DLA"


class Receipt(AbstractReceipt):
    """Facts the DLA has handled."""

    readers = {Side.MACHINE}
    writers = {Side.MACHINE}

    class Meta(AbstractReceipt.Meta):
        verbose_name = "accusé (DLA)"
        verbose_name_plural = "accusés (DLA)"
