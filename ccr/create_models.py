"""The operation of our squashed migrations: an app's tables, created together.

After each ``CreateModel``, Django builds again the models that the new one touches; here nearly all touch the call and
the people, so that a fresh database built a hundred and thirty models a hundred and thirty times: ten seconds of a
process's time, of which the statements themselves took one. Together, they are built once.
"""

from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """Several ``CreateModel`` in one operation, in any order: keys between them are the database's to add last.

    models: the ``CreateModel`` operations of one app.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models):
        self.models = models

    def state_forwards(self, app_label, state):
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)  # built again when somebody asks, once for all
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self):
        return "Create models " + ", ".join(model.name for model in self.models)


class Together(Operation):
    """Several operations on one app's models, between which nothing looks at them: the models are built once after all.

    operations: none may need the state that another of them leaves.
    """

    category = OperationCategory.ALTERATION
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name, app_label):
        return any(operation.references_model(name, app_label) for operation in self.operations)

    def describe(self):
        return ", ".join(operation.describe() for operation in self.operations)
