"""The arithmetic of marks: a member's score out of 100, the mean and dispersion of a file, ranks (D11)."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, F, Max, Min, StdDev

from ccr.ui import french
from selection.models import Mark

CENT, TENTH = Decimal("0.01"), Decimal("0.1")


def score_out_of_100(marks, scale: int) -> Decimal:
    """The weighted mean of a member's marks. marks: (weight, value) pairs, the weights adding up to 100.

    >>> score_out_of_100([(30, 4), (25, 3), (20, 4), (15, 2), (10, 5)], 5)
    Decimal('71.00')
    """
    marks = list(marks)
    total = sum(weight for weight, _ in marks)
    points = sum(Decimal(weight) * value for weight, value in marks)
    return (points * 100 / (total * scale)).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Standing:
    """Where the members' scores put a file. mean and dispersion (standard deviation) out of 100, to a tenth."""

    mean: Decimal
    dispersion: Decimal
    lowest: Decimal
    highest: Decimal
    count: int


def standings(sheets) -> dict:
    """{file id: Standing} of submitted sheets, in one query."""
    rows = (
        sheets.order_by()
        .values("file")
        .annotate(mean=Avg("score"), spread=StdDev("score"), low=Min("score"), high=Max("score"), number=Count("pk"))
    )
    return {
        row["file"]: Standing(
            tenth(row["mean"]), tenth(row["spread"]), tenth(row["low"]), tenth(row["high"]), row["number"]
        )
        for row in rows
    }


@dataclass(frozen=True)
class Shortfall:
    """A criterion whose mean mark on a file is under its minimum: the file is eliminated (A093, D11)."""

    label: str
    mean: Decimal
    minimum: int

    def __str__(self):
        return f"«\u00a0{self.label}\u00a0» ({french.number(self.mean)} pour {self.minimum})"


def shortfalls(sheets) -> dict:
    """{file id: [Shortfall]} of submitted sheets, in one query; files that no criterion eliminates are not in it."""
    rows = (
        Mark.objects.system()
        .filter(sheet__in=sheets.order_by().values("pk"), criterion__minimum__isnull=False)
        .values("sheet__file", "criterion__label", "criterion__minimum")
        .annotate(mean=Avg("value"))
        .filter(mean__lt=F("criterion__minimum"))
        .order_by("criterion__rank")
    )
    found = {}
    for row in rows:
        # Rounded down: a mean under the minimum is never written as the minimum.
        mean = Decimal(str(row["mean"])).quantize(TENTH, ROUND_DOWN)
        found.setdefault(row["sheet__file"], []).append(
            Shortfall(row["criterion__label"], mean, row["criterion__minimum"])
        )
    return found


def tenth(value) -> Decimal:
    """To a tenth, halves up."""
    return Decimal(str(value)).quantize(TENTH, ROUND_HALF_UP)


def ranks(means: dict) -> dict:
    """{key: rank} from {key: mean}, the best first; equals share a rank."""
    ordered = sorted(means.values(), reverse=True)
    return {key: ordered.index(mean) + 1 for key, mean in means.items()}
