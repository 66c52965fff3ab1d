"""Monthly figures: counted by the machine, app by app, each on its own side (DESIGN 2.4).

A provider of the ``figures`` point gives the counts of one campaign: ``provider(campaign) -> [Count]``. Neither 1 nor 2
is shown, nor the parts of a total from which one could be worked out; 0 tells of nobody, and is.
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
    """What may be shown: no 1 and no 2, and the parts of a total all together or not at all.

    Who knows this rule learns nothing from what is missing: a part that hid because of another would tell of it.
    """
    by_key = {item.key: item for item in counts}
    parts_of = defaultdict(list)
    for item in counts:
        if item.part_of in by_key:
            parts_of[item.part_of].append(item)
    hidden = {item.key for item in counts if 0 < item.value < SMALLEST_SHOWN}
    seen = None
    while seen != len(hidden):  # what is hidden in one total may be itself a total
        seen = len(hidden)
        for key, parts in parts_of.items():
            for group in _groups(by_key[key], parts):
                if _tells(by_key[key], group, hidden):
                    hidden |= {part.key for part in group}
    return [item for item in counts if item.key not in hidden]


def _groups(total: Count, parts: list[Count]) -> list[list[Count]]:
    """The parts that add up within their total; each alone when they overlap."""
    return [parts] if sum(part.value for part in parts) <= total.value else [[part] for part in parts]


def _tells(total: Count, parts: list[Count], hidden: set) -> bool:
    """Whether these parts would tell of a hidden count: their total, one of them, or what is left beside them."""
    rest = total.value - sum(part.value for part in parts)
    return total.key in hidden or any(part.key in hidden for part in parts) or 0 < rest < SMALLEST_SHOWN
