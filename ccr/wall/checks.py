"""System checks of the wall: a plate on every model, one method per reading side, no name that blinds the guard."""

from django.apps import apps
from django.core.checks import Error, register

from .doors import concrete_models, plate_of
from .models import SealedModel, SealedQuerySet
from .sides import SEATED

OURS = ("ccr", "candidates", "diagnostics", "selection", "dla", "financing")


def _is_ours(model) -> bool:
    return model.__module__.split(".")[0] in OURS


def check_plates(models):
    """E001: every table has a door plate."""
    return [
        Error(f"{m._meta.label} declares no door plate.", hint="Give it readers and writers.", obj=m, id="wall.E001")
        for m in models
        if plate_of(m) is None
    ]


def check_readers(models):
    """E002: a sealed model has one ``for_<side>`` per seated side that reads it, no more, no fewer."""
    errors = []
    for model in models:
        if not issubclass(model, SealedModel):
            continue
        queryset = model.objects._queryset_class
        methods = {name.removeprefix("for_") for name in dir(queryset) if name.startswith("for_")}
        plate = plate_of(model)
        readers = {side.value for side in plate.readers & SEATED} if plate else set()
        if not issubclass(queryset, SealedQuerySet) or methods != readers:
            errors.append(
                Error(
                    f"{model._meta.label}: for_<side> methods {sorted(methods)} differ from readers {sorted(readers)}.",
                    obj=model,
                    id="wall.E002",
                )
            )
    return errors


def check_names(models):
    """E003: no column bears the name of a table, the guard would take it for one."""
    tables = {m._meta.db_table.lower() for m in models}
    return [
        Error(f"{m._meta.label}.{f.name}: the column {f.column} bears the name of a table.", obj=m, id="wall.E003")
        for m in models
        for f in m._meta.local_concrete_fields
        if f.column.lower() in tables
    ]


def check_relations(models):
    """E004: a key that leaves a sealed app leaves no way back."""
    return [
        Error(f"{m._meta.label}.{f.name} leaves its app: related_name must be '+'.", obj=m, id="wall.E004")
        for m in models
        if _is_ours(m) and issubclass(m, SealedModel)
        for f in m._meta.local_fields
        if f.is_relation
        and f.related_model
        and f.related_model._meta.app_label != m._meta.app_label
        and not f.remote_field.hidden
    ]


def check_managers(models):
    """E005: a sealed model keeps Django on the plain manager."""
    return [
        Error(f"{m._meta.label}: Meta must inherit SealedModel.Meta (default_manager_name).", obj=m, id="wall.E005")
        for m in models
        if issubclass(m, SealedModel) and m._meta.default_manager_name != "rows"
    ]


def check_managed(models):
    """E006: Django makes every table: one it does not manage has no plate, a database view hides what it reads."""
    return [
        Error(f"{m._meta.label} is not managed by Django: the guard does not know its table.", obj=m, id="wall.E006")
        for m in models
        if not m._meta.managed and not m._meta.proxy
    ]


@register("wall")
def check_wall(app_configs, **kwargs):
    """Every check of the wall, on every table whatever app is asked about."""
    if not apps.ready:
        return []
    models = concrete_models()
    return [
        *check_plates(models),
        *check_readers(models),
        *check_names(models),
        *check_relations(models),
        *check_managers(models),
        *check_managed(apps.get_models(include_auto_created=True)),
    ]
