"""What the mails offer to the coordinator's navigation and home."""

from django.urls import reverse

from ccr import registry
from ccr.registry import HomeTask, NavLink
from ccr.ui.french import counted
from ccr.wall.sides import Side
from ccr.workflow import Badge


def _url(seat):
    return reverse("notifications:mail_list", args=[seat.campaign.slug])


def navigation(seat):
    return [NavLink("Courriers", _url(seat), "notifications", rank=80)]


def home(seat):
    """Mails that only a person can decide about."""
    from . import lists
    from .states import TO_CHECK

    counts = lists.counts(seat)
    if not (number := sum(counts[state] for state in TO_CHECK)):
        return []
    return [
        HomeTask(
            title=f"{counted(number, 'courrier')} à vérifier",
            url=_url(seat),
            action="Vérifier les courriers",
            badge=Badge("à vérifier", "warn"),
            detail="Échoués, ou peut-être partis : ils ne repartent que si vous le décidez.",
            rank=30,
        )
    ]


def register():
    registry.register("navigation", Side.COORDINATION, navigation)
    registry.register("home", Side.COORDINATION, home)
