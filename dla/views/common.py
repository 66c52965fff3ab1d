"""What the pages share."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from ccr.wall.errors import DomainError


def url(request, name, *args) -> str:
    """The address of one of our pages, in the campaign of the request."""
    return reverse(f"dla:{name}", args=[request.campaign.slug, *args])


def act(request, verb, *args, done: str, back: str, **kwargs):
    """Run a verb for the seat and go back; a refusal is shown as its sentence."""
    try:
        verb(*args, by=request.seat, **kwargs)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(back)
