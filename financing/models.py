"""What each structure will need in money: which type, which month, how much, how sure (A120, A121).

What one structure needs is read by the structure and the DLA. Funds and coordination read what all of them add up to
(``financing.totals``), and the coordination which structure stated something, and when; the words that explain a need
are another table, closed to both. Neither is read nor written by instruction (A129).
"""

import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Max, Q

from candidates.states import ApplicationState
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.once import MadeOnce
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side
from ccr.workflow import Badge
from financing.states import NEED, NeedState

LARGEST = Decimal(10_000_000)
"""More than this for one line is a slip of the keyboard."""


class NeedType(models.TextChoices):
    """The five types of the working group, and the rest (A121)."""

    MOVING = "moving", "Déménagement"
    FITTING_OUT = "fitting_out", "Aménagement de boutique"
    STOCK = "stock", "Préachat de stocks"
    WORKING_CAPITAL = "working_capital", "Besoin en fonds de roulement (BFR)"
    EQUIPMENT = "equipment", "Investissements productifs"
    OTHER = "other", "Autre"

    @property
    def short(self) -> str:
        """As a picture or a column says it."""
        return SHORT.get(self.value, self.label)


SHORT = {
    "fitting_out": "Aménagement",
    "stock": "Stocks",
    "working_capital": "BFR",
    "equipment": "Investissements",
}


class Certainty(models.TextChoices):
    """How sure the structure is of the need."""

    CERTAIN = "certain", "certain"
    LIKELY = "likely", "probable"
    POSSIBLE = "possible", "à confirmer"


class NeedLineQuerySet(SealedQuerySet):
    """A structure sees its own, the DLA what the campaign's structures stated; the others see sums, and no row."""

    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_dla(self, seat):
        return Q(application__campaign=seat.campaign_id, state=NeedState.STATED)

    def for_finance(self, seat):
        return Q(pk__in=[])

    for_coordination = for_finance

    def live(self):
        """Those that count: stated, by a structure that still applies."""
        return self.filter(state=NeedState.STATED).exclude(application__state=ApplicationState.WITHDRAWN)

    def version(self) -> str:
        """A code that changes with every need stated, changed or withdrawn; empty when there never was one."""
        found = self.aggregate(changed=Max("changed_at"), withdrawn=Max("withdrawn_at"))
        moments = [moment for moment in found.values() if moment is not None]
        return f"{max(moments).astimezone(datetime.UTC):%Y%m%d%H%M%S%f}" if moments else ""


class NeedLine(MadeOnce, SealedModel):
    """One need: a type, a month, an amount, a certainty. Typed by the structure."""

    application = models.ForeignKey("candidates.Application", on_delete=models.PROTECT, related_name="+")
    need_type = models.CharField("type de besoin", max_length=16, choices=NeedType)
    month = models.DateField("mois", help_text="Le premier jour du mois où l’argent est nécessaire.")
    amount = models.DecimalField("montant (€)", max_digits=10, decimal_places=2)
    certainty = models.CharField("certitude", max_length=8, choices=Certainty)
    state = models.CharField("état", max_length=10, choices=NeedState, default=NeedState.STATED)
    stated_at = models.DateTimeField("exprimé le")
    changed_at = models.DateTimeField("modifié le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    opens_as = "les besoins de financement"
    readers = {Side.CANDIDATE, Side.DLA, Side.FINANCE, Side.COORDINATION}
    sums_only = {Side.FINANCE, Side.COORDINATION}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(NeedLineQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "besoin de financement"
        verbose_name_plural = "besoins de financement"
        ordering = ["month", "need_type", "stated_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="need_line_amount_sensible",
                condition=Q(amount__gt=0, amount__lte=LARGEST),
                violation_error_message="Un montant est supérieur à 0 € et ne dépasse pas 10 000 000 €.",
            ),
            models.CheckConstraint(
                name="need_line_first_of_month",
                condition=Q(month__day=1),
                violation_error_message="Un besoin se place sur un mois entier.",
            ),
            models.CheckConstraint(
                name="need_line_withdrawal_dated",
                condition=Q(state=NeedState.STATED, withdrawn_at__isnull=True)
                | Q(state=NeedState.WITHDRAWN, withdrawn_at__isnull=False),
                violation_error_message="Un retrait a une date.",
            ),
            models.CheckConstraint(
                name="need_line_changed_after_stated",
                condition=Q(changed_at__gte=models.F("stated_at")),
                violation_error_message="Une modification suit la saisie.",
            ),
        ]

    def __str__(self):
        return f"need line {self.pk}"

    @property
    def badge(self) -> Badge:
        return NEED.badge(self.state)


class NeedWordsQuerySet(SealedQuerySet):
    """The words follow their line."""

    def for_candidate(self, seat):
        return Q(
            line__application__campaign=seat.campaign_id,
            line__application__organisation__in=seat.organisations_as(Side.CANDIDATE),
        )

    def for_dla(self, seat):
        return Q(line__application__campaign=seat.campaign_id, line__state=NeedState.STATED)


class NeedWords(SealedModel):
    """What the structure says of a need, for those who help it find the money."""

    line = models.OneToOneField(NeedLine, on_delete=models.PROTECT, related_name="said")
    words = models.TextField("précisions", max_length=1000, blank=True)

    readers = {Side.CANDIDATE, Side.DLA}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(NeedWordsQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "précisions d’un besoin"
        verbose_name_plural = "précisions des besoins"

    def __str__(self):
        return f"need words {self.pk}"


class FinancingJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What was stated, changed and withdrawn: that it was, never how much."""

    verbs = {
        "need_stated": "Besoin de financement exprimé",
        "need_changed": "Besoin de financement modifié",
        "need_withdrawn": "Besoin de financement retiré",
    }

    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.CANDIDATE}
    objects = SealedManager.from_queryset(FinancingJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des besoins de financement"
        verbose_name_plural = "journal des besoins de financement"
