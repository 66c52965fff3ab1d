"""The strategic development plan: what the structure aims at in the five themes, what is decided, how far it is (A025).

Moving in changes the economic model: the plan goes on where the needs sheet stops, for as long as the structure is
helped. Its words are read by the same sides as the sheet's.
"""

from django.db import models
from django.db.models import F, Q, Value

from ccr.ui import french
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from dla.models.needs import Theme, applications_of_sessions
from dla.states import PROGRESS, Progress


class DevelopmentPlanQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_dla(self, seat):
        return Q(application__campaign=seat.campaign_id)

    for_coordination = for_dla

    def for_consultant(self, seat):
        return Q(application__in=applications_of_sessions(seat))


class DevelopmentPlan(SealedModel):
    """How far a plan is, and since when, which coordination may see. Its words are in ``PlanTheme``.

    reached, under_way, aside: how many of the five themes are so; the others are not begun.
    """

    application = models.OneToOneField("candidates.Application", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField("commencé le")
    changed_at = models.DateTimeField("mis à jour le")
    reached = models.PositiveSmallIntegerField("thèmes atteints", default=0)
    under_way = models.PositiveSmallIntegerField("thèmes en cours", default=0)
    aside = models.PositiveSmallIntegerField("thèmes sans objet", default=0)

    opens_as = "l’avancement des plans stratégiques de développement"
    readers = {Side.CANDIDATE, Side.DLA, Side.COORDINATION, Side.CONSULTANT}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(DevelopmentPlanQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "plan stratégique de développement"
        verbose_name_plural = "plans stratégiques de développement"
        constraints = [
            models.CheckConstraint(
                name="development_plan_five_themes",
                condition=Q(reached__lte=Value(len(Theme)) - F("under_way") - F("aside")),
                violation_error_message="Un plan a cinq thèmes.",
            ),
            models.CheckConstraint(
                name="development_plan_changed_after_begun",
                condition=Q(changed_at__gte=F("begun_at")),
                violation_error_message="Une mise à jour suit le début du plan.",
            ),
        ]

    def __str__(self):
        return f"development plan {self.pk}"

    @property
    def concerned(self) -> int:
        """How many themes the structure works on, begun or not."""
        return len(Theme) - self.aside

    @property
    def is_reached(self) -> bool:
        """Whether no theme it works on is still to be reached."""
        return self.concerned == self.reached

    @property
    def situation(self) -> str:
        """« 1 thème atteint sur 4, 2 en cours »."""
        return self._said("thème atteint", "thèmes atteints")

    @property
    def brief(self) -> str:
        """« 1 atteint sur 4, 2 en cours », in a column."""
        return self._said("atteint", "atteints")

    def _said(self, one, several) -> str:
        if not self.concerned:
            return "aucun thème à travailler"
        said = f"{french.counted(self.reached, one, several)} sur {self.concerned}"
        return f"{said}, {self.under_way} en cours" if self.under_way else said


class PlanThemeQuerySet(SealedQuerySet):
    """The words follow their plan."""

    def for_candidate(self, seat):
        return Q(
            plan__application__campaign=seat.campaign_id,
            plan__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_dla(self, seat):
        return Q(plan__application__campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(plan__application__in=applications_of_sessions(seat))


class PlanTheme(SealedModel):
    """One theme of a plan, in the structure's words: its aim, what is decided, how far it is."""

    plan = models.ForeignKey(DevelopmentPlan, on_delete=models.PROTECT, related_name="themes")
    theme = models.CharField("thème", max_length=10, choices=Theme)
    progress = models.CharField("avancement", max_length=11, choices=Progress, default=Progress.NOT_STARTED)
    aim = models.TextField("ce que nous visons", max_length=2000, blank=True)
    decided = models.TextField("ce qui est décidé", max_length=2000, blank=True)
    changed_at = models.DateTimeField("mis à jour le")
    changed_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")

    opens_as = "les plans stratégiques de développement"
    readers = {Side.CANDIDATE, Side.DLA, Side.CONSULTANT}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(PlanThemeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "thème d’un plan stratégique"
        verbose_name_plural = "thèmes des plans stratégiques"
        constraints = [
            models.UniqueConstraint(
                name="plan_theme_once",
                fields=["plan", "theme"],
                violation_error_message="Ce thème est déjà dans le plan.",
            )
        ]

    def __str__(self):
        return f"plan theme {self.pk}"

    @property
    def badge(self) -> Badge:
        return PROGRESS.badge(self.progress)
