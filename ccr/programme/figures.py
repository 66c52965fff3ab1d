"""Monthly figures: counted by the machine, app by app, each on its own side (DESIGN 2.4).

A provider of the ``figures`` point gives the counts of one campaign: ``provider(campaign) -> [Count]``. Neither 1 nor 2
is shown, nor a cell from which a hidden one could be worked out; 0 tells of nobody, and is.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from ccr import clock, registry
from ccr.programme.models import Campaign, CampaignState, Figure
from ccr.wall.guard import passing
from ccr.wall.sides import SEATED

SMALLEST_SHOWN = 3


@dataclass(frozen=True)
class Count:
    """A counted thing. part_of: the key of the total it is a part of, from which it must not be worked out."""

    key: str
    label: str
    value: int
    part_of: str = ""


def count_all():
    """Count this month's figures of every campaign that is not a draft."""
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
    """Replace this month's figures: what an earlier run showed and this one must hide does not stay."""
    month = clock.today().replace(day=1)
    rows, shown = Figure.objects.system().filter(campaign=campaign, month=month), protect(counts)
    rows.exclude(key__in=[item.key for item in shown]).delete()
    rank = {item.key: place for place, item in enumerate(counts)}
    for item in shown:
        what = {"label": item.label, "value": item.value, "part_of": item.part_of, "rank": rank[item.key]}
        rows.update_or_create(campaign=campaign, month=month, key=item.key, defaults=what)


def protect(counts: list[Count]) -> list[Count]:
    """What may be shown: 0, and what is neither 1 or 2 nor lets a hidden count be worked out from its total."""
    by_key = {item.key: item for item in counts}
    parts_of = defaultdict(list)
    for item in counts:
        if item.part_of in by_key:
            parts_of[item.part_of].append(item)
    hidden = {item.key for item in counts if 0 < item.value < SMALLEST_SHOWN}
    seen = None
    while seen != len(hidden):  # what is hidden in one total may uncover another
        seen = len(hidden)
        for key, parts in parts_of.items():
            for group in _groups(by_key[key], parts):
                hidden |= _to_hide(by_key[key], group, hidden)
    return [item for item in counts if item.key not in hidden]


def _groups(total: Count, parts: list[Count]) -> list[list[Count]]:
    """The parts that add up within their total; each alone when they overlap."""
    return [parts] if sum(part.value for part in parts) <= total.value else [[part] for part in parts]


def _to_hide(total: Count, parts: list[Count], hidden: set) -> set:
    """The keys to hide besides, so that subtracting the shown parts from the total tells none of the hidden ones.

    Who reads knows that a hidden part is at least 1: one alone, or several that only add up to their number, are told.
    """
    if total.key in hidden:  # its parts would give it back
        return {part.key for part in parts}
    unseen = [part.value for part in parts if part.key in hidden]
    rest = total.value - sum(part.value for part in parts)
    if 0 < rest < SMALLEST_SHOWN or (rest > 0 and unseen):
        unseen.append(rest)
    if not unseen or sum(unseen) > len(unseen) > 1:
        return set()
    shown = [part for part in parts if part.value and part.key not in hidden]
    return {min(shown, key=lambda part: part.value).key} if shown else {total.key}
