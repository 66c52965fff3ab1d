"""The demo's stage: one row, shared by web, worker and beat. It holds the clock and whether the play is over."""

import datetime

from django.db import models
from django.db.models import Q

from ccr import clock
from ccr.wall.models import UuidModel
from ccr.wall.sides import EVERYONE, Side

LULL = datetime.timedelta(minutes=5)
"""After that long without a sign of life the demo was stopped, or its machine asleep: its time stood still."""


class Stage(UuidModel):
    """One row: how far the demo's clock is from the real one, and what is being done to it."""

    number = models.PositiveSmallIntegerField("numéro", default=1, unique=True)
    offset = models.DurationField("écart avec l’heure réelle", default=datetime.timedelta())
    seen_at = models.DateTimeField("vue tourner le", null=True, blank=True, help_text="Heure de la machine.")
    ready_at = models.DateTimeField("jouée jusqu’au bout le", null=True, blank=True)
    moving_to = models.DateField("avance jusqu’au", null=True, blank=True)
    scene = models.CharField("scène", max_length=120, blank=True)
    scenes_done = models.PositiveSmallIntegerField("scènes jouées", default=0)

    readers = EVERYONE
    writers = {Side.MACHINE, Side.THRESHOLD}

    class Meta:
        verbose_name = "scène de la démonstration"
        verbose_name_plural = "scènes de la démonstration"
        constraints = [models.CheckConstraint(name="stage_is_one", condition=Q(number=1))]

    def __str__(self):
        return "stage"

    @classmethod
    def current(cls) -> "Stage":
        """The row, made when missing."""
        stage, _ = cls.objects.get_or_create(number=1)
        return stage

    @classmethod
    def read_offset(cls) -> datetime.timedelta:
        """How far the demo's clock is, for ``clock.refresh``."""
        row = cls.objects.values_list("offset", "seen_at").first()
        return offset_now(*row) if row else datetime.timedelta()

    @classmethod
    def set_time(cls, moment: datetime.datetime):
        """Put the demo's clock at a moment, for everybody."""
        cls.current()
        cls.objects.update(offset=clock.offset_to(moment), seen_at=clock.real_now())
        clock.refresh()

    @classmethod
    def live(cls):
        """Say that the demo runs, and keep its time where it was left if it was stopped meanwhile."""
        row = cls.objects.values_list("offset", "seen_at").first()
        if row is not None and row[1] is not None:
            offset, seen_at = row
            same = cls.objects.filter(offset=offset, seen_at=seen_at)  # somebody may be moving the clock
            same.update(offset=offset_now(offset, seen_at), seen_at=clock.real_now())


def offset_now(offset: datetime.timedelta, seen_at: datetime.datetime | None) -> datetime.timedelta:
    """The clock's offset, less the time that the demo did not live since it was last seen."""
    stopped = clock.real_now() - seen_at if seen_at is not None else LULL
    return offset - max(stopped - LULL, datetime.timedelta())
