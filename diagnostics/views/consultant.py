"""Notes passed on to a DLA consultant: there while the structure lets them."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccr.ui.pages import paginate
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, services
from diagnostics.documents import latest_document
from diagnostics.models import Note, NoteLine, Reading, Transfer
from diagnostics.reading import note_context


def _transfers(request):
    rows = Transfer.objects.visible_to(request.seat).live().filter(consultant=request.seat)
    return rows.select_related("application__organisation")


@require_safe
@for_sides(Side.CONSULTANT)
def transferred_notes(request, campaign):
    """The notes this consultant may read."""
    read = Reading.objects.visible_to(request.seat).filter(about_id=OuterRef("note"), reader=request.seat)
    page = paginate(request, _transfers(request).annotate(is_read=Exists(read)))
    return render(request, "diagnostics/consultant/list.html", {"page": page})


@require_safe
@for_sides(Side.CONSULTANT)
def transferred_note(request, campaign, transfer):
    """One note, and its reading is written down."""
    transfer = get_object_or_404(_transfers(request), pk=transfer)
    rows = Note.objects.visible_to(request.seat).with_page_data(NoteLine.objects.visible_to(request.seat))
    note = get_object_or_404(rows, pk=transfer.note_id)
    services.record_note_reading(note, by=request.seat)
    context = {
        **note_context(note),
        "transfer": transfer,
        "document": latest_document(request.seat, note),
        "audience": audiences.note_of_consultant(),
    }
    return render(request, "diagnostics/consultant/note.html", context)
