"""Door plates: which sides read and which write each table (DESIGN 2.3).

A model carries its plate as two class attributes, ``readers`` and ``writers``. Everything not declared is closed.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps

from .plates import THIRD_PARTY
from .sides import Side


@dataclass(frozen=True)
class Plate:
    """Who goes through a table's door. A side that only writes may insert, and nothing else."""

    readers: frozenset[Side]
    writers: frozenset[Side]


def plate_of(model) -> Plate | None:
    """The plate a model declares, or that ``plates.py`` declares for a third party's; None when there is none."""
    declared = vars(model)
    if "readers" in declared and "writers" in declared:
        return Plate(frozenset(model.readers), frozenset(model.writers))
    if model._meta.label in THIRD_PARTY:
        return Plate(*THIRD_PARTY[model._meta.label])
    return None


def concrete_models():
    """Every model that owns a table, many-to-many tables included, proxies and unmanaged ones aside."""
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy and m._meta.managed]


@cache
def plates() -> dict[str, Plate]:
    """Plates by table name, in lower case. A model without one is closed to every side."""
    closed = Plate(frozenset(), frozenset())
    found = {m._meta.db_table.lower(): plate_of(m) or closed for m in concrete_models()}
    found["django_migrations"] = closed
    return found


@dataclass(frozen=True)
class Doors:
    """The closed doors of a set of sides, by table name."""

    unreadable: frozenset[str]
    unwritable: frozenset[str]


@cache
def doors_of(sides: frozenset[Side]) -> Doors:
    """What these sides, together, may neither read nor write."""
    return Doors(
        unreadable=frozenset(table for table, plate in plates().items() if not plate.readers & sides),
        unwritable=frozenset(table for table, plate in plates().items() if not plate.writers & sides),
    )
