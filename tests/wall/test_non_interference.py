"""Two worlds that differ only by what one lane did look the same from the other, byte for byte (DESIGN 2.5).

Three worlds are played one after the other: everything; everything but support; everything but deliberations.
"""

import re

import pytest

from ccr.wall.sides import Side
from selection.states import FILE, FileState
from tests.wall import access, proving
from tests.wall import world as worlds
from tests.wall.asking import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("wall_two_worlds")]

INSTRUCTION = ("instructor", "committee_member", "committee_president")
SUPPORT = ("diagnostician", "ramsess_coordinator", "dla_officer", "consultant", "fund_officer")
OTHERS = ("anonymous", "newcomer", "pilot", "admin")
CANDIDATES = {"candidate": "mine", "other_candidate": "other's", "waiting_candidate": "waiting"}
FOR_ALL = {"committee_president", "diagnostician", "candidate", *OTHERS[:2]}
"""Who looks at the pages that are the same for everybody: one of each lane is enough."""
OF_SUPPORT = ("diagnostics:", "dla:", "financing:")


def closed(namespaces):
    """The addresses of these rooms, all of them, whatever the method."""
    return [line for line in access.lines() if line.url_name.startswith(namespaces)]


def of_coordination(text):
    """What coordination may know of a file: its state (C07). Its label, its tone and how many have it are masked,
    nothing else is.
    """
    labels = "|".join({FILE.badge(state, Side.COORDINATION).label for state in FileState})
    text = re.sub(rf'<span class="status is-\w+">\s*({labels})\s*</span>', "[state of a file]", text)
    return re.sub(rf'(["\'>])({labels})(?: \(\d+\))?(["\'<])', r"\1[state of a file]\3", text)


class Looking:
    """Somebody looks at everything she can reach in one world; what two comparisons share is asked once."""

    def __init__(self, world):
        self.world, self.known = world, {}

    def at_all_of(self, role, **how):
        """What the role reads, every export in both formats, every way to search a list; of instruction, also what
        each form on the way answers when it is filled in and sent.
        """
        lines = [line for line in access.pages(role) if role in FOR_ALL or not access.is_for_everybody(line)]
        lines += access.own_feed(self.world, role)
        return self.at(role, lines, further=True, forms=role in INSTRUCTION, **how)

    def at(self, name, lines, **how):
        return proving.sights(self.world, name, lines, known=self.known, **how)

    def of_support(self):
        """What is compared between a world with support and one without."""
        seen = {role: self.at_all_of(role) for role in (*INSTRUCTION, *OTHERS[:2])}
        seen["walls"] = self.at("committee_president", closed(OF_SUPPORT))
        for role in ("diagnostician", "candidate"):
            seen[f"{role} of support"] = self.at_all_of(role)
        return seen

    def of_deliberations(self):
        """What is compared between a world with deliberations and one without."""
        seen = {role: self.at_all_of(role) for role in (*SUPPORT, *OTHERS)}
        seen["walls of support"] = self.at("dla_officer", closed(("selection:",)))
        for name, whose in CANDIDATES.items():
            own = [line for line in access.pages("candidate") if whose == "mine" or not access.is_for_everybody(line)]
            own += access.own_feed(self.world, name)
            seen[name] = self.at(name, proving.as_seen_by(whose, own), further=True)
        coordinator = self.at_all_of("coordinator", mask=of_coordination)
        # Searching by the state of a file finds what coordination may know of it.
        seen["coordinator"] = {label: sight for label, sight in coordinator.items() if " selection=" not in label}
        seen["committee"] = self.at("committee_president", access.pages("committee_president"))
        return seen


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    """``played["full"]``, ``["no support"]``, ``["no deliberations"]``: what everybody saw in each world."""
    seen = {}
    with django_db_blocker.unblock():
        with rolled_back(), worlds.build() as world:
            proving.sights(world, "instructor", access.pages("instructor")[:10])  # what is loaded once
            look = Looking(world)
            seen["full"] = look.of_support() | look.of_deliberations()
        with rolled_back(), worlds.build(support_events=False) as world:
            seen["no support"] = Looking(world).of_support()
        with rolled_back(), worlds.build(deliberations=False) as world:
            seen["no deliberations"] = Looking(world).of_deliberations()
    return seen


@pytest.mark.parametrize("role", [*INSTRUCTION, "walls"])
def test_instruction_sees_nothing_of_what_support_does(played, role):
    assert proving.differences(played["full"][role], played["no support"][role]) == []


def test_what_is_compared_is_more_than_pages(played):
    """Searches, filters, second pages, both formats of exports, and forms that were accepted."""
    seen = played["full"]["committee_president"]
    for part in ("name=alpha", "state=", "second page", "as XLSX", ": POST /2011/instruction/"):
        assert any(part in label for label in seen), part
    posted = [sight.status for label, sight in seen.items() if ": POST " in label]
    assert posted.count(302) >= 3


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
