"""What the threads offer to the navigation and to « À faire »."""

from django.db.models import Count
from django.urls import reverse

from candidates import threads
from candidates.models import Writer
from ccr.registry import HomeTask, NavLink
from ccr.ui import french
from ccr.workflow import Badge


def _url(seat) -> str:
    return reverse("candidates:messages", args=[seat.campaign.slug])


def candidate_navigation(seat):
    return [NavLink("Messages", _url(seat), "messages", rank=20)]


def coordination_navigation(seat):
    return [NavLink("Messages", _url(seat), "messages", rank=12)]


def candidate_tasks(seat):
    """An answer of the coordination waits to be read."""
    found = threads.unread(seat, Writer.CANDIDATE).values("application").annotate(number=Count("pk"))
    found = list(found.values_list("application", "number"))
    if not found:
        return []
    number = sum(number for _, number in found)
    url = _url(seat)
    if len(found) == 1:
        url = reverse("candidates:thread", args=[seat.campaign.slug, found[0][0]])
    return [
        HomeTask(
            title=f"Lire {'le message' if number == 1 else french.counted(number, 'message')} de la coordination",
            url=url,
            action="Lire et répondre",
            badge=Badge("à lire", "warn"),
            rank=3,
        )
    ]


def coordination_tasks(seat):
    """Structures wrote and nobody has read it."""
    found = threads.unread(seat, Writer.COORDINATION).aggregate(
        number=Count("pk"), structures=Count("application", distinct=True)
    )
    if not found["number"]:
        return []
    return [
        HomeTask(
            title=f"{french.counted(found['number'], 'message')} à lire",
            url=f"{_url(seat)}?fil=a-lire",
            action="Lire les messages",
            badge=Badge("à lire", "warn"),
            detail=f"De {french.counted(found['structures'], 'structure')}.",
            rank=8,
        )
    ]
