"""What every picture is made of: shapes, words, colours."""

import datetime
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from ccr.ui import french

INK, MUTED, LINE, PAPER, SURFACE = "#1f2a30", "#5b666b", "#e4dcd0", "#faf7f2", "#ffffff"
ACCENT, SUPPORT, INSTRUCTION, WARN, BAD = "#a63d22", "#3f6446", "#2f4c7d", "#8a5a00", "#a3201d"
TRACK = "#ece5da"
LANE_COLOURS = {"support": SUPPORT, "instruction": INSTRUCTION}
LANE_WASHES = {"support": "#edf3ec", "instruction": "#ecf0f7"}
SHADES = (INK, "#b58a2b", "#6f5b7b", "#93a1a5", "#cbb994", "#a796b3")
"""For the parts of what is of neither lane."""
PALETTE = (SUPPORT, INSTRUCTION, ACCENT, "#b58a2b", "#6f5b7b", "#7d8b8f", "#a9cfae", "#a9bfe8")
SANS = "Source Sans Pro, Helvetica, sans-serif"
SERIF = "Source Serif Pro, Georgia, serif"
WIDE, HALF, NARROW = 720, 500, 343
"""How wide a picture is drawn: for a page, for half of one, for a phone."""


@dataclass(frozen=True)
class Chart:
    """A picture with its sentence and its table. rows: the first cell of each is its heading; cells are texts."""

    title: str
    svg: SafeString
    sentence: str = ""
    headers: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    svg_narrow: SafeString = ""
    numeric: bool = True  # the table's cells are figures
    large: bool = False  # drawn for the page's whole width: the narrow drawing comes sooner
    listed: bool = False  # the page lists the same beneath: that is the table, and the picture itself on a phone

    def __html__(self):
        return self.svg

    def __str__(self):
        return str(self.svg)


def element(name: str, content="", **attributes) -> SafeString:
    """An SVG element; ``stroke_width`` is written ``stroke-width``; what is None is left out; figures to a tenth."""
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    said = "".join(f' {key}="{escaped(figure(value))}"' for key, value in pairs)
    return mark_safe(f"<{name}{said}/>" if content == "" else f"<{name}{said}>{escaped(content)}</{name}>")


def escaped(value) -> str:
    """A text as HTML writes it; figures need nothing."""
    return str(value) if isinstance(value, int | float) else conditional_escape(value)


def figure(value):
    """A coordinate without useless decimals."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def text(x, y, words, *, size=15, fill=INK, weight=None, anchor=None, family=SANS, over=None) -> SafeString:
    """A line of words. over: the colour of the ground, which keeps words that a line crosses readable."""
    around = {"stroke": over, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"} if over else {}
    return element(
        "text",
        str(words),
        x=x,
        y=y,
        fill=fill,
        font_family=family,
        font_size=size,
        font_weight=weight,
        text_anchor=anchor,
        **around,
    )


def lines(x, y, words, width, *, size=15, leading=1.25, **options) -> tuple[SafeString, int]:
    """Words folded into lines that fit a width; also how many lines."""
    folded = fold(words, width, size)
    drawn = join(text(x, y + index * size * leading, line, size=size, **options) for index, line in enumerate(folded))
    return drawn, len(folded)


def fold(words: str, width: float, size: float) -> list[str]:
    """Lines of at most ``width``, by the mean width of the sans."""
    most = max(int(width / (size * 0.485)), 4)
    folded, line = [], ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > most:
            folded.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*folded, line] if line else folded


def written(value, unit: str) -> str:
    """An amount with its unit, as pages write it."""
    if unit == "€":
        return french.euros(value)
    return f"{french.number(value)}{french.NBSP}{unit}" if unit else french.number(value)


def join(parts) -> SafeString:
    """Parts one after the other."""
    return mark_safe("".join(parts))


def picture(width: float, height: float, title: str, description: str, parts) -> SafeString:
    """The whole SVG, named by its title and described by its sentence."""
    content = join(
        [element("title", title), element("desc", description) if description else "", *parts],
    )
    return element(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {figure(float(width))} {figure(float(height))}",
        width=figure(float(width)),
        height=figure(float(height)),
        role="img",
        focusable="false",
    )


def both(draw: Callable[[int], SafeString], wide: int = WIDE) -> dict[str, SafeString]:
    """The same drawing for a page and for a phone, where scaled letters would be too small."""
    return {"svg": draw(wide), "svg_narrow": draw(NARROW)}


def months_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first day of every month, from one day's month to the other's."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [datetime.date(number // 12, number % 12 + 1, 1) for number in numbers]


def shows_its_year(index: int, month: datetime.date) -> bool:
    """Whether a month of a time axis bears its year: each January, and the first month unless January comes next."""
    return month.month == 1 or (index == 0 and month.month != 12)


YEARS_ONLY_FROM = 48
"""From how many months on an axis of time says the years alone."""


class TimeAxis:
    """Whole months across, from one day's to another's: where a day stands, and the lines of the months."""

    def __init__(self, first: datetime.date, last: datetime.date, *, left: float, right: float):
        self.first = first.replace(day=1)
        self.months = months_between(self.first, last)
        self.days = sum(monthrange(month.year, month.month)[1] for month in self.months)
        self.left, self.width = left, right - left

    def at(self, day: datetime.date) -> float:
        """Where the beginning of a day stands; a day out of the axis stands at its end."""
        return self.left + min(max((day - self.first).days, 0), self.days) / self.days * self.width

    def holds(self, day: datetime.date) -> bool:
        """Whether a day's month is on the axis."""
        return self.first <= day and day.replace(day=1) <= self.months[-1]

    def lines(self, top: float, bottom: float, *, heads: float, size=14) -> list[SafeString]:
        """A line for each month, with its name and its year above. heads: how high the years are written."""
        every = max(1, ceil(43 * len(self.months) / self.width))
        by_month = len(self.months) <= YEARS_ONLY_FROM
        parts = []
        for index, month in enumerate(self.months):
            if not by_month and month.month > 1:
                continue
            x = self.at(month)
            parts.append(element("line", x1=x, x2=x, y1=top, y2=bottom, stroke=LINE, stroke_width=1))
            if by_month and index % every == 0:
                parts.append(text(x + 5, heads + 16, french.SHORT_MONTHS[month.month - 1], size=size, fill=MUTED))
            if shows_its_year(index, month):
                parts.append(text(x + 5, heads, month.year, size=size, weight=600))
        return parts


def axis_top(value: float) -> float:
    """A round number at or above the value: the top of an axis."""
    if value <= 0:
        return 1
    magnitude = 1
    while magnitude * 10 <= value:
        magnitude *= 10
    while magnitude > value:
        magnitude /= 10
    return next(step * magnitude for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * magnitude >= value)
