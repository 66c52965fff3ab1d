"""What somebody did, and what she read."""

from django.apps import apps
from django.db.models import Q

from ccr import registry
from ccr.own import chapter
from ccr.wall.doors import plate_of
from ccr.wall.guard import passing
from ccr.wall.sides import SEATED, Side

from .models import JournalEntry, Reading


def _acts(seat) -> list[JournalEntry]:
    """Her own lines in the journals that her sides write, one query a table: most open to other readers than her.

    The machine reads them, those of the seat and those that she signed in this call before it had one; what they say
    here is a verb and a date.
    """
    mine = Q(by_seat=seat) | Q(by_seat__isnull=True, by_person=seat.person_id, campaign=seat.campaign_id)
    journals = [m for m in apps.get_models() if issubclass(m, JournalEntry) and plate_of(m).writers & seat.sides]
    with passing({Side.MACHINE}):
        lines = [line for journal in journals for line in journal.objects.system().filter(mine)]
    return sorted(lines, key=lambda line: (line.at, str(line.pk)))


def _readings(seat) -> list[Reading]:
    """Her own, in the tables whose door opens to her."""
    return [
        line
        for model in apps.get_models()
        if issubclass(model, Reading) and plate_of(model).readers & seat.sides
        for line in model.objects.visible_to(seat).filter(reader=seat).order_by("first_at", "pk")
    ]


def own(seat):
    """What the seat did, by verb and date, and what it read."""
    return [
        *chapter("Ce que j’ai fait", _acts(seat), "at", ("Acte", lambda line: line.verb_label), rank=70),
        *chapter(
            "Ce que j’ai lu",
            _readings(seat),
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
