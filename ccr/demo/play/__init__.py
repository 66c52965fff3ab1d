"""The play: what people did in three calls, through the services, each at her own moment and in her own pass.

Every act is a ``Moment``. They are sorted, cut into scenes, and each scene is one transaction that also records it as
done: an interrupted play takes up again at its first unfinished scene, and nothing is ever played twice.
"""

import datetime

from django.db import transaction

from ccr import clock
from ccr.demo.models import Stage
from ccr.demo.play import (
    applying,
    asking,
    calls,
    changing,
    choosing,
    deciding,
    diagnosing,
    following,
    informing,
    joining,
    passing,
    reading,
    recording,
    regain,
    talking,
    ticking,
)
from ccr.demo.play.craft import Moment, day, moment
from ccr.notifications import digests

NOW = moment("2026-11-22 10:00")
"""Where the demo's clock stands when the play is over: a Sunday, 23 days before the open call closes."""

SCENES = (
    ("Les réseaux et les personnes", "2025-09-15"),
    ("L’appel 2025 s’ouvre", "2025-10-20"),
    ("Les premiers diagnostics de 2025", "2025-11-20"),
    ("Les dépôts de 2025", "2025-12-16"),
    ("L’instruction des dossiers de 2025", "2026-01-26"),
    ("Le comité de février 2026", "2026-02-11"),
    ("Notes transmises, fiches de besoins, première session", "2026-03-16"),
    ("Jours individuels, fils rouges, financements", "2026-10-12"),
    ("L’appel 2026 s’ouvre", "2026-11-10"),
    ("Les derniers jours avant aujourd’hui", "2026-11-23"),
)
"""(what the curtain page says, the day before which the scene ends)."""

ROOMS = (
    calls,
    asking,
    choosing,
    informing,
    applying,
    changing,
    diagnosing,
    deciding,
    following,
    joining,
    passing,
    reading,
    recording,
    regain,
    talking,
    ticking,
)


def score() -> list[Moment]:
    """Everything that is done, in the order of the programme's time."""
    return sorted((act for room in ROOMS for act in room.moments()), key=lambda act: act.when)


def play(say=lambda text: None):
    """Play what is not played yet. say: called with one line per scene."""
    stage = Stage.current()
    Stage.objects.update(moving_to=None)  # a run that was stopped while time moved
    if stage.ready_at is not None:
        say("La démonstration est déjà jouée.")
        return
    # Whatever a worker sends meanwhile is sent on the last day.
    Stage.set_time(NOW)
    acts, begins = score(), datetime.date.min
    for number, (title, until) in enumerate(SCENES, start=1):
        ends = day(until)
        if number > stage.scenes_done:
            Stage.objects.update(scene=title)
            started = clock.real_now()
            scene = [act for act in acts if begins <= act.when.date() < ends]
            with transaction.atomic():
                for act in scene:
                    with clock.standing_at(act.when):
                        act.do()
                Stage.objects.update(scenes_done=number)
            seconds = (clock.real_now() - started).total_seconds()
            say(f"{number:2}. {title} ({len(scene)} actes, {seconds:.1f} s)")
        begins = ends
    Stage.set_time(NOW)
    clock.refresh()
    digests.hasten()
    reading.have_one_come_back()
    Stage.objects.update(scene="", ready_at=clock.real_now())
