"""Where diagnostics are: states and dates, never a word of what they say."""

from django.db import models
from django.db.models import F, Q

from ccr import clock
from ccr.programme.roles import Role
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from diagnostics.states import (
    DIAGNOSTIC,
    IN_HAND,
    LIVE,
    OUTLOOK_TONES,
    WITH_ORGANISATION,
    DiagnosticState,
    Level,
    Outlook,
)

STATUS_READERS = {Side.CANDIDATE, Side.DIAGNOSIS, Side.COORDINATION}


class IntakeQuerySet(SealedQuerySet):
    """The counter of places is for services; RAMSESS and coordination also see it drawn."""

    def for_candidate(self, seat):
        return Q(pk__in=[])

    def for_diagnosis(self, seat):
        return Q(campaign=seat.campaign_id) if seat.has_role(Role.RAMSESS_COORDINATOR) else Q(pk__in=[])

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Intake(SealedModel):
    """The places of a campaign for diagnostics asked before the selection: 15 to 25 over about 4 months (A037).

    Its row is what a request locks; its counter cannot pass its maximum.
    """

    campaign = models.OneToOneField("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    taken = models.PositiveSmallIntegerField("places prises", default=0)
    maximum = models.PositiveSmallIntegerField("places")

    readers = STATUS_READERS
    writers = {Side.CANDIDATE, Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(IntakeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "guichet des diagnostics"
        verbose_name_plural = "guichets des diagnostics"
        constraints = [
            models.CheckConstraint(
                name="intake_within_maximum",
                condition=Q(taken__lte=F("maximum")),
                violation_error_message="Toutes les places de diagnostic de l’appel sont prises.",
            ),
        ]

    def __str__(self):
        return f"intake {self.pk}"

    @property
    def left(self) -> int:
        return self.maximum - self.taken


class DiagnosticQuerySet(SealedQuerySet):
    """The structure sees its own, an organisation those it was given, RAMSESS and coordination all of the campaign."""

    def for_candidate(self, seat):
        return Q(campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE))

    def for_diagnosis(self, seat):
        if seat.has_role(Role.RAMSESS_COORDINATOR):
            return Q(campaign=seat.campaign_id)
        return Q(campaign=seat.campaign_id, organisation__in=seat.organisations_as(Side.DIAGNOSIS))

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def live(self):
        return self.filter(state__in=LIVE)

    def in_hand(self):
        """What weighs on the load of a diagnosing organisation (A038)."""
        return self.filter(state__in=IN_HAND)

    def with_list_data(self):
        """What a list shows, in one query."""
        return self.select_related("application__organisation", "organisation", "diagnostician__person", "campaign")


class Diagnostic(SealedModel):
    """A structure asked for a diagnostic: level, state, dates, who does it (A031, A034, A039)."""

    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    level = models.CharField("niveau", max_length=10, choices=Level)
    state = models.CharField("état", max_length=12, choices=DiagnosticState)
    before_selection = models.BooleanField("à restituer avant le comité")
    outlook = models.CharField("calendrier", max_length=8, choices=Outlook)

    asked_at = models.DateTimeField("demandé le")
    asked_by = models.ForeignKey("ccr_programme.Seat", on_delete=models.PROTECT, related_name="+")
    expected_from = models.DateField("restitution attendue à partir du")
    expected_until = models.DateField("restitution attendue au plus tard le")
    promised_on = models.DateField("restitution promise pour le", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmé par RAMSESS le", null=True, blank=True)
    postponed_at = models.DateTimeField("reporté après la sélection le", null=True, blank=True)

    organisation = models.ForeignKey(
        "ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    diagnostician = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    assigned_at = models.DateTimeField("attribué le", null=True, blank=True)
    shared_template = models.ForeignKey(
        "diagnostics.Template",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Un diagnostic commencé garde la version de la trame avec laquelle il a commencé (A042).",
    )
    started_at = models.DateTimeField("commencé le", null=True, blank=True)
    planned_on = models.DateField("restitution prévue le", null=True, blank=True)
    held_on = models.DateField("restitution tenue le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulé le", null=True, blank=True)
    declined_at = models.DateTimeField("non confirmé le", null=True, blank=True)

    opens_as = "l’état et les dates des diagnostics"
    readers = STATUS_READERS | {Side.AUDIT}
    writers = {Side.CANDIDATE, Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(DiagnosticQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "diagnostic"
        verbose_name_plural = "diagnostics"
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["campaign", "state"], name="diagnostic_campaign_state")]
        constraints = [
            models.UniqueConstraint(
                name="diagnostic_one_live_per_level",
                fields=["application", "level"],
                condition=Q(state__in=sorted(LIVE)),
                violation_error_message="Un diagnostic de ce niveau est déjà demandé.",
            ),
            models.CheckConstraint(
                name="diagnostic_window_in_order",
                condition=Q(expected_from__lte=F("expected_until")),
                violation_error_message="La restitution attendue ne peut pas finir avant de commencer.",
            ),
            models.CheckConstraint(
                name="diagnostic_outlook_of_timing",
                condition=Q(before_selection=False, outlook=Outlook.FREE)
                | (Q(before_selection=True) & ~Q(outlook=Outlook.FREE)),
                violation_error_message="Seul un diagnostic d’après la sélection est sans échéance.",
            ),
            models.CheckConstraint(
                name="diagnostic_assigned_whole",
                condition=Q(organisation__isnull=True, diagnostician__isnull=True, assigned_at__isnull=True)
                | Q(organisation__isnull=False, diagnostician__isnull=False, assigned_at__isnull=False),
                violation_error_message="Une attribution a une structure, un diagnostiqueur et une date.",
            ),
            models.CheckConstraint(
                name="diagnostic_assigned_state",
                condition=(Q(state__in=sorted(WITH_ORGANISATION)) & Q(assigned_at__isnull=False))
                | Q(state=DiagnosticState.CANCELLED)
                | (~Q(state__in=sorted(WITH_ORGANISATION)) & Q(assigned_at__isnull=True)),
                violation_error_message="L’état et l’attribution ne s’accordent pas.",
            ),
            models.CheckConstraint(
                name="diagnostic_started_dated",
                condition=Q(
                    state__in=[DiagnosticState.STARTED, DiagnosticState.RESTITUTED, DiagnosticState.CLOSED],
                    started_at__isnull=False,
                    shared_template__isnull=False,
                )
                | Q(state=DiagnosticState.CANCELLED)
                | Q(
                    ~Q(state__in=[DiagnosticState.STARTED, DiagnosticState.RESTITUTED, DiagnosticState.CLOSED]),
                    started_at__isnull=True,
                ),
                violation_error_message="Un diagnostic commencé a une date et une version de la trame.",
            ),
            models.CheckConstraint(
                name="diagnostic_held_dated",
                condition=Q(state__in=[DiagnosticState.RESTITUTED, DiagnosticState.CLOSED], held_on__isnull=False)
                | Q(~Q(state__in=[DiagnosticState.RESTITUTED, DiagnosticState.CLOSED]), held_on__isnull=True),
                violation_error_message="Une restitution tenue a une date.",
            ),
            *(
                models.CheckConstraint(
                    name=f"diagnostic_{state}_dated",
                    condition=Q(**{"state": state, f"{field}__isnull": False})
                    | Q(~Q(state=state), **{f"{field}__isnull": True}),
                    violation_error_message="L’état et sa date ne s’accordent pas.",
                )
                for state, field in (
                    (DiagnosticState.CLOSED, "closed_on"),
                    (DiagnosticState.CANCELLED, "cancelled_at"),
                    (DiagnosticState.DECLINED, "declined_at"),
                )
            ),
        ]

    def __str__(self):
        return f"diagnostic {self.pk}"

    @property
    def badge(self) -> Badge:
        return DIAGNOSTIC.badge(self.state)

    @property
    def badge_for_candidate(self) -> Badge:
        return DIAGNOSTIC.badge(self.state, Side.CANDIDATE)

    @property
    def badge_for_diagnosis(self) -> Badge:
        return DIAGNOSTIC.badge(self.state, Side.DIAGNOSIS)

    @property
    def outlook_badge(self) -> Badge:
        return Badge(self.get_outlook_display(), OUTLOOK_TONES[Outlook(self.outlook)])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def due_on(self):
        """The day the structure counts on: planned, else promised, else the end of the expected window."""
        return self.held_on or self.planned_on or self.promised_on or self.expected_until

    def missed(self, committee_day) -> bool:
        """Whether the committee's day came while it was to be handed back before it, and was not (C12)."""
        return bool(self._is_awaited and committee_day and clock.today() >= committee_day)

    def is_too_late_for(self, committee_day) -> bool:
        """Whether the day counted on no longer falls before the committee (A040, D6)."""
        agreed_on = self.planned_on or self.promised_on
        return bool(self._is_awaited and committee_day and agreed_on and agreed_on >= committee_day)

    @property
    def _is_awaited(self) -> bool:
        """Whether it is still to be handed back before the committee."""
        return self.before_selection and self.is_live and self.held_on is None


class CapacityQuerySet(SealedQuerySet):
    def for_diagnosis(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Capacity(SealedModel):
    """How many diagnostics an organisation can carry at once in a campaign; shown when assigning (A038)."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+")
    simultaneous = models.PositiveSmallIntegerField("diagnostics menés de front, au plus")

    readers = {Side.DIAGNOSIS, Side.COORDINATION}
    writers = {Side.DIAGNOSIS}
    objects = SealedManager.from_queryset(CapacityQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "capacité de diagnostic"
        verbose_name_plural = "capacités de diagnostic"
        constraints = [
            models.UniqueConstraint(name="capacity_once", fields=["campaign", "organisation"]),
        ]

    def __str__(self):
        return f"capacity {self.pk}"


class FilRougeQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            diagnostic__campaign=seat.campaign_id,
            diagnostic__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_diagnosis(self, seat):
        if seat.has_role(Role.RAMSESS_COORDINATOR):
            return Q(diagnostic__campaign=seat.campaign_id)
        return Q(
            diagnostic__campaign=seat.campaign_id, diagnostic__organisation__in=seat.organisations_as(Side.DIAGNOSIS)
        )

    def for_coordination(self, seat):
        return Q(diagnostic__campaign=seat.campaign_id)

    def open(self):
        return self.filter(closed_on__isnull=True)


class FilRouge(SealedModel):
    """Follow-up of a structure by the organisation that diagnosed it, 12 to 24 months from restitution (A041, C14)."""

    diagnostic = models.OneToOneField(
        Diagnostic, on_delete=models.PROTECT, related_name="fil_rouge", verbose_name="diagnostic"
    )
    starts_on = models.DateField("début", help_text="Date de restitution de la note.")
    min_ends_on = models.DateField("fin, au plus tôt")
    max_ends_on = models.DateField("fin, au plus tard")
    ends_on = models.DateField("fin prévue")
    stop_asked_on = models.DateField("arrêt demandé par la structure le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)

    readers = STATUS_READERS
    writers = {Side.DIAGNOSIS, Side.CANDIDATE}
    objects = SealedManager.from_queryset(FilRougeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fil rouge"
        verbose_name_plural = "fils rouges"
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="fil_rouge_dates_in_order",
                condition=Q(starts_on__lte=F("min_ends_on"), min_ends_on__lte=F("ends_on"))
                & Q(ends_on__lte=F("max_ends_on")),
                violation_error_message="La fin du fil rouge est entre son minimum et son maximum.",
            ),
            models.CheckConstraint(
                name="fil_rouge_closed_after_start",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("starts_on")),
                violation_error_message="Un fil rouge ne peut pas être clos avant d’avoir commencé.",
            ),
            models.CheckConstraint(
                name="fil_rouge_closed_in_time",
                condition=Q(closed_on__isnull=True)
                | Q(closed_on__gte=F("min_ends_on"))
                | Q(stop_asked_on__isnull=False),
                violation_error_message="Avant son minimum, un fil rouge ne s’arrête qu’à la demande de la structure.",
            ),
        ]

    def __str__(self):
        return f"fil rouge {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def minimum_reached(self) -> bool:
        return clock.today() >= self.min_ends_on

    @property
    def badge(self) -> Badge:
        if not self.is_open:
            return Badge("fil rouge clos", "none")
        if clock.today() >= self.ends_on:
            return Badge("fil rouge à clore", "warn")
        return Badge("fil rouge en cours", "ok")
