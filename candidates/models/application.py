"""Who applies, and where the application stands: what every side but the pilot may know of it."""

import datetime

from django.db import models
from django.db.models import Max, Q

from candidates.states import APPLICATION, SELECTED, ApplicationState
from ccr import clock
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import SUPPORT, Side
from ccr.workflow import Badge

from .doors import OWN


class ApplicationQuerySet(SealedQuerySet):
    """Support and coordination see every application of the campaign; instruction, what was deposited."""

    def for_candidate(self, seat):
        return Q(campaign=seat.campaign_id, organisation__in=seat.organisations_as(Side.CANDIDATE))

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_instruction(self, seat):
        return Q(campaign=seat.campaign_id, state=ApplicationState.DEPOSITED)

    def for_diagnosis(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_dla(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_consultant(self, seat):
        return Q(campaign=seat.campaign_id)

    def for_finance(self, seat):
        return Q(campaign=seat.campaign_id)

    def with_last_day(self):
        """What ``last_day`` needs, in the same query. For the sides that own an application."""
        return self.annotate(extended_until=Max("extensions__until"))

    def selected(self):
        """Those whose published outcome makes them future residents."""
        return self.filter(outcome__value__in=SELECTED)


class Application(SealedModel):
    """A structure applies to a campaign, once. No autosave and no action of support touches this row."""

    campaign = models.ForeignKey("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("ccr_directory.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("état", max_length=10, choices=ApplicationState, default=ApplicationState.BEGUN)
    begun_at = models.DateTimeField("commencée le")
    deposited_at = models.DateTimeField("déposée le", null=True, blank=True, help_text="Le dernier dépôt.")
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    receipt_number = models.CharField("numéro de dépôt", max_length=60, blank=True)

    opens_as = "la liste des candidatures et leur état"
    readers = OWN | SUPPORT | {Side.INSTRUCTION, Side.NEWCOMER}
    writers = OWN | {Side.NEWCOMER}
    objects = SealedManager.from_queryset(ApplicationQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "candidature"
        verbose_name_plural = "candidatures"
        ordering = ["begun_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="application_once_per_campaign",
                fields=["campaign", "organisation"],
                violation_error_message="Cette organisation a déjà une candidature dans cet appel.",
            ),
            models.UniqueConstraint(
                name="application_receipt_number_unique",
                fields=["receipt_number"],
                condition=~Q(receipt_number=""),
                violation_error_message="Ce numéro de dépôt est déjà pris.",
            ),
            models.CheckConstraint(
                name="application_deposit_dated",
                condition=~Q(state=ApplicationState.DEPOSITED)
                | (Q(deposited_at__isnull=False) & ~Q(receipt_number="")),
                violation_error_message="Une candidature déposée a une date et un numéro de dépôt.",
            ),
            models.CheckConstraint(
                name="application_withdrawal_dated",
                condition=Q(state=ApplicationState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ApplicationState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                violation_error_message="Un retrait a une date.",
            ),
        ]

    def __str__(self):
        return f"application {self.pk}"

    @property
    def last_day(self) -> datetime.date:
        """The last day of this file: the call's, or a later one given to a structure that is still to deposit.

        A deposit put back is to be made again, in that time; one that was made, even withdrawn since, follows the call.

        Only its owners ask: instruction reads when it was deposited. One query, unless ``with_last_day`` asked.
        """
        day = self.campaign.deadline_on
        if self.receipt_number and not self.is_begun:
            return day
        if not hasattr(self, "extended_until"):
            self.extended_until = self.extensions.aggregate(latest=Max("until"))["latest"]
        return max(day, self.extended_until or day)

    @property
    def days_left(self) -> int:
        """Whole days from today to the file's last day."""
        return (self.last_day - clock.today()).days

    @property
    def deposit_is_final(self) -> bool:
        """Whether a deposit made now, in a time given to this structure alone, would not change any more."""
        return clock.now() >= self.campaign.closes_at

    @property
    def badge(self) -> Badge:
        return APPLICATION.badge(self.state)

    @property
    def candidate_badge(self) -> Badge:
        """The same, in the structure's words."""
        return APPLICATION.badge(self.state, Side.CANDIDATE)

    @property
    def is_begun(self) -> bool:
        return self.state == ApplicationState.BEGUN

    @property
    def is_deposited(self) -> bool:
        return self.state == ApplicationState.DEPOSITED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ApplicationState.WITHDRAWN


class SiteChoiceQuerySet(SealedQuerySet):
    def for_candidate(self, seat):
        return Q(
            application__campaign=seat.campaign_id, application__organisation__in=seat.organisations_as(Side.CANDIDATE)
        )

    def for_coordination(self, seat):
        return Q(application__campaign=seat.campaign_id)

    for_diagnosis = for_dla = for_consultant = for_finance = for_coordination

    def for_instruction(self, seat):
        return Q(application__campaign=seat.campaign_id, application__state=ApplicationState.DEPOSITED)


class SiteChoice(SealedModel):
    """A site the structure asked for in its last deposit. What it answers to the stake is in the version."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="site_choices")
    campaign_site = models.ForeignKey("ccr_programme.CampaignSite", on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField("choix en vigueur", default=True)

    readers = OWN | SUPPORT | {Side.INSTRUCTION}
    writers = OWN
    objects = SealedManager.from_queryset(SiteChoiceQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "site souhaité"
        verbose_name_plural = "sites souhaités"
        constraints = [
            models.UniqueConstraint(
                name="site_choice_once",
                fields=["application", "campaign_site"],
                violation_error_message="Ce site est déjà choisi.",
            ),
        ]

    def __str__(self):
        return f"site choice {self.pk}"


class DepositCounterQuerySet(SealedQuerySet):
    """Shown to nobody: how many structures deposited is no candidate's business."""

    def for_candidate(self, seat):
        return Q(pk__in=[])

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class DepositCounter(SealedModel):
    """The last receipt number given in a campaign. Only first deposits move it, so it tells nothing of support."""

    campaign = models.OneToOneField("ccr_programme.Campaign", on_delete=models.PROTECT, related_name="+")
    last = models.PositiveIntegerField("dernier numéro", default=0)

    readers = OWN
    writers = OWN
    objects = SealedManager.from_queryset(DepositCounterQuerySet)()

    class Meta(SealedModel.Meta):
        verbose_name = "compteur des dépôts"
        verbose_name_plural = "compteurs des dépôts"

    def __str__(self):
        return f"deposit counter {self.pk}"
