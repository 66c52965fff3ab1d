"""What every page of instruction does: find the file, act, say what was refused."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404

from ccr.wall.errors import Conflict, DomainError
from selection.forms import CONFLICT
from selection.models import File


def get_file(request, pk) -> File:
    """The file, with what this person did of it; 404 when she may not know of it."""
    rows = File.objects.visible_to(request.seat).with_my_work(request.seat).with_list_data()
    return get_object_or_404(rows.select_related("campaign"), pk=pk)


def act(request, verb: Callable, success: str) -> bool:
    """Run a service; say that it is done, or why it was refused."""
    try:
        verb()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, success)
    return True


def refusal_on(form, verb: Callable) -> bool:
    """Run a service; a refusal becomes an error of the form, so that nothing typed is lost."""
    try:
        verb()
    except DomainError as refusal:
        code = CONFLICT if isinstance(refusal, Conflict) else "refused"
        form.add_error(None, ValidationError(str(refusal), code))
        return False
    return True


def posted(request):
    """What a form is bound to: what was posted, even nothing."""
    return request.POST if request.method == "POST" else None
