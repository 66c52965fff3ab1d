"""A call, from its draft to its end."""

import copy

from django.db import IntegrityError, transaction

from ccr import clock, journal, registry
from ccr.programme import calendars, events, opening, pieces, rules, seats, taking_over
from ccr.programme.models import (
    Axis,
    Campaign,
    CampaignSite,
    CampaignState,
    EventKind,
    Site,
    SiteStatus,
)
from ccr.programme.roles import Role
from ccr.programme.states import CAMPAIGN, SITE
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Side

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
def create_campaign(coordinator, organisation, *, base=None, by=None, **fields) -> Campaign:
    """Create a draft campaign; whoever creates it gets its coordination seat (DESIGN 2.1).

    coordinator: a Person. organisation: hers. base: a call that she coordinates, whose numbers, sites, pieces and
    meetings the new one takes over, its days moved by whole years into the future; nobody's seat follows. fields: the
    fields of Campaign, which come before what is taken over. The organisations whose bar still runs enter its
    diagnosing list (A051). Raises ValidationError for wrong fields, DomainError when somebody has just taken the
    address, or when the base is not hers.
    """
    by = by or coordinator
    years = 0
    if base is not None:
        refuse(rules.why_not_take_over(base, taking_over.calls_of(coordinator)))
        base = seats.lock(base)
        years = taking_over.shift_of(base, fields.get("opens_on"))
        days = {name: taking_over.later(getattr(base, name), years) for name in calendars.DAYS}
        fields = {**taking_over.numbers_of(base), **days, **fields, "based_on": base}
    campaign = Campaign(**fields)
    campaign.full_clean()
    seats.lock_calls()
    ensure_axes()
    try:
        with transaction.atomic():
            campaign.save(force_insert=True)
    except IntegrityError as error:
        if Campaign.objects.filter(slug=campaign.slug).exists():
            raise DomainError(
                f"Un appel vient d’être créé à l’adresse /{campaign.slug}/. Choisissez-en une autre."
            ) from error
        raise
    if base is None:
        pieces.fill(campaign)
    else:
        taking_over.fill(campaign, base, years)
    seats.give_mandate(campaign, coordinator, Role.COORDINATOR, organisation, by=by)
    seats.settle_lists(by=by)
    taken = {"based_on": base.slug, "years": years} if base else {}
    journal.record(by, "campaign_created", campaign, **taken)
    return campaign


def ensure_axes():
    """The six axes exist."""
    axes = [Axis(number=number, label=label, is_open=is_open) for number, (label, is_open) in enumerate(AXES, start=1)]
    Axis.objects.bulk_create(axes, ignore_conflicts=True)


@transaction.atomic
def publish_campaign(campaign, *, by=None) -> Campaign:
    """Make a draft campaign public; from now on its diagnosing list bars the committees of other calls.

    Raises DomainError with what is missing, apps included, or with the committee that its list meets.
    """
    campaign = seats.lock(campaign)
    refuse(" ".join(opening.obstacles(campaign)))
    CAMPAIGN.move(campaign, CampaignState.PUBLISHED)
    seats.settle_lists(by=by)
    journal.record(by, "campaign_published", campaign)
    return campaign


@transaction.atomic
def close_campaign(campaign, *, by=None) -> Campaign:
    """End a call: no seat, date, session or request is added any more, its support goes on. Raises DomainError.

    Its own diagnosing list keeps barring other calls' committees; the lines carried onto it have nothing left to bar.
    """
    campaign = seats.lock(campaign)
    refuse(rules.why_not_close(campaign))
    CAMPAIGN.move(campaign, CampaignState.CLOSED)
    journal.record(by, "campaign_closed", campaign)
    return campaign


BARRING_FIELDS = frozenset({"opens_on", "diagnostics_until", "sessions_until", "diagnosis_bar_months"})
"""What the bar of a list, and the calls that it reaches, depend on."""


@transaction.atomic
def change_campaign(campaign, values: dict, *, reason: str = "", seen: dict | None = None, by=None) -> Campaign:
    """Change dates and numbers; a published call whose calendar moved tells why to everybody who counts on it.

    seen: as ``refuse_unseen`` takes it; raises Conflict when a colleague changed one of them since.
    Raises DomainError when the call is closed, when the calendar of a published call moves without a reason, when its
    dates would no longer hold together, when a call that has opened would open anew or let go of its list earlier, or
    when a list that the new dates lengthen meets a committee.
    """
    locked = seats.lock(campaign)
    refuse(rules.why_not_closed(locked))
    refuse_unseen(values, seen, {name: getattr(locked, name) for name in values})
    was = copy.copy(locked)
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, values[name])
    moved = {name: (getattr(was, name), values[name]) for name in changed if name in calendars.DAYS}
    refuse(
        rules.why_not_open_anew(was, locked)
        or rules.why_not_shorten_bar(was, locked)
        or rules.why_not_short_bar(locked)
        or rules.why_not_unsaid(locked, moved, reason)
    )
    if changed:
        locked.save(update_fields=[*changed, *_keep_former_bar(was, locked)])
        if locked.is_public:
            refuse(" ".join(rules.why_not_publish(locked)))
        if BARRING_FIELDS & set(changed):
            seats.settle_lists(by=by)
        journal.record(by, "campaign_changed", locked, fields=changed)
        if locked.is_public and moved:
            calendars.record_change(locked, moved, reason=reason, by=by)
            events.emit(locked, EventKind.CALENDAR_CHANGED)
    return locked


