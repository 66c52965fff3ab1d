"""Kinds of document of the tests, on the table of the candidates."""

from candidates.models import Application
from ccr import documents

failing = set()
"""Keys of applications whose document cannot be made for now."""


def application(seat, document):
    if document.about_id in failing:
        raise LookupError("a bug of a template or of its context")
    found = Application.objects.visible_to(seat).filter(pk=document.about_id).first()
    return {"application": found, "address": ADDRESS[0]} if found else None


ADDRESS = [""]


def register():
    """Declare them; again changes nothing."""
    shared = {"title": "Document d’essai", "context": application, "filename": "essai.pdf"}
    documents.register("tests.letter", template="tests/letter.html", **shared)
    documents.register("tests.fetching", template="tests/fetching.html", **shared)
