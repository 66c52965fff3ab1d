"""A call as a candidate will see it, for the coordination: a structure that nobody is, a draft that nothing keeps."""

from candidates.models import Application, Draft
from ccr.directory.models import LegalForm, Organisation

FORMS = {"association": LegalForm.ASSOCIATION, "societe": LegalForm.SARL}
"""Whom the pages are shown for: what they ask depends on the legal form."""


def blank_draft(campaign, whose: str = "association") -> Draft:
    """An empty draft of an invented structure, with its parts. Not in the database, and never written to it.

    whose: a key of ``FORMS``.
    """
    organisation = Organisation(name="Votre structure", legal_form=FORMS[whose], city="Marseille")
    application = Application(campaign=campaign, organisation=organisation)
    application.extended_until = None  # no query for a time given to nobody
    draft = Draft(application=application)
    draft._prefetched_objects_cache = {part: [] for part in ("sites", "pieces", "years", "contacts")}
    return draft
