"""The heartbeat: the proof that beat, the broker and a worker answer each other."""

from django.db import models

from ccr import clock
from ccr.wall.models import UuidModel
from ccr.wall.sides import Side


class Heartbeat(UuidModel):
    """One row, rewritten by a task that beat sends every 30 seconds."""

    source = models.CharField("source", max_length=20, unique=True, default="worker")
    at = models.DateTimeField("dernier battement", help_text="Heure de la machine, jamais celle de la démonstration.")

    readers = frozenset({Side.ANONYMOUS, Side.MACHINE, Side.THRESHOLD})
    writers = frozenset({Side.MACHINE})

    class Meta:
        verbose_name = "battement"
        verbose_name_plural = "battements"

    def __str__(self):
        return f"heartbeat {self.source}"

    @classmethod
    def beat(cls):
        """Write that the worker lives."""
        cls.objects.update_or_create(source="worker", defaults={"at": clock.real_now()})
