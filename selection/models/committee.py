"""The committee's day: agenda, attendance, proposals, and the one act that publishes them."""

import datetime

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from candidates.states import OUTCOME_TONES, OutcomeValue
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.workflow import Badge
from selection.models.files import COMMITTEE, INSTRUCTION, File, about_file


class SessionQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return Q(campaign=seat.campaign_id)


class CommitteeSession(SealedModel):
    """What the committee does at one of its meetings; the meeting itself, kind, date and place, is open (A090)."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField("ccr_programme.Meeting", on_delete=models.PROTECT, related_name="+")
    quorum_percent = models.PositiveSmallIntegerField(
        "quorum (% des membres)",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="Part des membres qui doivent être présents ; l’observateur ne compte pas.",
    )
    agenda_version = models.PositiveSmallIntegerField("version de l’ordre du jour", default=1)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(SessionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "séance du comité"
        verbose_name_plural = "séances du comité"
        constraints = [
            models.CheckConstraint(
                name="committee_quorum_is_share",
                condition=Q(quorum_percent__lte=100),
                violation_error_message="Le quorum est une part des membres, de 0 à 100 %.",
            ),
        ]

    def __str__(self):
        return f"committee session {self.pk}"


class OfSessionQuerySet(SealedQuerySet):
    """What hangs on a session follows it."""

    def for_instruction(self, seat):
        return Q(session__campaign=seat.campaign_id)


class AgendaItem(SealedModel):
    """A file the committee decides on at a session; on one agenda at a time."""

    session = models.ForeignKey(CommitteeSession, on_delete=models.PROTECT, related_name="agenda")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="agenda_items")
    removed_at = models.DateTimeField("retiré de l’ordre du jour le", null=True, blank=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(OfSessionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "ordre du jour"
        constraints = [
            models.UniqueConstraint(
                name="agenda_file_on_one_agenda",
                fields=["file"],
                condition=Q(removed_at__isnull=True),
                violation_error_message="Ce dossier est déjà à l’ordre du jour d’une séance.",
            ),
        ]

    def __str__(self):
        return f"agenda item {self.pk}"


class Attendance(SealedModel):
    """Who sits at a session: a member by her seat, or the ESIA observer by name, who opens and counts for nothing."""

    session = models.ForeignKey(CommitteeSession, on_delete=models.PROTECT, related_name="attendance")
    seat = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="membre"
    )
    observer_name = models.CharField("observateur", max_length=160, blank=True)
    observer_organisation = models.ForeignKey(
        "ccr_directory.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="organisation de l’observateur",
    )
    is_present = models.BooleanField("présence", default=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(OfSessionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "présence au comité"
        verbose_name_plural = "présences au comité"
        ordering = ["observer_name", "id"]
        constraints = [
            models.UniqueConstraint(
                name="attendance_member_once", fields=["session", "seat"], condition=Q(seat__isnull=False)
            ),
            models.UniqueConstraint(
                name="attendance_observer_once",
                fields=["session", "observer_name"],
                condition=Q(seat__isnull=True),
                violation_error_message="Cette personne est déjà inscrite comme observatrice.",
            ),
            models.CheckConstraint(
                name="attendance_member_or_observer",
                condition=Q(seat__isnull=False, observer_name="", observer_organisation__isnull=True)
                | (Q(seat__isnull=True, observer_organisation__isnull=False) & ~Q(observer_name="")),
                violation_error_message="Une présence est celle d’un membre, ou d’un observateur nommé.",
            ),
        ]

    def __str__(self):
        return f"attendance {self.pk}"


class ProposedDecisionQuerySet(SealedQuerySet):
    """Deliberation: the committee's, of the files she may read (A095)."""

    def for_instruction(self, seat):
        return about_file(seat) & Q(dropped_at__isnull=True) if seat.has_role(*COMMITTEE) else Q(pk__in=[])

    def standing(self):
        """Those that publication takes: not dropped with their structure's withdrawal."""
        return self.filter(dropped_at__isnull=True)


