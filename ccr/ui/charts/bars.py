"""Bars: amounts side by side, amounts month by month, a measure out of its maximum."""

from ccr.ui import french

from .base import (
    BAD,
    INK,
    LINE,
    MUTED,
    PALETTE,
    SUPPORT,
    SURFACE,
    TRACK,
    WARN,
    Chart,
    axis_top,
    both,
    element,
    fold,
    months_between,
    picture,
    shows_its_year,
    text,
    written,
)


def bars(rows, *, title: str, unit: str = "", sentence: str = "", heading: str = "", colour: str = SUPPORT) -> Chart:
    """Horizontal bars, in the order given. heading: the table's first column.

    rows: (label, value), or (label, value, out of): such a bar is full at its own limit, and says « 3 sur 4 ». The
    others are drawn on the largest value.
    """
    rows = [(str(label), value or 0, *limit, *[None][len(limit) :]) for label, value, *limit in rows]
    most = max((float(value) for _, value, _ in rows), default=0) or 1
    if not sentence and rows:
        label, value, _ = max(rows, key=lambda row: row[1])
        sentence = f"{title} : le plus grand est « {label} », {written(value, unit)}."

    def draw(width):
        parts, y = [], 0
        for label, value, limit in rows:
            amount = _measure(value, limit, unit)
            folded = fold(label, width - 16 - len(amount) * 8.5, 15)
            for index, line in enumerate(folded):
                parts.append(text(0, y + 16 + index * 19, line))
            parts.append(text(width, y + 16, amount, anchor="end", weight=600))
            y += len(folded) * 19 + 6
            parts.append(element("rect", x=0, y=y, width=width, height=10, rx=5, fill=TRACK))
            length = min(float(value) / (float(limit) if limit else most), 1) * width
            if length > 0:
                fill = colour if limit is None or value <= limit else WARN
                parts.append(element("rect", x=0, y=y, width=max(length, 4.0), height=10, rx=5, fill=fill))
            y += 26
        return picture(width, max(y - 8, 10), title, sentence, parts)

    return Chart(
        title=title,
        sentence=sentence,
        headers=(heading or "Intitulé", f"Valeur ({unit})" if unit else "Valeur"),
        rows=[(label, _measure(value, limit, unit)) for label, value, limit in rows],
        **both(draw),
    )


def _measure(value, limit, unit) -> str:
    """« 3 sur 4 », or the value alone."""
    return written(value, unit) if limit is None else f"{french.number(value)} sur {written(limit, unit)}"


def gauge(value, maximum, *, title: str, unit: str = "", minimum=None, sentence: str = "", tone: str = "") -> Chart:
    """A measure out of its maximum, with a mark where the minimum stands. The same bar as ``{% gauge %}``, for PDFs."""
    value, maximum = value or 0, maximum or 0
    colour = {"warn": WARN, "bad": BAD}.get(tone, WARN if minimum is not None and value < minimum else SUPPORT)
    sentence = sentence or f"{title} : {written(value, '')} sur {written(maximum, unit)}."

    def draw(width):
        share = min(max(float(value) / float(maximum), 0), 1) if maximum else 0
        parts = [
            text(0, 15, f"{french.number(value)} sur {written(maximum, unit)}", weight=600),
            element("rect", x=0, y=24, width=width, height=10, rx=5, fill=TRACK),
        ]
        if share:
            parts.append(element("rect", x=0, y=24, width=max(share * width, 8.0), height=10, rx=5, fill=colour))
        if minimum and maximum:
            parts.append(element("rect", x=float(minimum) / float(maximum) * width, y=21, width=2, height=16, fill=INK))
        return picture(width, 38, title, sentence, parts)

    return Chart(
        title=title,
        sentence=sentence,
        headers=("Mesure", "Valeur"),
        rows=[(title, written(value, unit)), ("Maximum", written(maximum, unit))],
        **both(draw),
    )


def stacked_months(cells, *, title: str, unit: str = "€", sentence: str = "") -> Chart:
    """Amounts stacked by type, month by month, empty months kept.

    cells: (day, type, amount) triples in any order; types keep the order in which they come. The sentence, unless
    given, tells the total and the fullest month.
    """
    totals: dict[tuple, object] = {}
    kinds: list[str] = []
    for day, kind, amount in cells:
        key = (day.replace(day=1), str(kind))
        totals[key] = totals.get(key, 0) + amount
        if key[1] not in kinds:
            kinds.append(key[1])
    if not totals:
        return Chart(title=title, svg=picture(10, 10, title, "", []), sentence="Aucun montant pour le moment.")
    months = months_between(min(month for month, _ in totals), max(month for month, _ in totals))
    by_month = {month: sum(totals.get((month, kind), 0) for kind in kinds) for month in months}
    fullest = max(months, key=lambda month: by_month[month])
    if not sentence:
        sentence = (
            f"{written(sum(by_month.values()), unit)} au total ; le mois le plus chargé est "
            f"{french.MONTHS[fullest.month - 1]} {fullest.year}, avec {written(by_month[fullest], unit)}."
        )
    top = axis_top(float(by_month[fullest]))
    colours = {kind: PALETTE[index % len(PALETTE)] for index, kind in enumerate(kinds)}

    def draw(width):
        parts, y = [], 4
        # The key first, each type on its line when the page is narrow.
        x = 0.0
        for kind in kinds:
            room = 30 + len(kind) * 7.7
            if x and x + room > width:
                x, y = 0.0, y + 24
            parts.append(element("rect", x=x, y=y, width=14, height=14, rx=3, fill=colours[kind]))
            parts.append(text(x + 21, y + 12, kind, size=14.5))
            x += room + 8
        y += 38
        height, left = 220, 62
        for step in range(5):
            at = y + height - height * step / 4
            parts.append(element("line", x1=left, x2=width, y1=at, y2=at, stroke=LINE, stroke_width=1))
            mark = french.number(round(top * step / 4))
            parts.append(text(left - 8, at + 5, mark, size=13, fill=MUTED, anchor="end"))
        slot = (width - left) / len(months)
        bar = min(slot * 0.68, 44)
        every = max(1, round(34 / slot + 0.49)) if slot < 34 else 1
        for index, month in enumerate(months):
            middle, floor = left + slot * (index + 0.5), float(y + height)
            for kind in kinds:
                amount = float(totals.get((month, kind), 0))
                if amount <= 0:
                    continue
                tall = amount / top * height
                floor -= tall
                shape = {"x": middle - bar / 2, "y": floor, "width": float(bar), "height": max(tall - 1.5, 1.0)}
                parts.append(element("rect", fill=colours[kind], stroke=SURFACE, stroke_width=0, **shape))
            if index % every == 0:
                label = french.SHORT_MONTHS[month.month - 1]
                parts.append(text(middle, y + height + 20, label, size=13, fill=MUTED, anchor="middle"))
            if shows_its_year(index, month):
                parts.append(text(middle, y + height + 38, month.year, size=13, weight=600, anchor="middle"))
        return picture(width, y + height + 46, title, sentence, parts)

    rows = [
        (
            f"{french.MONTHS[month.month - 1]} {month.year}",
            *(written(totals.get((month, kind), 0), unit) for kind in kinds),
            written(by_month[month], unit),
        )
        for month in months
    ]
    kind_totals = (sum(totals.get((month, kind), 0) for month in months) for kind in kinds)
    rows.append(("Total", *(written(total, unit) for total in kind_totals), written(sum(by_month.values()), unit)))
    return Chart(title=title, sentence=sentence, headers=("Mois", *kinds, "Total"), rows=rows, **both(draw))
