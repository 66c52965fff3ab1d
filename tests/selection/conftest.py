import pytest

from ccr.programme.roles import Role
from tests.factories import selection as play
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def campaign(db, freeze):
    """The call of the scenarios, its clock on a day when structures deposit."""
    freeze(play.OPEN_DAY)
    return make_campaign()


@pytest.fixture
def president(campaign):
    return make_seat(campaign, Role.COMMITTEE_PRESIDENT)


@pytest.fixture
def member(campaign):
    return make_seat(campaign, Role.COMMITTEE_MEMBER)


@pytest.fixture
def instructor(campaign):
    return make_seat(campaign, Role.INSTRUCTOR)


@pytest.fixture
def file(campaign):
    """A file received, on the depositing day."""
    return play.received(campaign, "Les Paniers du Port")


@pytest.fixture
def marking(file, freeze):
    """The same file, on a day when marks are given."""
    freeze(play.MARKING_DAY)
    return file


@pytest.fixture
def url(campaign):
    """``url("file", file.pk)``: an address of instruction."""
    from django.urls import reverse

    return lambda name, *args: reverse(f"selection:{name}", args=[campaign.slug, *args])
