"""``manage.py check`` refuses a model that does not say who reads it."""

import pytest
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from candidates.models import Draft
from ccr.wall import checks
from ccr.wall.doors import concrete_models, plate_of
from ccr.wall.models import SealedError, SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side


def ids(errors):
    return [error.id for error in errors]


def test_the_project_passes():
    assert checks.check_wall(None) == []


@isolate_apps("candidates")
def test_a_model_without_a_plate_is_an_error():
    class Bare(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "candidates"

    assert ids(checks.check_plates([Bare])) == ["wall.E001"]


@isolate_apps("candidates")
def test_a_model_that_django_does_not_manage_is_an_error():
    class View(models.Model):  # noqa: DJ008
        readers = writers = {Side.CANDIDATE}

        class Meta:
            app_label = "candidates"
            managed = False

    assert ids(checks.check_managed([View, Draft])) == ["wall.E006"]


@isolate_apps("candidates")
def test_a_plate_is_not_inherited():
    class Child(Draft):
        class Meta(Draft.Meta):
            app_label = "candidates"

    assert plate_of(Child) is None


@isolate_apps("candidates")
def test_a_reading_side_without_its_method_is_an_error():
    class Silent(SealedModel):
        readers = {Side.DIAGNOSIS}
        writers = {Side.DIAGNOSIS}

        class Meta(SealedModel.Meta):
            app_label = "candidates"

    assert ids(checks.check_readers([Silent])) == ["wall.E002"]


@isolate_apps("candidates")
def test_a_method_for_a_side_that_does_not_read_is_an_error():
    class TalkativeQuerySet(SealedQuerySet):
        def for_instruction(self, seat):
            return Q()

    class Talkative(SealedModel):
        readers = set()
        writers = {Side.DIAGNOSIS}
        objects = SealedManager.from_queryset(TalkativeQuerySet)()

        class Meta(SealedModel.Meta):
            app_label = "candidates"

    assert ids(checks.check_readers([Talkative])) == ["wall.E002"]


@isolate_apps("candidates")
def test_a_column_named_as_a_table_is_an_error():
    class Confusing(models.Model):  # noqa: DJ008
        candidates_draft = models.TextField()

        class Meta:
            app_label = "candidates"

    assert ids(checks.check_names([Confusing, Draft])) == ["wall.E003"]


@isolate_apps("candidates")
def test_a_way_back_from_another_app_is_an_error():
    class Leaving(SealedModel):
        person = models.ForeignKey("ccr_accounts.Person", on_delete=models.PROTECT, related_name="leaving")

        class Meta(SealedModel.Meta):
            app_label = "candidates"

    Leaving.__module__ = "candidates.models"
    Leaving._meta.get_field("person").remote_field.model = Draft._meta.get_field("saved_by").related_model
    assert ids(checks.check_relations([Leaving])) == ["wall.E004"]


@pytest.mark.parametrize("road", ["all", "filter", "get", "first", "count", "exists", "values", "create"])
def test_a_sealed_manager_gives_nothing_at_large(road):
    with pytest.raises(SealedError):
        getattr(Draft.objects, road)()


def test_no_seat_sees_nothing():
    assert list(Draft.objects.visible_to(None)) == []


def test_every_table_has_a_plate():
    assert [model._meta.label for model in concrete_models() if plate_of(model) is None] == []
