"""The people of a journey: one structure, and everybody it meets from its application to its first need in money."""

import datetime
from dataclasses import dataclass

import pytest

from ccr import clock
from ccr.programme.roles import Role
from tests.factories import candidates, dla
from tests.factories.core import OrganisationFactory, make_campaign, make_seat

INFORMATION_DAY = "2011-09-12 10:00"
NAME = "Les Paniers du Port"


@dataclass
class People:
    """Seats by role; ``candidate``: a person who sits nowhere yet."""

    campaign: object
    candidate: object
    ramsess: object
    diagnostician: object
    instructor: object
    president: object
    member: object
    dla_officer: object
    consultant: object
    fund_officer: object
    pilot: object


@pytest.fixture
def people(transactional_db, freeze):
    """12 September 2011: the call opens."""
    freeze(INFORMATION_DAY, tick=True)
    return seat_everybody()


def seat_everybody() -> People:
    """The call, and everybody in it."""
    campaign = make_campaign()
    able = [OrganisationFactory(name=name, able=True) for name in ("RAMSESS", "Inter-Appui")]
    region = OrganisationFactory(name="Région")
    candidate, _ = candidates.make_member(OrganisationFactory(name=NAME))
    return People(
        campaign=campaign,
        candidate=candidate,
        ramsess=make_seat(campaign, Role.RAMSESS_COORDINATOR, organisation=able[0]),
        diagnostician=make_seat(campaign, Role.DIAGNOSTICIAN, organisation=able[1]),
        instructor=make_seat(campaign, Role.INSTRUCTOR, organisation=region),
        president=make_seat(campaign, Role.COMMITTEE_PRESIDENT, organisation=region),
        member=make_seat(campaign, Role.COMMITTEE_MEMBER, organisation=region),
        dla_officer=dla.officer(campaign),
        consultant=make_seat(campaign, Role.CONSULTANT),
        fund_officer=make_seat(campaign, Role.FUND_OFFICER),
        pilot=make_seat(campaign, Role.PILOT),
    )


@pytest.fixture
def call(transactional_db):
    """A call that takes applications today, on the real clock: a browser has no other for its cookies."""
    today = clock.today()

    def day(days):
        return today + datetime.timedelta(days=days)

    campaign = make_campaign(
        "ouvert",
        published=False,
        opens_on=day(-10),
        deadline_on=day(30),
        diagnostics_from=day(-10),
        diagnostics_until=day(60),
        sessions_from=day(120),
        sessions_until=day(500),
    )
    type(campaign).objects.update(state="published")
    return campaign
