"""The secret link of a seat's calendar."""

from django.db import models
from django.db.models import F, Q

from ccr.programme.models.seats import Seat
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import SEATED, Side


class AgendaLinkQuerySet(SealedQuerySet):
    """One's own, whatever one's side."""

    def for_candidate(self, seat):
        return Q(seat=seat.pk)

    for_diagnosis = for_dla = for_consultant = for_finance = for_candidate
    for_coordination = for_instruction = for_pilot = for_candidate

    def live(self):
        """The one that opens: a link that was renewed or stopped stays, ended."""
        return self.filter(ended_at__isnull=True)


class AgendaLink(SealedModel):
    """A link that gives a seat's dates to a calendar program. Its secret is the key, signed: no row opens anything."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("créé le")
    ended_at = models.DateTimeField("remplacé ou arrêté le", null=True, blank=True)

    readers = SEATED | {Side.LINK}
    writers = SEATED
    objects = SealedManager.from_queryset(AgendaLinkQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_programme_agenda_link"
        verbose_name = "lien d’agenda"
        verbose_name_plural = "liens d’agenda"
        constraints = [
            models.UniqueConstraint(
                name="agenda_link_one_live",
                fields=["seat"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Ce siège a déjà un lien d’agenda.",
            ),
            models.CheckConstraint(
                name="agenda_link_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
        ]

    def __str__(self):
        return f"agenda link {self.pk}"
