"""The public list of who diagnoses in a call: who stands on it, whom it bars elsewhere and until when (A051, C09)."""

import datetime
from dataclasses import dataclass

from ccr import clock
from ccr.directory.models import Membership, Organisation
from ccr.programme.models import (
    Campaign,
    CampaignState,
    Engagement,
    Mandate,
)
from ccr.programme.roles import (
    Function,
)


def last_restitution(calendar) -> datetime.date:
    """The last day on which a diagnostic of a call is handed back, asked before the selection or after it (C09).

    A public day, the same for everybody: nothing of the bar comes from a request. calendar: a call, or the days it
    would have (``calendars.Calendar``).
    """
    return max(calendar.diagnostics_until, calendar.sessions_until)


def bar_ends_on(campaign: Campaign, calendar=None) -> datetime.date:
    """Until when an organisation of this campaign's list stays barred from committees (A051, C09).

    No fil rouge outlives it: it begins with a restitution, and lasts no longer than the bar (a constraint). calendar:
    other days than the call's own.
    """
    return clock.months_after(last_restitution(calendar or campaign), campaign.diagnosis_bar_months)


@dataclass(frozen=True)
class Bar:
    """An organisation of one call's own list, kept off the committee of another call until a day (A051, C09)."""

    source: Campaign
    target: Campaign
    organisation: Organisation
    until: datetime.date


def own_lines():
    """The lines of the lists on which organisations stand by themselves: they alone bar, a carried line never does."""
    return Engagement.objects.filter(
        function=Function.DIAGNOSIS, ended_at__isnull=True, carried_until__isnull=True
    ).select_related("campaign", "organisation")


def still_bars(source: Campaign, target: Campaign) -> bool:
    """Whether the list of one call bars the committee of another, which runs, or will, while the bar does."""
    until = bar_ends_on(source)
    return (
        source.pk != target.pk
        and source.opens_on <= target.sessions_until
        and target.opens_on <= until
        and clock.today() <= until
    )


def running_bars(organisation=None) -> dict[tuple, Bar]:
    """The bars that run, by (campaign, organisation); where two calls bar in a third, the longest.

    The list of a call in preparation bars nothing yet: it would be read, before its time, on another's public page.
    """
    lines = own_lines().exclude(campaign__state=CampaignState.DRAFT)
    targets = list(Campaign.objects.exclude(state=CampaignState.CLOSED))
    if organisation is not None:
        lines = lines.filter(organisation=organisation)
    found = {}
    for line in lines:
        for target in targets:
            if still_bars(line.campaign, target):
                bar = Bar(line.campaign, target, line.organisation, bar_ends_on(line.campaign))
                key = target.pk, line.organisation_id
                found[key] = max(bar, found.get(key, bar), key=lambda one: one.until)
    return found


def diagnosing_organisations(campaign):
    """Ids of the organisations on the campaign's public list."""
    return Engagement.objects.filter(campaign=campaign, function=Function.DIAGNOSIS, ended_at__isnull=True).values(
        "organisation"
    )


def is_own_line(campaign, organisation) -> bool:
    """Whether the organisation is on the campaign's list by itself, not only carried from another call."""
    return own_lines().filter(campaign=campaign, organisation=organisation).exists()


def belongings(**which) -> tuple:
    """What makes somebody belong to an organisation today: a membership, or a mandate held for it in any call.

    which: a lookup on ``organisation``. Two querysets.
    """
    memberships = Membership.objects.current(clock.today()).filter(**which)
    return memberships, Mandate.objects.filter(ended_at__isnull=True, **which)


def diagnoses(person, campaign) -> bool:
    """Whether the person belongs to an organisation on the campaign's public list."""
    memberships, mandates = belongings(organisation__in=diagnosing_organisations(campaign))
    return memberships.filter(person=person).exists() or mandates.filter(seat__person=person).exists()


def stays_until(line: Engagement) -> datetime.date | None:
    """Until when a line stays on its list: by another call's bar at any time, by its own once the call has opened."""
    bar = running_bars(line.organisation).get((line.campaign_id, line.organisation_id))
    days = [bar.until] if bar else []
    if line.carried_until:
        days.append(line.carried_until)
    elif clock.today() >= line.campaign.opens_on:
        days.append(bar_ends_on(line.campaign))
    return max(days, default=None)


def why_not_disable(organisation) -> str | None:
    """An organisation keeps its habilitation while it stands on a list: the list says who is able (A035)."""
    line = own_lines().filter(organisation=organisation).order_by("-campaign__opens_on").first()
    if line is None:
        return None
    return (
        f"{organisation.name} est sur la liste publique des diagnostics : {line.campaign.title}. Son habilitation se "
        "retire une fois qu’elle a quitté cette liste."
    )
