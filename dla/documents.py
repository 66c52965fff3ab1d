"""The programme of a session as a PDF: days, modules, places, consultant. It names no structure."""

from ccr import documents
from dla.models import Document, Session

PROGRAMME = "dla.programme"


def programme(seat, document):
    """What the PDF shows; None when the seat no longer sees the session."""
    rows = Session.objects.visible_to(seat).select_related("campaign", "consultant__person")
    session = rows.prefetch_related("consultant__mandates__organisation").filter(pk=document.about_id).first()
    return session and {"session": session, "days": session.days.all()}


def latest_programme(seat, session) -> Document | None:
    """The programme as it was last made, for whoever sees the session."""
    rows = Document.objects.visible_to(seat).select_related("campaign")
    return rows.filter(kind=PROGRAMME, about_id=session.pk).order_by("-created_at").first()


def register():
    documents.register(
        PROGRAMME,
        title="Programme de la session",
        template="dla/pdf/programme.html",
        context=programme,
        filename="programme-de-la-session.pdf",
    )
