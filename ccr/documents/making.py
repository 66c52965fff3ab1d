"""From the row to the file: claimed by a conditional statement, rendered outside any transaction, written once."""

import hashlib
import logging
from datetime import timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string

from ccr import clock
from ccr.lease import claim, is_lapsed
from ccr.wall.guard import WallBreach, passing

from . import kinds, marks
from .render import render_pdf
from .states import DOCUMENT, DocumentState
from .storage import private_path

logger = logging.getLogger("ccr.documents")

LEASE = timedelta(minutes=10)
ATTEMPTS = 3
"""How many workers may die of it before a person has to ask again."""
WORKER_LOST = "WorkerLost"


class NotVisible(Exception):
    """The owner of the document may no longer see what it is made of."""


def make(label: str, pk):
    """Render one document if it waits and nobody holds it. An error is kept on the row, then raised."""
    document = _claim(apps.get_model(label), pk)
    if document is None:
        return
    try:
        pdf, pages = render_pdf(_html(document), marks.mark_of(document.kind, document.about_id))
        name = default_storage.save(private_path(document, "document.pdf"), ContentFile(pdf))
    except NotVisible as error:
        _fail(document, error)
        return
    except Exception as error:
        _fail(document, error)
        raise
    kept = _move(
        document,
        DocumentState.READY,
        file=name,
        sha256=hashlib.sha256(pdf).hexdigest(),
        size=len(pdf),
        pages=pages,
        rendered_at=clock.now(),
        error="",
    )
    if not kept:
        default_storage.delete(name)


def _html(document) -> str:
    """The page, rendered in the pass of the document's owner."""
    kind, seat = kinds.get(document.kind), document.owner_seat
    if not document.sides:
        raise NotVisible
    with passing(document.sides) as opened:
        context = kind.context(seat, document)
        if context is None:
            raise NotVisible
        html = render_to_string(kind.template, {"document": document, "campaign": document.campaign, **context})
    if opened.breached:  # swallowed on the way: what was rendered is not to be trusted
        raise WallBreach(document.kind)
    return html


def _claim(model, pk):
    waiting = model.objects.system().filter(pk=pk, state=DocumentState.WAITING)
    with transaction.atomic(durable=True):
        if not claim(waiting, LEASE, state=DocumentState.RENDERING):
            return None
    return model.objects.system().select_related("owner_seat__campaign", "owner_seat__person", "campaign").get(pk=pk)


def _move(document, to, **changes) -> bool:
    """Write the next state if this worker still holds the document."""
    if not DOCUMENT.allows(document.state, to):
        raise ValueError(f"no move from {document.state} to {to}")
    with transaction.atomic(durable=True):
        return bool(document.held().filter(state=document.state).update(state=to, lease_until=None, **changes))


def _fail(document, error):
    """Keep the error's class, never its text, which may quote what was rendered."""
    logger.warning("%s %s: %s", document._meta.label, document.pk, type(error).__name__)
    _move(document, DocumentState.FAILED, error=type(error).__name__[:80])


def expire_leases(model):
    """Take back what dead workers held; a document that kills its workers ends as a failure."""
    lost = model.objects.system().filter(is_lapsed(), state=DocumentState.RENDERING)
    free = {"lease_until": None, "error": WORKER_LOST}
    lost.filter(attempts__gte=ATTEMPTS).update(state=DocumentState.FAILED, **free)
    lost.filter(attempts__lt=ATTEMPTS).update(state=DocumentState.WAITING, **free)


def waiting(model, limit: int = 200) -> list:
    """The keys of what waits, oldest first."""
    rows = model.objects.system().filter(state=DocumentState.WAITING)
    return list(rows.order_by("created_at", "pk").values_list("pk", flat=True)[:limit])
