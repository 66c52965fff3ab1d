"""« Mon parcours »: what is done, what runs, what comes, on one line of time, each lane in its own band."""

import datetime

from ccr.registry import STEP_WORDS
from ccr.ui import french

from .base import (
    ACCENT,
    BAD,
    INK,
    LANE_COLOURS,
    LANE_WASHES,
    MUTED,
    PAPER,
    SURFACE,
    Chart,
    TimeAxis,
    element,
    join,
    picture,
    text,
)

WIDTH, EDGE, HEADS, BAND_HEAD, ROW, GAP = 720, 14, 40, 26, 46, 8
LETTER = 7.6
"""The mean width of a letter of a label, in the picture's units."""
BANDS = (("", "Votre candidature"), ("support", "Appui, à votre demande"), ("instruction", "Instruction"))
STATES = tuple(STEP_WORDS)


def journey(steps, today: datetime.date, *, title: str, sentence: str = "") -> Chart:
    """The dated steps on a line of time; those without a date are in the sentence, and in the list beneath.

    steps: objects with ``title``, ``state`` (done, current, todo, late), ``when`` (a day or None), ``until`` (the last
    day of a period or None) and ``lane`` (support, instruction, anything else for the candidate's own). A mark's shape
    says its state: a tick when done, a dot in a ring while it runs, an empty ring to come, a lozenge when late. The
    page lists the steps beneath: on a phone, the list takes the picture's place.
    """
    dated = sorted((step for step in steps if step.when), key=lambda step: (step.when, STATES.index(step.state)))
    sentence = sentence or told(steps, today)
    svg = _draw(dated, today, title, sentence) if dated else picture(10, 10, title, sentence, [])
    return Chart(title=title, svg=svg, sentence=sentence, listed=True)


def told(steps, today) -> str:
    """« 2 étapes faites, 3 à venir, dont 1 sans date. »"""
    if not steps:
        return "Aucune étape pour le moment."
    done = sum(step.state == "done" for step in steps)
    late = sum(step.state == "late" for step in steps)
    coming = len(steps) - done - late
    parts = [french.counted(done, "étape faite", "étapes faites")]
    if late:
        parts.append(f"{late} en retard")
    if coming:
        undated = sum(not step.when for step in steps if step.state in ("todo", "current"))
        parts.append(f"{coming} en cours ou à venir" + (f", dont {undated} sans date" if undated else ""))
    return f"{', '.join(parts)}. Nous sommes le {french.long_date(today)}."


def _lane(step) -> str:
    lane = str(step.lane or "")
    return lane if lane in LANE_COLOURS else ""


def _draw(steps, today, title, sentence):
    days = [step.when for step in steps]
    # A period that lasts beyond every other day does not push them together: it runs to the end of the axis.
    axis = TimeAxis(min(*days, today), max(*days, today), left=EDGE, right=WIDTH - EDGE)
    bands, marks, y = [], [], float(HEADS)
    for lane, name in BANDS:
        inside = [step for step in steps if _lane(step) == lane]
        if not inside:
            continue
        placed = _rows(inside, axis)
        tall = BAND_HEAD + ROW * (max(row for row, *_ in placed) + 1)
        bands.append(element("rect", x=0, y=y, width=WIDTH, height=tall, rx=8, fill=LANE_WASHES.get(lane, PAPER)))
        marks.append(text(EDGE, y + 19, name, size=14, weight=600, fill=LANE_COLOURS.get(lane, INK)))
        marks += [_step(step, axis, y + BAND_HEAD + ROW * row, *words) for row, step, *words in placed]
        y += tall + GAP
    x = axis.at(today)
    anchor = "start" if x < 60 else "end" if x > WIDTH - 60 else "middle"
    here = [
        element("line", x1=x, x2=x, y1=HEADS - 4, y2=y, stroke=ACCENT, stroke_width=2),
        text(x, y + 16, "Aujourd’hui", size=14, fill=ACCENT, weight=600, anchor=anchor),
    ]
    months = axis.lines(HEADS - 4, y, heads=14)
    return picture(WIDTH, y + 52, title, sentence, [*bands, *months, *here, *marks, _key(steps, y + 44)])


