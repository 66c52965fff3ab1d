"""The programme's time, in Europe/Paris. Everything that reads a date or an hour asks here.

In the demo the clock can be moved (one row, shared by web, worker and beat): ``refresh`` reads it once per request or
task. Sign-in, leases and anything about this machine keep ``real_now``.
"""

import datetime
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils import timezone

PARIS = ZoneInfo("Europe/Paris")
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
"""The days of the programme: what is typed outside them is a slip of the keyboard."""
_offset: ContextVar[datetime.timedelta] = ContextVar("ccr_clock_offset", default=datetime.timedelta())
_read_offset = None


def use_offset(reader):
    """Let the demo say how far its clock is from the real one: ``reader() -> timedelta``."""
    global _read_offset
    _read_offset = reader


def refresh():
    """Read the demo's clock again; does nothing elsewhere."""
    if _read_offset is not None:
        _offset.set(_read_offset())


@contextmanager
def standing_at(moment: datetime.datetime):
    """Run a block at another moment of the programme's time, for this thread alone: the demo plays its past so."""
    token = _offset.set(offset_to(moment))
    try:
        yield
    finally:
        _offset.reset(token)


def real_now() -> datetime.datetime:
    """The machine's time, whatever the demo's clock says."""
    return timezone.now().astimezone(PARIS)


def offset_to(moment: datetime.datetime) -> datetime.timedelta:
    """How far a moment is from the machine's time."""
    return moment - timezone.now()


def now() -> datetime.datetime:
    """The programme's time, aware, in Europe/Paris."""
    return (timezone.now() + _offset.get()).astimezone(PARIS)  # added in UTC: an hour changes twice a year


def today() -> datetime.date:
    """The programme's day in Marseille."""
    return now().date()


def start_of(day: datetime.date) -> datetime.datetime:
    """Midnight at which the day begins."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=PARIS)


def end_of(day: datetime.date) -> datetime.datetime:
    """The first instant after the day: a deadline holds while ``now() < end_of(day)``."""
    return start_of(day + datetime.timedelta(days=1))


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some calendar months later (or earlier), clamped to the month's end."""
    return day + relativedelta(months=months)


def in_paris(moment: datetime.datetime) -> datetime.datetime:
    """An aware moment as Marseille's clocks show it."""
    return moment.astimezone(PARIS)
