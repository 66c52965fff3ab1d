"""Numbers that add up day after day, as stairs, against the day by which they are wanted."""

import datetime

from ccr.ui import french

from .base import (
    ACCENT,
    INK,
    LINE,
    MUTED,
    SHADES,
    SURFACE,
    Chart,
    TimeAxis,
    axis_top,
    both,
    element,
    picture,
    text,
)

HEIGHT, HEADS, LEFT = 220, 44, 44
WIDE = 1000
STROKES = ((SHADES[0], None), (SHADES[2], "7 4"), (SHADES[3], "2 4"))
"""Colour and dashes of each line: no colour has to tell them apart."""
MOST_WEEKS = 30


def cumulated(series, *, first, today, limit, title: str, limit_name: str, sentence: str = "") -> Chart:
    """One stair per series, from ``first`` to today, and a line where the limit stands.

    series: (name, {day: how many that day}), three at most. limit: the day wanted, named by ``limit_name``. The table
    has a row per week, or per month where there would be too many: how many there were at its end.
    """
    days = [day for _, counts in series for day in counts]
    last = max([limit, *days])
    end = min(today, last)
    begin = min([first, limit, *days])
    rows = [(name, [sum_until(counts, day) for _, counts in series]) for day, name in periods(begin, end)]

    def draw(width):
        axis = TimeAxis(begin, last, left=LEFT, right=width - 6)
        top = max(axis_top(max((sum(counts.values()) for _, counts in series), default=0)), 4)
        floor = HEADS + HEIGHT

        def high(number):
            return floor - number / top * HEIGHT

        parts = axis.lines(HEADS - 6, floor, heads=14, size=13)
        for step in range(5):
            y = high(top * step / 4)
            parts.append(element("line", x1=LEFT, x2=width, y1=y, y2=y, stroke=LINE, stroke_width=1))
            mark = top * step / 4
            if mark == int(mark):
                parts.append(text(LEFT - 8, y + 5, french.number(int(mark)), size=13, fill=MUTED, anchor="end"))
        x = axis.at(limit)
        parts.append(
            element("line", x1=x, x2=x, y1=HEADS, y2=floor, stroke=INK, stroke_width=2, stroke_dasharray="3 3")
        )
        parts.append(_under(limit_name, x, floor + 20, width, INK))
        if axis.holds(today):
            here = axis.at(today)
            parts.append(element("line", x1=here, x2=here, y1=HEADS, y2=floor, stroke=ACCENT, stroke_width=2))
            below = 38 if abs(here - x) < 100 else 20
            parts.append(_under("Aujourd’hui", here, floor + below, width, ACCENT))
        taken = []
        for (name, counts), (colour, dashes) in zip(series, STROKES, strict=False):
            points = _stair(counts, begin, end, axis, high)
            parts.append(
                element("polyline", points=points, fill="none", stroke=colour, stroke_width=3, stroke_dasharray=dashes)
            )
            parts.append(_end(name, sum(counts.values()), axis.at(end), high, colour, width, taken))
        return picture(width, floor + 46, title, sentence, parts)

    return Chart(
        title=title,
        sentence=sentence,
        headers=("Fin de période", *(name.capitalize() for name, _ in series)),
        rows=[(name, *map(french.number, numbers)) for name, numbers in rows],
        large=True,
        **both(draw, WIDE),
    )


def _under(words, x, y, width, colour):
    """The name of a vertical line, under it."""
    anchor = "start" if x < 50 else "end" if x > width - 50 else "middle"
    return text(x, y, words, size=14, fill=colour, weight=600, anchor=anchor)


def periods(begin: datetime.date, end: datetime.date) -> list[tuple[datetime.date, str]]:
    """The last day of each week and how it is written; of each month where there would be too many weeks."""
    weeks = (end - begin).days // 7 + 1
    found, day = [], begin
    while day <= end:
        if weeks <= MOST_WEEKS:
            last = day + datetime.timedelta(days=6 - day.weekday())
            name = french.short_date_year(min(last, end))
        else:
            last = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
            name = french.month(last)
        found.append((min(last, end), name))
        day = last + datetime.timedelta(days=1)
    return found


def sum_until(counts, day) -> int:
    """How many there were at the end of a day. counts: {day: how many that day}."""
    return sum(number for when, number in counts.items() if when <= day)


def _stair(counts, begin, end, axis, high) -> str:
    """The points of a line that climbs on each day that brought something, and stops today."""
    x, number = axis.at(begin), 0
    points = [(x, high(0))]
    for day in sorted(day for day in counts if day <= end):
        x = axis.at(day)
        points.append((x, high(number)))
        number += counts[day]
        points.append((x, high(number)))
    points.append((axis.at(end), high(number)))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _end(name, number, x, high, colour, width, taken):
    """What a line is, where it stops, clear of the names of the others."""
    y = high(number) - 8
    while any(abs(y - other) < 18 for other in taken):
        y -= 18
    taken.append(y)
    words = f"{french.number(number)} {name}"
    anchor = "start" if x + len(words) * 7.5 < width else "end"
    return text(x + 4 if anchor == "start" else x - 4, y, words, weight=600, fill=colour, anchor=anchor, over=SURFACE)
