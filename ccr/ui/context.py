"""What every page needs to show itself; nothing here asks the database."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from ccr import clock, registry
from ccr.wall.sides import Side

CALL = "appel"
"""In the address of the help page: the call one comes from, whose people answer."""


def interface(request):
    """Context processor: seat, campaign, navigation, operator, whether this is the demo.

    Uses what the middleware has loaded, and is safe on error pages and for anonymous visitors. The navigation is asked
    only when a template shows it: error pages do not.
    """
    seat, campaign = getattr(request, "seat", None), getattr(request, "campaign", None)
    return {
        "seat": seat,
        "campaign": campaign,
        "nav": SimpleLazyObject(lambda: navigation(request, seat, campaign)),
        "demo": settings.CCR_DEMO,
        "demo_today": clock.today() if settings.CCR_DEMO else None,
        "operator": settings.CCR_OPERATOR,
        "help_contact": help_contact(seat, campaign),
    }


def help_contact(seat, campaign) -> dict:
    """« Besoin d’aide ? »: whom to write to and to call about this campaign, and for a candidate where to write.

    ``page``: the questions people ask, which names the same people.
    """
    mine = seat is not None and Side.CANDIDATE in seat.sides
    return {
        "email": getattr(campaign, "help_email", "") or settings.CCR_OPERATOR["email"],
        "phone": getattr(campaign, "help_phone", "") or settings.CCR_OPERATOR["phone"],
        "url": address("candidates:messages", campaign.slug) if mine else "",
        "page": reverse("ui:help") + (f"?{CALL}={campaign.slug}" if campaign is not None else ""),
    }


def navigation(request, seat, campaign) -> list[dict]:
    """The entries of the person's seat: « À faire » first, then what the apps offer to its sides."""
    if seat is None or campaign is None:
        return []
    links = [registry.NavLink("À faire", reverse("ui:home", args=[campaign.slug]), "home", rank=0)]
    links += sorted(registry.ask("navigation", seat), key=lambda link: link.rank)
    current = current_key(request.path, links)
    return [{"label": link.label, "url": link.url, "key": link.key, "current": link.key == current} for link in links]


def current_key(path: str, links) -> str:
    """The key of the entry a page belongs to: the longest address it begins with; the home only for itself."""
    best = ("", "")
    for link in links:
        for url in (link.url, *link.also):
            if path == url or (link.key != "home" and path.startswith(url)):
                best = max(best, (url, link.key), key=lambda found: len(found[0]))
    return best[1]


def address(name: str, *args) -> str:
    """The address of a view, or nothing when no room offers it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
