"""Addresses of an application's pages, and where somebody who comes back goes on."""

from django.urls import reverse

BEGINNING = "debut"
"""In the address one is sent to when one begins: nothing is typed yet, the first section is where one writes."""


def address(application, name: str = "application", *args) -> str:
    """The address of one of its pages."""
    return reverse(f"candidates:{name}", args=[application.campaign.slug, application.pk, *args])


def section_url(application, key) -> str:
    """The page of a section."""
    return address(application, "section", key)


def where_to_resume(application, draft, parts) -> str:
    """The first section that lacks something; the overview when none does, or when nothing is typed yet.

    parts: ``contents.sections(draft)``. Before the first word, the overview says what is to be known first: texts to
    take again, who deposits; it leads on by itself when there is nothing of the kind.
    """
    if draft.saved_at is None:
        return f"{address(application)}?{BEGINNING}"
    lacking = next((part for part in parts if not part.is_complete), None)
    return section_url(application, lacking.key) if lacking else address(application)
