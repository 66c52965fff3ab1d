"""What a view says about who comes in."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseNotFound

from .guard import Breach, current_pass
from .sides import LANE_OF, Side


def enters(side):
    """The view runs on this side, whoever asks: sign-in pages, secret links, public pages.

    Anonymous, link and threshold views need no sign-in of their own; they check what they are given.
    """

    def mark(view):
        view.entered_side = Side(side)
        return login_not_required(view) if side in (Side.ANONYMOUS, Side.LINK) else view

    return mark


def _refuse(request, lanes):
    """Answer that there is nothing here; a seat of another lane than the page's is written down as a breach is (D3).

    A breach's page is the middleware's: what is returned here is never shown. Raises Http404 otherwise.
    """
    if request.seat is None or request.seat.lane in lanes:
        raise Http404
    current_pass().breaches.append(Breach(request.method, tables=()))
    return HttpResponseNotFound()


def for_sides(*sides):
    """Only a seat with one of these sides opens the view; anybody else gets a 404, as if it did not exist."""
    wanted = frozenset(Side(side) for side in sides)
    lanes = frozenset(LANE_OF.get(side) for side in wanted)

    def mark(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            if not wanted & request.sides:
                return _refuse(request, lanes)
            return view(request, *args, **kwargs)

        inner.wanted_sides = wanted
        return inner

    return mark


def for_roles(*roles):
    """Only a seat with a mandate of one of these roles opens the view; anybody else gets a 404."""
    from ccr.programme.roles import lane_of

    lanes = frozenset(lane_of(role) for role in roles)

    def mark(view):
        @wraps(view)
        def inner(request, *args, **kwargs):
            if request.seat is None or not request.seat.has_role(*roles):
                return _refuse(request, lanes)
            return view(request, *args, **kwargs)

        inner.wanted_roles = frozenset(roles)
        return inner

    return mark
