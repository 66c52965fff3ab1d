import pytest
from django.urls import reverse

from ccr.programme.roles import Role
from tests.factories import candidates
from tests.factories.core import OrganisationFactory, make_campaign, make_seat


@pytest.fixture
def campaign(db, freeze):
    """The call of the scenarios, on a day when it is open."""
    freeze(candidates.OPEN_DAY)
    return make_campaign()


@pytest.fixture
def application(campaign):
    return candidates.begin(campaign, OrganisationFactory(name="Les Paniers du Port"))


@pytest.fixture
def structure(application):
    """The representative's seat."""
    return candidates.representative(application)


@pytest.fixture
def other(campaign):
    """Another structure's application."""
    return candidates.begin(campaign, OrganisationFactory(name="Atelier Recyclé"))


@pytest.fixture
def fund_officer(campaign):
    return make_seat(campaign, Role.FUND_OFFICER)


@pytest.fixture
def dla_officer(campaign):
    return make_seat(campaign, Role.DLA_OFFICER)


@pytest.fixture
def coordinator(campaign):
    return make_seat(campaign, Role.COORDINATOR)


@pytest.fixture
def url(campaign):
    """``url("needs", application.pk)``: an address of the needs in money."""
    return lambda name, *args: reverse(f"financing:{name}", args=[campaign.slug, *args])
