"""The world holds what the proofs look for."""

import pytest

from tests.wall import canaries

pytestmark = pytest.mark.django_db


def test_every_sealed_text_has_its_canary():
    assert canaries.unnamed() == []
    assert canaries.forgotten() == []


def test_every_canary_is_in_the_world(world):
    assert canaries.unwritten() == []


def test_nothing_sealed_was_logged_while_the_world_was_built(world):
    words = canaries.forbidden_to(())
    assert canaries.found_in("\n".join(world.logs), words) == set()
