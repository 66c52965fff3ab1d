"""The calendar of a campaign: one row per period or day, months across, today marked."""

import datetime
from dataclasses import dataclass

from django.template.loader import render_to_string

from ccr.ui import french

from .base import (
    ACCENT,
    INK,
    LANE_COLOURS,
    MUTED,
    SURFACE,
    Chart,
    TimeAxis,
    element,
    picture,
    text,
)

WIDTH, LABELS, ROW, TOP = 1040, 330, 54, 44
WORDS = {"done": "fait", "running": "en cours", "today": "aujourd’hui"}


@dataclass(frozen=True)
class CalendarItem:
    """A day, or a period when ``until`` is given. lane: support, instruction or nothing."""

    label: str
    on: datetime.date
    until: datetime.date | None = None
    lane: str = ""
    detail: str = ""
    is_cancelled: bool = False  # kept on the calendar, which says so; it is no next step

    @property
    def end(self) -> datetime.date:
        """Its last day."""
        return self.until or self.on

    @property
    def written(self) -> str:
        """« 15 déc. 2026 », « 12 oct. 2026 – 12 janv. 2027 »."""
        first = french.short_date_year(self.on)
        return f"{first} – {french.short_date_year(self.until)}" if self.until else first

    def state(self, today: datetime.date) -> str:
        """« done » once its last day is over, « today » or « running » until then, « todo » before its first."""
        if self.end < today:
            return "done"
        if self.on > today:
            return "todo"
        return "running" if self.end > self.on else "today"

    def told(self, today: datetime.date) -> str:
        """Its dates, and that it goes on or is today: « 12 oct. 2026 – 12 janv. 2027, en cours »."""
        state = self.state(today)
        return f"{self.written}, {WORDS[state]}" if state in ("running", "today") else self.written


def calendar(items, today: datetime.date, *, title: str = "Calendrier") -> Chart:
    """The campaign's days and periods in order. On a phone, the vertical timeline."""
    items = sorted(items, key=lambda item: (item.on, item.end))
    sentence = _sentence(items, today)
    return Chart(
        title=title,
        svg=_draw(items, today, title, sentence) if items else picture(10, 10, title, "", []),
        svg_narrow=render_to_string("ui/timeline.html", {"steps": steps(items, today), "label": title}),
        sentence=sentence,
        headers=("Étape", "Dates"),
        rows=[(item.label, item.told(today)) for item in items],
        large=True,
        numeric=False,
    )


def steps(items, today: datetime.date) -> list[dict]:
    """The items as steps of ``ui/timeline.html``, today among them."""
    drawn, placed = [], False
    for item in sorted(items, key=lambda item: (item.on, item.end)):
        if not placed and item.on > today:
            drawn.append(_step("Aujourd’hui", "", "current"))
            placed = True
        when = french.near_period(item.on, item.until, today)
        drawn.append(_step(item.label, when, item.state(today), item.lane, item.detail))
    if not placed:
        drawn.append(_step("Aujourd’hui", "", "current"))
    return drawn


def _step(title, when, state, lane="", detail=""):
    word = WORDS.get(state, "")
    return {"title": title, "when": when, "state": state, "word": word, "lane": lane, "detail": detail, "url": ""}


def _sentence(items, today):
    for item in items:
        if item.on >= today and not item.is_cancelled:
            return f"Prochaine étape : {item.label[0].lower()}{item.label[1:]}, {french.long_date(item.on)}."
    running = [item for item in items if item.end >= today]
    if running:
        return f"En cours : {running[0].label[0].lower()}{running[0].label[1:]}."
    return "Toutes les étapes sont passées." if items else "Le calendrier n’est pas encore fixé."


def _draw(items, today, title, sentence):
    axis = TimeAxis(min(item.on for item in items), max(item.end for item in items), left=LABELS, right=WIDTH - 8)
    height = TOP + ROW * len(items) + 26
    parts = axis.lines(TOP - 8, height - 22, heads=14)
    if axis.holds(today):
        x = axis.at(today)
        parts.append(element("line", x1=x, x2=x, y1=TOP - 8, y2=height - 22, stroke=ACCENT, stroke_width=2))
        anchor = "end" if x > WIDTH - 90 else "middle"
        parts.append(text(x, height - 4, "Aujourd’hui", size=14, fill=ACCENT, weight=600, anchor=anchor))
    for row, item in enumerate(items):
        y = TOP + ROW * row + 20
        colour = LANE_COLOURS.get(item.lane, INK)
        parts.append(text(0, y, item.label, size=17, weight=600))
        parts.append(text(0, y + 20, item.told(today), size=15, fill=MUTED))
        begins = axis.at(item.on)
        if item.until:
            wide = max(axis.at(item.until) - begins, 14.0)
            parts.append(element("rect", x=begins, y=y - 3, width=wide, height=14, rx=7, fill=colour))
        else:
            fill = colour if item.state(today) == "done" else SURFACE
            parts.append(element("circle", cx=begins, cy=y + 4, r=8, fill=fill, stroke=colour, stroke_width=4))
    return picture(WIDTH, height, title, sentence, parts)
