import pytest
from django.urls import reverse

from ccr.programme.roles import Role
from tests.factories import candidates
from tests.factories import dla as make
from tests.factories.core import OrganisationFactory, make_campaign, make_seat


@pytest.fixture(autouse=True)
def november(freeze):
    freeze(candidates.OPEN_DAY)


@pytest.fixture
def campaign(db):
    """The call of the scenarios, on a day when structures deposit."""
    return make_campaign()


@pytest.fixture
def president(campaign):
    return make_seat(campaign, Role.COMMITTEE_PRESIDENT)


@pytest.fixture
def officer(campaign):
    return make.officer(campaign)


@pytest.fixture
def coordinator(campaign):
    return make_seat(campaign, Role.COORDINATOR)


@pytest.fixture
def consultant(campaign):
    return make_seat(campaign, Role.CONSULTANT, organisation=OrganisationFactory(name="Cabinet Kappa"))


@pytest.fixture
def session(campaign, officer):
    return make.planned(campaign, officer)


@pytest.fixture
def application(campaign, president):
    return make.selected(campaign, president, name="Jardin des Docks")


@pytest.fixture
def url(campaign):
    """``url("session", session.pk)``: an address of the DLA."""
    return lambda name, *args: reverse(f"dla:{name}", args=[campaign.slug, *args])


@pytest.fixture
def at_the_desk(officer, sign_in):
    """The officer's client."""
    return sign_in(officer.person)


@pytest.fixture
def structure(application, sign_in):
    """The client of a retained structure."""
    return sign_in(candidates.representative(application).person)
