"""Documents of the *porte-documents* for the tests, each verb in the coordination's pass."""

import datetime

from ccr.library import services
from ccr.library.models import Entry, PublicDocument, Theme
from ccr.wall.guard import passing_as
from tests.factories.candidates import upload


def values(title="La Cité en deux pages", **said) -> dict:
    """What is said of a document. theme: by its order."""
    services.ensure_themes()
    given = {
        "title": title,
        "summary": "Le projet et son calendrier.",
        "dated_on": datetime.date(2011, 9, 1),
        "keywords": "",
        "kind": "document",
        "meeting": None,
        "campaign": None,
        **said,
    }
    return {**given, "theme": Theme.objects.get(order=said.get("theme", 1))}


def prepared(by, title="La Cité en deux pages", *, name="cite.pdf", **said):
    """A document in preparation, with its file."""
    given = values(title, **said)
    with passing_as(by):
        entry = services.add_entry(given, by=by)
        services.add_file(entry, upload(name), by=by)
    return entry


def published(by, title="La Cité en deux pages", **said) -> PublicDocument:
    """A document that everybody reads."""
    entry = prepared(by, title, **said)
    with passing_as(by):
        services.publish(entry, by=by)
    return PublicDocument.objects.get(pk=entry.pk)


def entry_of(document) -> Entry:
    """What was prepared of a published document."""
    return Entry.objects.system().get(pk=document.pk)