def _rows(steps, axis):
    """Each step on the first row of its band where its words meet nobody's: (row, step, x of its words, anchor)."""
    ends: list[list[tuple[float, float]]] = []
    placed = []
    for step in steps:
        x = axis.at(step.when)
        wide = max(len(_shown(step)), len(_dates(step))) * LETTER
        right = x + 16 + wide <= WIDTH
        left_edge, right_edge = (x - 10, x + 22 + wide) if right else (max(x - 22 - wide, 0), x + 10)
        if step.until:
            right_edge = max(right_edge, axis.at(step.until) + 6)
        row = next((n for n, row in enumerate(ends) if all(right_edge < a or b < left_edge for a, b in row)), len(ends))
        if row == len(ends):
            ends.append([])
        ends[row].append((left_edge, right_edge))
        words = x + 16 if right else min(x - 16, WIDTH - 4.0) if x - 16 >= wide else wide
        placed.append((row, step, words, "start" if right else "end"))
    return placed


def _shown(step) -> str:
    """Its title, short enough for the picture: the list says the whole."""
    return step.title if len(step.title) <= 44 else f"{step.title[:43].rstrip()}…"


def _dates(step) -> str:
    first = french.short_date_year(step.when)
    return f"{first} – {french.short_date_year(step.until)}" if step.until else first


def _step(step, axis, y, words, anchor):
    colour = BAD if step.state == "late" else LANE_COLOURS.get(_lane(step), INK)
    x, middle = axis.at(step.when), y + 12
    parts = []
    if step.until:
        wide = max(axis.at(step.until) - x, 10.0)
        parts.append(element("rect", x=x, y=middle + 22, width=wide, height=5, rx=2.5, fill=colour))
    parts.append(mark(step.state, x, middle, colour))
    weight, ground = 400 if step.state == "done" else 600, LANE_WASHES.get(_lane(step), PAPER)
    parts.append(text(words, middle + 1, _shown(step), size=15, weight=weight, anchor=anchor, over=ground))
    parts.append(text(words, middle + 17, _dates(step), size=13.5, fill=MUTED, anchor=anchor, over=ground))
    return element("g", join(parts))


def mark(state: str, x: float, y: float, colour: str):
    """A state as a shape, which no colour has to tell."""
    if state == "done":
        tick = f"{x - 4:.1f},{y:.1f} {x - 1:.1f},{y + 3:.1f} {x + 4:.1f},{y - 3:.1f}"
        return join(
            [
                element("circle", cx=x, cy=y, r=8, fill=colour),
                element("polyline", points=tick, fill="none", stroke=SURFACE, stroke_width=2),
            ]
        )
    if state == "late":
        around = f"{x:.1f},{y - 10:.1f} {x + 10:.1f},{y:.1f} {x:.1f},{y + 10:.1f} {x - 10:.1f},{y:.1f}"
        return join(
            [
                element("polygon", points=around, fill=SURFACE, stroke=colour, stroke_width=3),
                text(x, y + 5, "!", size=14, weight=700, fill=colour, anchor="middle"),
            ]
        )
    ring = element("circle", cx=x, cy=y, r=7, fill=SURFACE, stroke=colour, stroke_width=3)
    return join([ring, element("circle", cx=x, cy=y, r=3, fill=colour)]) if state == "current" else ring


def _key(steps, y):
    """What each shape means, those that are there."""
    parts, x = [], float(EDGE)
    for state in STATES:
        if not any(step.state == state for step in steps):
            continue
        parts.append(mark(state, x, y - 5, BAD if state == "late" else INK))
        word = STEP_WORDS[state]
        parts.append(text(x + 15, y, word, size=14, fill=MUTED))
        x += 46 + len(word) * 7.5
    return join(parts)
