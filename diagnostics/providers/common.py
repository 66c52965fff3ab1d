"""What several sides are offered in the same shape."""

from django.urls import reverse

from ccr.registry import HomeFigure, HomeTask
from ccr.wall.sides import Lane
from diagnostics import situation


def address(seat, name, *args) -> str:
    """Of one of our pages, in the seat's campaign."""
    return reverse(f"diagnostics:{name}", args=[seat.campaign.slug, *args])


def support_task(**fields) -> HomeTask:
    """A task of the support lane."""
    return HomeTask(lane=Lane.SUPPORT, **fields)


def gauge(seat, url) -> list[HomeFigure]:
    """How many of the places before the selection are taken. url: where it leads, empty for nowhere."""
    places = situation.places(seat.campaign)
    return [
        HomeFigure(
            label="Diagnostics avant la sélection",
            value=places.taken,
            maximum=places.maximum,
            sentence=places.sentence,
            url=url,
            rank=40,
        )
    ]
