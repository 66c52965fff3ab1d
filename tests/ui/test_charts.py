"""Pictures: attributes only, named, escaped, with their sentence and their table."""

import datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from ccr.registry import Step
from ccr.ui import charts
from ccr.wall.sides import Lane

DAY = datetime.date(2026, 11, 22)
ITEMS = [
    charts.CalendarItem("Ouverture", datetime.date(2026, 10, 12)),
    charts.CalendarItem("Diagnostics", datetime.date(2026, 10, 12), datetime.date(2027, 2, 12), "support"),
    charts.CalendarItem("Comité", datetime.date(2027, 2, 17), lane="instruction"),
]
NEEDS = [
    (datetime.date(2027, 1, 5), "Investissement", Decimal(1000)),
    (datetime.date(2027, 1, 20), "Trésorerie", Decimal(500)),
    (datetime.date(2027, 3, 1), "Investissement", Decimal("250.50")),
]


STEPS = [
    Step("Candidature commencée", "done", when=DAY),
    Step("Candidature à déposer", "todo", when=datetime.date(2026, 12, 15)),
    Step("Fiche à rendre", "late", when=DAY, lane=Lane.SUPPORT),
    Step("Fil rouge", "current", when=DAY, until=datetime.date(2028, 11, 22), lane=Lane.SUPPORT),
    Step("Décision du comité", "todo"),
]


SURFACES = {"title": "Surface", "unit": "m²", "offer": "proposé", "sentence": "Deux sites."}


def cumulated(today=DAY):
    counts = {datetime.date(2026, 11, 2): 3, datetime.date(2026, 11, 20): 5}
    days = {"first": datetime.date(2026, 10, 12), "today": today, "limit": datetime.date(2026, 12, 15)}
    return charts.cumulated([("déposées", counts)], limit_name="Clôture", title="Dépôts", sentence="8 dépôts.", **days)


def all_charts():
    return [
        charts.lanes(),
        charts.calendar(ITEMS, DAY),
        charts.bars([("Trésorerie", 12000), ("Rien", 0)], title="Besoins", unit="€"),
        charts.bars([("R1", 3, 4), ("R2", 1, None), ("R3", 0, 0)], title="Charge"),
        charts.stacked_months(NEEDS, title="Besoins par mois"),
        charts.gauge(10, 12, title="Structures", unit="structures", minimum=11),
        charts.radar([("Projet", 4), ("Finances", 1), ("Ancrage", None)], maximum=5, title="Synthèse"),
        charts.shares([("mk2", [40, 12], 50), ("Friche", [0, 3], None)], ["boutique", "bureau"], **SURFACES),
        charts.progress(
            [("Ventes", "Ventes", 0.5, "en cours"), ("Autre", "Autre", None, "-")],
            title="Plan",
            sentence="Ventes : en cours.",
        ),
        cumulated(),
        charts.journey(STEPS, DAY, title="Parcours"),
    ]


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.title)
def test_a_picture_has_a_name_a_sentence_and_a_table(chart):
    svg = ElementTree.fromstring(str(chart))

    assert svg.find("{http://www.w3.org/2000/svg}title").text == chart.title
    assert chart.sentence
    assert all(len(row) == len(chart.headers) for row in chart.rows)


@pytest.mark.parametrize("chart", all_charts(), ids=lambda chart: chart.title)
def test_a_picture_has_no_inline_style(chart):
    shown = Template("{% chart chart %}").render(Context({"chart": chart}))

    assert "style=" not in shown
    assert "<style" not in shown
    assert ("Voir le tableau" in shown) is not chart.listed


def test_a_bar_with_a_limit_is_full_at_its_limit():
    """Three out of four is three quarters of the bar, whatever the others carry; over it, full and a warning."""
    chart = charts.bars([("R1", 3, 4), ("R2", 6, None), ("R3", 5, 2)], title="Charge")
    svg = ElementTree.fromstring(str(chart))
    bars = svg.findall("{http://www.w3.org/2000/svg}rect")
    tracks, drawn = bars[::2], bars[1::2]

    shares = [float(bar.get("width")) / float(track.get("width")) for bar, track in zip(drawn, tracks, strict=True)]
    assert shares == pytest.approx([0.75, 1, 1], abs=0.01)
    assert drawn[2].get("fill") not in {drawn[0].get("fill"), drawn[1].get("fill")}
    assert chart.rows == [("R1", "3 sur 4"), ("R2", "6"), ("R3", "5 sur 2")]


