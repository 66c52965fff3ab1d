"""The app's own journal, mails, documents and receipts: no table is shared with another side (DESIGN 2.3)."""

from django.db.models import Q

from ccr.documents.models import Document as AbstractDocument
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail, OutboxMailQuerySet
from ccr.programme.models import Receipt as AbstractReceipt
from ccr.wall.models import SealedManager, SealedQuerySet
from ccr.wall.sides import Side

from .doors import OWN


class CandidatesJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to applications."""

    verbs = {
        "begun": "Candidature commencée",
        "joined": "Personne rattachée à la candidature",
        "deposited": "Candidature déposée",
        "redeposited": "Modifications déposées",
        "withdrawn": "Candidature retirée",
        "resumed": "Candidature reprise",
        "charter_signed": "Charte signée",
        "piece_added": "Pièce ajoutée",
        "piece_retired": "Pièce retirée",
        "extended": "Délai accordé",
        "outcome_published": "Décision publiée",
        "information_day_set": "Journée d’information réglée",
        "registered": "Inscription à la journée d’information",
        "registration_changed": "Inscription modifiée",
        "registration_cancelled": "Inscription annulée",
        "called_up": "Place donnée depuis la liste d’attente",
        "registrations_erased": "Inscriptions à une journée d’information effacées, un an après elle",
        "attendance_noted": "Présence notée",
        "information_document_added": "Document de la journée ajouté",
        "information_document_retired": "Document de la journée retiré",
        "information_documents_sent": "Documents de la journée envoyés",
        "message_taken_back": "Message repris par son auteur",
        "contributor_removed": "Personne retirée de la candidature",
        "hand_over_asked": "Passation de la représentation demandée",
        "hand_over_accepted": "Passation de la représentation acceptée",
        "hand_over_refused": "Passation de la représentation refusée",
        "hand_over_withdrawn": "Passation de la représentation annulée",
        "copied": "Textes repris d’un appel précédent",
        "bulk_sent": "Courrier groupé envoyé",
        "received": "Accueil noté",
        "reception_changed": "Accueil corrigé",
        "referral_changed": "Orientation corrigée",
        "paper_begun": "Saisie d’un dossier papier commencée",
        "paper_changed": "Dossier papier corrigé",
        "put_back": "Dépôt annulé par la coordination",
        "former_version": "Version précédente remise en vigueur",
        "form_corrected": "Forme juridique corrigée",
    }

    readers = {Side.COORDINATION, Side.AUDIT, Side.MACHINE}
    writers = OWN | {Side.NEWCOMER, Side.INSTRUCTION, Side.MACHINE}
    objects = SealedManager.from_queryset(CandidatesJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des candidatures"
        verbose_name_plural = "journal des candidatures"


class Mail(OutboxMail):
    """Mails to candidates about their application."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = OWN | {Side.NEWCOMER, Side.INSTRUCTION, Side.MACHINE}
    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier des candidatures"
        verbose_name_plural = "courriers des candidatures"


class DocumentQuerySet(SealedQuerySet):
    """The papers of one's own structure: what they are about is looked up under the same rule."""

    def for_candidate(self, seat):
        from .application import Application
        from .version import Version

        mine = Application.objects.visible_to(seat).values("pk")
        deposited = Version.objects.visible_to(seat).values("pk")
        return Q(campaign=seat.campaign_id) & (Q(about_id__in=mine) | Q(about_id__in=deposited))


class Document(AbstractDocument):
    """Receipts of deposit and letters. The letters are why no other side reads this table."""

    readers = {Side.CANDIDATE, Side.MACHINE}
    writers = {Side.CANDIDATE, Side.MACHINE}
    objects = SealedManager.from_queryset(DocumentQuerySet)()

    class Meta(AbstractDocument.Meta):
        verbose_name = "document des candidatures"
        verbose_name_plural = "documents des candidatures"


class Receipt(AbstractReceipt):
    """Facts the candidates' app has handled."""

    readers = {Side.MACHINE}
    writers = {Side.MACHINE}

    class Meta(AbstractReceipt.Meta):
        verbose_name = "accusé (candidatures)"
        verbose_name_plural = "accusés (candidatures)"
