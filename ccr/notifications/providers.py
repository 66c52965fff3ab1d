"""What the mails offer to the coordinator's navigation and home."""

from django.urls import reverse

from ccr import registry
from ccr.own import chapter
from ccr.registry import HomeTask, NavLink
from ccr.ui import french
from ccr.ui.french import counted
from ccr.wall.guard import passing
from ccr.wall.sides import SEATED, Side
from ccr.workflow import Badge

from . import lists
from .states import TO_CHECK, MailState


def _url(seat):
    return reverse("notifications:mail_list", args=[seat.campaign.slug])


def navigation(seat):
    return [NavLink("Courriers", _url(seat), "notifications", rank=80)]


def home(seat):
    """Mails that only a person can decide about."""
    counts = lists.counts(seat)
    if not (number := sum(counts[state] for state in TO_CHECK)):
        return []
    return [
        HomeTask(
            title=f"{counted(number, 'courrier')} à vérifier",
            url=_url(seat),
            action="Vérifier les courriers",
            badge=Badge("à vérifier", "warn"),
            detail="Échoués, revenus, ou peut-être partis : ils ne repartent que si vous le décidez.",
            rank=30,
        )
    ]


def own(seat):
    """The mails sent to the seat's holder about its call, without what they say: the machine reads their tables."""
    with passing({Side.MACHINE}):
        received = lists.sent_to(seat)
    return chapter(
        "Courriers reçus",
        received,
        ("Courrier", lambda line: line.kind_label),
        ("État", lambda line: MailState(line.state).label),
        ("Écrit le", lambda line: french.moment(line.created_at)),
        ("Parti le", lambda line: french.moment(line.sent_at) if line.sent_at else ""),
        rank=90,
    )


def register():
    for side in SEATED:
        registry.register("own", side, own)
    registry.register("navigation", Side.COORDINATION, navigation)
    registry.register("home", Side.COORDINATION, home)
