"""Bars made of parts, one under the other, on one scale; where there is an offer, a mark says how far it goes."""

from ccr.ui import french

from .base import HALF, INK, SHADES, SURFACE, TRACK, WARN, Chart, both, element, fold, join, picture, text, written

THICK = 20


def shares(rows, parts, *, title: str, unit: str = "", heading: str = "", offer: str = "", sentence: str = "") -> Chart:
    """Horizontal bars whose parts follow each other in one order, the same in the key above.

    rows: (label, numbers, one per part), or (label, numbers, offered or None). parts: their names. offer: the name of
    what is offered, when rows have it: a mark on the bar, « 950 m² sur 800 m² » beside it, a column in the table.
    heading: the table's first column. Each number is written in its part, where it fits. Drawn for half a page.
    """
    rows = [(str(label), [value or 0 for value in values], *(limit or [None])) for label, values, *limit in rows]
    used = [index for index, _ in enumerate(parts) if any(values[index] for _, values, _ in rows)]
    most = max((float(max(sum(values), limit or 0)) for _, values, limit in rows), default=0) or 1
    colours = {index: SHADES[place % len(SHADES)] for place, index in enumerate(used)}

    def draw(width):
        drawn, y = _key([(parts[index], colours[index]) for index in used], offer, width)
        for label, values, limit in rows:
            amount = _amount(sum(values), limit, unit)
            folded = fold(label, width - 16 - len(amount) * 8.5, 15)
            drawn += [text(0, y + 16 + index * 19, line) for index, line in enumerate(folded)]
            over = limit is not None and sum(values) > limit
            drawn.append(text(width, y + 16, amount, anchor="end", weight=600, fill=WARN if over else INK))
            y += len(folded) * 19 + 6
            drawn.append(element("rect", x=0, y=y, width=width, height=THICK, rx=3, fill=TRACK))
            drawn += _bar(values, used, colours, y, width / most)
            if limit is not None:
                x = min(float(limit) / most * width, width - 3)
                drawn.append(element("rect", x=x, y=y - 5, width=3, height=THICK + 10, fill=INK))
            y += THICK + 20
        return picture(width, max(y - 10, 10), title, sentence, drawn)

    return Chart(
        title=title,
        sentence=sentence,
        headers=(
            heading or "Intitulé",
            *(part.capitalize() for part in parts),
            "Total",
            *([offer.capitalize()] if offer else []),
        ),
        rows=[
            (
                label,
                *(written(value, unit) for value in values),
                written(sum(values), unit),
                *(["—" if limit is None else written(limit, unit)] if offer else []),
            )
            for label, values, limit in rows
        ],
        **both(draw, HALF),
    )


def _amount(total, limit, unit) -> str:
    said = written(total, unit)
    return said if limit is None else f"{said} sur {written(limit, unit)}"


def _bar(values, used, colours, y, scale):
    """The parts of a bar, a thread of ground between them, each with its number where it fits."""
    drawn, x = [], 0.0
    for index in used:
        wide = float(values[index]) * scale
        if wide <= 0:
            continue
        drawn.append(element("rect", x=x, y=y, width=max(wide - 1.5, 1.5), height=THICK, fill=colours[index]))
        words = french.number(values[index])
        if len(words) * 8 + 10 < wide:
            drawn.append(
                text(x + wide / 2, y + 15, words, size=13.5, weight=600, fill=_ink_on(colours[index]), anchor="middle")
            )
        x += wide
    return drawn


def _ink_on(colour: str) -> str:
    """Black or white words, whichever reads better on the colour."""
    red, green, blue = bytes.fromhex(colour[1:])
    return SURFACE if red * 0.299 + green * 0.587 + blue * 0.114 < 140 else INK


def _key(parts, offer, width):
    """The names of the parts, and of the mark; gives what is drawn and where the bars begin."""
    drawn, x, y = [], 0.0, 4
    entries = [(name, {"width": 14, "height": 14, "rx": 3, "fill": colour}) for name, colour in parts]
    if offer:
        entries.append((offer, {"width": 3, "height": 16, "fill": INK}))
    for name, shape in entries:
        room = 30 + len(name) * 7.7
        if x and x + room > width:
            x, y = 0.0, y + 24
        drawn.append(join([element("rect", x=x, y=y, **shape), text(x + 21, y + 12, name, size=14.5)]))
        x += room + 8
    return drawn, y + 30 if entries else 0
