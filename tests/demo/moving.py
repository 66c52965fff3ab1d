"""What ``manage.py shell`` does with the clock of a demo's copy, on machines of other dates, said as JSON."""

import datetime
import io
import json
import sys
import threading

import time_machine
from django.core.management import call_command

from ccr import clock
from ccr.demo import time
from ccr.demo.models import Stage
from ccr.demo.play import NOW


def on_a_machine(day: str):
    """The machine's own date, which the demo should not care for."""
    return time_machine.travel(f"{day} 10:00", tick=True)


def said() -> str:
    """The demo's hour, as the next request would read it."""
    clock.refresh()
    return f"{clock.now():%Y-%m-%d %H:%M}"


def advance(day: str) -> str:
    """« Avancer » by two days, by the thread that the page starts."""
    with on_a_machine(day):
        Stage.set_time(NOW)
        time.start_moving(NOW.date() + datetime.timedelta(days=2))
        (mover,) = [thread for thread in threading.enumerate() if thread.name == "demo-clock"]
        mover.join()
        return said()


def stop_for_three_weeks() -> list[str]:
    """Played one day, stopped, looked at and lived on three weeks later."""
    with on_a_machine("2027-03-10"):
        Stage.set_time(NOW)
    with on_a_machine("2027-03-31"):
        looked_at = said()
        Stage.live()
        return [looked_at, said()]


def first_coordinator() -> str:
    """What the command says on a demo that stands in 2030."""
    with on_a_machine("2027-03-10"):
        Stage.set_time(NOW.replace(year=2030))
    with on_a_machine("2027-03-10"):
        heard = io.StringIO()
        call_command("first_coordinator", "z@exemple.fr", "Zoé", "Z", "--siren", "732829320", stdout=heard)
        return heard.getvalue()


def say():
    """{what was tried: what the demo's clock then said}."""
    tried = {day: advance(day) for day in ("2027-03-10", "2026-05-01")}
    tried["stopped"] = stop_for_three_weeks()
    tried["command"] = first_coordinator()
    sys.stdout.write(json.dumps(tried))
