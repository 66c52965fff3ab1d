"""Inside a side too: a structure never reaches another's rows, a consultant never another's notes (DESIGN 2.5)."""

import pytest
from django.db import models

from tests.wall import access, canaries, proving
from tests.wall.asking import rolled_back

pytestmark = pytest.mark.django_db

MIRROR = {
    "other_candidate": "candidate",
    "other_diagnostician": "diagnostician",
    "other_consultant": "consultant",
}
OWN = tuple(MIRROR.values())


def of_owners(role):
    """What this role opens of « mine » and not of « other's »: her own rows."""
    closed = {
        (line.url_name, line.kwargs, line.method)
        for line in access.lines()
        if line.whose == "other's" and line.status_for(role) == 404
    }
    mine = [line for line in access.lines() if line.whose == "mine" and line.status_for(role) != 404]
    return [line for line in mine if (line.url_name, line.kwargs, line.method) in closed]


@pytest.mark.parametrize(("name", "role"), MIRROR.items())
def test_a_colleague_never_reaches_what_is_mine(world, name, role):
    lines = of_owners(role)
    assert lines
    assert proving.trespasses(world, name, lines) == []


@pytest.mark.parametrize("role", OWN)
def test_no_word_of_another_is_shown(world, role):
    assert proving.words_of_others(world, role, "other's", access.pages(role)) == []


@pytest.mark.parametrize(("name", "role"), MIRROR.items())
def test_nor_the_other_way_round(world, name, role):
    pages = proving.as_seen_by("other's", access.pages(role))
    assert proving.words_of_others(world, name, "mine", pages) == []


def test_the_words_of_mine_are_shown_to_me(world):
    """The search itself works."""
    assert proving.words_of_others(world, "candidate", "mine", access.pages("candidate"))


def visible(model, seat):
    return set(model.objects.visible_to(seat).values_list("pk", flat=True))


@pytest.mark.parametrize("model", canaries.sealed_models(), ids=lambda model: model._meta.label)
def test_two_candidates_share_no_row(world, model):
    """``visible_to`` of A and of B have nothing in common, row by row."""
    common = visible(model, world.seats["candidate"]) & visible(model, world.seats["other_candidate"])
    assert not common


DIAGNOSTICS = [model for model in canaries.sealed_models() if model._meta.app_label == "diagnostics"]


@pytest.mark.parametrize("model", DIAGNOSTICS, ids=lambda model: model._meta.label)
def test_two_consultants_share_no_note(world, model):
    assert not visible(model, world.seats["consultant"]) & visible(model, world.seats["other_consultant"])


def related_managers(model):
    """The ways back from a model: name → relation."""
    return {
        relation.get_accessor_name(): relation
        for relation in model._meta.related_objects
        if not relation.hidden and issubclass(relation.related_model, tuple(canaries.sealed_models()))
    }


@pytest.mark.parametrize("model", canaries.sealed_models(), ids=lambda model: model._meta.label)
def test_a_way_back_gives_only_ones_own(world, model):
    """From a row that A sees, each related manager gives rows of A alone: what a template may wander into.

    The related row hangs on the same parent: nothing of B is ever reached from it.
    """
    mine, others = world.seats["candidate"], world.seats["other_candidate"]
    for name, relation in related_managers(model).items():
        theirs = visible(relation.related_model, others)
        for row in model.objects.visible_to(mine):
            with rolled_back():
                found = getattr(row, name, None) if relation.one_to_one else getattr(row, name).all()
            rows = [found] if isinstance(found, models.Model) else list(found or [])
            assert not {one.pk for one in rows} & theirs, name


def test_the_seats_that_read_rows_are_of_sides_that_may(world):
    """``visible_to`` gives nothing to a seat whose side the door does not name."""
    from ccr.wall.doors import plate_of

    for model in canaries.sealed_models():
        for name, seat in world.seats.items():
            if seat is not None and not seat.sides & plate_of(model).readers:
                assert not visible(model, seat), (model._meta.label, name)


def test_a_colleague_of_the_structure_sees_what_the_structure_sees(world):
    """A contributor works on the same application: the wall inside a side stands between structures, not people."""
    from tests.factories import candidates

    with rolled_back():
        seat = candidates.add_contributor(world.thing("application"))
        from diagnostics.models import Note

        assert visible(Note, seat) == {world.thing("note").pk}
