"""``CreateModels`` does what the ``CreateModel`` that it holds do one after the other, there and back."""

import uuid

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from ccr.create_models import CreateModels, Together

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("postgres", "db")]


def key():
    return models.UUIDField(primary_key=True, default=uuid.uuid4)


def two_tables():
    """A branch that points to its tree, the branch first."""
    tree = models.ForeignKey("ccr_wall.tree", models.CASCADE)
    once = models.UniqueConstraint(fields=["tree"], name="branch_once")
    return [
        migrations.CreateModel("Branch", [("id", key()), ("tree", tree)], {"constraints": [once]}),
        migrations.CreateModel("Tree", [("id", key())]),
    ]


def test_tables_are_made_with_their_keys_and_taken_away():
    operation, before = CreateModels(two_tables()), ProjectState()
    assert before.apps.get_models() == []  # somebody has asked for the models already
    after = before.clone()
    operation.state_forwards("ccr_wall", after)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("ccr_wall", editor, before, after)
    with connection.cursor() as cursor:
        made = connection.introspection.get_constraints(cursor, "ccr_wall_branch")
    assert made["branch_once"]["unique"]
    assert ("ccr_wall_tree", "id") in [constraint["foreign_key"] for constraint in made.values()]
    branch, tree = (after.apps.get_model("ccr_wall", name) for name in ("branch", "tree"))
    assert branch.objects.create(tree=tree.objects.create()).tree_id
    branch.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor(atomic=False) as editor:
        operation.database_backwards("ccr_wall", editor, after, before)
    assert not {"ccr_wall_branch", "ccr_wall_tree"} & set(connection.introspection.table_names())


def test_the_state_is_that_of_one_operation_after_the_other():
    together, apart = ProjectState(), ProjectState()
    CreateModels(two_tables()).state_forwards("ccr_wall", together)
    for model in reversed(two_tables()):
        model.state_forwards("ccr_wall", apart)
    assert together == apart


def test_operations_together_leave_the_state_and_the_table_that_they_leave_apart():
    small = models.CheckConstraint(name="tree_small", condition=models.Q(size__lt=5))
    tall = models.CheckConstraint(name="tree_tall", condition=models.Q(size__gte=5))
    size = models.PositiveSmallIntegerField(default=3)
    tree = migrations.CreateModel("Tree", [("id", key()), ("size", size)], {"constraints": [small]})
    steps = [
        migrations.RemoveConstraint("tree", "tree_small"),
        migrations.AlterField("tree", "size", models.PositiveSmallIntegerField(default=8)),
        migrations.AddConstraint("tree", tall),
    ]
    before, apart = ProjectState(), ProjectState()
    for state in (before, apart):
        tree.state_forwards("ccr_wall", state)
    together, after = Together(steps), before.clone()
    together.state_forwards("ccr_wall", after)
    for step in steps:
        step.state_forwards("ccr_wall", apart)
    assert after == apart
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(before.apps.get_model("ccr_wall", "tree"))
        together.database_forwards("ccr_wall", editor, before, after)
    assert after.apps.get_model("ccr_wall", "tree").objects.create().size == 8
    with connection.schema_editor(atomic=False) as editor:
        with connection.cursor() as cursor:
            named = connection.introspection.get_constraints(cursor, "ccr_wall_tree")
        editor.delete_model(after.apps.get_model("ccr_wall", "tree"))
    assert "tree_tall" in named and "tree_small" not in named
