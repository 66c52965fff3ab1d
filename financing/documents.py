"""The structure's own paper: what it needs in money, for its board or its bank.

It is about the application and read by nobody but the structure, so it lives with the application's own papers.
"""

from candidates.models import Application, Document
from ccr import documents
from financing import totals
from financing.models import NeedLine
from financing.states import NeedState

STATEMENT = "financing.statement"


def statement(seat, document):
    """The needs as they are now, in the owner's pass; None when there is nothing to state."""
    rows = Application.objects.visible_to(seat).select_related("campaign", "organisation")
    application = rows.filter(pk=document.about_id).first()
    if application is None:
        return None
    lines = NeedLine.objects.visible_to(seat).filter(application=application, state=NeedState.STATED)
    found = totals.add_up(lines)
    if not found.cells:
        return None
    return {"application": application, "lines": lines.select_related("said"), "totals": found}


def statement_of(seat, application, version: str):
    """The paper of the needs as they are now, None when it was not asked for."""
    rows = Document.objects.visible_to(seat).select_related("campaign")
    return rows.filter(kind=STATEMENT, about_id=application.pk, source_version=version).first()


def register():
    documents.register(
        STATEMENT,
        title="État de nos besoins de financement",
        template="financing/pdf/statement.html",
        context=statement,
        filename="etat-des-besoins-de-financement.pdf",
    )
