"""The words that the wall keeps are nowhere on the other sides: pages, fragments, files, mails, logs (DESIGN 2.5)."""

import pytest

from tests.wall import access, canaries, proving
from tests.wall.world import ROLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_nobody_is_shown_what_is_closed_to_her_side_and_nothing_is_logged(world, asked, role):
    assert proving.leaks(world, role, asked(role)) == []


def test_the_link_of_a_calendar_shows_no_more_than_the_seat_that_made_it(world):
    """Whoever asks: a calendar program, or somebody of another lane who was given the link."""
    found = [
        leak
        for role in world.seats
        for asking in ("anonymous", "committee_member", "dla_officer")
        for line in access.own_feed(world, role)
        for leak in proving.leaked(
            world.visitors[asking].ask(line.path(world)).text, canaries.forbidden_to(world.seats[role].sides)
        )
    ]
    assert found == []


def test_a_mails_subject_holds_nothing_sealed(world):
    words = canaries.forbidden_to(())
    assert canaries.found_in("\n".join(message.subject for message in world.mails), words) == set()


def test_the_words_are_found_where_they_may_be_read(asked):
    """The search itself works: each side that reads typed words is shown some."""
    for role, label in (
        ("candidate", "diagnostics.Note.reasons"),
        ("diagnostician", "diagnostics.Note.reasons"),
        ("consultant", "diagnostics.Note.reasons"),
        ("coordinator", "candidates.Draft.project"),
        ("instructor", "candidates.Version.project"),
        ("instructor", "selection.Opinion.text"),
        ("committee_president", "selection.ProposedDecision.motive"),
    ):
        shown = (one.answer.text for one in asked(role) if one.shows)
        assert any(canaries.word(label) in text for text in shown), (role, label)
