"""What the pages share: their addresses, and what the seat may see."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from diagnostics import rules
from diagnostics.models import Diagnostic, FilRouge, Note


def url(request, name, *args) -> str:
    """The address of one of our pages, in the campaign of the request."""
    return reverse(f"diagnostics:{name}", args=[request.campaign.slug, *args])


def visible_diagnostic(request, pk) -> Diagnostic:
    """The diagnostic, if the seat sees its status; 404 otherwise."""
    return get_object_or_404(Diagnostic.objects.visible_to(request.seat).with_list_data(), pk=pk)


def their_diagnostic(request, pk) -> Diagnostic:
    """A diagnostic of the seat's own organisation: the coordination of RAMSESS reads the contents of no other."""
    diagnostic = visible_diagnostic(request, pk)
    if rules.why_not_theirs(request.seat, diagnostic):
        raise Http404
    return diagnostic


def visible_note(request, diagnostic) -> Note | None:
    """The note of a diagnostic, if the seat may read it."""
    return Note.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()


def visible_fil_rouge(request, **by) -> FilRouge:
    """A fil rouge the seat sees; 404 otherwise."""
    rows = FilRouge.objects.visible_to(request.seat).select_related(
        "diagnostic__campaign",
        "diagnostic__application__organisation",
        "diagnostic__organisation",
        "diagnostic__diagnostician__person",
    )
    return get_object_or_404(rows, **by)
