"""The meetings of a call: kind, date and place, and a new date that waits."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet, UuidModel
from ccr.wall.sides import EVERYONE, Side


class MeetingKind(models.TextChoices):
    """Neutral kinds: what a meeting says of itself to everybody."""

    INFORMATION = "information", "journée d’information"
    COMMITTEE = "committee", "comité de sélection"
    STEERING = "steering", "comité de pilotage"


class Meeting(UuidModel):
    """Kind, date and place. Agenda and attendance are tables of the app whose meeting it is (DESIGN 2.4).

    Why a committee moved is told by a ``CalendarChange``, to the sides that count on it; why another meeting did is
    ``moved_reason``, because who registered, or sits in it, counts on no other day.
    """

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField("nature", max_length=12, choices=MeetingKind)
    starts_at = models.DateTimeField("date et heure")
    place = models.CharField("lieu", max_length=200, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True, editable=False)
    cancelled_reason = models.CharField("motif de l’annulation", max_length=300, blank=True, editable=False)
    moved_reason = models.TextField(
        "motif du dernier changement",
        max_length=1000,
        blank=True,
        editable=False,
        help_text="Écrit à qui vient à une journée d’information ou à un comité de pilotage.",
    )

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        verbose_name = "réunion"
        verbose_name_plural = "réunions"
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="meeting_once",
                fields=["campaign", "kind", "starts_at"],
                violation_error_message="Cette réunion est déjà au calendrier.",
            ),
            models.CheckConstraint(
                name="meeting_cancellation_explained",
                condition=Q(cancelled_at__isnull=True, cancelled_reason="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                violation_error_message="Une annulation a un motif.",
            ),
            models.CheckConstraint(
                name="meeting_cancelled_is_an_information_day",
                condition=Q(cancelled_at__isnull=True) | Q(kind=MeetingKind.INFORMATION),
                violation_error_message="Seule une journée d’information s’annule ; une autre réunion se déplace.",
            ),
            models.CheckConstraint(
                name="meeting_moved_reason_of_its_own_people",
                condition=Q(moved_reason="") | ~Q(kind=MeetingKind.COMMITTEE),
                violation_error_message="Le motif d’un comité déplacé est dans le changement de calendrier.",
            ),
        ]

    def __str__(self):
        return f"meeting {self.pk}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class MeetingChangeQuerySet(SealedQuerySet):
    def for_coordination(self, seat):
        return Q(meeting__campaign=seat.campaign_id)

    def for_diagnosis(self, seat):
        return Q(meeting__campaign=seat.campaign_id)


class MeetingChange(SealedModel):
    """A new date that waits until nothing planned would fall after it (D6).

    Instruction never reads it: that a date has to wait would tell that diagnostics exist.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("date et heure proposées")
    place = models.CharField("lieu", max_length=200, blank=True)
    reason = models.TextField("motif", max_length=1000, blank=True)
    proposed_at = models.DateTimeField("proposé le")
    ended_at = models.DateTimeField("appliqué ou abandonné le", null=True, blank=True)

    readers = {Side.COORDINATION, Side.DIAGNOSIS}
    writers = {Side.COORDINATION}
    objects = SealedManager.from_queryset(MeetingChangeQuerySet)()

    class Meta(SealedModel.Meta):
        db_table = "ccr_programme_meeting_change"
        verbose_name = "changement de date proposé"
        verbose_name_plural = "changements de date proposés"
        constraints = [
            models.UniqueConstraint(
                name="meeting_change_one_open",
                fields=["meeting"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Un changement de date attend déjà pour cette réunion.",
            ),
        ]

    def __str__(self):
        return f"meeting change {self.pk}"
