"""Days of somebody's calendar, and the file that calendars of all makers read (RFC 5545)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from ccr import clock

MAKER = "-//Cité de la Consommation Responsable//Agenda//FR"
USUALLY_LASTS = datetime.timedelta(hours=3)
"""How long a meeting is in somebody's calendar: it says when it begins."""
ASKED_AGAIN = datetime.timedelta(hours=6)
"""How often a calendar program that follows the feed is asked to come back."""


@dataclass(frozen=True)
class Appointment:
    """A day, or an hour, of somebody's calendar.

    key: names it for good, so that a calendar moves it when it moves. starts: a day, or an aware moment. until: the
    last day of a period of days. url: a path of the platform. readings: what to read before, as (title, path).
    """

    key: str
    title: str
    starts: datetime.date | datetime.datetime
    until: datetime.date | None = None
    place: str = ""
    detail: str = ""
    url: str = ""
    is_cancelled: bool = False
    readings: tuple[tuple[str, str], ...] = ()

    @property
    def day(self) -> datetime.date:
        """Its first day in Marseille."""
        return clock.in_paris(self.starts).date() if self.has_hour else self.starts

    @property
    def last_day(self) -> datetime.date:
        return self.until or self.day

    @property
    def has_hour(self) -> bool:
        return isinstance(self.starts, datetime.datetime)


def calendar_file(appointments: Iterable[Appointment], *, name: str = "") -> bytes:
    """The appointments as an iCalendar file. name: what a calendar program calls the feed."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", str(clock.PARIS))
        calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    for one in appointments:
        calendar.add_component(_event(one))
    return calendar.to_ical()


def _event(one: Appointment) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{urlsplit(settings.CCR_BASE_URL).hostname}")
    event.add("dtstamp", clock.now().astimezone(datetime.UTC))
    if one.has_hour:
        event.add("dtstart", one.starts.astimezone(datetime.UTC))
        event.add("dtend", (one.starts + USUALLY_LASTS).astimezone(datetime.UTC))
    else:
        event.add("dtstart", one.starts)
        event.add("dtend", one.last_day + datetime.timedelta(days=1))
        event.add("transp", "TRANSPARENT")  # a deadline leaves the day free
    event.add("summary", one.title)
    if one.is_cancelled:
        event.add("status", "CANCELLED")
    if one.place:
        event.add("location", one.place)
    url = settings.CCR_BASE_URL + one.url if one.url else ""
    read = [f"À lire avant : {title}, {settings.CCR_BASE_URL}{path}" for title, path in one.readings]
    if said := "\n".join(part for part in (one.detail, *read, url) if part):
        event.add("description", said)
    if url:
        event.add("url", url)
    return event
