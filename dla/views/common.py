"""What the pages share."""

from django.urls import reverse


def url(request, name, *args) -> str:
    """The address of one of our pages, in the campaign of the request."""
    return reverse(f"dla:{name}", args=[request.campaign.slug, *args])
