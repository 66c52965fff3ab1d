"""The pool of individual days: thirty, given by half days, never over (A080–A082)."""

from django.db import models
from django.db.models import F, Q

from ccr.once import MadeOnce
from ccr.ui import french
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from dla.models.needs import applications_of_sessions
from dla.states import ALLOCATION, AllocationState


class DayPoolQuerySet(SealedQuerySet):
    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class DayPool(SealedModel):
    """The campaign's pool. Counted in half days: 60 are 30 days.

    Its total follows the campaign's parameter, and never falls under what is given: the row is brought up to date
    under its lock, before anything is given; what is shown is the total of today.
    """

    campaign = models.OneToOneField("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    half_days_total = models.PositiveSmallIntegerField("demi-journées")
    half_days_taken = models.PositiveSmallIntegerField("demi-journées attribuées", default=0)

    readers = {Side.DLA, Side.COORDINATION}
    writers = {Side.DLA}
    objects = SealedManager.from_queryset(DayPoolQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "réserve de jours individuels"
        verbose_name_plural = "réserves de jours individuels"
        constraints = [
            models.CheckConstraint(
                name="day_pool_never_over",
                condition=Q(half_days_taken__lte=F("half_days_total")),
                violation_error_message="La réserve de jours individuels est épuisée.",
            ),
        ]

    def __str__(self):
        return f"day pool {self.pk}"

    @property
    def total_today(self) -> int:
        """What the campaign now allows, in half days."""
        return max(self.campaign.pool_half_days, self.half_days_taken)

    @property
    def half_days_left(self) -> int:
        return self.total_today - self.half_days_taken

    @property
    def days_taken(self) -> float:
        return self.half_days_taken / 2

    @property
    def days_total(self) -> float:
        return self.total_today / 2

    @property
    def left_sentence(self) -> str:
        """« Il reste 17,5 jours. »."""
        left = self.half_days_left
        return f"Il reste {french.days_from_half_days(left)}." if left else "Il n’en reste aucun."


class AllocationQuerySet(SealedQuerySet):
    def for_dla(self, seat):
        return Q(pool__campaign=seat.campaign_id)

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_consultant(self, seat):
        return Q(application__in=applications_of_sessions(seat))

    def held(self):
        """Those that weigh on the pool."""
        return self.exclude(state=AllocationState.RELEASED)


class Allocation(MadeOnce, SealedModel):
    """Half days given to a structure, by need and with a reason (A081)."""

    pool = models.ForeignKey(DayPool, on_delete=models.PROTECT, related_name="allocations")
    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    half_days = models.PositiveSmallIntegerField("demi-journées")
    reason = models.CharField("motif", max_length=300)
    state = models.CharField("état", max_length=10, choices=AllocationState, default=AllocationState.ALLOCATED)
    allocated_at = models.DateTimeField("attribuées le")
    done_at = models.DateTimeField("réalisées le", null=True, blank=True)
    released_at = models.DateTimeField("rendues le", null=True, blank=True)

    opens_as = "les jours d’accompagnement individuel"
    readers = {Side.DLA, Side.CANDIDATE, Side.CONSULTANT}
    writers = {Side.DLA}
    objects = SealedManager.from_queryset(AllocationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "attribution de jours individuels"
        verbose_name_plural = "attributions de jours individuels"
        ordering = ["allocated_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="allocation_some_half_days",
                condition=Q(half_days__gte=1),
                violation_error_message="On attribue au moins une demi-journée.",
            ),
            models.CheckConstraint(
                name="allocation_dates_agree",
                condition=Q(state=AllocationState.ALLOCATED, done_at__isnull=True, released_at__isnull=True)
                | Q(state=AllocationState.DONE, done_at__isnull=False, released_at__isnull=True)
                | Q(state=AllocationState.RELEASED, done_at__isnull=True, released_at__isnull=False),
                violation_error_message="L’état de l’attribution et ses dates ne s’accordent pas.",
            ),
        ]

    def __str__(self):
        return f"allocation {self.pk}"

    @property
    def badge(self) -> Badge:
        """« attribués » said of days; « attribué » of one, or of less than two."""
        badge = ALLOCATION.badge(self.state)
        return badge if french.is_plural(self.half_days / 2) else Badge(badge.label.removesuffix("s"), badge.tone)
