"""D3. Wall attacks: every road is tried in ``tests/wall/proofs/test_attacks.py``, on a world where all is there.

Here, the sentence of the scenario: giving an instructor the group « appui » fails with a clear message, and two roles
given through the shell fail validation.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from ccr import clock
from ccr.programme import audit, seats
from ccr.programme.models import Mandate, Seat
from ccr.programme.roles import Role
from ccr.wall.errors import DomainError
from tests.factories.core import PersonFactory
from tests.scenarios.story import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(freeze):
    return begin(freeze)


def test_giving_an_instructor_a_role_of_support_fails_with_a_clear_message(story):
    with pytest.raises(DomainError) as refused:
        seats.give_mandate(story.campaign, story.instructor.person, Role.DIAGNOSTICIAN, story.r1)

    assert "Une personne ne tient qu’un couloir par appel" in str(refused.value)


def test_the_coordinators_screen_says_so_too(story, sign_in):
    coordinator = seats.holders(story.campaign, Role.COORDINATOR)[0]
    answer = sign_in(coordinator).post(
        reverse("programme:give_mandate", args=[story.campaign.slug]),
        {"email": story.instructor.person.email, "role": "diagnostician", "organisation": story.r1.pk},
    )

    assert answer.status_code == 422
    assert "qu’un couloir par appel" in answer.content.decode()


def test_a_second_seat_given_through_the_shell_fails_validation(story):
    second = Seat(person=story.instructor.person, campaign=story.campaign, lane="support")
    with pytest.raises(ValidationError, match="déjà un siège"):
        second.full_clean()


def test_a_mandate_of_the_other_lane_given_through_the_shell_opens_nothing_and_is_found(story):
    Mandate.objects.create(
        seat=story.instructor, role=Role.DIAGNOSTICIAN, organisation=story.r1, started_at=clock.now()
    )

    assert seats.seat_of(story.instructor.person, story.campaign).sides == {"instruction"}
    assert any(str(story.instructor.pk) in finding or "couloir" in finding for finding in audit.findings())


def test_the_existence_of_a_note_is_not_told_to_somebody_without_a_seat(story, freeze, commits, sign_in):
    story.diagnose(freeze, commits)
    stranger = sign_in(PersonFactory())
    address = reverse("diagnostics:note", args=[story.campaign.slug, story.note.pk])

    assert stranger.get(address).status_code == 404
