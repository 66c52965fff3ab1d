"""To whom a note is passed on, and what of it the structure takes as its own words."""

from django.db import models
from django.db.models import F, Q

from ccr import clock
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from diagnostics.states import Scope


def live_notes_of(seat, **what):
    """Keys of the notes passed on to this seat, not taken back, the day agreed not over. what: other conditions."""
    return Transfer.objects.system().live().filter(consultant=seat, **what).values("note")


class TransferQuerySet(SealedQuerySet):
    """The structure sees to whom; the consultant what he was given; the DLA that a note was passed on, not the note."""

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_consultant(self, seat):
        return Q(
            application__campaign=seat.campaign_id,
            consultant=seat,
            withdrawn_at__isnull=True,
            until__gte=clock.today(),
        )

    def for_dla(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def live(self):
        """Not taken back, and the day agreed is not over: asked at each reading, no task closes anything."""
        return self.filter(withdrawn_at__isnull=True, until__gte=clock.today())


class Transfer(SealedModel):
    """The structure passes its note on, or a part of it, to one consultant, until a day it chose (A044, A153, C30)."""

    note = models.ForeignKey("diagnostics.Note", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    consultant = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    consented_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField("accord donné le")
    scope = models.CharField("ce qui est transmis", max_length=6, choices=Scope, default=Scope.WHOLE)
    until = models.DateField("jusqu’au")
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    readers = {Side.CANDIDATE, Side.CONSULTANT, Side.DLA}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(TransferQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "transmission de la note"
        verbose_name_plural = "transmissions de notes"
        ordering = ["-consented_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="transfer_one_live",
                fields=["note", "consultant"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message="Cette note est déjà transmise à ce consultant.",
            ),
            models.CheckConstraint(
                name="transfer_withdrawn_after_consent",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("consented_at")),
                violation_error_message="Une transmission ne se retire qu’après l’accord.",
            ),
            models.CheckConstraint(
                name="transfer_until_after_consent",
                condition=Q(until__gte=F("consented_at__date")),
                violation_error_message="L’accès à la note ne se termine pas avant l’accord.",
            ),
        ]

    def __str__(self):
        return f"transfer {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether the day agreed is past, that day included in the access."""
        return self.until < clock.today()

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and not self.is_over

    @property
    def is_whole(self) -> bool:
        return self.scope == Scope.WHOLE

    @property
    def badge(self) -> Badge:
        """As the structure reads it."""
        if self.withdrawn_at is not None:
            return Badge("accès retiré", "none")
        return Badge("accès terminé", "warn") if self.is_over else Badge("a accès", "ok")


class AdoptionQuerySet(SealedQuerySet):
    """The structure's own: whoever reads its needs sheet must not learn where a line of it comes from."""

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )


class Adoption(SealedModel):
    """Lines of its note that the structure took as its own words into a theme of its needs sheet (DESIGN 2.4, A153).

    The sheet keeps the words alone, and nothing of a note. ``theme``: a code of the sheet. ``text``: the lines as the
    note says them, one a line; what was copied unchanged is found again by them when the structure takes it back.
    """

    note = models.ForeignKey("diagnostics.Note", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    theme = models.CharField("thème de la fiche", max_length=10)
    text = models.TextField("lignes reprises")
    consented_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField("reprises le")
    withdrawn_at = models.DateTimeField("retirées le", null=True, blank=True)

    readers = {Side.CANDIDATE}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(AdoptionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "reprise de lignes de la note"
        verbose_name_plural = "reprises de lignes de notes"
        ordering = ["-consented_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="adoption_takes_lines",
                condition=~Q(text=""),
                violation_error_message="Une reprise prend au moins une ligne.",
            ),
            models.CheckConstraint(
                name="adoption_withdrawn_after_consent",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("consented_at")),
                violation_error_message="Une reprise ne se retire qu’après l’accord.",
            ),
        ]

    def __str__(self):
        return f"adoption {self.pk}"

    @property
    def lines_count(self) -> int:
        return len(self.text.splitlines())
