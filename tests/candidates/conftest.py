"""What the tests of the candidates' room share: an open call, on a stopped clock."""

import pytest

from ccr.programme.roles import Role
from tests.factories import candidates as make
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def campaign(db, freeze):
    """The call of the scenarios, open, 23 days before its deadline (15/12/2011)."""
    freeze(make.OPEN_DAY)
    return make_campaign()


@pytest.fixture
def application(campaign):
    """An application just begun."""
    return make.begin(campaign)


@pytest.fixture
def ready(campaign):
    """An application that only waits for its deposit."""
    return make.ready(campaign)


@pytest.fixture
def deposited(campaign):
    """A deposited application."""
    return make.deposited(campaign)


@pytest.fixture
def coordinator(campaign):
    """The seat of a coordinator of Regain."""
    return make_seat(campaign, Role.COORDINATOR)


@pytest.fixture
def president(campaign):
    """The seat of the committee's president."""
    return make_seat(campaign, Role.COMMITTEE_PRESIDENT)


@pytest.fixture
def as_representative(sign_in):
    """``as_representative(application)``: the client of who represents the structure."""
    return lambda application: sign_in(make.representative(application).person)
