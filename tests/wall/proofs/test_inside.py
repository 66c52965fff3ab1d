"""Inside a side too: a structure never reaches another's rows, a consultant never another's notes (DESIGN 2.5)."""

import pytest
from django.apps import apps
from django.db import models

from ccr.wall.models import SealedModel
from tests.wall import access, canaries, proving
from tests.wall.asking import rolled_back
from tests.wall.structures import STRUCTURES

pytestmark = pytest.mark.django_db

MIRROR = {
    "other_candidate": "candidate",
    "other_diagnostician": "diagnostician",
    "other_consultant": "consultant",
}
OWN = tuple(MIRROR.values())


def of_owners(role):
    """What this role opens of « mine » and not of « other's »: her own rows. What the anonymous opens is nobody's."""
    closed = {
        (line.url_name, line.kwargs, line.method)
        for line in access.lines()
        if line.whose == "other's" and line.status_for(role) == 404
    }
    mine = [line for line in access.lines() if line.whose == "mine" and line.status_for(role) != 404]
    mine = [line for line in mine if line.status_for("anonymous") != 200]
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


STRUCTURES_OWN = [model for model in canaries.sealed_models() if model._meta.label not in canaries.OF_THE_CALL]


@pytest.mark.parametrize("model", STRUCTURES_OWN, ids=lambda model: model._meta.label)
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


@pytest.fixture(scope="module")
def belongs(world):
    """Row → the structures it is about, by the rows it points to, one after the other, up to their application.

    Whoever reads it: a table that no structure reads counts too.
    """
    found = {("candidates.Application", world.thing("application", whose).pk): {whose} for whose in STRUCTURES}
    tables = {model: list(models.QuerySet(model)) for model in canaries.sealed_models()}
    while True:
        before = sum(map(len, found.values()))
        for model, rows in tables.items():
            for row in rows:
                owners = set().union(*(found.get(target, ()) for target in pointed_to(row)))
                if owners:
                    found.setdefault((model._meta.label, row.pk), set()).update(owners)
        if sum(map(len, found.values())) == before:
            return found


def pointed_to(row):
    """The sealed rows that a row points to: its foreign keys, and the object its bookkeeping is about."""
    for field in row._meta.local_concrete_fields:
        if field.is_relation and issubclass(field.related_model, SealedModel):
            yield field.related_model._meta.label, getattr(row, field.attname)
    if (kind := getattr(row, "about_type", "")) and "." in kind:
        yield apps.get_model(kind)._meta.label, row.about_id


def test_the_rows_of_each_structure_are_told_apart(world, belongs):
    """The search itself works, in tables that no structure reads as well."""
    for label in ("diagnostics.Answer", "selection.Mark", "dla.Enrolment", "candidates.Draft"):
        owners = [whose for (table, _), whose in belongs.items() if table == label]
        assert {"mine", "other's"} <= set().union(*owners), label
    assert belongs["candidates.Draft", world.thing("application", "begun").draft.pk] == {"begun"}


@pytest.mark.parametrize("model", canaries.sealed_models(), ids=lambda model: model._meta.label)
def test_a_way_back_gives_only_ones_own(world, belongs, model):
    """From a row about one structure, each related manager gives rows about it: what a template may wander into.

    Of every structure, decided, waiting or only begun; in every table, whoever may read it.
    """
    for name, relation in related_managers(model).items():
        for row in models.QuerySet(model):
            whose = belongs.get((model._meta.label, row.pk), set())
            if len(whose) != 1:
                continue  # about no structure in particular, or about several: a session, a meeting
            found = getattr(row, name, None) if relation.one_to_one else getattr(row, name).all()
            for one in [found] if isinstance(found, models.Model) else list(found or []):
                assert belongs.get((one._meta.label, one.pk), whose) == whose, f"{name} of {row}"


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
