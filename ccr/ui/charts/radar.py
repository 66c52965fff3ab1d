"""The radar: several themes on one scale."""

import math

from ccr.ui import french

from .base import INK, LINE, MUTED, SUPPORT, Chart, element, fold, join, picture, text


def radar(axes, *, maximum, title: str, sentence: str = "", heading: str = "Thème") -> Chart:
    """One spoke per theme. axes: (label, value) pairs, at least three; a value None is drawn at the centre as « — ».

    Raises ValueError with fewer than three axes: bars say it better.
    """
    axes = [(str(label), value) for label, value in axes]
    if len(axes) < 3:
        raise ValueError("a radar needs three axes")
    if not sentence:
        known = [(label, value) for label, value in axes if value is not None]
        if known:
            low, high = min(known, key=lambda axis: axis[1]), max(known, key=lambda axis: axis[1])
            sentence = (
                f"Sur une échelle de 0 à {french.number(maximum)} : point fort « {high[0]} » "
                f"({french.number(high[1])}), point à renforcer « {low[0]} » ({french.number(low[1])})."
            )
    return Chart(
        title=title,
        svg=_draw(axes, maximum, title, sentence, 640, 430, 150, 15),
        svg_narrow=_draw(axes, maximum, title, sentence, 343, 330, 92, 13.5),
        sentence=sentence,
        headers=(heading, f"Sur {french.number(maximum)}"),
        rows=[(label, "—" if value is None else french.number(value)) for label, value in axes],
    )


def _draw(axes, maximum, title, sentence, width, height, radius, size):
    middle, centre = width / 2, height / 2

    def at(index, share):
        angle = 2 * math.pi * index / len(axes) - math.pi / 2
        return middle + math.cos(angle) * radius * share, centre + math.sin(angle) * radius * share

    def ring(share):
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(index, share) for index in range(len(axes))))

    parts = [
        element("polygon", points=ring(step / 4), fill="none", stroke=LINE, stroke_width=1.2) for step in range(1, 5)
    ]
    shape = []
    for index, (label, value) in enumerate(axes):
        x, y = at(index, 1)
        parts.append(element("line", x1=middle, y1=centre, x2=x, y2=y, stroke=LINE, stroke_width=1.2))
        shape.append(at(index, min(max(float(value or 0) / float(maximum), 0), 1)))
        parts.append(_label(label, value, at(index, 1.1), middle, centre, width, size))
    # With few axes nothing is drawn at the foot of the circle: the picture ends under its lowest words.
    height = min(height, round(max(at(index, 1.1)[1] for index in range(len(axes))) + size * 5))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape)
    parts.append(element("polygon", points=points, fill=SUPPORT, fill_opacity=0.16, stroke=SUPPORT, stroke_width=2.5))
    parts += [element("circle", cx=x, cy=y, r=4, fill=SUPPORT) for x, y in shape]
    return picture(width, height, title, sentence, parts)


def _label(label, value, point, middle, middle_height, width, size):
    x, y = point
    side = x - middle
    anchor = "middle" if abs(side) < width * 0.06 else "start" if side > 0 else "end"
    room = width * 0.42 if anchor == "middle" else (width - x if side > 0 else x)
    folded = fold(label, room, size)
    rows = len(folded) + 1
    above = (rows * size * 1.2 if y < middle_height else -size * 0.2) if anchor == "middle" else rows * size * 0.6
    top = y - above + size
    words = [text(x, top + row * size * 1.2, line, size=size, anchor=anchor) for row, line in enumerate(folded)]
    amount = "—" if value is None else french.number(value)
    colour = MUTED if value is None else INK
    words.append(text(x, top + len(folded) * size * 1.2, amount, size=size, weight=600, fill=colour, anchor=anchor))
    return join(words)
