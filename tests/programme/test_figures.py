"""Nothing under 3: not shown, and not worked out from what is shown (DESIGN 2.4)."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccr.programme.figures import Count, settle, write
from ccr.programme.models import Figure
from ccr.programme.roles import Role
from tests.factories.core import make_campaign, make_seat


def shown(*counts, last=None):
    """{key: value} of what is shown. last: what was said the time before; it is brought up to date."""
    said = settle(list(counts), last or {})
    if last is not None:
        last.update(said)
    return {key: found.value for key, found in said.items() if found.is_shown}


def a_total(value, *parts):
    """A total « t » and its parts « p0 », « p1 »…"""
    return [Count("t", "T", value), *(Count(f"p{n}", "P", part, part_of="t") for n, part in enumerate(parts))]


@pytest.mark.parametrize(
    ("total", "parts", "kept"),
    [
        (10, (4, 4, 1, 1), {"t": 10}),  # one part that may not be shown hides them all
        (3, (1, 1, 1), {"t": 3}),
        (10, (1, 0, 9), {"t": 10}),
        (10, (9,), {"t": 10}),  # the tenth: parts make their total, or are not shown
        (10, (5, 5), {"t": 10, "p0": 5, "p1": 5}),
        (10, (10, 0), {"t": 10, "p0": 10, "p1": 0}),
        (10, (9, 7), {"t": 10}),
        (2, (1, 1), {}),
        (2, (0, 2), {}),
    ],
)
def test_what_may_be_shown(total, parts, kept):
    assert shown(*a_total(total, *parts)) == kept


def test_a_hidden_total_is_protected_in_its_own_total():
    """A 2 is told neither by its parts nor by what is left of the total above."""
    counts = [
        Count("begun", "Commencées", 9),
        Count("deposited", "Déposées", 2, part_of="begun"),
        Count("other", "Autres", 7, part_of="begun"),
        *(Count(f"d{n}", "D", value, part_of="deposited") for n, value in enumerate((2, 0))),
    ]

    assert shown(*counts) == {"begun": 9}


FAMILIES = {
    "three parts that make the whole": {"t": "", "a": "t", "b": "t", "c": "t"},
    "a part that has a part": {"t": "", "a": "t", "b": "t", "c": "t", "in a": "a"},
    "a rest beside the parts": {"t": "", "a": "t", "b": "t", "c of a": "a", "d of a": "a"},
    "four decisions": {"t": "", "a": "t", "b": "t", "c": "t", "d": "t"},
}


def fillings(family, rests, most=9):
    """Every way to count these keys, so much being left beside the parts of the first total."""
    parts = [key for key, total in family.items() if total == "t"]
    inner = [key for key, total in family.items() if total == "a"]
    for values in product(range(most + 1), repeat=len(parts)):
        if sum(values) > most:
            continue
        counted = dict(zip(parts, values, strict=True))
        for rest in rests:
            for within in product(range(counted["a"] + 1), repeat=len(inner)):
                if sum(within) <= counted["a"]:
                    yield {**counted, "t": sum(values) + rest, **dict(zip(inner, within, strict=True))}


def counts_of(family, filling):
    return [Count(key, key, filling[key], part_of) for key, part_of in family.items()]


@pytest.mark.parametrize("name", FAMILIES)
def test_who_knows_the_rule_works_out_no_one_and_no_two(name):
    """Every filling is published; those that look the same never agree on a count of 1 or 2."""
    family, alike = FAMILIES[name], defaultdict(list)
    for filling in fillings(family, (0, 1, 2, 4) if "rest" in name else (0,)):
        published = shown(*counts_of(family, filling))
        assert not {1, 2} & set(published.values())
        if "t" in published:
            alike[tuple(sorted(published.items()))].append(filling)

    told = [
        (published, key, filling[0][key])
        for published, filling in alike.items()
        for key in family
        if filling[0][key] in (1, 2) and len({one[key] for one in filling}) == 1
    ]
    assert alike
    assert told == []


@pytest.mark.parametrize("first", [{"t": 3, "a": 3, "b": 0}, {"t": 8, "a": 4, "b": 4}, {"t": 9, "a": 6, "b": 3}])
def test_who_compares_two_months_works_out_no_change_of_one_or_two(first):
    """From a month that is shown whole, every next one that looks the same may come of several changes."""
    family, alike = {"t": "", "a": "t", "b": "t"}, defaultdict(list)
    for filling in fillings(family, (0,), most=14):
        last = {}
        assert shown(*counts_of(family, first), last=last) == first
        alike[tuple(sorted(shown(*counts_of(family, filling), last=last).items()))].append(filling)

    for published, found in alike.items():
        for key in family:
            changes = {filling[key] - first[key] for filling in found}
            assert changes not in ({1}, {2}, {-1}, {-2}), (published, key)


MONTHS = st.lists(st.tuples(*[st.integers(0, 14)] * 4), min_size=2, max_size=8)


@settings(deadline=None)
@given(months=MONTHS)
def test_no_month_is_shown_to_change_by_one_or_two(months):
    """Whatever the months: a shown number moves by 3 or not, and parts shown with a new total are its own."""
    family, last, before = {"t": "", "a": "t", "b": "t", "in a": "a", "out of a": "a"}, {}, {}
    for a, b, inside, outside in months:
        filling = {"t": a + b, "a": a, "b": b, "in a": inside, "out of a": outside if inside > a else a - inside}
        published = shown(*counts_of(family, filling), last=last)
        for key, value in published.items():
            assert value not in (1, 2)
            assert abs(value - before.get(key, value)) not in (1, 2)
        if "t" in published:
            assert abs(published["t"] - filling["t"]) < 3  # never far from what is
        for total, parts in (("t", ("a", "b")), ("a", ("in a", "out of a"))):
            if parts[0] in published:
                assert sum(published[part] for part in parts) == published[total]
        before |= published


def test_a_month_repeats_what_moved_by_less_than_three(db, freeze):
    """Counted by night, the day that ended is of its month; small steps add up until they may be shown."""
    campaign = make_campaign()
    for night, number in (
        ("2011-10-01", 8),  # of September
        ("2011-10-15", 9),
        ("2011-11-01", 10),
        ("2011-11-30", 11),
        ("2011-12-31", 13),
        ("2012-01-20", 2),
        ("2012-02-20", 4),
        ("2012-03-20", 14),
    ):
        freeze(f"{night} 03:10")
        write(campaign, a_total(number))

    seen = Figure.objects.visible_to(make_seat(campaign, Role.PILOT))
    assert {f"{row.month:%Y-%m}": row.value for row in seen} == {
        "2011-09": 8,
        "2011-10": 8,
        "2011-11": 11,
        "2011-12": 11,
        "2012-02": 4,
        "2012-03": 14,
    }
    assert 2 not in Figure.objects.system().values_list("value", flat=True)


def test_a_year_of_figures_fits_every_screen(transactional_db, freeze, open_page, axe):
    freeze("2011-01-20 10:00")
    campaign = make_campaign()
    for month in range(1, 13):
        freeze(f"2011-{month:02}-20 10:00")
        alone = month % 2  # a part of one structure, every other month
        write(campaign, a_total(6 * month + 3 + alone, 3 * month, 3 * month + 3, alone))
    page = open_page(make_seat(campaign, Role.PILOT).person)
    page.goto("/2011/pilotage/")
    page.get_by_text("Voir le tableau").click()

    assert page.get_by_role("cell", name="non publié").count() == 18  # three parts, six months
    axe(page)
