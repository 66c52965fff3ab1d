"""What a new call takes over from an earlier one: numbers, sites, pieces, the first meetings; its days, years later.

Nobody follows: neither people, nor seats, nor organisations. The grid belongs to instruction, which takes it over
itself the first time somebody of its side looks at it (``Campaign.based_on``).
"""

import datetime
import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from ccr import clock
from ccr.programme.calendars import DAYS
from ccr.programme.models import (
    Campaign,
    CampaignPiece,
    CampaignSite,
    Mandate,
    Meeting,
    MeetingKind,
    PieceExample,
    SeatState,
    SiteStatus,
)
from ccr.programme.pieces import with_examples
from ccr.programme.roles import Role

OWN = frozenset({"id", "slug", "title", "state", "created_at", "based_on", *DAYS})
"""What a call never takes from another as it is."""

MONTHS_TO_DEADLINE, MONTHS_OF_DIAGNOSTICS, MONTHS_TO_SESSIONS, MONTHS_OF_SESSIONS = 3, 4, 6, 15
"""From the opening, then from the first session: the calendar of a first call (D1)."""


def later(day: datetime.date, years: int) -> datetime.date:
    """The same day some years later; 29 February is the last of its month."""
    return day + relativedelta(years=years)


def moment_later(moment: datetime.datetime, years: int) -> datetime.datetime:
    """The same day and hour of Marseille some years later, whatever the season's hour."""
    here = clock.in_paris(moment)
    return datetime.datetime.combine(later(here.date(), years), here.time(), tzinfo=clock.PARIS)


def years_ahead(days, today: datetime.date) -> int:
    """How many whole years bring every one of these days after today: the fewest, 0 when they are there already."""
    first = min(days)
    years = max(today.year - first.year, 0)
    return years if later(first, years) > today else years + 1


TAKEN_MEETINGS = (MeetingKind.INFORMATION, MeetingKind.COMMITTEE)
"""The first of each: what a call was led to add to its calendar is not held again."""


def meetings_of(campaign) -> list[Meeting]:
    """The meetings that another call would hold too, in order."""
    first = {}
    for meeting in campaign.meetings.filter(kind__in=TAKEN_MEETINGS, cancelled_at__isnull=True).order_by(
        "starts_at", "pk"
    ):
        first.setdefault(meeting.kind, meeting)
    return list(first.values())


def calls_of(person):
    """The calls somebody coordinates, the latest first."""
    held = Mandate.objects.filter(
        seat__person=person, seat__state=SeatState.ACTIVE, role=Role.COORDINATOR, ended_at__isnull=True
    )
    return Campaign.objects.filter(pk__in=held.values("seat__campaign")).order_by("-opens_on", "slug")


def shift_of(campaign, opens_on: datetime.date | None = None) -> int:
    """By how many whole years this call's calendar goes into the future, the meetings taken over included.

    opens_on: the opening that was chosen; the rest goes along when it is of a later year.
    """
    days = [getattr(campaign, name) for name in DAYS]
    days += [clock.in_paris(meeting.starts_at).date() for meeting in meetings_of(campaign)]
    years = years_ahead(days, clock.today())
    return max(years, opens_on.year - campaign.opens_on.year) if opens_on else years


def usual_days(opens_on: datetime.date, deadline_on: datetime.date) -> dict:
    """The other days of a call that takes over from none: four months of diagnostics, sessions after the committee."""
    until = max(clock.months_after(opens_on, MONTHS_OF_DIAGNOSTICS), deadline_on)
    sessions = max(clock.months_after(opens_on, MONTHS_TO_SESSIONS), clock.months_after(until, 1))
    return {
        "diagnostics_from": opens_on,
        "diagnostics_until": until,
        "sessions_from": sessions,
        "sessions_until": clock.months_after(sessions, MONTHS_OF_SESSIONS),
    }


@dataclass(frozen=True)
class Proposal:
    """What the page of a new call is filled with. days: {name of ``DAYS``: day}; years: how far they were moved."""

    slug: str
    title: str
    days: dict
    years: int = 0


def proposal(base: Campaign | None) -> Proposal:
    """The address, the title and the days of a call made now, from an earlier one or from the usual settings."""
    if base is None:
        opens_on = clock.months_after(clock.today().replace(day=1), 2)
        deadline_on = clock.months_after(opens_on, MONTHS_TO_DEADLINE)
        days, years = {"opens_on": opens_on, "deadline_on": deadline_on, **usual_days(opens_on, deadline_on)}, 0
        slug, title = str(opens_on.year), f"Appel {opens_on.year}"
    else:
        years = shift_of(base)
        days = {name: later(getattr(base, name), years) for name in DAYS}
        slug, title = (_renamed(text, base.opens_on.year, days["opens_on"].year) for text in (base.slug, base.title))
    return Proposal(_free(slug), title, days, years)


def _renamed(text: str, was: int, is_now: int) -> str:
    """« Appel 2027 », of « Appel 2026 »; nothing to propose when it does not say its year."""
    renamed, times = re.subn(rf"(?<!\d){was}(?!\d)", str(is_now), text)
    return renamed if times else ""


def _free(slug: str) -> str:
    taken = set(Campaign.objects.values_list("slug", flat=True))
    longest = Campaign._meta.get_field("slug").max_length
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, 10)))
    return next((one for one in candidates if one and one not in taken and len(one) <= longest), "")


def numbers_of(base: Campaign) -> dict:
    """Every number and contact of a call, its bookkeeping aside: {name of a field: value}."""
    fields = (field for field in Campaign._meta.concrete_fields if field.editable and field.name not in OWN)
    return {field.name: getattr(base, field.name) for field in fields}


def fill(campaign: Campaign, base: Campaign, years: int):
    """Give a new call the sites, the pieces with their examples, and the meetings of another.

    Abandoned sites and retired pieces stay where they are.
    """
    CampaignSite.objects.bulk_create(
        CampaignSite(
            campaign=campaign, site_id=row.site_id, stake=row.stake, offered_m2=row.offered_m2, status=row.status
        )
        for row in base.sites.exclude(status=SiteStatus.ABANDONED)
    )
    rows = with_examples(base.pieces.filter(is_asked=True))
    taken = CampaignPiece.objects.bulk_create(
        CampaignPiece(
            campaign=campaign,
            slug=row.slug,
            label=row.label,
            help=row.help,
            is_required=row.is_required,
            only_for=row.only_for,
            order=rank,
        )
        for rank, row in enumerate(rows, start=1)
    )
    PieceExample.objects.bulk_create(
        PieceExample(piece=piece, **{name: getattr(row.example, name) for name in PieceExample.FILE})
        for piece, row in zip(taken, rows, strict=True)
        if row.example
    )
    Meeting.objects.bulk_create(
        Meeting(campaign=campaign, kind=row.kind, starts_at=moment_later(row.starts_at, years), place=row.place)
        for row in meetings_of(base)
    )
