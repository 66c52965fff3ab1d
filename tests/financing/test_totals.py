"""What needs add up to, and the sentence that says it."""

import datetime
from decimal import Decimal

import pytest

from financing import totals
from financing.models import Certainty, NeedLine, NeedType
from tests.factories import financing as make

MARCH, MAY = datetime.date(2012, 3, 1), datetime.date(2012, 5, 1)


@pytest.fixture
def added(application):
    """Two needs of the same type, month and certainty, and three that differ by one thing each."""
    make.stated(application, amount="1000.10")
    make.stated(application, amount="2000.20")
    make.stated(application, amount="300", certainty=Certainty.CERTAIN)
    make.stated(application, amount="40", month=MAY)
    make.stated(application, NeedType.WORKING_CAPITAL, "6000")
    return totals.add_up(NeedLine.objects.system().live())


def test_needs_add_up_by_type_month_and_certainty(added):
    assert added.total == Decimal("9340.30")
    assert [(row.need_type, row.total) for row in added.by_type] == [
        (NeedType.STOCK, Decimal("3340.30")),
        (NeedType.WORKING_CAPITAL, Decimal(6000)),
    ]
    assert added.by_month == [
        (MARCH, NeedType.STOCK, Decimal("3300.30")),
        (MAY, NeedType.STOCK, Decimal(40)),
        (MARCH, NeedType.WORKING_CAPITAL, Decimal(6000)),
    ]
    assert added.foot == [
        ("Certain", Decimal(300)),
        ("Probable", Decimal("9040.30")),
        ("À confirmer", Decimal(0)),
        ("Total", Decimal("9340.30")),
    ]
    assert added.by_type[0].cells[0] == ("Certain", Decimal(300))


def test_the_whole_is_added_up_in_one_query(added, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals.add_up(NeedLine.objects.system().live())
        assert found.situation
        assert found.foot
        assert found.picture.rows


def test_the_picture_says_the_same_as_the_totals(added):
    picture = added.picture
    text = picture.sentence.replace("\xa0", " ")

    assert text == "9 340,30 € au total ; le mois le plus chargé est mars 2012, avec 9 300,30 €."
    assert [cell.replace("\xa0", " ") for cell in picture.rows[-1]] == ["Total", "3 340,30 €", "6 000 €", "9 340,30 €"]


def test_the_sentence_names_the_largest_type_and_the_last_month(added):
    assert added.situation.replace("\xa0", " ") == "9 340,30 € à réunir d’ici mai 2012, dont 64 % de trésorerie"


def test_one_type_alone_has_no_share(application):
    make.stated(application)

    found = totals.add_up(NeedLine.objects.system().live())
    assert found.situation.replace("\xa0", " ") == "8 000 € de stocks à réunir d’ici mars 2012"


def test_a_share_is_never_rounded_up_to_all_of_it(application):
    make.stated(application, amount="999999")
    make.stated(application, NeedType.OTHER, "1")

    found = totals.add_up(NeedLine.objects.system().live())
    assert "dont 99 % de stocks" in found.situation.replace("\xa0", " ")


def test_a_month_that_is_over_is_no_deadline(application, freeze):
    make.stated(application)
    freeze("2012-04-02 10:00")

    found = totals.add_up(NeedLine.objects.system().live())
    assert found.situation.replace("\xa0", " ") == "8 000 € de stocks à réunir"
