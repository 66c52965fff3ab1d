"""Numbers and dates as French readers write them."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from ccr import clock
from ccr.ui import french


def shown(source, **context):
    return Template(source).render(Context(context)).replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ x|euros }}", Decimal("1234.5"), "1_234,50_€"),
        ("{{ x|euros }}", 36000, "36_000_€"),
        ("{{ x|euros }}", Decimal("-12.005"), "−12,01_€"),
        ("{{ x|euros }}", None, "—"),
        ("{{ x|number }}", Decimal("1234567.250"), "1_234_567,25"),
        ("{{ x|number }}", 0.1, "0,1"),
        ("{{ x|percent }}", Decimal("0.5833"), "58_%"),
        ("{{ x|days }}", 1, "0,5_jour"),
        ("{{ x|days }}", 3, "1,5_jour"),
        ("{{ x|days }}", 4, "2_jours"),
        ('{{ x|counted:"structure" }}', 0, "0_structure"),
        ('{{ x|counted:"journal,journaux" }}', 2, "2_journaux"),
        ('{{ x|plural:"est,sont" }}', 1, "est"),
        ('{{ x|plural:"est,sont" }}', 2, "sont"),
        ("{{ x|plural }}", 12, "s"),
        ("{{ x|of }}", "Épices du Large", "d’Épices du Large"),
        ("{{ x|of }}", "L’Atelier Recyclé", "de L’Atelier Recyclé"),
    ],
)
def test_numbers_and_names(source, value, expected):
    assert shown(source, x=value) == expected


@pytest.mark.parametrize(
    ("filter_name", "expected"),
    [
        ("short_date", "1er_déc."),
        ("short_date_year", "1er_déc._2026"),
        ("long_date", "1er_décembre_2026"),
        ("date_fr", "01/12/2026"),
        ("day_in_words", "mardi 1er_décembre_2026"),
        ("binding_date", "mardi 1er_décembre_2026 à 23_h_59"),
    ],
)
def test_dates(filter_name, expected):
    assert shown("{{ x|" + filter_name + " }}", x=datetime.date(2026, 12, 1)) == expected


def test_a_moment_is_told_in_marseille():
    at = datetime.datetime(2026, 12, 15, 13, 32, tzinfo=datetime.UTC)

    assert shown("{{ x|moment }}", x=at) == "15_déc._2026 à 14_h_32"
    assert shown("{{ x|binding_date }}", x=at) == "mardi 15_décembre_2026 à 14_h_32"


def test_the_first_instant_of_the_next_day_binds_until_the_day_before():
    end = clock.end_of(datetime.date(2026, 12, 15))

    assert french.binding_date(end).replace("\u00a0", " ") == "mardi 15 décembre 2026 à 23 h 59"


def test_no_space_that_the_serif_lacks():
    texts = [french.euros(1234567), french.binding_date(datetime.date(2026, 12, 15)), french.counted(1200, "jour")]

    assert "\u202f" not in "".join(texts)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(23, "dans 23 jours"), (1, "demain"), (0, "aujourd’hui"), (-1, "depuis 1 jour"), (-2, "depuis 2 jours")],
)
def test_days_left(until, expected):
    today = datetime.date(2026, 11, 22)

    assert french.days_left(today + datetime.timedelta(days=until), today).replace("\u00a0", " ") == expected


def test_a_timeline_tells_the_year_of_another_year():
    today = datetime.date(2026, 11, 22)

    assert french.near_date(datetime.date(2026, 12, 15), today).replace("\u00a0", " ") == "15 déc."
    assert french.near_date(datetime.date(2027, 3, 12), today).replace("\u00a0", " ") == "12 mars 2027"


@pytest.mark.parametrize(
    "octets, expected",
    [
        (0, "0 octet"),
        (12, "12 octets"),
        (1_290, "1 Ko"),
        (39_420, "38 Ko"),
        (1_248_000, "1,2 Mo"),
        (20_971_520, "20,0 Mo"),
    ],
)
def test_the_size_of_a_file(octets, expected):
    assert french.file_size(octets).replace("\u00a0", " ") == expected
