"""The clock of the tests: it stands where they put it, in Marseille."""

import contextlib
import datetime
from zoneinfo import ZoneInfo

import time_machine

PARIS = ZoneInfo("Europe/Paris")


@contextlib.contextmanager
def stopped_clock():
    """Gives ``stop_at(moment, tick=False)``; the clock is let go at the end of the block."""
    travels = contextlib.ExitStack()

    def stop_at(moment, tick=False):
        if isinstance(moment, str):
            moment = datetime.datetime.fromisoformat(moment)
        if not isinstance(moment, datetime.datetime):
            moment = datetime.datetime.combine(moment, datetime.time())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=PARIS)
        travels.close()
        return travels.enter_context(time_machine.travel(moment.timestamp(), tick=tick))

    with travels:
        yield stop_at
