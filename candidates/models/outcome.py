"""The published decision: what crosses the wall, and what only the structure reads."""

from django.db import models
from django.db.models import Q

from candidates.states import OUTCOME_TONES, SELECTED, OutcomeValue
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import SUPPORT, Side
from ccr.workflow import Badge

from .application import Application
from .doors import OWN


class OutcomeQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_instruction = for_coordination


class Outcome(SealedModel):
    """The published decision: a closed choice and a date. Written at publication, not before (DESIGN 2.4)."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="outcome")
    value = models.CharField("décision", max_length=12, choices=OutcomeValue)
    published_at = models.DateTimeField("publiée le")

    opens_as = "les décisions publiées et les axes conseillés"
    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(OutcomeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "décision publiée"
        verbose_name_plural = "décisions publiées"

    def __str__(self):
        return f"outcome {self.pk}"

    @property
    def badge(self) -> Badge:
        return Badge(self.get_value_display(), OUTCOME_TONES[OutcomeValue(self.value)])

    @property
    def is_selected(self) -> bool:
        """Whether it makes the structure a future resident."""
        return self.value in SELECTED


class OutcomeAxisQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            outcome__application__campaign=seat.campaign_id,
            outcome__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_coordination(self, seat):
        return Q(outcome__application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_instruction = for_coordination


class OutcomeAxis(SealedModel):
    """An axis of support the committee recommends: a closed choice, no text (A092, A096)."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="axes")
    axis = models.ForeignKey("ccr_programme.Axis", on_delete=models.PROTECT, related_name="+")

    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(OutcomeAxisQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "axe recommandé"
        verbose_name_plural = "axes recommandés"
        constraints = [models.UniqueConstraint(name="outcome_axis_once", fields=["outcome", "axis"])]

    def __str__(self):
        return f"outcome axis {self.pk}"


class LetterQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )


class Letter(SealedModel):
    """What the committee tells the structure besides the outcome. Support cannot read it, nor can coordination."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="letter")
    motive = models.TextField("motif", blank=True)
    conditions = models.TextField("conditions", blank=True)
    waiting_rank = models.PositiveSmallIntegerField("rang sur la liste d’attente", null=True, blank=True)
    published_at = models.DateTimeField("publiée le")

    opens_as = "les lettres de décision (motif et conditions)"
    readers = {Side.CANDIDATE}
    writers = {Side.INSTRUCTION}
    objects = SealedManager.from_queryset(LetterQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "lettre de décision"
        verbose_name_plural = "lettres de décision"
        constraints = [
            models.CheckConstraint(
                name="letter_rank_from_one",
                condition=Q(waiting_rank__isnull=True) | Q(waiting_rank__gte=1),
                violation_error_message="Le rang sur la liste d’attente commence à 1.",
            ),
        ]

    def __str__(self):
        return f"letter {self.pk}"
