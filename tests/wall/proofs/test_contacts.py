"""Who is named as a contact (A211): read where she did not agree, by nobody; by her own link, herself alone."""

from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.urls import reverse

from tests.wall import canaries, proving
from tests.wall.asking import Visitor, rolled_back
from tests.wall.proofs.test_bad_input import BAD, known_names
from tests.wall.structures import UNPUBLISHED
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db

READERS = {"candidate", "coordinator"}
"""A member of the organisation, and the coordination."""
OWN = ("own_contact", "own_contact_withdraw")


def test_who_did_not_agree_is_read_by_her_organisation_and_the_coordination_alone(asked):
    shown = {role for role in ROLES if any(one.shows and UNPUBLISHED in one.answer.text for one in asked(role))}
    assert shown == READERS


@pytest.fixture
def named(world):
    """Whoever opened the link of the contact of mine, without an account."""
    visitor = Visitor("named")
    with rolled_back():
        opened = visitor._ask(reverse("directory:contact_link", args=[world.thing("contact_token", "-")]))
        visitor.cookie = SimpleCookie(opened.headers["Set-Cookie"])[settings.SESSION_COOKIE_NAME].value
        yield visitor


@pytest.mark.parametrize("name", OWN)
def test_her_link_shows_what_is_said_of_her_and_nothing_sealed(world, named, name):
    answer = named.ask(reverse(f"directory:{name}"))
    assert answer.status == 200
    assert not answer.breaches
    assert UNPUBLISHED in answer.text
    assert world.thing("contact", "other's").email not in answer.text
    assert proving.leaked(answer.text, canaries.forbidden_to(named.sides)) == []


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("what", BAD)
def test_bad_input_by_her_link_gives_no_error(named, name, what):
    answer = named.ask(reverse(f"directory:{name}"), "POST", dict.fromkeys(known_names(), BAD[what]))
    assert answer.status == 302
    assert not answer.breaches
