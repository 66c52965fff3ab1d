"""The programme of a session as a PDF: days, modules, places, consultant, structures."""

from ccr import documents
from dla.models import Document, Enrolment, Session
from dla.states import EnrolmentState

PROGRAMME = "dla.programme"


def programme(seat, document):
    """What the PDF shows; None when the seat no longer sees the session."""
    session = (
        Session.objects.visible_to(seat).select_related("campaign", "consultant__person").filter(pk=document.about_id)
    )
    session = session.first()
    if session is None:
        return None
    enrolled = Enrolment.objects.system().filter(session=session, state=EnrolmentState.ENROLLED)
    name = "application__organisation__name"
    names = list(enrolled.order_by(name).values_list(name, flat=True))
    return {"session": session, "days": session.days.all(), "names": names}


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