def test_parts_follow_each_other_on_one_scale_and_the_offer_is_a_mark():
    chart = charts.shares([("mk2", [40, 12], 50), ("Friche", [0, 3], None)], ["boutique", "bureau"], **SURFACES)
    bars = ElementTree.fromstring(str(chart)).findall("{http://www.w3.org/2000/svg}rect")
    track, shop, office, mark = bars[3:7]  # after the key

    scale = float(track.get("width")) / 52
    assert float(office.get("x")) == pytest.approx(40 * scale, abs=0.1)
    assert float(mark.get("x")) == pytest.approx(50 * scale, abs=0.1)
    assert len({shop.get("fill"), office.get("fill"), track.get("fill")}) == 3
    written = [tuple(cell.replace("\u00a0", " ") for cell in row) for row in chart.rows]
    assert written == [("mk2", "40 m²", "12 m²", "52 m²", "50 m²"), ("Friche", "0 m²", "3 m²", "3 m²", "—")]


def test_a_part_is_filled_by_what_is_done_and_outlined_when_it_does_not_count():
    rows = [(name, name, share, "dit") for name, share in (("A", 0), ("B", 0.5), ("C", 1), ("D", None))]
    drawn = ElementTree.fromstring(str(charts.progress(rows, title="Plan")))
    rects = [part for part in drawn.iter() if part.tag.endswith("rect")]
    grounds = [part for part in rects if part.get("fill") in ("#ece5da", "none")]
    filled = [float(part.get("width")) for part in rects if part not in grounds]

    assert len(grounds) == 4
    assert filled[0] / filled[1] == pytest.approx(0.5, abs=0.02)
    assert [part.get("stroke-dasharray") for part in grounds] == [None, None, None, "3 3"]


def test_a_stair_climbs_on_its_days_and_stops_today():
    line = ElementTree.fromstring(str(cumulated())).find("{http://www.w3.org/2000/svg}polyline")
    points = [tuple(map(float, point.split(","))) for point in line.get("points").split()]

    heights = list(dict.fromkeys(y for _, y in points))
    assert len(heights) == 3 and heights == sorted(heights, reverse=True)
    assert (heights[0] - heights[2]) / (heights[0] - heights[1]) == pytest.approx(8 / 3, abs=0.01)
    assert points[-1][0] < float(ElementTree.fromstring(str(cumulated())).get("width")) * 0.8
    assert [row[1] for row in cumulated().rows] == ["0", "0", "0", "3", "3", "8"]
    assert cumulated(DAY.replace(year=2028)).rows[-1][0] == "15\u00a0déc.\u00a02026"


def test_words_are_escaped():
    chart = charts.bars([("<script>alert(1)</script>", 3)], title="A & B")

    assert "<script>" not in str(chart)
    ElementTree.fromstring(str(chart))


def test_months_without_a_need_are_kept_and_totals_are_right():
    chart = charts.stacked_months(NEEDS, title="Besoins")

    assert [row[0] for row in chart.rows] == ["janvier 2027", "février 2027", "mars 2027", "Total"]
    assert [cell.replace("\u00a0", " ") for cell in chart.rows[-1]] == ["Total", "1 250,50 €", "500 €", "1 750,50 €"]
    assert "janvier 2027" in chart.sentence


def test_no_need_yet():
    assert charts.stacked_months([], title="Besoins").sentence == "Aucun montant pour le moment."


def test_the_calendar_says_what_comes_next_and_where_today_is():
    chart = charts.calendar(ITEMS, DAY)

    assert "comité, 17\u00a0février\u00a02027" in chart.sentence
    assert [step["title"] for step in charts.calendar_steps(ITEMS, DAY)] == [
        "Ouverture",
        "Diagnostics",
        "Aujourd’hui",
        "Comité",
    ]


