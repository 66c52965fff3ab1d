"""An open call and its coordinator."""

import pytest

from ccr.programme.roles import Role
from tests.factories import candidates as make
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def campaign(db, freeze):
    freeze(make.OPEN_DAY)
    return make_campaign()


@pytest.fixture
def coordinator(campaign):
    return make_seat(campaign, Role.COORDINATOR)
