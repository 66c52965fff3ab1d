"""Collective sessions: six days, ten to twelve structures, half of them associations at least (A060–A065)."""

import math

from django.db import models
from django.db.models import F, Q

from ccr.once import MadeOnce
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from dla.states import ENROLMENT, LIVE_ENROLMENTS, SESSION, EnrolmentState, SessionState

READERS = {Side.DLA, Side.COORDINATION, Side.CONSULTANT, Side.CANDIDATE}


class SessionQuerySet(SealedQuerySet):
    """DLA and coordination see every session of the campaign, a consultant his own, a structure the one it is in."""

    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(campaign=seat.campaign_id, consultant=seat.pk)

    def for_candidate(self, seat):
        joined = Enrolment.objects.visible_to(seat).filter(state__in=LIVE_ENROLMENTS)
        return Q(campaign=seat.campaign_id, pk__in=joined.values("session"))


class Session(MadeOnce, SealedModel):
    """A DLA collectif. The counters are the row's own, so that two people enrolling at once meet here."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("intitulé", max_length=120)
    consultant = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    state = models.CharField("état", max_length=12, choices=SessionState, default=SessionState.PROJECT)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    closed_at = models.DateTimeField("terminée le", null=True, blank=True)
    seats_min = models.PositiveSmallIntegerField("structures, au moins")
    seats_max = models.PositiveSmallIntegerField("structures, au plus")
    association_percent = models.PositiveSmallIntegerField("associations, au moins (%)")
    seats_taken = models.PositiveSmallIntegerField("structures inscrites", default=0)
    associations_taken = models.PositiveSmallIntegerField("associations inscrites", default=0)

    opens_as = "les sessions du DLA et leurs inscriptions"
    readers = READERS
    writers = {Side.DLA}
    objects = SealedManager.from_queryset(SessionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "session DLA"
        verbose_name_plural = "sessions DLA"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="session_number_once",
                fields=["campaign", "number"],
                violation_error_message="Une session de cet appel porte déjà ce numéro.",
            ),
            models.CheckConstraint(
                name="session_seats_within_max",
                condition=Q(seats_taken__lte=F("seats_max")),
                violation_error_message="La session est complète.",
            ),
            models.CheckConstraint(
                name="session_associations_within_seats",
                condition=Q(associations_taken__lte=F("seats_taken")),
                violation_error_message="Les associations inscrites font partie des structures inscrites.",
            ),
            models.CheckConstraint(
                name="session_confirmation_dated",
                condition=Q(state=SessionState.PROJECT, confirmed_at__isnull=True)
                | (~Q(state=SessionState.PROJECT) & Q(confirmed_at__isnull=False)),
                violation_error_message="Une confirmation a une date.",
            ),
            models.CheckConstraint(
                name="session_closing_dated",
                condition=Q(state=SessionState.CLOSED, closed_at__isnull=False)
                | (~Q(state=SessionState.CLOSED) & Q(closed_at__isnull=True)),
                violation_error_message="Une session terminée a une date de fin.",
            ),
        ]

    def __str__(self):
        return f"session {self.pk}"

    @property
    def badge(self) -> Badge:
        return SESSION.badge(self.state)

    @property
    def provider(self) -> str:
        """« Nadia Ferri, Cabinet Kappa »: who leads it, from which firm; nothing while nobody was chosen."""
        if self.consultant_id is None:
            return ""
        held = (mandate for mandate in self.consultant.mandates.all() if mandate.ended_at is None)
        names = dict.fromkeys(mandate.organisation.name for mandate in held if mandate.role == Role.CONSULTANT)
        return ", ".join([self.consultant.person.full_name, *names])

    @property
    def seats_left(self) -> int:
        return self.seats_max - self.seats_taken

    @property
    def association_share(self) -> float:
        """Share of associations among the enrolled, between 0 and 1; 0 when nobody is enrolled."""
        return self.associations_taken / self.seats_taken if self.seats_taken else 0.0

    @property
    def is_balanced(self) -> bool:
        """Whether associations are numerous enough (A065): 6 of 12 and 5 of 10 are, 5 of 11 is not."""
        return self.associations_taken * 100 >= self.association_percent * self.seats_taken

    @property
    def associations_wanted(self) -> int:
        """How many associations the enrolled should count at least."""
        return math.ceil(self.association_percent * self.seats_taken / 100)

    @property
    def share_sentence(self) -> str:
        """« 58 % d’associations »."""
        return f"{french.percent(self.association_share)} d’associations"

    @property
    def structures_missing(self) -> int:
        """How many structures are missing to reach the minimum."""
        return max(self.seats_min - self.seats_taken, 0)

    @property
    def associations_missing(self) -> int:
        """How many associations are missing if they come on top of the enrolled."""
        gap = self.association_percent * self.seats_taken - self.associations_taken * 100
        if gap <= 0:
            return 0
        if self.association_percent == 100:
            return math.ceil(gap / 100)
        return math.ceil(gap / (100 - self.association_percent))

    @property
    def associations_to_swap(self) -> int:
        """How many companies an association must replace, the number of structures staying the same."""
        gap = self.association_percent * self.seats_taken - self.associations_taken * 100
        return max(math.ceil(gap / 100), 0)


class Module(models.TextChoices):
    """What a day is about (A061)."""

    STRATEGY = "strategy", "stratégie de développement"
    COMMERCIAL = "commercial", "stratégie commerciale"
    HUMAN_RESOURCES = "hr", "ressources humaines"


class SessionPartQuerySet(SealedQuerySet):
    """Parts of a session follow it."""

    def for_dla(self, seat):
        return Q(session__campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(session__campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(session__campaign=seat.campaign_id, session__consultant=seat.pk)


class SessionDayQuerySet(SessionPartQuerySet):
    def for_candidate(self, seat):
        return Q(session__in=Session.objects.visible_to(seat))


class SessionDay(SealedModel):
    """One of the dated days of a session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="days")
    day = models.DateField("date")
    module = models.CharField("module", max_length=10, choices=Module)
    place = models.CharField("lieu", max_length=200, blank=True)

    readers = READERS
    writers = {Side.DLA}
    objects = SealedManager.from_queryset(SessionDayQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "jour de session"
        verbose_name_plural = "jours de session"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                name="session_day_once",
                fields=["session", "day"],
                violation_error_message="Deux jours de la session ont la même date.",
            ),
        ]

    def __str__(self):
        return f"session day {self.pk}"


