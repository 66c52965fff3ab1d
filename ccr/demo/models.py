"""The demo's stage: one row, shared by web, worker and beat. It holds the clock and whether the play is over."""

import datetime

from django.db import models
from django.db.models import Q

from ccr import clock
from ccr.wall.models import UuidModel
from ccr.wall.sides import EVERYONE, Side


class Stage(UuidModel):
    """One row: how far the demo's clock is from the real one, and what is being done to it."""

    number = models.PositiveSmallIntegerField("numéro", default=1, unique=True)
    offset = models.DurationField("écart avec l’heure réelle", default=datetime.timedelta())
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
        return cls.objects.values_list("offset", flat=True).first() or datetime.timedelta()

    @classmethod
    def set_time(cls, moment: datetime.datetime):
        """Put the demo's clock at a moment, for everybody."""
        cls.current()
        cls.objects.update(offset=moment - clock.real_now())
        clock.refresh()