def test_what_goes_on_is_not_over_yet():
    """A period is done the day after its last one, a day the day after it; the picture and its table say so too."""
    today = charts.CalendarItem("Comité", DAY)
    ended = charts.CalendarItem("Sessions", datetime.date(2026, 10, 12), DAY - datetime.timedelta(days=1))
    last_day = charts.CalendarItem("Rencontres", datetime.date(2026, 10, 13), DAY)
    chart = charts.calendar([*ITEMS, today, ended, last_day], DAY)

    found = {
        step["title"]: (step["state"], step["word"])
        for step in charts.calendar_steps(
            [*ITEMS[:2], today, ended, last_day, charts.CalendarItem("Restitution", DAY.replace(year=2027))], DAY
        )
    }
    assert found == {
        "Ouverture": ("done", "fait"),
        "Diagnostics": ("running", "en cours"),
        "Comité": ("today", "aujourd’hui"),
        "Sessions": ("done", "fait"),
        "Rencontres": ("running", "en cours"),
        "Aujourd’hui": ("current", ""),
        "Restitution": ("todo", ""),
    }
    told = [row[1].replace("\u00a0", " ") for row in chart.rows]
    assert "12 oct. 2026 – 12 févr. 2027, en cours" in told
    assert "12 oct. 2026 – 21 nov. 2026" in told
    assert "22 nov. 2026, aujourd’hui" in told
    for words in told:
        assert words in str(chart).replace("\u00a0", " ")
    assert chart.svg_narrow.count("(fait)") == 2
    assert chart.svg_narrow.count(">en cours<") == 2


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        ((2026, 10, 12), (2026, 12, 15), "12 oct. – 15 déc."),
        ((2026, 10, 12), (2027, 2, 12), "12 oct. – 12 févr. 2027"),
        ((2027, 3, 15), (2027, 11, 30), "15 mars – 30 nov. 2027"),
        ((2025, 3, 16), (2026, 3, 12), "16 mars 2025 – 12 mars"),
    ],
)
def test_a_period_tells_the_years_that_are_not_this_one(first, last, when):
    item = charts.CalendarItem("Sessions", datetime.date(*first), datetime.date(*last))

    assert when in [step["when"].replace("\u00a0", " ") for step in charts.calendar_steps([item], DAY)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (datetime.date.min, datetime.date(2026, 1, 1)),
        (datetime.date(2026, 1, 1), datetime.date(9999, 12, 31)),
        (datetime.date(2016, 3, 1), datetime.date(2036, 12, 31)),
    ],
)
def test_no_date_is_too_far_to_be_drawn(first, last):
    item = charts.CalendarItem("Sessions", first, last)
    chart = charts.calendar([item], DAY)

    ElementTree.fromstring(str(chart))
    assert str(chart).count("<line") < 10_000
    assert "Sessions" in [step["title"] for step in charts.calendar_steps([item], DAY)]


def test_a_calendar_of_several_years_marks_the_years_only():
    chart = charts.calendar([charts.CalendarItem("A", DAY), charts.CalendarItem("B", DAY.replace(year=2031))], DAY)

    assert ">2031<" in str(chart)
    assert "janv." not in str(chart)


def test_a_journey_tells_its_states_by_their_shape_and_says_what_has_no_date():
    """A tick, an empty ring, a dot in a ring, a lozenge; words that would meet are written on rows of their own."""
    chart = charts.journey(STEPS, DAY, title="Parcours")
    marks = {
        step.title: ElementTree.tostring(group, encoding="unicode")
        for group in ElementTree.fromstring(str(chart)).iter("{http://www.w3.org/2000/svg}g")
        for step in STEPS
        if any(step.title == text.text for text in group.iter("{http://www.w3.org/2000/svg}text"))
    }

    assert len(marks) == 4
    assert "polyline" in marks["Candidature commencée"] and "polygon" in marks["Fiche à rendre"]
    assert marks["Candidature à déposer"].count("circle") == 1 and marks["Fil rouge"].count("circle") == 2
    heights = {title: ElementTree.fromstring(mark).find(".//*[@font-weight]").get("y") for title, mark in marks.items()}
    assert len(set(heights.values())) == 3, heights
    assert "1 étape faite, 1 en retard, 3 en cours ou à venir, dont 1 sans date." in chart.sentence.replace(
        "\u00a0", " "
    )


def test_a_radar_needs_three_axes():
    with pytest.raises(ValueError, match="three"):
        charts.radar([("Projet", 1), ("Finances", 2)], maximum=5, title="Synthèse")
