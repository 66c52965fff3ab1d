"""Needs added up: by type and month, by type and certainty, by structure. Each in one query."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Min, Sum

from ccr.ui import charts, french
from financing.models import Certainty, NeedType


@dataclass
class TypeTotal:
    """A row of « par type »: what is certain, likely, possible, and all of it."""

    need_type: NeedType
    by_certainty: dict = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return sum(self.by_certainty.values(), Decimal(0))

    @property
    def cells(self) -> list:
        """The amounts in the order of the columns."""
        return [self.by_certainty.get(certainty) for certainty in Certainty]


def by_month(lines) -> list[tuple]:
    """[(month, type, amount)], by type first so that a picture always stacks them alike."""
    rows = lines.order_by().values_list("month", "need_type").annotate(total=Sum("amount"))
    order = list(NeedType)
    return sorted(
        ((month, NeedType(kind), total) for month, kind, total in rows), key=lambda row: (order.index(row[1]), row[0])
    )


def by_type(lines) -> list[TypeTotal]:
    """A row for each type that was stated, in the order of the types."""
    found = {need_type: TypeTotal(need_type) for need_type in NeedType}
    for kind, certainty, total in lines.order_by().values_list("need_type", "certainty").annotate(total=Sum("amount")):
        found[NeedType(kind)].by_certainty[Certainty(certainty)] = total
    return [row for row in found.values() if row.by_certainty]


def by_certainty(rows: list[TypeTotal]) -> list:
    """The foot of the table: each column's total, then all of it."""
    totals = [sum((row.by_certainty.get(c, Decimal(0)) for row in rows), Decimal(0)) for c in Certainty]
    return [*totals, sum(totals, Decimal(0))]


def by_structure(lines):
    """A row for each structure: application, name, total, number of lines, first month."""
    return (
        lines.order_by("application__organisation__name", "application")
        .values("application", "application__organisation__name")
        .annotate(total=Sum("amount"), number=Count("pk"), first=Min("month"))
    )


def picture(cells, title="Besoins de financement par mois et par type"):
    """The needs stacked by type, month by month, with the sentence that reads them and their table."""
    return charts.stacked_months([(month, kind.short, amount) for month, kind, amount in cells], title=title)


def month_name(month) -> str:
    """« mars 2027 »."""
    return f"{french.MONTHS[month.month - 1]}{french.NBSP}{month.year}"
