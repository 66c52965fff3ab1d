"""The two lanes: support and instruction start from the structure and never meet (A004, A005)."""

from django.utils.safestring import SafeString

from .base import (
    ACCENT,
    INSTRUCTION,
    LANE_WASHES,
    MUTED,
    SERIF,
    SUPPORT,
    SURFACE,
    Chart,
    element,
    fold,
    join,
    picture,
    text,
)

SUPPORT_STEPS = (
    ("Diagnostic", "facultatif, sur place"),
    ("Note remise", "à vous seul"),
    ("Sessions DLA", "six jours, entre pairs"),
    ("Besoins financiers", "rapprochés des dispositifs"),
    ("Fil rouge", "12 à 24 mois"),
)
INSTRUCTION_STEPS = (
    ("Dossier déposé", "avant la clôture"),
    ("Instruction", "le dossier est-il complet ?"),
    ("Lecture", "une grille, des notes"),
    ("Comité", "il délibère"),
    ("Décision", "publiée, motivée"),
)
TITLE = "Deux couloirs qui ne se rejoignent pas : l’appui et l’instruction"
SENTENCE = (
    "L’appui se fait à votre demande, l’instruction à celle du comité de sélection. Ce que vous confiez à l’appui "
    "n’est jamais transmis au comité, pas même l’existence d’un diagnostic ; ce que le comité se dit n’est jamais "
    "transmis à l’appui. Seule la décision publiée est connue des deux."
)


def lanes() -> Chart:
    """The picture of the public home, and upright for phones."""
    rows = [
        (str(number), f"{one[0]} ({one[1]})", f"{other[0]} ({other[1]})")
        for number, (one, other) in enumerate(zip(SUPPORT_STEPS, INSTRUCTION_STEPS, strict=True), start=1)
    ]
    return Chart(
        title=TITLE,
        svg=_wide(),
        svg_narrow=_upright(),
        sentence=SENTENCE,
        headers=("Étape", "Appui, à votre demande", "Instruction, à la demande du comité"),
        rows=rows,
        large=True,
        numeric=False,
    )


def _wide() -> SafeString:
    width, height, first, gap = 1040, 440, 330, 156
    parts = []
    for lane, colour, y, steps, name, wide, asked in (
        ("support", SUPPORT, 108, SUPPORT_STEPS, "Appui", 68, "à votre demande"),
        ("instruction", INSTRUCTION, 322, INSTRUCTION_STEPS, "Instruction", 129, "à la demande du comité"),
    ):
        parts.append(element("rect", x=232, y=y - 86, width=808, height=178, rx=14, fill=LANE_WASHES[lane]))
        bend = f"M92 215C160 215 150 {y} 250 {y}H{width - 40}"
        parts.append(element("path", d=bend, fill="none", stroke=colour, stroke_width=6, stroke_linecap="round"))
        parts.append(
            element(
                "path",
                d=f"m{width - 46} {y - 8} 10 8-10 8",
                fill="none",
                stroke=colour,
                stroke_width=6,
                stroke_linecap="round",
                stroke_linejoin="round",
            )
        )
        parts.append(text(256, y - 46, name, size=25, fill=colour, weight=600, family=SERIF))
        parts.append(text(256 + wide + 14, y - 46, asked, size=17, fill=colour))
        for index, (title, detail) in enumerate(steps):
            x = first + index * gap
            parts.append(element("circle", cx=x, cy=y, r=10, fill=SURFACE, stroke=colour, stroke_width=5))
            parts.append(text(x, y + 38, title, size=17, weight=600, anchor="middle"))
            for row, line in enumerate(fold(detail, gap - 10, 15)):
                parts.append(text(x, y + 58 + row * 18, line, size=15, fill=MUTED, anchor="middle"))
    parts += [
        element("circle", cx=92, cy=215, r=52, fill=SURFACE, stroke=ACCENT, stroke_width=5),
        text(92, 211, "Votre", size=17, weight=600, anchor="middle"),
        text(92, 231, "structure", size=17, weight=600, anchor="middle"),
        element("line", x1=262, x2=1024, y1=215, y2=215, stroke=MUTED, stroke_width=2, stroke_dasharray="2 7"),
        element("rect", x=520, y=199, width=250, height=32, rx=16, fill=SURFACE),
        _lock(536, 205, MUTED),
        text(562, 221, "Rien ne passe entre les deux", size=16, fill=MUTED),
    ]
    return picture(width, height, TITLE, SENTENCE, parts)


def _upright() -> SafeString:
    width, top, step = 343, 168, 92
    height = top + step * len(SUPPORT_STEPS) + 6
    parts = []
    for lane, colour, x, leaves, steps, name, asked in (
        ("support", SUPPORT, 20, 130, SUPPORT_STEPS, "Appui", "à votre demande"),
        ("instruction", INSTRUCTION, 200, 213, INSTRUCTION_STEPS, "Instruction", "à celle du comité"),
    ):
        parts.append(element("rect", x=x - 20, y=96, width=163, height=height - 96, rx=10, fill=LANE_WASHES[lane]))
        bend = f"M{leaves} 58C{leaves} 92 {x} 78 {x} 122V{height - 18}"
        parts.append(element("path", d=bend, fill="none", stroke=colour, stroke_width=4, stroke_linecap="round"))
        parts.append(text(x + 20, 128, name, size=18, fill=colour, weight=600, family=SERIF))
        parts.append(text(x + 20, 146, asked, size=14, fill=colour))
        for index, (title, detail) in enumerate(steps):
            y = top + index * step + 14
            parts.append(element("circle", cx=x, cy=y, r=7, fill=SURFACE, stroke=colour, stroke_width=4))
            row = 0
            for line in fold(title, 122, 15.5):
                parts.append(text(x + 20, y + 5 + row * 18, line, size=15.5, weight=600))
                row += 1
            for line in fold(detail, 122, 14):
                parts.append(text(x + 20, y + 5 + row * 18, line, size=14, fill=MUTED))
                row += 1
    parts += [
        element("rect", x=84, y=4, width=175, height=56, rx=28, fill=SURFACE, stroke=ACCENT, stroke_width=4),
        text(171, 38, "Votre structure", size=16.5, weight=600, anchor="middle"),
        element("line", x1=171, x2=171, y1=104, y2=height, stroke=MUTED, stroke_width=2, stroke_dasharray="2 6"),
    ]
    return picture(width, height, TITLE, SENTENCE, parts)


def _lock(x, y, colour):
    return join(
        [
            element("rect", x=x, y=y + 8, width=14, height=11, rx=2, fill="none", stroke=colour, stroke_width=1.8),
            element(
                "path",
                d=f"M{x + 3} {y + 8}v-2.5a4 4 0 0 1 8 0V{y + 8}",
                fill="none",
                stroke=colour,
                stroke_width=1.8,
            ),
        ]
    )
