"""What the pages share: acting with a sentence when refused, finding what the seat may see."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from ccr.wall.errors import DomainError
from diagnostics.models import Diagnostic, FilRouge, Note


def url(request, name, *args) -> str:
    """The address of one of our pages, in the campaign of the request."""
    return reverse(f"diagnostics:{name}", args=[request.campaign.slug, *args])


def posted(request):
    """What a form is bound to: what was sent, even when nothing was filled in; None on a GET."""
    return request.POST if request.method == "POST" else None


def act(request, verb, *args, done: str = "", back: str, **kwargs):
    """Run a verb for the seat and go back; a refusal is shown as its sentence. None of its errors is a 500."""
    try:
        verb(*args, by=request.seat, **kwargs)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def try_verb(form, verb, *args, **kwargs) -> bool:
    """Run a verb from a valid form; a refusal becomes the form's own error, so that nothing typed is lost."""
    try:
        verb(*args, **kwargs)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def visible_diagnostic(request, pk) -> Diagnostic:
    """The diagnostic, if the seat sees its status; 404 otherwise."""
    return get_object_or_404(Diagnostic.objects.visible_to(request.seat).with_list_data(), pk=pk)


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
