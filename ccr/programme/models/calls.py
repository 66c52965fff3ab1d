"""A call: its calendar, its numbers, its axes and its pieces."""

import datetime
import re
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ccr import clock
from ccr.documents.models import JoinedFile
from ccr.ui import french
from ccr.wall.models import UuidModel
from ccr.wall.sides import EVERYONE, Side

from .meetings import MeetingKind


class CampaignState(models.TextChoices):
    """States of a call."""

    DRAFT = "draft", "en préparation"
    PUBLISHED = "published", "publié"
    CLOSED = "closed", "clos"


SPAN_YEARS = 10
TOO_FAR = f"Vérifiez l’année : cette date est à plus de {SPAN_YEARS} ans de l’ouverture des candidatures."

RESERVED_ADDRESSES = frozenset(
    {
        "accessibilite",
        "admin",
        "aide",
        "ce-que-nous-protegeons",
        "compte",
        "demo",
        "documents",
        "donnees-personnelles",
        "entree",
        "mentions-legales",
        "mes-appels",
        "organisations",
        "sante",
        "static",
    }
)
"""First parts of the platform's own addresses: a test compares them with the routes."""


def refuse_reserved_address(slug):
    """Refuse an address that would take the place of a page, or never be reached.

    Raises ValidationError.
    """
    if slug.lower() in RESERVED_ADDRESSES:
        raise ValidationError(
            f"« {slug} » est déjà l’adresse d’une page de la plateforme. Choisissez-en une autre, par exemple l’année.",
            code="reserved",
        )


LIMITS = {
    "diagnostics_min": (0, 500),
    "diagnostics_max": (1, 500),
    "diagnostic_delay_min_months": (0, 24),
    "diagnostic_delay_max_months": (1, 24),
    "fil_rouge_min_months": (1, 60),
    "fil_rouge_max_months": (1, 60),
    "diagnosis_bar_months": (0, 60),
    "sessions_count": (1, 50),
    "session_days": (1, 30),
    "session_seats_min": (1, 100),
    "session_seats_max": (1, 100),
    "session_association_percent": (0, 100),
    "session_cost": (0, 1_000_000),
    "pool_half_days": (0, 5_000),
    "day_rate": (0, 100_000),
    "fiscal_years": (1, 10),
    "eligibility_threshold": (0, 100),
    "join_request_days": (1, 60),
}
"""Between which values each number of a call stays, both included: a slip of the keyboard is told where it is typed."""


def _within(name) -> list:
    """The validators of a number, with the sentence of its limits."""
    first, last = LIMITS[name]
    message = f"Donnez un nombre entre {first} et {french.number(last)}."
    return [MinValueValidator(first, message), MaxValueValidator(last, message)]


def _limit(name) -> models.CheckConstraint:
    first, last = LIMITS[name]
    return models.CheckConstraint(
        name=f"campaign_{name}_within",
        condition=Q(**{f"{name}__gte": first, f"{name}__lte": last}),
        violation_error_message=f"Un nombre de l’appel est hors de ses limites, de {first} à {french.number(last)}.",
    )


