"""The PDFs of notes. Each download is a reading."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ccr import documents
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import services
from diagnostics.models import Document, Note


@require_safe
@for_sides(Side.CANDIDATE, Side.DIAGNOSIS, Side.CONSULTANT)
def document(request, campaign, pk):
    """A PDF the seat may see; who downloads a note is written down (« Qui a lu ma note »)."""
    found = get_object_or_404(Document.objects.visible_to(request.seat).select_related("campaign"), pk=pk)
    note = get_object_or_404(Note.objects.visible_to(request.seat), pk=found.about_id)
    if found.is_ready and not request.htmx and request.method == "GET":
        services.record_note_reading(note, by=request.seat)
    return documents.serve(request, found)
