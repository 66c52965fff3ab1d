"""One count, month by month: its columns, each with its number; a month that tells nothing has a point."""

import datetime
from collections.abc import Sequence

from ccr.ui import french

from .base import LINE, MUTED, SUPPORT, Chart, axis_top, both, element, picture, shows_its_year, text

HEIGHT, TOP = 120, 24
WIDEST = 44


def monthly(
    points: Sequence[tuple[datetime.date, int | None]],
    *,
    title: str,
    sentence: str,
    headers: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Chart:
    """Columns in the order given. points: (first day of the month, count, None when it is not told)."""
    top = axis_top(max((value or 0 for _, value in points), default=0))

    def draw(width):
        floor, slot = TOP + HEIGHT, width / max(len(points), 1)
        column = min(slot * 0.68, WIDEST)
        every = 1 if slot >= 34 else 2
        parts = [element("line", x1=0, x2=width, y1=floor, y2=floor, stroke=LINE, stroke_width=1)]
        for index, (month, value) in enumerate(points):
            middle = slot * (index + 0.5)
            tall = (value or 0) / top * HEIGHT
            if tall:
                shape = {"x": middle - column / 2, "y": floor - tall, "width": float(column), "height": tall}
                parts.append(element("rect", fill=SUPPORT, rx=2, **shape))
            word = "·" if value is None else french.number(value)
            parts.append(text(middle, floor - tall - 6, word, size=14, weight=600, anchor="middle"))
            if index % every == 0:
                name = french.SHORT_MONTHS[month.month - 1]
                parts.append(text(middle, floor + 19, name, size=13, fill=MUTED, anchor="middle"))
            if shows_its_year(index, month):
                parts.append(text(middle, floor + 37, month.year, size=13, weight=600, anchor="middle"))
        return picture(width, floor + 44, title, sentence, parts)

    return Chart(title=title, sentence=sentence, headers=headers, rows=rows, large=True, **both(draw))
