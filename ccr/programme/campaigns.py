"""Opening a campaign."""

from django.db import transaction

from ccr import clock, journal
from ccr.programme import events, rules, seats
from ccr.programme.meetings import add_meeting  # noqa: F401  part of opening a call
from ccr.programme.models import (
    Axis,
    Campaign,
    CampaignSite,
    CampaignState,
    Engagement,
    EventKind,
    Site,
    SiteStatus,
)
from ccr.programme.roles import Function, Role
from ccr.programme.rules import bar_ends_on
from ccr.programme.states import CAMPAIGN
from ccr.wall.errors import DomainError, refuse

AXES = (
    ("Diagnostic préalable", True),
    ("Accompagnement de sécurisation avant l’entrée dans la CCR", True),
    ("Dynamique de coopération économique", False),
    ("Professionnalisation des structures : GPEC et formation qualifiante", False),
    ("Démarche de « responsabilité » : approche filière", False),
    ("Accompagnement financier", True),
)
"""The six axes (A002) and whether they are open: 1 and 2 are settled, 6 has its first page, 3 to 5 wait (A003)."""


@transaction.atomic
def create_campaign(coordinator, organisation, *, by=None, **fields) -> Campaign:
    """Create a draft campaign; whoever creates it gets its coordination seat (DESIGN 2.1).

    coordinator: a Person. organisation: hers. fields: the fields of Campaign. The organisations whose bar still runs
    enter its diagnosing list (A051).
    """
    ensure_axes()
    campaign = Campaign(**fields)
    campaign.full_clean()
    campaign.save()
    seats.give_mandate(campaign, coordinator, Role.COORDINATOR, organisation, by=by or coordinator)
    carry_diagnosing_list(campaign)
    journal.record(by or coordinator, "campaign_created", campaign)
    return campaign


def ensure_axes():
    """The six axes exist."""
    for number, (label, is_open) in enumerate(AXES, start=1):
        Axis.objects.get_or_create(number=number, defaults={"label": label, "is_open": is_open})


def carry_diagnosing_list(campaign):
    """Write on the new campaign's list the organisations whose bar, from another campaign, still runs."""
    listed = (
        Engagement.objects.filter(function=Function.DIAGNOSIS, ended_at__isnull=True)
        .exclude(campaign=campaign)
        .select_related("campaign", "organisation")
        .order_by("campaign__opens_on", "pk")
    )
    for engagement in listed:
        if engagement.campaign.opens_on <= campaign.sessions_until and campaign.opens_on <= bar_ends_on(
            engagement.campaign
        ):
            seats.carry(engagement.organisation, engagement.campaign, campaign)


@transaction.atomic
def publish_campaign(campaign, *, by=None) -> Campaign:
    """Make a draft campaign public. Raises DomainError with what is missing."""
    campaign = seats.lock(campaign)
    refuse(" ".join(rules.why_not_publish(campaign)))
    CAMPAIGN.move(campaign, CampaignState.PUBLISHED)
    journal.record(by, "campaign_published", campaign)
    return campaign


@transaction.atomic
def change_campaign(campaign, values: dict, *, by=None) -> Campaign:
    """Change dates and numbers; a published call tells the apps by a neutral event when its calendar moved.

    Raises DomainError when the dates of a published call would no longer hold together.
    """
    locked = seats.lock(campaign)
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, values[name])
    if changed:
        locked.save(update_fields=changed)
        if locked.is_public:
            refuse(" ".join(rules.why_not_publish(locked)))
        journal.record(by, "campaign_changed", locked, fields=changed)
        if locked.is_public and any(name.endswith(("_on", "_from", "_until")) for name in changed):
            events.emit(locked, EventKind.CALENDAR_CHANGED)
    return locked


@transaction.atomic
def add_site(campaign, *, name, stake, status=SiteStatus.ENVISAGED, by=None) -> CampaignSite:
    """Propose a site to candidates. Raises DomainError when the call has it already."""
    campaign = seats.lock(campaign)
    site, _ = Site.objects.get_or_create(name=name.strip())
    if campaign.sites.filter(site=site).exists():
        raise DomainError("Ce site figure déjà dans l’appel.")
    created = CampaignSite.objects.create(campaign=campaign, site=site, stake=stake, status=status)
    journal.record(by, "site_added", created)
    return created


@transaction.atomic
def change_site(campaign_site, *, stake, status, by=None) -> CampaignSite:
    """Change the stake or the status of a site (A024)."""
    seats.lock(campaign_site.campaign)
    campaign_site.stake, campaign_site.status = stake, status
    campaign_site.save(update_fields=["stake", "status"])
    journal.record(by, "site_changed", campaign_site, status=str(status))
    return campaign_site


def current_campaign() -> Campaign | None:
    """The published campaign the public home speaks of: the one still open to applications, else the latest."""
    published = Campaign.objects.filter(state=CampaignState.PUBLISHED)
    still_open = published.filter(deadline_on__gte=clock.today()).order_by("deadline_on").first()
    return still_open or published.order_by("-deadline_on").first()