class RestsOn(models.TextChoices):
    """What an enrolment leans on (A069, C02)."""

    NOTE = "note", "note transmise"
    SHEET = "sheet", "fiche validée"


class Trigger(models.TextChoices):
    """Why the structure comes (C04)."""

    RECOMMENDATION = "recommendation", "recommandation du comité"
    REQUEST = "request", "demande de la structure"


class EnrolmentQuerySet(SessionPartQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_consultant(self, seat):
        return super().for_consultant(seat) & Q(state=EnrolmentState.ENROLLED)

    def live(self):
        """Those that hold, seated or waiting."""
        return self.filter(state__in=LIVE_ENROLMENTS)


class Enrolment(SealedModel):
    """A structure in a session, or waiting for a seat."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=EnrolmentState)
    rests_on = models.CharField("repose sur", max_length=5, choices=RestsOn)
    trigger = models.CharField("à la suite de", max_length=14, choices=Trigger)
    is_association = models.BooleanField("compte comme association")
    position = models.PositiveSmallIntegerField("rang sur la liste d’attente", null=True, blank=True)
    asked_at = models.DateTimeField("demandée le")
    enrolled_at = models.DateTimeField("inscrite le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("désinscrite le", null=True, blank=True)

    readers = READERS
    writers = {Side.DLA}
    objects = SealedManager.from_queryset(EnrolmentQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        ordering = ["position", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="enrolment_position_once",
                fields=["session", "position"],
                condition=Q(position__isnull=False),
                violation_error_message="Deux structures ne tiennent pas le même rang de la liste d’attente.",
            ),
            models.CheckConstraint(
                name="enrolment_position_when_waiting",
                condition=Q(state=EnrolmentState.WAITING, position__isnull=False, position__gte=1)
                | (~Q(state=EnrolmentState.WAITING) & Q(position__isnull=True)),
                violation_error_message="Un rang se tient sur la liste d’attente, et là seulement.",
            ),
            models.UniqueConstraint(
                name="enrolment_one_live",
                fields=["application"],
                condition=Q(state__in=LIVE_ENROLMENTS),
                violation_error_message="Cette structure est déjà inscrite à une session.",
            ),
            models.CheckConstraint(
                name="enrolment_dates_agree",
                condition=Q(state=EnrolmentState.ENROLLED, enrolled_at__isnull=False, withdrawn_at__isnull=True)
                | Q(state=EnrolmentState.WAITING, enrolled_at__isnull=True, withdrawn_at__isnull=True)
                | Q(state=EnrolmentState.WITHDRAWN, withdrawn_at__isnull=False),
                violation_error_message="L’état de l’inscription et ses dates ne s’accordent pas.",
            ),
        ]

    def __str__(self):
        return f"enrolment {self.pk}"

    @property
    def badge(self) -> Badge:
        return ENROLMENT.badge(self.state)