class Campaign(UuidModel):
    """A call (*appel*), with every number of the programme as editable data (A015, DESIGN 3)."""

    slug = models.SlugField(
        "adresse",
        max_length=40,
        unique=True,
        validators=[refuse_reserved_address],
        help_text="Par exemple « 2026 » : l’appel est à /2026/.",
    )
    title = models.CharField("titre", max_length=120)
    state = models.CharField("état", max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)
    based_on = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="repris de",
        help_text="L’appel dont celui-ci a repris les nombres, les sites, les pièces, les réunions et la grille.",
    )

    # Calendar. A deadline holds until 23:59:59 of its day.
    opens_on = models.DateField("ouverture des candidatures")
    deadline_on = models.DateField("clôture des candidatures", help_text="Dernier jour, jusqu’à 23 h 59.")
    diagnostics_from = models.DateField("début des diagnostics")
    diagnostics_until = models.DateField("dernière restitution possible avant le comité")
    sessions_from = models.DateField("début des sessions DLA")
    sessions_until = models.DateField(
        "fin des sessions DLA",
        help_text="Dernier jour aussi pour restituer un diagnostic demandé après la sélection.",
    )

    # Diagnostics and fil rouge.
    diagnostics_min = models.PositiveSmallIntegerField(
        "diagnostics, au moins", default=15, validators=_within("diagnostics_min")
    )
    diagnostics_max = models.PositiveSmallIntegerField(
        "diagnostics, au plus", default=25, validators=_within("diagnostics_max")
    )
    diagnostic_delay_min_months = models.PositiveSmallIntegerField(
        "délai d’un diagnostic, au moins (mois)", default=2, validators=_within("diagnostic_delay_min_months")
    )
    diagnostic_delay_max_months = models.PositiveSmallIntegerField(
        "délai d’un diagnostic, au plus (mois)", default=3, validators=_within("diagnostic_delay_max_months")
    )
    fil_rouge_min_months = models.PositiveSmallIntegerField(
        "fil rouge, au moins (mois)", default=12, validators=_within("fil_rouge_min_months")
    )
    fil_rouge_max_months = models.PositiveSmallIntegerField(
        "fil rouge, au plus (mois)", default=24, validators=_within("fil_rouge_max_months")
    )
    diagnosis_bar_months = models.PositiveSmallIntegerField(
        "exclusion du comité des structures qui diagnostiquent (mois)",
        default=24,
        help_text=(
            "Comptés du dernier jour des diagnostics et des sessions DLA, jusqu’auquel on restitue. Au moins la durée "
            "du plus long fil rouge."
        ),
        validators=_within("diagnosis_bar_months"),
    )
    bar_lengthened_on = models.DateField("exclusion allongée le", null=True, blank=True, editable=False)
    bar_ended_on = models.DateField(
        "fin de l’exclusion avant ce jour",
        null=True,
        blank=True,
        editable=False,
        help_text="Celle que l’on peut remettre le jour même : au-delà, des structures comptent sur la nouvelle.",
    )

    # DLA.
    sessions_count = models.PositiveSmallIntegerField("sessions DLA", default=3, validators=_within("sessions_count"))
    session_days = models.PositiveSmallIntegerField("jours par session", default=6, validators=_within("session_days"))
    session_seats_min = models.PositiveSmallIntegerField(
        "structures par session, au moins", default=10, validators=_within("session_seats_min")
    )
    session_seats_max = models.PositiveSmallIntegerField(
        "structures par session, au plus", default=12, validators=_within("session_seats_max")
    )
    session_association_percent = models.PositiveSmallIntegerField(
        "associations par session, au moins (%)", default=50, validators=_within("session_association_percent")
    )
    session_cost = models.DecimalField(
        "coût d’une session (€)", max_digits=10, decimal_places=2, default=5000, validators=_within("session_cost")
    )
    pool_half_days = models.PositiveSmallIntegerField(
        "demi-journées individuelles", default=60, help_text="60 = 30 jours.", validators=_within("pool_half_days")
    )
    day_rate = models.DecimalField(
        "prix d’un jour individuel (€)", max_digits=10, decimal_places=2, default=700, validators=_within("day_rate")
    )
    fiscal_years = models.PositiveSmallIntegerField(
        "exercices budgétaires", default=2, validators=_within("fiscal_years")
    )

    # Committee.
    observer_allowed = models.BooleanField("le référent ESIA peut assister au comité", default=True)
    eligibility_threshold = models.PositiveSmallIntegerField(
        "seuil « retenable » (sur 100)", default=50, validators=_within("eligibility_threshold")
    )
    join_request_days = models.PositiveSmallIntegerField(
        "délai de réponse à un rattachement (jours)", default=3, validators=_within("join_request_days")
    )

    # « Besoin d’aide ? »
    help_email = models.EmailField(
        "adresse e-mail pour aider les candidats",
        blank=True,
        help_text="Au pied de chaque page de l’appel. Sans elle, celle de la plateforme.",
    )
    help_phone = models.CharField(
        "téléphone pour aider les candidats",
        max_length=60,
        blank=True,
        help_text="Avec les heures où l’on répond, par exemple « 04 91 00 00 00, du lundi au jeudi ».",
    )

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        verbose_name = "appel"
        verbose_name_plural = "appels"
        ordering = ["-opens_on", "slug"]
        constraints = [
            models.CheckConstraint(
                name="campaign_dates_in_order",
                condition=Q(opens_on__lte=F("deadline_on"))
                & Q(diagnostics_from__lte=F("diagnostics_until"))
                & Q(sessions_from__lte=F("sessions_until")),
                violation_error_message="Une période ne peut pas finir avant d’avoir commencé.",
            ),
            models.CheckConstraint(
                name="campaign_dates_of_the_programme",
                condition=Q(opens_on__gte=clock.FIRST_DAY, deadline_on__lte=clock.LAST_DAY)
                & Q(diagnostics_from__gte=clock.FIRST_DAY, diagnostics_until__lte=clock.LAST_DAY)
                & Q(sessions_from__gte=clock.FIRST_DAY, sessions_until__lte=clock.LAST_DAY),
                violation_error_message="Vérifiez les années : une date de l’appel est hors du siècle.",
            ),
            models.CheckConstraint(
                name="campaign_ranges_in_order",
                condition=Q(diagnostics_min__lte=F("diagnostics_max"))
                & Q(diagnostic_delay_min_months__lte=F("diagnostic_delay_max_months"))
                & Q(fil_rouge_min_months__lte=F("fil_rouge_max_months"))
                & Q(session_seats_min__lte=F("session_seats_max"))
                & Q(session_association_percent__lte=100),
                violation_error_message="Un minimum ne peut pas dépasser son maximum.",
            ),
            models.CheckConstraint(
                name="campaign_bar_covers_fil_rouge",
                condition=Q(diagnosis_bar_months__gte=F("fil_rouge_max_months")),
                violation_error_message=(
                    "L’exclusion du comité des structures qui diagnostiquent dure au moins autant que le plus long fil "
                    "rouge : allongez-la, ou raccourcissez le fil rouge."
                ),
            ),
            models.CheckConstraint(
                name="campaign_based_on_another",
                condition=Q(based_on__isnull=True) | ~Q(based_on=F("pk")),
                violation_error_message="Un appel reprend un autre appel que lui-même.",
            ),
            # The percentage has its limit among the ranges.
            *(_limit(name) for name in LIMITS if name != "session_association_percent"),
        ]

    def __str__(self):
        return f"campaign {self.slug}"

    def clean(self):
        far = {
            field.name: TOO_FAR
            for field in self._meta.get_fields()
            if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField) and field.editable
            if not self.spans(getattr(self, field.name))
        }
        if far:
            raise ValidationError(far)

    def spans(self, day: datetime.date | None) -> bool:
        """Whether a day is near enough to the opening to be of this call; what is not known yet is."""
        if day is None or self.opens_on is None:
            return True
        return abs(day.year - self.opens_on.year) <= SPAN_YEARS

    @property
    def is_public(self) -> bool:
        """Whether people without a seat in it may see it."""
        return self.state != CampaignState.DRAFT

    @property
    def closes_at(self) -> datetime.datetime:
        """The first instant at which it is too late to deposit."""
        return clock.end_of(self.deadline_on)

    @property
    def accepts_applications(self) -> bool:
        """Whether an application may be begun, edited or deposited now."""
        return self.state == CampaignState.PUBLISHED and clock.start_of(self.opens_on) <= clock.now() < self.closes_at

    @property
    def days_left(self) -> int:
        """Whole days from today to the deadline's day."""
        return (self.deadline_on - clock.today()).days

    @cached_property
    def committee_days(self) -> list[datetime.date]:
        """The days of its committees, in order."""
        moments = self.meetings.filter(kind=MeetingKind.COMMITTEE).order_by("starts_at")
        return [clock.in_paris(moment).date() for moment in moments.values_list("starts_at", flat=True)]

    @property
    def first_committee_day(self) -> datetime.date | None:
        """The day of the first committee, the limit of restitutions asked before the selection (A040)."""
        return next(iter(self.committee_days), None)


