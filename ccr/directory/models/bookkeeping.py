"""The journal and the mails of the directory."""

from django.db.models import Q

from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.notifications.models import OutboxMail
from ccr.wall.models import SealedManager
from ccr.wall.sides import Side


class DirectoryJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id) | Q(campaign__isnull=True)


class Journal(JournalEntry):
    """What was done to organisations and memberships."""

    verbs = {
        "created": "Organisation créée",
        "changed": "Organisation modifiée",
        "association_changed": "Compte comme association, ou ne compte plus",
        "imported": "Fichier importé",
        "merged": "Fiche fusionnée dans une autre",
        "joined": "Entrée dans l’organisation",
        "left": "Sortie de l’organisation",
        "contact_added": "Contact ajouté",
        "contact_changed": "Contact modifié",
        "contact_told": "Contact prévenu par e-mail",
        "contact_consented": "Accord d’un contact pour être montré",
        "contact_consent_ended": "Accord d’un contact retiré",
        "contact_withdrawn": "Contact retiré, et ses coordonnées effacées",
        "join_asked": "Rattachement demandé",
        "join_escalated": "Rattachement transmis à la coordination",
        "join_accepted": "Rattachement accepté",
        "join_refused": "Rattachement refusé",
    }

    readers = {Side.COORDINATION, Side.AUDIT, Side.MACHINE}
    writers = {Side.NEWCOMER, Side.CANDIDATE, Side.COORDINATION, Side.LINK, Side.ADMIN, Side.MACHINE}
    objects = SealedManager.from_queryset(DirectoryJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal de l’annuaire"
        verbose_name_plural = "journal de l’annuaire"


class Mail(OutboxMail):
    """Mails about requests to join, and to the contacts that are named."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE, Side.NEWCOMER, Side.CANDIDATE}

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier de l’annuaire"
        verbose_name_plural = "courriers de l’annuaire"
