"""« Le mur » shows what is there today."""

import pytest

pytestmark = pytest.mark.xdist_group("demo")  # one demo for one process


def test_the_wall_is_shown_after_the_clicks_that_the_visit_invites(said_on_a_copy):
    """The structure takes its note back, the DLA withdraws it from its session: two lines less, no more."""
    before, after = said_on_a_copy("say_wall")
    gone = [line for line in before if line not in after]

    assert [label for label, *_ in gone] == ["La note, transmise par la structure", "La session et ses structures"]
    assert after == [line for line in before if line not in gone]
