"""Needs added up: by type, month and certainty in one query, by structure in another.

Sums are for support and coordination, whoever may read the rows they are made of.
"""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Min, Sum

from ccr import clock
from ccr.programme.figures import SMALLEST_SHOWN
from ccr.ui import charts, french
from ccr.wall.sides import Side
from financing.models import Certainty, NeedLine, NeedType

IN_A_SENTENCE = {
    NeedType.MOVING: "de déménagement",
    NeedType.FITTING_OUT: "d’aménagement",
    NeedType.STOCK: "de stocks",
    NeedType.WORKING_CAPITAL: "de trésorerie",
    NeedType.EQUIPMENT: "d’investissements",
    NeedType.OTHER: "d’autres besoins",
}
"""« 38 % de trésorerie »."""


@dataclass
class TypeTotal:
    """A row of « par type »: what is certain, likely, to be confirmed, and all of it."""

    need_type: NeedType
    by_certainty: dict = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(self.by_certainty.values(), Decimal(0))

    @property
    def cells(self) -> list[tuple]:
        """(heading, amount) in the order of the columns, the total last."""
        return _columns([self.by_certainty.get(certainty) for certainty in Certainty], self.total)


def _columns(amounts, total) -> list[tuple]:
    headings = [certainty.label.capitalize() for certainty in Certainty]
    return list(zip([*headings, "Total"], [*amounts, total], strict=True))


@dataclass(frozen=True)
class Totals:
    """What some needs add up to. cells: (month, type, certainty, amount), each triple once."""

    cells: list

    @cached_property
    def total(self) -> Decimal:
        return sum((amount for *_, amount in self.cells), Decimal(0))

    @cached_property
    def last_month(self) -> datetime.date | None:
        """The month by which all of it is needed."""
        return max((month for month, *_ in self.cells), default=None)

    @cached_property
    def by_month(self) -> list[tuple]:
        """[(month, type, amount)], by type first so that a picture always stacks them alike."""
        found = {}
        for month, kind, _, amount in self.cells:
            found[kind, month] = found.get((kind, month), Decimal(0)) + amount
        order = list(NeedType)
        sums = sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
        return [(month, kind, amount) for (kind, month), amount in sums]

    @cached_property
    def by_type(self) -> list[TypeTotal]:
        """A row for each type that was stated, in the order of the types."""
        found = {kind: TypeTotal(kind) for kind in NeedType}
        for _, kind, certainty, amount in self.cells:
            sums = found[kind].by_certainty
            sums[certainty] = sums.get(certainty, Decimal(0)) + amount
        return [row for row in found.values() if row.by_certainty]

    @property
    def foot(self) -> list[tuple]:
        """The last row of the table: each column's total."""
        sums = [sum((amount for *_, said, amount in self.cells if said == c), Decimal(0)) for c in Certainty]
        return _columns(sums, self.total)

    @property
    def picture(self):
        """The needs stacked by type, month by month, with the sentence that reads them and their table."""
        cells = [(month, kind.short, amount) for month, kind, amount in self.by_month]
        return charts.stacked_months(cells, title="Besoins de financement par mois et par type")

    @property
    def situation(self) -> str:
        """« 412 000 € à réunir d’ici décembre 2027, dont 38 % de trésorerie »."""
        most = max(self.by_type, key=lambda row: row.total)
        words = IN_A_SENTENCE[most.need_type]
        ahead = self.last_month >= clock.today().replace(day=1)
        until = f" d’ici {month_name(self.last_month)}" if ahead else ""
        if len(self.by_type) == 1:
            return f"{french.euros(self.total)} {words} à réunir{until}"
        # Rounding never says that the largest type is all of it.
        share = french.percent(min(most.total / self.total, Decimal("0.99")))
        return f"{french.euros(self.total)} à réunir{until}, dont {share} {words}"


def counted_in(campaign):
    """The needs of the campaign that count, to be summed: nothing of one structure is shown from here."""
    return NeedLine.objects.system().live().filter(application__campaign=campaign)


def why_not_told(seat, number: int) -> str | None:
    """A sum of one or two structures tells what each needs: it is for whoever may read them (DESIGN 2.4)."""
    if Side.DLA in seat.sides or not 0 < number < SMALLEST_SHOWN:
        return None
    return (
        f"Une somme se montre à partir de {SMALLEST_SHOWN} structures : ici, elle dirait ce que l’une d’elles exprime. "
        "Seule la personne chargée du DLA lit les besoins de chacune."
    )


def structures_among(lines) -> int:
    """How many structures these needs are of."""
    return lines.order_by().values("application").distinct().count()


def add_up(lines) -> Totals:
    """What these needs add up to, in one query."""
    rows = lines.order_by().values_list("month", "need_type", "certainty").annotate(total=Sum("amount"))
    cells = [(month, NeedType(kind), Certainty(certainty), total) for month, kind, certainty, total in rows]
    return Totals(sorted(cells, key=lambda cell: cell[0]))


def by_structure(lines):
    """A row for each structure: application, name, published outcome, total, number of lines, first month."""
    name, outcome = "application__organisation__name", "application__outcome__value"
    return (
        lines.order_by(name, "application")
        .values("application", name, outcome)
        .annotate(total=Sum("amount"), number=Count("pk"), first=Min("month"))
    )


def month_name(month) -> str:
    """« mars 2027 »."""
    return f"{french.MONTHS[month.month - 1]}{french.NBSP}{month.year}"
