"""Nothing under 3: not shown, and not worked out from what is shown (DESIGN 2.4)."""

from collections import defaultdict
from itertools import product

import pytest

from ccr.programme.figures import Count, protect, write
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
        (10, (4, 4, 1, 1), {"t": 10}),  # one part that may not be shown hides them all
        (3, (1, 1, 1), {"t": 3}),
        (10, (1, 0, 9), {"t": 10}),
        (10, (9,), {"t": 10}),  # the tenth
        (10, (5, 5), {"t": 10, "p0": 5, "p1": 5}),
        (10, (10, 0), {"t": 10, "p0": 10, "p1": 0}),
        (10, (9, 7), {"t": 10, "p1": 7}),  # parts that overlap: each with its own complement
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


@pytest.mark.parametrize("name", FAMILIES)
def test_who_knows_the_rule_works_out_no_one_and_no_two(name):
    """Every filling is published; those that look the same never agree on a count of 1 or 2."""
    family, alike = FAMILIES[name], defaultdict(list)
    for filling in fillings(family, (0, 1, 2, 4) if "rest" in name else (0,)):
        published = shown(*(Count(key, key, filling[key], part_of) for key, part_of in family.items()))
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


def test_a_year_of_figures_fits_every_screen(transactional_db, freeze, open_page, axe):
    freeze("2011-01-20 10:00")
    campaign = make_campaign()
    for month in range(1, 13):
        freeze(f"2011-{month:02}-20 10:00")
        write(campaign, a_total(10 + 3 * month, 4 + month, 3 + month, 2 + month % 2))
    page = open_page(make_seat(campaign, Role.PILOT).person)
    page.goto("/2011/pilotage/")
    page.get_by_text("Voir le tableau").click()

    assert page.get_by_role("cell", name="non publié").count() == 21  # three parts, seven months
    axe(page)
