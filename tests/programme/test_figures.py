"""Nothing under 3: not shown, and not worked out from what is shown (DESIGN 2.4)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccr.programme.figures import SMALLEST_SHOWN, Count, protect, write
from ccr.programme.roles import Role
from tests.factories.core import make_campaign, make_seat


def shown(*counts):
    return {item.key: item.value for item in protect(list(counts))}


def a_total(value, *parts):
    """A total « t » and its parts « p0 », « p1 »…"""
    return [Count("t", "T", value), *(Count(f"p{n}", "P", part, part_of="t") for n, part in enumerate(parts))]


@pytest.mark.parametrize(
    ("total", "parts", "kept"),
    [
        (10, (4, 4, 1, 1), {"t": 10, "p1": 4}),  # two that add up to 2 are both 1: a third hides with them
        (3, (1, 1, 1), {}),  # with nobody left to hide with, the total goes
        (3, (1, 2), {"t": 3}),
        (10, (1, 0, 9), {"t": 10, "p1": 0}),  # 0 is shown, and hides nobody
        (10, (9,), {"t": 10}),  # the tenth
        (10, (5, 5), {"t": 10, "p0": 5, "p1": 5}),
        (10, (9, 7), {"t": 10, "p1": 7}),  # parts that overlap: each with its own complement
        (2, (1, 1), {}),
        (2, (0, 2), {}),
    ],
)
def test_what_may_be_shown(total, parts, kept):
    assert shown(*a_total(total, *parts)) == kept


def test_a_hidden_total_is_protected_in_its_own_total():
    """Three ones make a 3 that is told by no part, nor by what is left of the total above."""
    counts = [
        Count("begun", "Commencées", 9),
        Count("deposited", "Déposées", 3, part_of="begun"),
        Count("other", "Autres", 6, part_of="begun"),
        *(Count(f"d{n}", "D", 1, part_of="deposited") for n in range(3)),
    ]

    assert shown(*counts) == {"begun": 9}


@st.composite
def counted(draw):
    """A total, its parts, and the parts of its first part; a rest or none at each level."""
    parts = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4))
    inner = draw(st.lists(st.integers(0, 4), max_size=3))
    parts[0] = sum(inner) + draw(st.integers(0, 3)) if inner else parts[0]
    counts = a_total(sum(parts) + draw(st.integers(0, 4)), *parts)
    return counts + [Count(f"i{n}", "I", value, part_of="p0") for n, value in enumerate(inner)]


def what_a_reader_finds(counts) -> dict:
    """{hidden key: the values it may have}: every way to fill the hidden parts of each shown total.

    The reader knows that a hidden part is at least 1, and whether the parts make the whole total.
    """
    kept = shown(*counts)
    found = {}
    for total in counts:
        parts = [item for item in counts if item.part_of == total.key]
        unseen = [part.key for part in parts if part.key not in kept]
        if total.key not in kept or not unseen:
            continue
        left = total.value - sum(kept.get(part.key, 0) for part in parts)
        has_rest = total.value > sum(part.value for part in parts)
        ways = [
            way
            for way in product(range(1, left + 1), repeat=len(unseen))
            if sum(way) == left or (has_rest and sum(way) < left)
        ]
        found |= {key: {way[at] for way in ways} for at, key in enumerate(unseen)}
    return found


@given(counted())
def test_no_hidden_count_is_ever_worked_out(counts):
    kept, values = shown(*counts), {item.key: item.value for item in counts}

    assert not [key for key, value in kept.items() if 0 < value < SMALLEST_SHOWN]
    for key, possible in what_a_reader_finds(counts).items():
        assert values[key] in possible
        assert len(possible) > 1, (counts, kept, key)
    for item in counts:
        if item.part_of and item.part_of not in kept:
            assert item.key not in kept  # the parts of a hidden total do not give it back
        if item.part_of in kept and item.key in kept:
            rest = kept[item.part_of] - sum(part.value for part in counts if part.part_of == item.part_of)
            whole = all(part.key in kept for part in counts if part.part_of == item.part_of)
            assert not (whole and 0 < rest < SMALLEST_SHOWN)  # nor does what is left of it tell of one or two


@pytest.mark.parametrize("width", [375, 1280])
def test_a_year_of_figures_fits_every_screen(transactional_db, freeze, open_page, axe, width):
    freeze("2011-01-20 10:00")
    campaign = make_campaign()
    for month in range(1, 13):
        freeze(f"2011-{month:02}-20 10:00")
        write(campaign, a_total(10 + 3 * month, 4 + month, 3 + month, 2 + month % 2))
    page = open_page(make_seat(campaign, Role.PILOT).person, width=width)
    page.goto("/2011/pilotage/")
    page.get_by_text("Voir le tableau").click()

    assert page.get_by_role("cell", name="non publié").count() == 7
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    axe(page)
