"""Monthly figures: counted by the machine, app by app, each on its own side (DESIGN 2.4).

A provider of the ``figures`` point gives the counts of one campaign: ``provider(campaign) -> [Count]``. Nothing under 3
is shown, nor a cell from which one under 3 could be worked out.
"""

from dataclasses import dataclass

from django.db import transaction

from ccr import clock, registry
from ccr.programme.models import Campaign, CampaignState, Figure
from ccr.wall.guard import passing
from ccr.wall.sides import SEATED

SMALLEST_SHOWN = 3


@dataclass(frozen=True)
class Count:
    """A counted thing. part_of: the key of the total it belongs to, when its complement must be protected too."""

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
    for item in shown:
        rows.update_or_create(
            campaign=campaign, month=month, key=item.key, defaults={"label": item.label, "value": item.value}
        )


def protect(counts: list[Count]) -> list[Count]:
    """What may be shown: nothing under 3, and no part whose complement in its total is under 3 (0 excepted)."""
    by_key = {item.key: item for item in counts}
    hidden = {item.key for item in counts if 0 < item.value < SMALLEST_SHOWN}
    for item in counts:
        total = by_key.get(item.part_of)
        if total is not None and 0 < total.value - item.value < SMALLEST_SHOWN:
            hidden.add(item.key)
    for total_key in {item.part_of for item in counts if item.part_of}:
        parts = sorted((item for item in counts if item.part_of == total_key), key=lambda item: item.value)
        # One hidden part alone is total minus the others: the next smallest hides with it.
        if sum(part.key in hidden for part in parts) == 1 and len(parts) > 1:
            hidden.add(next(part.key for part in parts if part.key not in hidden))
    for item in counts:
        # Parts that are all shown would give their hidden total back.
        if item.part_of in hidden:
            hidden.add(item.key)
    return [item for item in counts if item.key not in hidden]
