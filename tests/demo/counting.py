"""What ``manage.py shell`` counts on a demo's database, said as JSON."""

import importlib
import json
import pkgutil
import sys
from collections import Counter

from django.apps import apps
from django.db.models import Count

from ccr.workflow import Lifecycle

ROOMS = ("ccr", "candidates", "diagnostics", "selection", "dla", "financing")


def lifecycles():
    """Every Lifecycle of every module called ``states``, by its name."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if module.name.rpartition(".")[2] == "states":
                for name, found in vars(importlib.import_module(module.name)).items():
                    if isinstance(found, Lifecycle):
                        yield f"{module.name}.{name}", found


def fields_of(lifecycle):
    """The fields that hold its states: those that offer exactly these choices."""
    wanted = list(lifecycle.states.choices)
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if list(field.choices or ()) == wanted:
                yield model, field


def count(lifecycle):
    """{state: how many things are in it}; empty when no field holds its states."""
    found, fields = Counter(dict.fromkeys(lifecycle.states.values, 0)), list(fields_of(lifecycle))
    for model, field in fields:
        rows = getattr(model, "rows", model._default_manager)
        found.update(dict(rows.order_by().values_list(field.name).annotate(Count("pk"))))
    return found if fields else {}


def say_states():
    """{lifecycle: {state: number}}."""
    sys.stdout.write(json.dumps({name: count(lifecycle) for name, lifecycle in lifecycles()}))


def say_sizes():
    """{table: rows} of what the play makes and nobody else touches."""
    wanted = ("ccr_accounts.Person", "ccr_directory.Organisation", "candidates.Application", "selection.Mark")
    models = map(apps.get_model, wanted)
    sys.stdout.write(json.dumps({m._meta.label: getattr(m, "rows", m._default_manager).count() for m in models}))
