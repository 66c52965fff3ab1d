"""The note as a PDF, and what may not be joined to an application."""

from ccr import documents
from ccr.documents.marks import mark_of
from ccr.documents.states import DocumentState
from ccr.wall.sides import Side
from diagnostics import reading
from diagnostics.models import Document, Note

NOTE = "diagnostics.note"


def note_context(seat, document):
    """What the PDF of a note shows: rendered in the pass of its owner, None when she may not read it."""
    note = Note.objects.visible_to(seat).with_page_data().filter(pk=document.about_id).first()
    return note and reading.note_context(note)


def latest_document(seat, note):
    """The seat's PDF of the note as it is now, None when there is none."""
    rows = Document.objects.visible_to(seat).select_related("campaign")
    return rows.filter(kind=NOTE, about_id=note.pk).order_by("-created_at").first()


def refused_uploads(seat):
    """SHA-256 and mark of the PDFs of the structure's own notes, in any lane, version or call (DESIGN 2.4, A050)."""
    own = seat.organisations_as(Side.CANDIDATE)
    notes = Note.objects.system().filter(application__organisation__in=own)
    ready = Document.objects.system().filter(kind=NOTE, about_id__in=notes.values("pk"), state=DocumentState.READY)
    made = list(ready.values_list("sha256", "about_id"))
    return [digest for digest, _ in made] + sorted({mark_of(NOTE, about) for _, about in made})


def register():
    documents.register(
        NOTE,
        title="Note de diagnostic",
        template="diagnostics/pdf/note.html",
        context=note_context,
        filename="note-de-diagnostic.pdf",
    )