class AskedOf(models.TextChoices):
    """Which structures a piece is asked of."""

    ALL = "all", "toutes les structures"
    ASSOCIATIONS = "associations", "les associations"
    COMPANIES = "companies", "les sociétés et autres formes"


SUPPORT_WORDS = re.compile(
    r"diagnosti|\bnotes?\b|fil rouge|restitution|ramsess|accompagnement|\bdla\b|\bappui\b", re.IGNORECASE
)
"""What names a paper of support: the note is no piece (A022)."""


def refuse_support_paper(label):
    """Refuse a piece that would ask for a paper of support: it never reaches instruction (A022).

    Raises ValidationError.
    """
    if SUPPORT_WORDS.search(label):
        raise ValidationError(
            "Un document d’appui (diagnostic, note, accompagnement) n’est jamais une pièce de la candidature. "
            "Demandez autre chose, ou ne demandez rien.",
            code="support",
        )


class CampaignPiece(UuidModel):
    """A piece that a call asks for: the list is closed, the call's own (A022)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pieces")
    slug = models.SlugField("code", max_length=40, validators=[refuse_support_paper])
    label = models.CharField("intitulé", max_length=160, validators=[refuse_support_paper])
    help = models.CharField("précision", max_length=300, blank=True, validators=[refuse_support_paper])
    is_required = models.BooleanField("obligatoire", default=True)
    only_for = models.CharField("demandée à", max_length=12, choices=AskedOf, default=AskedOf.ALL)
    order = models.PositiveSmallIntegerField("rang", default=0)
    is_asked = models.BooleanField("demandée", default=True)

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        db_table = "ccr_programme_campaign_piece"
        verbose_name = "pièce demandée"
        verbose_name_plural = "pièces demandées"
        ordering = ["order", "slug"]
        constraints = [
            models.UniqueConstraint(
                name="campaign_piece_once",
                fields=["campaign", "slug"],
                violation_error_message="Cette pièce est déjà demandée.",
            ),
        ]

    def __str__(self):
        return f"campaign piece {self.pk}"

    def is_asked_of(self, organisation) -> bool:
        """Whether this structure has to do with it."""
        wanted = {AskedOf.ALL, AskedOf.ASSOCIATIONS if organisation.is_association else AskedOf.COMPANIES}
        return self.is_asked and self.only_for in wanted

    @property
    def example(self) -> "PieceExample | None":
        """The file that shows what is asked. Of rows read by ``pieces.with_examples``."""
        return next(iter(self.live_examples), None)


class PieceExample(JoinedFile, UuidModel):
    """What a piece looks like, or the form to fill in: whoever reads the call downloads it. A former one stays."""

    piece = models.ForeignKey(CampaignPiece, on_delete=models.PROTECT, related_name="examples")
    retired_at = models.DateTimeField("retiré le", null=True, blank=True)

    readers = EVERYONE
    writers = {Side.COORDINATION}

    class Meta:
        db_table = "ccr_programme_piece_example"
        verbose_name = "modèle d’une pièce"
        verbose_name_plural = "modèles des pièces"
        constraints = [
            models.UniqueConstraint(
                name="piece_example_one_live",
                fields=["piece"],
                condition=Q(retired_at__isnull=True),
                violation_error_message="Cette pièce a déjà un modèle.",
            ),
        ]

    def __str__(self):
        return f"piece example {self.pk}"


class Axis(UuidModel):
    """One of the six axes of support (A002); those that are not settled yet are closed (A003)."""

    number = models.PositiveSmallIntegerField("numéro", unique=True)
    label = models.CharField("intitulé", max_length=120)
    is_open = models.BooleanField("ouvert", default=False)

    readers = EVERYONE
    writers = {Side.COORDINATION, Side.ADMIN}

    class Meta:
        verbose_name = "axe d’accompagnement"
        verbose_name_plural = "axes d’accompagnement"
        ordering = ["number"]

    def __str__(self):
        return f"axis {self.number}"
