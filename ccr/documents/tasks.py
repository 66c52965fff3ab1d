"""Rendering, and picking up what was lost. On the machine's side; the page itself is rendered in its owner's pass.

``making`` is imported where it is used: with it comes WeasyPrint, half a second that every process would pay to start.
"""

from django.apps import apps

from ccr.after_commit import start
from ccr.celery import app
from ccr.wall.sides import Side

from .models import Document


def document_models() -> list[type[Document]]:
    """Every table of documents."""
    return [model for model in apps.get_models() if issubclass(model, Document)]


@app.task(side=Side.MACHINE)
def render(label, pk):
    """Render one document, by its table and key."""
    from . import making

    making.make(label, pk)


@app.task(side=Side.MACHINE)
def relay():
    """Take back what dead workers held and start again what waits: a lost broker message loses nothing."""
    from . import making

    for model in document_models():
        making.expire_leases(model)
        for pk in making.waiting(model):
            start(render, model._meta.label, str(pk))
