"""The minutes of a committee's session: the committee's, from their draft to their PDF (A090, D11)."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from selection.models.committee import CommitteeSession
from selection.models.files import COMMITTEE, INSTRUCTION


class MinutesQuerySet(SealedQuerySet):
    """« Minutes to the committee only » (D11): the instructor, who reads no proposal, reads none of it."""

    def for_instruction(self, seat):
        return Q(session__campaign=seat.campaign_id) if seat.has_role(*COMMITTEE) else Q(pk__in=[])


class Minutes(SealedModel):
    """What was said at a session: written by its members, closed by the president once the decisions are published.

    Every member reads it, those who withdrew from a file too: what is said of a file stays in its proposal.
    """

    session = models.OneToOneField(CommitteeSession, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField("compte rendu", blank=True, max_length=20_000)
    saved_at = models.DateTimeField("enregistré le")
    saved_by = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="enregistré par"
    )
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    closed_by = models.ForeignKey(
        "ccr_programme.Seat",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="clos par",
    )

    opens_as = "les comptes rendus du comité"
    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(MinutesQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "compte rendu du comité"
        verbose_name_plural = "comptes rendus du comité"
        constraints = [
            models.CheckConstraint(
                name="minutes_closed_whole",
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(text="")),
                violation_error_message="Un compte rendu clos a un texte, une date et la personne qui l’a clos.",
            ),
        ]

    def __str__(self):
        return f"minutes {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
