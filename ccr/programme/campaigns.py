"""Opening a campaign."""

from django.db import transaction

from ccr import clock, journal
from ccr.programme import events, seats
from ccr.programme.models import (
    Axis,
    Campaign,
    CampaignSite,
    CampaignState,
    Engagement,
    EventKind,
    Meeting,
    MeetingKind,
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


def why_not_publish(campaign) -> list[str]:
    """What is still missing before the call may be published, one French sentence each."""
    sites, committees = campaign.sites.exclude(status=SiteStatus.ABANDONED), campaign.meetings
    committee = campaign.first_committee_day
    checks = (
        (not sites.exists(), "Proposez au moins un site, avec son enjeu."),
        (
            not committees.filter(kind=MeetingKind.COMMITTEE).exists(),
            "Ajoutez au calendrier la date du comité de sélection.",
        ),
        (committee and committee <= campaign.deadline_on, "Le comité doit se tenir après la clôture des candidatures."),
        (
            committee and committee <= campaign.diagnostics_until,
            "Le comité doit se tenir après la dernière restitution de diagnostic.",
        ),
        (committee and campaign.sessions_from <= committee, "Les sessions DLA commencent après le comité."),
    )
    return [sentence for wrong, sentence in checks if wrong]


@transaction.atomic
def publish_campaign(campaign, *, by=None) -> Campaign:
    """Make a draft campaign public. Raises DomainError with what is missing."""
    campaign = seats.lock(campaign)
    refuse(" ".join(why_not_publish(campaign)))
    CAMPAIGN.move(campaign, CampaignState.PUBLISHED)
    journal.record(by, "campaign_published", campaign)
    return campaign


@transaction.atomic
def change_campaign(campaign, values: dict, *, by=None) -> Campaign:
    """Change dates and numbers; a published call tells the apps by a neutral event when its calendar moved."""
    locked = seats.lock(campaign)
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, values[name])
    if changed:
        locked.save(update_fields=changed)
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


@transaction.atomic
def add_meeting(meeting: Meeting, *, by=None) -> Meeting:
    """Put a validated meeting on the calendar; a published call tells the apps."""
    campaign = seats.lock(meeting.campaign)
    meeting.save()
    journal.record(by, "meeting_added", meeting, kind=str(meeting.kind))
    if campaign.is_public:
        events.emit(campaign, EventKind.CALENDAR_CHANGED)
    return meeting


def current_campaign() -> Campaign | None:
    """The published campaign the public home speaks of: the one still open to applications, else the latest."""
    published = Campaign.objects.filter(state=CampaignState.PUBLISHED)
    still_open = published.filter(deadline_on__gte=clock.today()).order_by("deadline_on").first()
    return still_open or published.order_by("-deadline_on").first()
