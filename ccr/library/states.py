"""What a document of the *porte-documents* is, and its lifecycle."""

from django.db import models

from ccr.workflow import Lifecycle


class DocumentKind(models.TextChoices):
    """What a document is, whatever it is about."""

    DOCUMENT = "document", "document"
    MINUTES = "minutes", "compte rendu"
    REFERENCE = "reference", "texte de référence"


class EntryState(models.TextChoices):
    """States of what the coordination keeps."""

    DRAFT = "draft", "en préparation"
    PUBLISHED = "published", "publié"
    RETIRED = "retired", "retiré"


ENTRY = Lifecycle(
    states=EntryState,
    moves={
        EntryState.DRAFT: {EntryState.PUBLISHED, EntryState.RETIRED},
        EntryState.PUBLISHED: {EntryState.RETIRED},
        EntryState.RETIRED: {EntryState.PUBLISHED},
    },
    tones={EntryState.DRAFT: "none", EntryState.PUBLISHED: "ok", EntryState.RETIRED: "warn"},
)
