"""Who takes over the representation of a structure, and why an application was taken back."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q

from candidates.states import HAND_OVER, HandOverState
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class HandOverQuerySet(SealedQuerySet):
    """The structure's own people, and the coordination. Who is asked and has no seat yet finds hers by a service."""

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def waiting(self):
        """Those that are still to answer."""
        return self.filter(state=HandOverState.ASKED)


ANSWERED = {
    HandOverState.ACCEPTED: "accepted_at",
    HandOverState.REFUSED: "refused_at",
    HandOverState.WITHDRAWN: "withdrawn_at",
}
"""The date of each answer."""


def _dated(state) -> Q:
    """In a state, its own date, after the question, and no other."""
    own = ANSWERED.get(state)
    dates = {f"{name}__isnull": name != own for name in ANSWERED.values()}
    return Q(state=state, **dates, **({f"{own}__gte": F("asked_at")} if own else {}))


class HandOver(SealedModel):
    """The representative asks a member of the organisation to represent it in her place; nothing moves before a yes."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="hand_overs")
    asked_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=HandOverState, default=HandOverState.ASKED)
    asked_at = models.DateTimeField("demandée le")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    refused_at = models.DateTimeField("refusée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("annulée le", null=True, blank=True)

    readers = OWN | {Side.NEWCOMER}
    writers = {Side.CANDIDATE, Side.NEWCOMER}
    objects = SealedManager.from_queryset(HandOverQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "passation"
        verbose_name_plural = "passations"
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="hand_over_one_open",
                fields=["application"],
                condition=Q(state=HandOverState.ASKED),
                violation_error_message="Une passation est déjà demandée pour cette candidature.",
            ),
            models.CheckConstraint(
                name="hand_over_dates_agree",
                condition=reduce(or_, map(_dated, (HandOverState.ASKED, *ANSWERED))),
                violation_error_message="Une passation a une seule réponse, à une date.",
            ),
        ]

    def __str__(self):
        return f"hand-over {self.pk}"

    @property
    def badge(self):
        return HAND_OVER.badge(self.state)


class WithdrawalReason(models.TextChoices):
    """Why a structure takes its application back. A closed list, so that it can be counted."""

    PLACE = "place", "le lieu ou la surface ne convient pas"
    CALENDAR = "calendar", "le calendrier ne convient pas"
    MONEY = "money", "le projet n’est pas finançable à ce stade"
    ELSEWHERE = "elsewhere", "nous nous installons ailleurs"
    LATER = "later", "nous préférons un prochain appel"
    STRUCTURE = "structure", "la structure change ou cesse son activité"
    OTHER = "other", "une autre raison"
    UNSAID = "unsaid", "nous préférons ne pas le dire"


class WithdrawalQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class Withdrawal(SealedModel):
    """Why an application was taken back, in the structure's words. Nobody but the coordination reads it.

    That it was taken back is a neutral fact, in another table; taken up again and withdrawn again, it has two rows.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.CharField("raison", max_length=12, choices=WithdrawalReason)
    words = models.TextField("en quelques mots", blank=True, max_length=1000)
    at = models.DateTimeField("le")

    opens_as = "la raison d’un retrait"
    readers = {Side.COORDINATION}
    writers = OWN
    objects = SealedManager.from_queryset(WithdrawalQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "raison d’un retrait"
        verbose_name_plural = "raisons des retraits"
        ordering = ["-at", "id"]

    def __str__(self):
        return f"withdrawal {self.pk}"
