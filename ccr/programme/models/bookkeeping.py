"""Neutral facts and their receipts, monthly figures, and the journal of the programme (DESIGN 2.4)."""

from django.db import models
from django.db.models import Q

from ccr.journal.models import JournalEntry
from ccr.journal.models import JournalQuerySet as JournalEntryQuerySet
from ccr.lease import Leased
from ccr.notifications.models import OutboxMail
from ccr.programme.models.calls import Campaign
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import SEATED, Side


class EventKind(models.TextChoices):
    """Neutral facts, which apps on both sides may hear of. Support emits none towards instruction (DESIGN 2.4)."""

    APPLICATION_WITHDRAWN = "application_withdrawn", "candidature retirée"
    CALENDAR_ANNOUNCED = "calendar_announced", "changement de calendrier annoncé"
    CALENDAR_CHANGED = "calendar_changed", "calendrier modifié"
    CALENDAR_PROPOSED = "calendar_proposed", "changement de calendrier proposé"
    FORM_CORRECTED = "form_corrected", "forme juridique corrigée"
    MEETING_CANCELLED = "meeting_cancelled", "réunion annulée"
    OUTCOME_PUBLISHED = "outcome_published", "décisions publiées"
    SITE_CHANGED = "site_changed", "état d’un site modifié"
    SEAT_SUSPENDED = "seat_suspended", "siège suspendu"


class Event(SealedModel):
    """A neutral fact. Each app that cares keeps its own receipt and handles it on its side."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("fait", max_length=30, choices=EventKind)
    organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    about_id = models.UUIDField("objet", null=True, blank=True)
    at = models.DateTimeField("quand")

    readers = {Side.MACHINE}
    writers = {Side.CANDIDATE, Side.COORDINATION, Side.INSTRUCTION, Side.NEWCOMER, Side.LINK, Side.MACHINE}

    class Meta(SealedModel.Meta):
        verbose_name = "fait neutre"
        verbose_name_plural = "faits neutres"
        ordering = ["at", "id"]

    def __str__(self):
        return f"event {self.pk}"


class Receipt(Leased, SealedModel):
    """Abstract: an app heard of an event, once. The lease keeps two workers from handling it together."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField("traité le", null=True, blank=True)

    class Meta(SealedModel.Meta):
        abstract = True
        verbose_name = "accusé d’un fait"
        verbose_name_plural = "accusés de faits"
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_receipt_once_per_event", fields=["event"]),
        ]

    def __str__(self):
        return f"receipt {self.pk}"


class FigureQuerySet(SealedQuerySet):
    def for_pilot(self, seat):
        return Q(campaign=seat.campaign_id, is_shown=True)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id, is_shown=True)


class Figure(SealedModel):
    """A monthly figure of a campaign, computed by the machine; closed to instruction (DESIGN 2.4)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("mois", help_text="Le premier jour du mois.")
    key = models.CharField("clé", max_length=60)
    label = models.CharField("intitulé", max_length=120)
    value = models.PositiveIntegerField("valeur", help_text="La dernière montrée ; jamais un nombre qui ne l’est pas.")
    is_shown = models.BooleanField("publié", default=True)
    part_of = models.CharField("part de", max_length=60, blank=True, help_text="La clé du total dont c’est une part.")
    rank = models.PositiveSmallIntegerField("ordre", default=0)

    opens_as = "les chiffres mensuels de l’appel"
    readers = {Side.PILOT, Side.COORDINATION, Side.MACHINE}
    writers = {Side.MACHINE}
    objects = SealedManager.from_queryset(FigureQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "chiffre mensuel"
        verbose_name_plural = "chiffres mensuels"
        ordering = ["month", "rank", "key"]
        constraints = [
            models.UniqueConstraint(name="figure_once_a_month", fields=["campaign", "month", "key"]),
        ]

    def __str__(self):
        return f"figure {self.pk}"


class JournalQuerySet(JournalEntryQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was done to campaigns, seats, engagements and memberships."""

    verbs = {
        "campaign_created": "Appel créé",
        "campaign_published": "Appel publié",
        "campaign_changed": "Appel modifié",
        "campaign_closed": "Appel clos",
        "calendar_changed": "Calendrier modifié",
        "axis_opened": "Axe ouvert",
        "axis_closed": "Axe fermé",
        "site_added": "Site proposé",
        "site_changed": "Site modifié",
        "piece_asked": "Pièce demandée",
        "piece_changed": "Pièce modifiée",
        "example_joined": "Modèle d’une pièce joint",
        "example_retired": "Modèle d’une pièce retiré",
        "means_added": "Moyen complémentaire ajouté",
        "means_changed": "Moyen complémentaire modifié",
        "meeting_added": "Réunion ajoutée",
        "meeting_changed": "Réunion modifiée",
        "meeting_cancelled": "Journée d’information annulée",
        "meeting_change_proposed": "Changement de date proposé",
        "meeting_change_dropped": "Changement de date abandonné",
        "engaged": "Organisation engagée",
        "carried": "Inscription reconduite d’un autre appel",
        "disengaged": "Engagement terminé",
        "mandated": "Mandat donné",
        "mandate_ended": "Mandat retiré",
        "seat_suspended": "Siège suspendu",
        "agenda_link_made": "Lien d’agenda créé",
        "agenda_link_ended": "Lien d’agenda remplacé ou arrêté",
    }

    readers = {Side.COORDINATION, Side.AUDIT, Side.MACHINE}
    writers = SEATED | {Side.NEWCOMER, Side.LINK, Side.ADMIN, Side.MACHINE}
    objects = SealedManager.from_queryset(JournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal du programme"
        verbose_name_plural = "journal du programme"


class Mail(OutboxMail):
    """Mails about the roles given to people."""

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION, Side.MACHINE}

    class Meta(OutboxMail.Meta):
        verbose_name = "courrier du programme"
        verbose_name_plural = "courriers du programme"
