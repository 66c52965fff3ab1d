"""What each kind of document is called, shows, and is made from."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    title: French, for pages and the PDF. template: extends ``pdf/base.html``. filename: of the download, without
    personal data, or a function of the document.
    context: ``context(seat, document) -> dict | None``, run in the owner's own pass; None when she may not see it.
    table: the model of the app that keeps it, where the app has one for another side than its ``Document``.
    """

    name: str
    title: str
    template: str
    context: Callable
    filename: str | Callable
    table: str = "Document"

    def filename_of(self, document) -> str:
        return self.filename(document) if callable(self.filename) else self.filename


_kinds: dict[str, Kind] = {}


def register(name: str, *, title, template, context, filename, table="Document") -> Kind:
    """Declare a kind of document, in the ``ready()`` of its app.

    Raises ValueError when the name is taken by another kind.
    """
    kind = Kind(name, title, template, context, filename, table)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"document kind {name!r} is registered twice")
    return kind


def get(name: str) -> Kind:
    """The kind of that name. Raises KeyError."""
    return _kinds[name]


def names() -> list[str]:
    """Every declared kind."""
    return sorted(_kinds)
