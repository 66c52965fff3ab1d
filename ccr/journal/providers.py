"""What somebody did and read, where her own side may see it written."""

from django.apps import apps

from ccr import registry
from ccr.own import chapter
from ccr.wall.doors import plate_of
from ccr.wall.sides import SEATED

from .models import JournalEntry, Reading


def _read_by(base, seat) -> list:
    """The tables made from this model whose door opens to the seat."""
    return [model for model in apps.get_models() if issubclass(model, base) and plate_of(model).readers & seat.sides]


def own(seat):
    """Lines of the journals by this seat, and its readings: one query a table."""
    acts = [
        line
        for model in _read_by(JournalEntry, seat)
        for line in model.objects.visible_to(seat).filter(by_seat=seat).order_by("at", "pk")
    ]
    readings = [
        line
        for model in _read_by(Reading, seat)
        for line in model.objects.visible_to(seat).filter(reader=seat).order_by("first_at", "pk")
    ]
    return [
        *chapter("Ce que j’ai fait", acts, "at", ("Acte", lambda line: line.verb_label), rank=70),
        *chapter(
            "Ce que j’ai lu",
            readings,
            ("Objet", lambda line: apps.get_model(line.about_type)._meta.verbose_name),
            "first_at",
            "last_at",
            "count",
            rank=72,
        ),
    ]


def register():
    for side in SEATED:
        registry.register("own", side, own)