class ProposedDecision(SealedModel):
    """What the president proposes for a file, before publication makes it an outcome and a letter (A092)."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="proposal")
    session = models.ForeignKey(CommitteeSession, on_delete=models.PROTECT, related_name="proposals")
    value = models.CharField("décision", max_length=12, choices=OutcomeValue)
    motive = models.TextField("motif", blank=True, max_length=3000)
    conditions = models.TextField("conditions", blank=True, max_length=2000)
    waiting_rank = models.PositiveSmallIntegerField("rang sur la liste d’attente", null=True, blank=True)
    proposed_at = models.DateTimeField("proposée le")
    dropped_at = models.DateTimeField("abandonnée le", null=True, blank=True)
    by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")

    becomes = "candidates.Letter"
    """Publication copies motive, conditions and rank into the letter, which the structure reads."""
    opens_as = "les décisions proposées, avant leur publication"
    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(ProposedDecisionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "décision proposée"
        verbose_name_plural = "décisions proposées"
        constraints = [
            models.CheckConstraint(
                name="proposal_rank_when_waiting",
                condition=Q(value=OutcomeValue.WAITING, waiting_rank__isnull=False, waiting_rank__gte=1)
                | (~Q(value=OutcomeValue.WAITING) & Q(waiting_rank__isnull=True)),
                violation_error_message="La liste d’attente, et elle seule, donne un rang.",
            ),
            models.CheckConstraint(
                name="proposal_conditions_when_conditional",
                condition=~Q(value=OutcomeValue.CONDITIONAL) | ~Q(conditions=""),
                violation_error_message="Une décision sous condition dit quelles conditions.",
            ),
            models.UniqueConstraint(
                name="proposal_waiting_rank_once",
                fields=["session", "waiting_rank"],
                condition=Q(waiting_rank__isnull=False, dropped_at__isnull=True),
                violation_error_message="Ce rang de la liste d’attente est déjà pris.",
            ),
        ]

    def __str__(self):
        return f"proposed decision {self.pk}"

    @property
    def stamp(self) -> str:
        """Which proposal this is: another one as soon as somebody proposes again."""
        return self.proposed_at.astimezone(datetime.UTC).isoformat()

    @property
    def badge(self) -> Badge:
        return Badge(self.get_value_display(), OUTCOME_TONES[OutcomeValue(self.value)])


class ProposedAxisQuerySet(SealedQuerySet):
    def for_instruction(self, seat):
        return about_file(seat, "proposal__file") if seat.has_role(*COMMITTEE) else Q(pk__in=[])


class ProposedAxis(SealedModel):
    """An axis of support the committee means to recommend: a closed choice, no text (A092)."""

    proposal = models.ForeignKey(ProposedDecision, on_delete=models.PROTECT, related_name="axes")
    axis = models.ForeignKey("ccr_programme.Axis", on_delete=models.PROTECT, related_name="+")
    is_recommended = models.BooleanField("recommandé", default=True)

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(ProposedAxisQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "axe proposé"
        verbose_name_plural = "axes proposés"
        ordering = ["axis__number"]
        constraints = [models.UniqueConstraint(name="proposed_axis_once", fields=["proposal", "axis"])]

    def __str__(self):
        return f"proposed axis {self.pk}"


class Publication(SealedModel):
    """The one act that publishes a session's decisions. Once: a second one meets this row."""

    session = models.OneToOneField(CommitteeSession, on_delete=models.PROTECT, related_name="publication")
    published_at = models.DateTimeField("publiée le")
    by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", verbose_name="par")
    letters = models.PositiveSmallIntegerField("lettres")

    readers = INSTRUCTION
    writers = INSTRUCTION
    objects = SealedManager.from_queryset(OfSessionQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "publication des décisions"
        verbose_name_plural = "publications des décisions"

    def __str__(self):
        return f"publication {self.pk}"
