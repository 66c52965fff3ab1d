"""Two worlds that differ only by what one lane did look the same from the other, byte for byte (DESIGN 2.5).

Three worlds are played one after the other: everything; everything but support; everything but deliberations.
"""

import re

import pytest

from ccr.wall.sides import Side
from selection.states import FILE, FileState
from tests.wall import access, proving
from tests.wall import world as worlds
from tests.wall.proofs.conftest import forgotten

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("wall_two_worlds")]

INSTRUCTION = ("instructor", "committee_member", "committee_president")
SUPPORT = ("diagnostician", "ramsess_coordinator", "dla_officer", "consultant", "fund_officer")
OTHERS = ("anonymous", "newcomer", "pilot", "admin")
CANDIDATES = {"candidate": "mine", "other_candidate": "other's", "waiting_candidate": "waiting"}
OF_SUPPORT = ("diagnostics:", "dla:", "financing:")


def readable(role):
    """What the role reads, every export in both formats, and the searches she can make."""
    return access.pages(role)


def closed(namespaces):
    """The addresses of these rooms, all of them, whatever the method."""
    return [line for line in access.lines() if line.url_name.startswith(namespaces)]


def of_coordination(text):
    """What coordination may know of a file: its state (C07). Its label and tone are masked, nothing else is."""
    labels = "|".join({FILE.badge(state, Side.COORDINATION).label for state in FileState})
    text = re.sub(rf'<span class="status is-\w+">\s*({labels})\s*</span>', "[state of a file]", text)
    return re.sub(rf'"({labels})"', '"[state of a file]"', text)


def of_support(world):
    """What is compared between a world with support and one without."""
    seen = {role: proving.sights(world, role, readable(role)) for role in (*INSTRUCTION, *OTHERS[:2])}
    seen["walls"] = proving.sights(world, "committee_president", closed(OF_SUPPORT))
    for role in ("diagnostician", "candidate"):
        seen[f"{role} of support"] = proving.sights(world, role, readable(role))
    return seen


def of_deliberations(world):
    """What is compared between a world with deliberations and one without."""
    seen = {role: proving.sights(world, role, readable(role)) for role in (*SUPPORT, *OTHERS)}
    seen["walls of support"] = proving.sights(world, "dla_officer", closed(("selection:",)))
    for name, whose in CANDIDATES.items():
        seen[name] = proving.sights(world, name, proving.as_seen_by(whose, readable("candidate")))
    seen["coordinator"] = proving.sights(world, "coordinator", readable("coordinator"), mask=of_coordination)
    seen["committee"] = proving.sights(world, "committee_president", readable("committee_president"))
    return seen


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """``played["full"]``, ``["no support"]``, ``["no deliberations"]``: what everybody saw in each world."""
    seen = {}
    with django_db_blocker.unblock():
        with forgotten(), worlds.build() as world:
            proving.sights(world, "instructor", readable("instructor")[:10])  # what is loaded once
            seen["full"] = of_support(world) | of_deliberations(world)
        with forgotten(), worlds.build(support_events=False) as world:
            seen["no support"] = of_support(world)
        with forgotten(), worlds.build(deliberations=False) as world:
            seen["no deliberations"] = of_deliberations(world)
    return seen


@pytest.mark.parametrize("role", [*INSTRUCTION, "walls"])
def test_instruction_sees_nothing_of_what_support_does(played, role):
    assert proving.differences(played["full"][role], played["no support"][role]) == []


def test_the_worlds_do_differ_for_support(played):
    """The comparison itself works."""
    for role in ("diagnostician of support", "candidate of support"):
        assert proving.differences(played["full"][role], played["no support"][role])


@pytest.mark.parametrize("role", [*SUPPORT, *OTHERS, *CANDIDATES, "coordinator", "walls of support"])
def test_nobody_outside_sees_the_deliberations(played, role):
    assert proving.differences(played["full"][role], played["no deliberations"][role]) == []


def test_the_worlds_do_differ_for_the_committee(played):
    assert proving.differences(played["full"]["committee"], played["no deliberations"]["committee"])


@pytest.mark.parametrize("role", OTHERS[:2])
def test_the_public_sees_nothing_of_support_either(played, role):
    assert proving.differences(played["full"][role], played["no support"][role]) == []
