"""Monthly figures: counted by the machine, app by app, each on its own side (DESIGN 2.4).

A provider of the ``figures`` point gives the counts of one campaign: ``provider(campaign) -> [Count]``. Neither 1 nor 2
is shown, nor the parts of a total from which one could be worked out; 0 tells of nobody, and is. Nor does a month tell
a change of 1 or 2 since another: a figure is shown anew once it moved by 3 at least, and its parts with it.

What is stored is what is shown: no count that is not goes to the database, so that no page nor file can tell it.
"""

import datetime
from collections import defaultdict
from dataclasses import asdict, dataclass

from django.db import transaction

from ccr import clock, registry
from ccr.programme.models import Campaign, CampaignState, Figure
from ccr.wall.guard import passing
from ccr.wall.sides import SEATED

SMALLEST_SHOWN = 3


@dataclass(frozen=True)
class Count:
    """A counted thing. part_of: the key of the total it is a part of, from which it must not be worked out.

    The parts of a total add up to it; those that do not are not shown.
    """

    key: str
    label: str
    value: int
    part_of: str = ""


def count_all():
    """Count the month's figures of every campaign that is not a draft."""
    for campaign in Campaign.objects.exclude(state=CampaignState.DRAFT):
        count(campaign)


def count(campaign):
    """Ask every app, each on its own side, for its figures of a campaign, and write what may be shown."""
    counts = []
    for side in sorted(SEATED):
        with passing({side}):
            counts += [item for provider in registry.providers("figures", {side}) for item in provider(campaign)]
    write(campaign, counts)


@transaction.atomic
def write(campaign, counts: list[Count]):
    """Replace the figures of yesterday's month: counted by night, they are those of the day that ended."""
    month = (clock.today() - datetime.timedelta(days=1)).replace(day=1)
    rows = Figure.objects.system().filter(campaign=campaign, month__lte=month).order_by("month")
    last = {row.key: Shown(row.value, row.is_shown) for row in rows}
    rows, shown = rows.filter(month=month), settle(counts, last)
    rows.exclude(key__in=shown).delete()
    for rank, item in enumerate(counts):
        if found := shown.get(item.key):
            what = {"label": item.label, "part_of": item.part_of, "rank": rank, **asdict(found)}
            rows.update_or_create(campaign=campaign, month=month, key=item.key, defaults=what)


@dataclass(frozen=True)
class Shown:
    """What is said of a counted thing: its value, or nothing now, the value being the last one that was shown."""

    value: int
    is_shown: bool = True


def settle(counts: list[Count], last: dict[str, Shown]) -> dict[str, Shown]:
    """What is said of each count now. last: what was said of it the time before, by key.

    Who knows these rules learns nothing from what is missing or repeated: the parts of a total are told all together
    and as they are, or not at all, and what keeps them back is never said.
    """
    by_key, parts_of = {item.key: item for item in counts}, defaultdict(list)
    for item in counts:
        if item.part_of in by_key:
            parts_of[item.part_of].append(item)
    said = {}
    for item in counts:
        if item.part_of not in by_key:
            said[item.key] = _alone(item, last.get(item.key))
            _settle_parts(item, parts_of, last, said)
    return {key: found for key, found in said.items() if found is not None}


def _settle_parts(total: Count, parts_of, last, said):
    """The parts below a total, once what is said of it is known."""
    parts = parts_of[total.key]
    known = said[total.key] == Shown(total.value) and sum(part.value for part in parts) == total.value
    if known and all(_may_be_told(part, last.get(part.key)) for part in parts):
        said |= {part.key: Shown(part.value) for part in parts}
    elif said[total.key] == last.get(total.key):
        said |= {part.key: last.get(part.key) for part in parts}
    else:
        said |= {part.key: _kept_back(last.get(part.key)) for part in parts}
    for part in parts:
        _settle_parts(part, parts_of, last, said)


def _alone(item: Count, before: Shown | None) -> Shown | None:
    """A count that is part of no other: anew, repeated while it moved by 1 or 2 only, kept back when it is so small."""
    if _may_be_told(item, before):
        return Shown(item.value)
    return _kept_back(before) if _is_small(item.value) else Shown(before.value)


def _may_be_told(item: Count, before: Shown | None) -> bool:
    return not _is_small(item.value) and (before is None or not _is_small(item.value - before.value))


def _is_small(number: int) -> bool:
    return 0 < abs(number) < SMALLEST_SHOWN


def _kept_back(before: Shown | None) -> Shown | None:
    return before and Shown(before.value, is_shown=False)
