import re
from types import SimpleNamespace

import pytest
from django.utils.html import escape

from ccr.accounts.models import Person
from ccr.programme.roles import Role
from tests.factories.core import PASSWORD, OrganisationFactory, make_campaign, make_seat


@pytest.fixture
def call(db, freeze):
    """A published call that takes applications, with its coordinator's seat."""
    freeze("2011-10-03 10:00")  # what is made while the clock runs is not remembered
    campaign = make_campaign()
    freeze("2011-10-03 10:00", tick=True)
    seat = campaign.seats.get()
    return SimpleNamespace(campaign=campaign, coordinator=_seat(seat), regain=seat.mandates.get().organisation)


def _seat(seat):
    from ccr.programme.seats import seat_of

    return seat_of(seat.person, seat.campaign)


@pytest.fixture
def person(db):
    """Somebody with a confirmed address and a password."""
    return Person.objects.create_user("rosa@exemple.fr", first_name="Rosa", last_name="Marin", password=PASSWORD)


@pytest.fixture
def seated(call):
    """``seated(Role.X, email=…)``: a person of that role, able to sign in."""

    def make(role, email="role@exemple.fr", organisation=None):
        someone = Person.objects.create_user(email, first_name="Ada", last_name="Blanc", password=PASSWORD)
        if role is not None:
            if role == Role.COORDINATOR:
                organisation = call.regain
            make_seat(call.campaign, role, person=someone, organisation=organisation or OrganisationFactory())
        return someone

    return make


CODE = re.compile(r"\b[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}\b")


@pytest.fixture
def code_in():
    """The code a mail carries."""
    return lambda mail: CODE.search(mail.body).group()


@pytest.fixture
def says():
    """Whether a page says a sentence, whatever its apostrophes became."""

    def check(response, *sentences):
        text = response.content.decode().replace("\u00a0", " ")
        for sentence in sentences:
            assert sentence in text or escape(sentence) in text, f"« {sentence} » is not on the page"
        return True

    return check
