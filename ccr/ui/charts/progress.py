"""How far each part of a work is: as many cells as parts, side by side, filled by what is done."""

from .base import HALF, MUTED, SUPPORT, TRACK, Chart, both, element, fold, picture, text

GAP, THICK = 8, 14


def progress(rows, *, title: str, sentence: str = "", heading: str = "", said: str = "Avancement") -> Chart:
    """One cell a part, in the order given; beneath it what it is, and how far in words.

    rows: (label, short label, share from 0 to 1, in words); a share of None is of no concern: its cell is only an
    outline. heading, said: the columns of the table.
    """
    rows = list(rows)

    def draw(width):
        size = 14 if width >= HALF else 12.5
        cell = (width - GAP * (len(rows) - 1)) / max(len(rows), 1)
        parts, deepest = [], 0
        for index, (_, short, share, words) in enumerate(rows):
            x = index * (cell + GAP)
            outline = {"stroke": MUTED, "stroke_width": 1, "stroke_dasharray": "3 3"} if share is None else {}
            fill = "none" if share is None else TRACK
            parts.append(element("rect", x=x + 0.5, y=0.5, width=cell - 1, height=THICK, rx=4, fill=fill, **outline))
            if share:
                filled = max(cell * share - 1, 4.0)
                parts.append(element("rect", x=x + 0.5, y=0.5, width=filled, height=THICK, rx=4, fill=SUPPORT))
            y = THICK + size + 6
            for line, weight, colour in (
                *((line, 600, None) for line in fold(short, cell, size)),
                *((line, None, MUTED) for line in fold(words, cell, size)),
            ):
                said_in = {"fill": colour} if colour else {}
                parts.append(text(x, y, line, size=size, weight=weight, **said_in))
                y += size * 1.3
            deepest = max(deepest, y)
        return picture(width, max(deepest - size, 10), title, sentence, parts)

    return Chart(
        title=title,
        sentence=sentence,
        headers=(heading or "Intitulé", said),
        rows=[(label, words) for label, _, _, words in rows],
        numeric=False,
        **both(draw, HALF),
    )
