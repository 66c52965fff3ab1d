import pytest

from ccr.programme.roles import Role
from tests.factories import candidates
from tests.factories import diagnostics as make
from tests.factories.core import make_seat


@pytest.fixture
def world(freeze, db):
    """A structure that deposited, two who diagnose, RAMSESS, on the day when diagnostics are asked for."""
    freeze(make.ASKED)
    world = make.make_world()
    make.deposit(world.application)
    return world


@pytest.fixture
def people(world, sign_in):
    """Everybody's client, by role."""
    stranger = candidates.begin(world.campaign)
    others = {
        role: make_seat(world.campaign, role).person
        for role in (
            Role.DLA_OFFICER,
            Role.FUND_OFFICER,
            Role.INSTRUCTOR,
            Role.COMMITTEE_MEMBER,
            Role.COMMITTEE_PRESIDENT,
            Role.PILOT,
        )
    }
    found = {
        "candidate": world.candidate.person,
        "stranger": candidates.representative(stranger).person,
        "d1": world.d1.person,
        "d2": world.d2.person,
        "ramsess": world.ramsess.person,
        "coordinator": world.coordinator.person,
        "consultant": make.make_consultant(world).person,
        **{str(role): person for role, person in others.items()},
    }
    return {name: sign_in(person) for name, person in found.items()}
