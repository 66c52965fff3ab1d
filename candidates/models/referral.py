"""Who sent a structure to the call: asked when its application begins, counted with the receptions (A133).

Not of the application's own row, which instruction and support read: by whom a structure was sent is not for them.
"""

from django.db import models
from django.db.models import Q

from ccr.collation import FRENCH
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .application import Application
from .doors import OWN
from .reception import Came


class ReferralQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)


class Referral(SealedModel):
    """Who sent the structure. An application begun before it was asked has none.

    The prescriber is a name as it was typed or chosen; where the directory knows one, it is linked.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="referral")
    came = models.CharField("venue", max_length=6, choices=Came)
    prescriber = models.CharField("prescripteur", max_length=200, blank=True, db_collation=FRENCH)
    prescriber_organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    readers = OWN
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(ReferralQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "orientation"
        verbose_name_plural = "orientations"
        constraints = [
            models.CheckConstraint(
                name="referral_prescriber_named",
                condition=(Q(came=Came.SENT) & ~Q(prescriber=""))
                | Q(came=Came.ALONE, prescriber="", prescriber_organisation__isnull=True),
                violation_error_message="Nommez qui vous a orienté, ou dites que personne ne l’a fait.",
            ),
        ]

    def __str__(self):
        return f"referral {self.pk}"

    @property
    def by(self) -> str:
        """The prescriber, or that there was none."""
        return self.prescriber or self.get_came_display()