def _keep_former_bar(was, campaign) -> list[str]:
    """Keep the day on which the bar ended until today, so that a slip may be put right today; gives the fields."""
    if not rules.has_opened(was) or rules.bar_ends_on(campaign) <= rules.announced_bar(was):
        return []
    campaign.bar_ended_on, campaign.bar_lengthened_on = rules.announced_bar(was), clock.today()
    return ["bar_ended_on", "bar_lengthened_on"]


@transaction.atomic
def add_site(campaign, *, name, stake, status=SiteStatus.ENVISAGED, offered_m2=None, by=None) -> CampaignSite:
    """Propose a site to candidates. offered_m2: what they would share, None when it is not known.

    Raises DomainError when the call has it already, or is closed.
    """
    campaign = seats.lock(campaign)
    refuse(rules.why_not_closed(campaign))
    site, _ = Site.objects.get_or_create(name=name.strip())
    if campaign.sites.filter(site=site).exists():
        raise DomainError("Ce site figure déjà dans l’appel.")
    created = CampaignSite.objects.create(
        campaign=campaign, site=site, stake=stake, status=status, offered_m2=offered_m2
    )
    journal.record(by, "site_added", created)
    return created


def site_consequences(campaign_site, status) -> list:
    """Whom another status of a site concerns, for the coordination's eyes."""
    found = registry.providers("site_consequences", {Side.COORDINATION})
    return [item for provider in found for item in provider(campaign_site, status)]


AS_IT_IS = object()
"""What a caller leaves as it is, where None says something."""


@transaction.atomic
def change_site(
    campaign_site, *, stake, status, reason: str = "", replaced_by=None, offered_m2=AS_IT_IS, seen=None, by=None
) -> CampaignSite:
    """Change the stake or the status of a site; once the call is public, who chose it is told why (A024).

    status: the same, or one that ``states.SITE`` allows from it: an abandoned site is envisaged again before anything.
    replaced_by: another site of the call, proposed to those who chose an abandoned one; nothing is chosen for them.
    offered_m2: what the structures would share, None when it is not known; kept when it is not given.
    seen: what the page was made from (``ShownForm.seen``).
    Raises DomainError when the call is closed, or would have no site left, or when no reason is given; Conflict when a
    colleague wrote meanwhile.
    """
    campaign = seats.lock(campaign_site.campaign)
    site = CampaignSite.objects.select_related("campaign", "site").get(pk=campaign_site.pk)
    said = {"stake": stake, "status": status} | ({} if offered_m2 is AS_IT_IS else {"offered_m2": offered_m2})
    refuse_unseen(said, seen, {name: getattr(site, name) for name in said})
    if replaced_by is not None:
        replaced_by = CampaignSite.objects.get(pk=replaced_by.pk)
    refuse(rules.why_not_closed(campaign) or rules.why_not_site(site, status, reason, replaced_by))
    moved = site.status != status
    site.stake = stake
    if offered_m2 is not AS_IT_IS:
        site.offered_m2 = offered_m2
    site.save(update_fields=["stake", "offered_m2"])
    if moved:
        SITE.move(site, status, attribute="status", reason=reason.strip(), replaced_by=replaced_by)
    if campaign.is_public:
        refuse(" ".join(rules.why_not_publish(campaign)))
    journal.record(by, "site_changed", site, status=str(status))
    if moved and campaign.is_public:
        events.emit(campaign, EventKind.SITE_CHANGED, about_id=site.pk)
    return site


@transaction.atomic
def switch_axis(axis, *, is_open: bool, by) -> Axis:
    """Open or close an axis of support, for every call (A003). Raises DomainError for one that is settled."""
    axis = Axis.objects.select_for_update(of=("self",)).get(pk=axis.pk)
    if axis.is_open != is_open:
        refuse(rules.why_not_switch(axis))
        axis.is_open = is_open
        axis.save(update_fields=["is_open"])
        journal.record(by, "axis_opened" if is_open else "axis_closed", axis, number=axis.number)
    return axis


def public_calls() -> tuple[list[Campaign], list[Campaign], Campaign | None]:
    """The calls the public home speaks of: those open to applications, those to come, and the one to show first.

    The open ones by deadline, the others by opening; the one shown is the first open, else the next to come, else the
    latest that was. One query.
    """
    published = list(Campaign.objects.filter(state=CampaignState.PUBLISHED).order_by("-deadline_on", "slug"))
    open_now = sorted((one for one in published if one.accepts_applications), key=lambda one: one.deadline_on)
    today = clock.today()
    coming = sorted((one for one in published if one.opens_on > today), key=lambda one: one.opens_on)
    return open_now, coming, next(iter([*open_now, *coming, *published]), None)


def current_campaign() -> Campaign | None:
    """The published call that is shown first."""
    return public_calls()[2]
