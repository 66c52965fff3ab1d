"""Merging two records rewrites no row that is sealed: what was written keeps the key it was written with."""

from contextlib import contextmanager

import pytest

from candidates.models import Application, Reception, Referral
from ccr.directory import merging
from ccr.directory.models import Organisation
from ccr.wall.errors import DomainError
from tests.factories.core import OrganisationFactory
from tests.wall.asking import rolled_back
from tests.wall.canaries import sealed_models

pytestmark = pytest.mark.django_db

NEVER_MERGED = {"diagnostics.Capacity", "diagnostics.Diagnostic", "diagnostics.Note"}
"""They name who diagnoses, whose record is the one to keep."""


def links(model) -> list[str]:
    """The columns by which a model names an organisation."""
    return [field.attname for field in model._meta.fields if field.related_model is Organisation]


def sealed_rows() -> dict:
    """{(model, key): every column of the row}."""
    models = sealed_models()
    return {(model, row["id"]): row for model in models for row in model.rows.order_by().values()}


def merged_away(world) -> set:
    """The keys of the organisations of the world that may be merged into a new record; they are."""
    done = set()
    with world.acting("coordinator") as seat:
        for organisation in Organisation.objects.kept().order_by("pk"):
            kept = OrganisationFactory(legal_form=organisation.legal_form, is_scop=organisation.is_scop)
            try:
                merging.merge_organisations(kept, organisation, reason="La même.", by=seat)
            except DomainError:
                continue
            done.add(organisation.pk)
    return done


@contextmanager
def merged_world(world):
    """Gives the sealed rows as they were before, the keys that were merged, and which rows are another since."""
    with rolled_back():
        mine = world.thing("organisation", "mine")
        for model in (Reception, Referral):  # names that the directory did not know
            model.rows.update(**dict.fromkeys((name for name in links(model)), mine.pk))
        before = sealed_rows()
        merged = merged_away(world)
        after = sealed_rows()
        yield before, merged, {key: row for key, row in before.items() if after.get(key) != row}


def test_no_sealed_row_is_rewritten_by_a_merge(world):
    with merged_world(world) as (before, merged, rewritten):
        assert rewritten == {}
        named = {model._meta.label for model in sealed_models() if links(model)}
        proved = {
            model._meta.label for (model, _), row in before.items() if merged & {row[name] for name in links(model)}
        }
        assert named - proved == NEVER_MERGED


def test_the_proof_sees_a_row_carried_over(world, monkeypatch):
    point = merging._point

    def carry(kept, merged):
        Application.rows.filter(organisation=merged).update(organisation=kept)
        point(kept, merged)

    monkeypatch.setattr(merging, "_point", carry)
    with merged_world(world) as (_, _, rewritten):
        assert {model for model, _ in rewritten} == {Application}
