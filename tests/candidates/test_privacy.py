"""One's own application, and nobody else's: another structure and the other sides get 404."""

import pytest
from django.urls import reverse

from candidates.models import Draft, DraftPiece
from ccr.programme.roles import Role
from tests.candidates.reading import page, text_of
from tests.factories import candidates as make
from tests.factories.core import make_seat

PRIVATE = [
    ("application", (), "get"),
    ("autosave", (), "post"),
    ("progress", (), "get"),
    ("sign", (), "post"),
    ("deposit", (), "get"),
    ("deposit", (), "post"),
    ("withdraw", (), "get"),
    ("withdraw", (), "post"),
    ("resume", (), "post"),
    ("decision", (), "get"),
    ("version", (1,), "get"),
    ("version_piece", (1, "statutes"), "get"),
    ("piece_add", ("statutes",), "post"),
]


@pytest.mark.parametrize(("name", "args", "method"), PRIVATE)
def test_another_structure_never_reaches_it(campaign, deposited, sign_in, name, args, method):
    other = make.representative(make.deposited(campaign))
    before = Draft.objects.system().filter(application=deposited).values().get()

    answer = getattr(sign_in(other.person), method)(page(name, deposited, *args))

    assert answer.status_code == 404
    assert Draft.objects.system().filter(application=deposited).values().get() == before


@pytest.mark.parametrize("role", [Role.DLA_OFFICER, Role.DIAGNOSTICIAN, Role.INSTRUCTOR, Role.COORDINATOR, Role.PILOT])
@pytest.mark.parametrize(("name", "args", "method"), PRIVATE)
def test_other_sides_never_reach_it(campaign, deposited, sign_in, role, name, args, method):
    seat = make_seat(campaign, role)

    assert getattr(sign_in(seat.person), method)(page(name, deposited, *args)).status_code == 404


def test_a_file_of_another_structure_is_not_found_through_ones_own_page(campaign, deposited, sign_in):
    mine = make.deposited(campaign)
    theirs = DraftPiece.objects.system().filter(draft__application=deposited).first()
    browser = sign_in(make.representative(mine).person)

    assert browser.get(page("draft_piece", mine, theirs.pk)).status_code == 404
    assert browser.get(page("draft_piece", deposited, theirs.pk)).status_code == 404


def test_the_draft_of_one_is_never_in_the_pages_of_another(campaign, sign_in):
    make.fill(make.begin(campaign), project="Canari jaune vif.")
    other = make.begin(campaign)
    browser = sign_in(make.representative(other).person)

    for url in (
        reverse("candidates:apply", args=["2011"]),
        reverse("candidates:mine", args=["2011"]),
        reverse("candidates:parcours", args=["2011"]),
        page("application", other),
        reverse("ui:home", args=["2011"]),
    ):
        assert "Canari" not in browser.get(url, follow=True).content.decode(), url


def test_who_works_on_two_structures_chooses(campaign, sign_in):
    first = make.begin(campaign)
    person = make.representative(first).person
    _, organisation = make.make_member()
    make.seats.join_organisation(person, organisation)
    browser = sign_in(person)
    browser.post(reverse("candidates:begin", args=["2011", organisation.pk]), {"sent_by": "alone"})

    text = text_of(browser.get(reverse("candidates:mine", args=["2011"])))

    assert "2 candidatures dans cet appel" in text
    assert organisation.name in text
