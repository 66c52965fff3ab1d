"""The life of a document."""

from django.db import models

from ccr.workflow import Lifecycle


class DocumentState(models.TextChoices):
    """Where the making of a document is."""

    WAITING = "waiting", "en attente"
    RENDERING = "rendering", "en préparation"
    READY = "ready", "prêt"
    FAILED = "failed", "échec"


DOCUMENT = Lifecycle(
    states=DocumentState,
    moves={
        DocumentState.WAITING: {DocumentState.RENDERING},
        DocumentState.RENDERING: {DocumentState.READY, DocumentState.FAILED, DocumentState.WAITING},
        DocumentState.FAILED: {DocumentState.WAITING},
    },
    tones={DocumentState.READY: "ok", DocumentState.FAILED: "bad"},
)
