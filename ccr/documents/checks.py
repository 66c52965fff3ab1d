"""A table of documents that the machine cannot fill is a mistake of its plate."""

from django.core.checks import Error, register

from ccr.wall.sides import Side

from .tasks import document_models


@register("documents")
def check_plates(app_configs, **kwargs):
    """E001: the machine reads and writes every table of documents."""
    return [
        Error(f"{model._meta.label} must be read and written by the machine.", id="documents.E001")
        for model in document_models()
        if Side.MACHINE not in set(model.readers) & set(model.writers)
    ]
