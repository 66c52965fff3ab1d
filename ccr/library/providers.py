"""What the *porte-documents* offers: its place in the navigation, and a group that minutes are sent to."""

from django.urls import reverse

from ccr import registry
from ccr.library import mails
from ccr.registry import NavLink
from ccr.wall.sides import Side


def coordination_navigation(seat):
    """Where documents are prepared and published."""
    return [NavLink("Documents", reverse("library:entries", args=[seat.campaign.slug]), "library", rank=70)]


def register():
    registry.register("navigation", Side.COORDINATION, coordination_navigation)
    registry.register("minutes", Side.COORDINATION, mails.steering_groups)
