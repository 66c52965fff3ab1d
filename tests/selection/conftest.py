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


@pytest.fixture
def checked(file, instructor):
    """A file the instructor has checked."""
    return play.check(file, instructor)


@pytest.fixture
def session(checked, president, freeze):
    """The committee's day, one file on the agenda."""
    freeze(play.COMMITTEE_DAY)
    return play.prepare(checked.campaign, president)


@pytest.fixture
def day(campaign, file, instructor, president, member, freeze):
    """The committee's day: a file checked, marked by both members, on the agenda."""
    play.examine(file, instructor)
    freeze(play.COMMITTEE_DAY)
    for seat in (president, member):
        play.mark(file, seat)
    return play.prepare(campaign, president)


# On the pages


@pytest.fixture
def as_member(member, sign_in):
    return sign_in(member.person)


@pytest.fixture
def as_president(president, sign_in):
    return sign_in(president.person)


@pytest.fixture
def as_instructor(instructor, sign_in):
    return sign_in(instructor.person)


@pytest.fixture
def meeting_url(campaign, url):
    from selection import committee

    return lambda name="committee": url(name, committee.meetings(campaign)[0].pk)
