"""What ``manage.py shell`` does on a demo's copy, said as JSON: its clock on other machines' dates, withdrawals."""

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
from ccr.wall.guard import passing
from ccr.wall.sides import Side


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


def go_from_stop_to_stop() -> list:
    """To the committee, then to the first session: each time the hour there, and the stops that are left."""
    with on_a_machine("2027-03-10"):
        Stage.set_time(NOW)
        told = []
        for key in ("committee", "session"):
            with passing({Side.MACHINE}):
                time.move_to(time.stop(key).day)
            told.append([said(), [stop.key for stop in time.stops()]])
        return told


def first_coordinator() -> str:
    """What the command says on a demo that stands in 2030."""
    with on_a_machine("2027-03-10"):
        Stage.set_time(NOW.replace(year=2030))
    with on_a_machine("2027-03-10"):
        heard = io.StringIO()
        call_command("first_coordinator", "z@exemple.fr", "Zoé", "Z", "--siren", "732829320", stdout=heard)
        return heard.getvalue()


def say_times():
    """{what was tried: what the demo's clock then said}."""
    tried = {day: advance(day) for day in ("2027-03-10", "2026-05-01")}
    tried["stopped"] = stop_for_three_weeks()
    tried["stops"] = go_from_stop_to_stop()
    tried["command"] = first_coordinator()
    sys.stdout.write(json.dumps(tried))


def say_wall():
    """« Le mur » before and after the clicks that the visit invites: the addresses of each, with their answers.

    The structure takes its note back, the DLA withdraws it from its session.
    """
    from ccr.demo.people import PAST_CALL
    from ccr.demo.play.craft import act, seat
    from ccr.demo.tour import rooms
    from ccr.demo.wall_addresses import STRUCTURE
    from diagnostics import services as diagnostics
    from diagnostics.models import Transfer
    from dla import services as dla
    from dla.models import Enrolment

    def shown():
        return [[room.address.label, room.support.status, room.instruction.status] for room in rooms()]

    before = shown()
    transfer = Transfer.objects.system().live().get(application__organisation__name=STRUCTURE)
    act(seat("Rose Antonini", PAST_CALL), diagnostics.withdraw_transfer, transfer)
    enrolment = Enrolment.objects.system().live().get(application__organisation__name=STRUCTURE)
    act(seat("Julie Marchetti", PAST_CALL), dla.withdraw_enrolment, enrolment)
    sys.stdout.write(json.dumps([before, shown()]))
