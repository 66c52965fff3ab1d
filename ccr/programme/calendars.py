"""The days of a call: as they are, as they would be, what a change breaks, and who is told (DESIGN 2.4).

Apps answer the registry's point ``consequences`` about a ``Calendar`` that the coordination wants, in its own pass:
what becomes late or impossible, by name where it may read names. Once changed, each app writes to its own people.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst

from ccr import clock, journal, registry
from ccr.notifications import outbox
from ccr.programme import events
from ccr.programme.models import CalendarChange, Campaign, EventKind, MeetingKind
from ccr.registry import Consequence
from ccr.ui import french
from ccr.wall.sides import Side

DAYS = ("opens_on", "deadline_on", "diagnostics_from", "diagnostics_until", "sessions_from", "sessions_until")
"""The days of a call that are fields of it."""
TEMPLATE = "programme/mail/calendar_changed"


@dataclass(frozen=True)
class Calendar:
    """The days of a call. committees: the days of its committees, in order."""

    opens_on: datetime.date
    deadline_on: datetime.date
    diagnostics_from: datetime.date
    diagnostics_until: datetime.date
    sessions_from: datetime.date
    sessions_until: datetime.date
    committees: tuple[datetime.date, ...] = ()

    @property
    def committee_day(self) -> datetime.date | None:
        """The first committee's day, the limit of restitutions asked before the selection (A040)."""
        return min(self.committees, default=None)


def calendar_of(campaign, meeting=None, starts_at=None) -> Calendar:
    """The call's days, as they are; with a meeting at another moment when one is given."""
    moments = {
        row.pk: row.starts_at for row in campaign.meetings.filter(kind=MeetingKind.COMMITTEE).order_by("starts_at")
    }
    if meeting is not None and meeting.kind == MeetingKind.COMMITTEE:
        moments[meeting.pk] = starts_at
    days = tuple(sorted(clock.in_paris(moment).date() for moment in moments.values()))
    return Calendar(**{name: getattr(campaign, name) for name in DAYS}, committees=days)


def wanted(campaign, values: dict) -> Calendar:
    """The call's days with some of them changed. values: {name of ``DAYS``: day}; other names are left out."""
    return replace(calendar_of(campaign), **{name: day for name, day in values.items() if name in DAYS})


def consequences(campaign, calendar: Calendar) -> list[Consequence]:
    """What these days would make late or impossible, on both sides: for the coordination's eyes alone.

    What is so already is left out, unless it holds the change back.
    """
    found = registry.providers("consequences", {Side.COORDINATION})
    now = calendar_of(campaign)
    known = [item for provider in found for item in provider(campaign, now)]
    wanted = [item for provider in found for item in provider(campaign, calendar)]
    return [item for item in wanted if item.blocks or item not in known]


def record_change(campaign, moved: dict, *, reason: str, by) -> CalendarChange:
    """Write what moved in a published calendar, and have every app tell its people. In the caller's transaction.

    moved: {name: (before, after)}, days or moments.
    """
    change = CalendarChange.objects.system().create(
        campaign=campaign,
        moved={name: [_iso(part) for part in pair] for name, pair in moved.items()},
        reason=reason.strip(),
        by_id=getattr(by, "person_id", None),
        at=clock.now(),
    )
    journal.record(by, "calendar_changed", change, days=sorted(moved))
    events.emit(campaign, EventKind.CALENDAR_ANNOUNCED, about_id=change.pk)
    return change


def _iso(value) -> str:
    return value.isoformat() if value else ""


def lines(change: CalendarChange, names=None) -> list[tuple[str, str, str]]:
    """What moved as (label, before, after), in words. names: those to tell, all unless said."""
    return [
        (label_of(name), _words(before), _words(after))
        for name, (before, after) in change.moved.items()
        if names is None or name in names
    ]


def label_of(name: str) -> str:
    """« Clôture des candidatures », « Comité de sélection »."""
    if name.startswith("meeting:"):
        return capfirst(MeetingKind(name.removeprefix("meeting:")).label)
    return capfirst(Campaign._meta.get_field(name).verbose_name)


def _words(text: str) -> str:
    if not text:
        return ""
    if "T" in text:
        return french.moment(datetime.datetime.fromisoformat(text))
    return french.long_date(datetime.date.fromisoformat(text))


COMMITTEE = f"meeting:{MeetingKind.COMMITTEE}"


def tell(event, kind: str, names, people: Callable):
    """Queue an app's mails about a change, in its own table.

    names: the days its people count on. people: ``people(campaign)``, those to tell.
    """
    change = CalendarChange.objects.system().filter(pk=event.about_id).select_related("campaign").first()
    if change is None or not names & change.moved.keys():
        return
    to = people(change.campaign)
    outbox.queue(kind, about=change, to=to, campaign=change.campaign, app=kind.partition(".")[0])


@cache
def _told(names: frozenset) -> Callable:
    """The context of a mail about a change: what moved among these days, and why."""

    def context(seat, mail):
        change = CalendarChange.objects.visible_to(seat).filter(pk=mail.about_id).first() if seat else None
        if change is None:
            return None
        return {
            "lines": lines(change, names),
            "reason": change.reason,
            "action": "Ouvrir « À faire »",
            "action_url": settings.CCR_BASE_URL + reverse("ui:home", args=[mail.campaign.slug]),
        }

    return context


def register_mail(kind: str, names: frozenset):
    """Declare an app's mail about a change of the calendar. names: the days its people count on."""
    outbox.register(
        kind,
        label="Changement de calendrier",
        subject="Le calendrier de l’appel change",
        template=TEMPLATE,
        context=_told(names),
        binding=True,
    )
