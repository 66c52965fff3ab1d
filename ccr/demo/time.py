"""Moving the demo's clock forward, day by day, running what is due on the way."""

import datetime
import threading
from dataclasses import dataclass

from django.db import connections

from candidates.tasks import erase_registrations
from ccr import clock
from ccr.demo.models import Stage
from ccr.directory.tasks import escalate_join_requests
from ccr.notifications import digests
from ccr.notifications.tasks import remind
from ccr.programme.campaigns import current_campaign
from ccr.programme.tasks import daily, relay_events
from ccr.wall.guard import passing
from ccr.wall.sides import Side

MORNING = datetime.time(9)


@dataclass(frozen=True)
class Stop:
    """A day the banner can jump to."""

    key: str
    label: str
    day: datetime.date


def stops() -> list[Stop]:
    """The days of the open call that are still ahead."""
    campaign = current_campaign()
    if campaign is None:
        return []
    one = datetime.timedelta(days=1)
    days = [
        ("deadline", "à la clôture", campaign.deadline_on + one),
        ("committee", "au comité", campaign.first_committee_day),
        ("session", "à la session 1", campaign.sessions_from),
    ]
    today = clock.today()
    return [Stop(key, label, day) for key, label, day in days if day is not None and day > today]


def stop(key: str) -> Stop | None:
    """The stop of a key, None when it is no longer ahead."""
    return next((stop for stop in stops() if stop.key == key), None)


def move_to(day: datetime.date):
    """Live each day until this one: reminders, neutral facts, unanswered requests, monthly figures, erasure.

    Runs on the machine's side, in any thread: it reads the demo's clock first.
    """
    clock.refresh()
    while clock.today() < day:
        following = clock.today() + datetime.timedelta(days=1)
        Stage.set_time(datetime.datetime.combine(following, MORNING, tzinfo=clock.PARIS))
        digests.hasten()
        remind.run()
        relay_events.run()
        escalate_join_requests.run()
        if following.day == 1 or following == day:
            daily.run()
            erase_registrations.run()


def start_moving(day: datetime.date):
    """Move in a thread of the web process: nobody waits behind the mails and documents the worker has to make."""
    threading.Thread(target=_move_and_say, args=(day,), name="demo-clock", daemon=True).start()


def _move_and_say(day):
    """Move, then give the banner back, whatever happened."""
    try:
        with passing({Side.MACHINE}):
            try:
                move_to(day)
            finally:
                Stage.objects.update(moving_to=None)
    finally:
        connections.close_all()
