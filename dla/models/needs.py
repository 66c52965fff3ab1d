"""The needs sheet: what the structure wants help on, in five themes (A071)."""

from django.db import models
from django.db.models import Q

from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from dla.models.sessions import Enrolment
from dla.states import SHEET, EnrolmentState, SheetState

SENT = (SheetState.SUBMITTED, SheetState.VALIDATED)


def applications_of_sessions(seat):
    """Ids of the applications enrolled in the sessions a consultant leads."""
    return Enrolment.objects.visible_to(seat).filter(state=EnrolmentState.ENROLLED).values("application")


class NeedsSheetQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_dla(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(state__in=SENT, application__in=applications_of_sessions(seat))


class NeedsSheet(SealedModel):
    """Where a sheet stands: states and dates, which coordination may see. Its words are in ``NeedsTheme``."""

    application = models.OneToOneField("candidates.Application", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=SheetState, default=SheetState.DRAFT)
    submitted_at = models.DateTimeField("envoyée le", null=True, blank=True)
    validated_at = models.DateTimeField("validée le", null=True, blank=True)
    validated_by = models.ForeignKey(
        "ccr_programme.Seat", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    readers = {Side.CANDIDATE, Side.DLA, Side.COORDINATION, Side.CONSULTANT}
    writers = {Side.CANDIDATE, Side.DLA}
    objects = SealedManager.from_queryset(NeedsSheetQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "fiche de besoins"
        verbose_name_plural = "fiches de besoins"
        constraints = [
            models.CheckConstraint(
                name="needs_sheet_dates_agree",
                condition=Q(state=SheetState.DRAFT, submitted_at__isnull=True, validated_at__isnull=True)
                | Q(state=SheetState.SUBMITTED, submitted_at__isnull=False, validated_at__isnull=True)
                | Q(
                    state=SheetState.VALIDATED,
                    submitted_at__isnull=False,
                    validated_at__isnull=False,
                    validated_by__isnull=False,
                ),
                violation_error_message="L’état de la fiche et ses dates ne s’accordent pas.",
            ),
        ]

    def __str__(self):
        return f"needs sheet {self.pk}"

    @property
    def badge(self) -> Badge:
        return SHEET.badge(self.state)

    @property
    def badge_for_dla(self) -> Badge:
        return SHEET.badge(self.state, Side.DLA)


class Theme(models.TextChoices):
    """The five themes (A071)."""

    ECONOMIC = "economic", "Modèle économique : budget et plan de financement à 3 ans"
    PRODUCTION = "production", "Organisation de la production"
    MARKETING = "marketing", "Stratégie marketing"
    HUMAN_RESOURCES = "hr", "Réorganisation des ressources humaines"
    OTHER = "other", "Autre : révision du projet, gouvernance…"

    @property
    def short(self) -> str:
        """As a picture says it."""
        return SHORT[self.value]


SHORT = {
    "economic": "Économie",
    "production": "Production",
    "marketing": "Marketing",
    "hr": "Ressources humaines",
    "other": "Autre",
}


class Priority(models.TextChoices):
    """How much it matters to the structure."""

    NONE = "none", "pas de besoin"
    LATER = "later", "peut attendre"
    USEFUL = "useful", "utile"
    URGENT = "urgent", "prioritaire"


PRIORITY_TONES = {Priority.URGENT: "warn", Priority.USEFUL: "support"}


class Format(models.TextChoices):
    """How the structure would like to be helped."""

    COLLECTIVE = "collective", "en collectif"
    INDIVIDUAL = "individual", "en individuel"
    BOTH = "both", "les deux"


class NeedsThemeQuerySet(SealedQuerySet):
    """DLA and consultants read what was sent, never a draft."""

    def for_candidate(self, seat):
        return Q(
            sheet__application__campaign=seat.campaign_id,
            sheet__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_dla(self, seat):
        return Q(sheet__application__campaign=seat.campaign_id, sheet__state__in=SENT)

    def for_consultant(self, seat):
        return Q(sheet__state__in=SENT, sheet__application__in=applications_of_sessions(seat))


class NeedsTheme(SealedModel):
    """What the structure says of one theme."""

    sheet = models.ForeignKey(NeedsSheet, on_delete=models.PROTECT, related_name="themes")
    theme = models.CharField("thème", max_length=10, choices=Theme)
    priority = models.CharField("priorité", max_length=7, choices=Priority, blank=True)
    format = models.CharField("forme souhaitée", max_length=10, choices=Format, blank=True)
    words = models.TextField("précisions", max_length=2000, blank=True)

    opens_as = "les fiches de besoins"
    readers = {Side.CANDIDATE, Side.DLA, Side.CONSULTANT}
    draft_readers = {Side.CANDIDATE}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(NeedsThemeQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "thème d’une fiche de besoins"
        verbose_name_plural = "thèmes des fiches de besoins"
        constraints = [models.UniqueConstraint(name="needs_theme_once", fields=["sheet", "theme"])]

    def __str__(self):
        return f"needs theme {self.pk}"

    @property
    def badge(self) -> Badge:
        return Badge(self.get_priority_display(), PRIORITY_TONES.get(self.priority, "none"))
