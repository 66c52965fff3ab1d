"""What the machine does by itself while people act: neutral facts, reminders, monthly figures, unanswered requests."""

import datetime

from ccr.demo.play.craft import Moment, day, moment
from ccr.directory.services import escalate_join_requests
from ccr.notifications import reminders
from ccr.programme import events, figures
from ccr.wall.guard import passing
from ccr.wall.sides import Side

FIRST, LAST = day("2025-09-15"), day("2026-11-22")


def night():
    """Every night: the neutral facts some app has not heard of, the requests nobody answered."""
    with passing({Side.MACHINE}):
        events.run_pending()
        escalate_join_requests()


def monday():
    """Every Monday: the reminders whose date has come."""
    with passing({Side.MACHINE}):
        reminders.run()


def first_of_month():
    """The night after a month: its figures, as that night's task leaves them."""
    with passing({Side.MACHINE}):
        figures.count_all()


def moments():
    today = FIRST
    while today <= LAST:
        yield Moment(moment(f"{today} 03:10"), night)
        if today.weekday() == 0:
            yield Moment(moment(f"{today} 08:00"), monday)
        if today.day == 1:
            yield Moment(moment(f"{today} 03:10"), first_of_month)
        today += datetime.timedelta(days=1)
    yield Moment(moment(f"{LAST} 09:30"), monday)
    yield Moment(moment(f"{LAST} 09:40"), first_of_month)
