"""The pilot's page: what the latest month says, how it came there, and the numbers to take away."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccr.documents.exports import export_response
from ccr.programme import means
from ccr.programme.models import Figure
from ccr.ui import charts, french
from ccr.wall.access import for_sides
from ccr.wall.sides import Side

MONTHS_SHOWN = 12
UNPUBLISHED = "non publié"


@dataclass
class Line:
    """A figure and its parts, month by month; a month without a value was not published."""

    key: str
    label: str
    part_of: str = ""
    rank: int = 0
    values: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)

    def below(self) -> list["Line"]:
        """The parts, each followed by its own."""
        return [line for part in self.parts for line in (part, *part.below())]

    def shown(self, month) -> str:
        """Its value that month, in words when there is none."""
        return UNPUBLISHED if self.values.get(month) is None else french.number(self.values[month])


def lines_of(figures) -> list[Line]:
    """The figures that are part of no other, in order, with their parts. figures: of the oldest month first."""
    by_key = {}
    for figure in figures:
        line = by_key.setdefault(figure.key, Line(figure.key, figure.label))
        line.label, line.part_of, line.rank = figure.label, figure.part_of, figure.rank
        line.values[figure.month] = figure.value
    ordered = sorted(by_key.values(), key=lambda line: line.rank)
    for line in ordered:
        if line.part_of in by_key:
            by_key[line.part_of].parts.append(line)
    return [line for line in ordered if line.part_of not in by_key]


def _asked(request):
    """The lines the seat may see, and their months, the latest last."""
    rows = list(Figure.objects.visible_to(request.seat))
    return lines_of(rows), sorted({row.month for row in rows})


def _card(line: Line, months) -> dict:
    """What the page shows of a figure: the latest month, its parts, and the months as a picture with its table."""
    latest, former = months[-1], months[-2:-1]
    below = line.below()
    shown = months[-MONTHS_SHOWN:]
    return {
        "label": line.label,
        "value": line.shown(latest),
        "parts": [(part.label, part.shown(latest)) for part in below],
        "chart": charts.monthly(
            [(month, line.values.get(month)) for month in shown],
            title=f"{line.label}, mois par mois",
            sentence=_sentence(line, latest, former[0] if former else None),
            headers=("Mois", line.label, *(part.label for part in below)),
            rows=[(french.month(month), *(one.shown(month) for one in (line, *below))) for month in reversed(shown)],
        ),
    }


def _sentence(line: Line, latest, former) -> str:
    """« 24 en octobre 2011, contre 21 le mois précédent. »"""
    value, before = line.values.get(latest), line.values.get(former)
    when = french.month(latest)
    if value is None:
        return f"En {when}, ce nombre n’est pas publié."
    said = f"{french.number(value)} en {when}"
    if before is None:
        return f"{said}."
    return f"{said}, {f'contre {french.number(before)}' if value != before else 'comme'} le mois précédent."


@require_safe
@for_sides(Side.PILOT, Side.COORDINATION)
def figures(request, campaign):
    """The monthly figures: aggregates only, nothing under 3 but 0."""
    lines, months = _asked(request)
    context = {
        "cards": [_card(line, months) for line in lines],
        "latest": months[-1] if months else None,
        "means": means.summary(request.seat),
    }
    return render(request, "programme/figures.html", context)


@require_safe
@for_sides(Side.PILOT, Side.COORDINATION)
def figures_export(request, campaign):
    """Every month, as CSV or XLSX; an empty cell was not published."""
    lines, months = _asked(request)
    ordered = [one for line in lines for one in (line, *line.below())]
    labels = {line.key: line.label for line in ordered}
    rows = [
        (line.label, labels.get(line.part_of, ""), *(line.values.get(month) for month in months)) for line in ordered
    ]
    headings = ["Chiffre", "Part de", *(french.month(month) for month in months)]
    return export_response(request, "chiffres-mensuels", headings, rows)
