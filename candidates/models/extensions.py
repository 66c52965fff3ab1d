"""More time for one file. Instruction never reads it: it sees the date of the deposit, and nothing else."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN


class ExtensionQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class Extension(SealedModel):
    """A structure may deposit later than the others, for a reason that it reads too. The latest day counts."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField("nouveau dernier jour", help_text="Jusqu’à 23 h 59, heure de Paris.")
    reason = models.TextField("motif", max_length=1000)
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("accordé le")

    readers = OWN
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(ExtensionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "délai accordé"
        verbose_name_plural = "délais accordés"
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                name="extension_once_a_day",
                fields=["application", "until"],
                violation_error_message="Ce délai est déjà accordé à cette structure.",
            ),
        ]

    def __str__(self):
        return f"extension {self.pk}"
