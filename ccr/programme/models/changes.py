"""What changed in a calendar that people count on, and why."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from .calls import Campaign

TOLD = frozenset(
    {Side.CANDIDATE, Side.DIAGNOSIS, Side.DLA, Side.CONSULTANT, Side.FINANCE, Side.COORDINATION, Side.INSTRUCTION}
)
"""The sides that count on the days of a call."""


class CalendarChangeQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    for_candidate = for_diagnosis = for_dla = for_consultant = for_finance = for_instruction = for_coordination


class CalendarChange(SealedModel):
    """Days of a published call that moved, told to everybody who counts on them, with the reason.

    ``moved``: {name of a day: [before, after]}, ISO texts; a name is a field of Campaign or « meeting:<kind> ».
    What the change breaks is computed, shown to the coordination alone, and kept nowhere (DESIGN 2.4).
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField("dates")
    reason = models.TextField("motif", max_length=1000)
    by = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField("changé le")

    opens_as = "les changements de calendrier et leur raison"
    readers = TOLD
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(CalendarChangeQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_programme_calendar_change"
        verbose_name = "changement de calendrier"
        verbose_name_plural = "changements de calendrier"
        ordering = ["-at", "id"]

    def __str__(self):
        return f"calendar change {self.pk}"
