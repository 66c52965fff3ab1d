"""Two middlewares: the threshold around everything, the seat around the view."""

from django.http import Http404, HttpResponseNotFound

from ccr import clock
from ccr.ui.errors import not_found

from .breaches import write_down
from .guard import Breach, Pass, enter, leave
from .sides import Side

THRESHOLD_VIEWS = ("account_", "mfa_", "usersessions_")
"""allauth's views: who is this? They read accounts and sessions, and nothing of the programme."""


def refuse(request, opened: Pass):
    """Journal what the pass refused, and give the page that a wrong address gives."""
    match, user = getattr(request, "resolver_match", None), getattr(request, "user", None)
    person = user.pk if user is not None and user.is_authenticated else None
    write_down(opened, where=match.view_name if match else "", person=person)
    return not_found(request)


class ThresholdMiddleware:
    """Outermost: before and after the view, the request reads accounts, sessions and seats only.

    What it was refused on the way ends in 404 and in the journal, as in the view. The page is then made outside the
    other middlewares: it keeps what they say to the browser, and nothing of the answer.
    """

    KEPT = (
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "X-Frame-Options",
    )

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.seat = request.campaign = None
        request.sides = frozenset()
        opened, token = enter({Side.THRESHOLD})
        try:
            clock.refresh()
            response = self.get_response(request)
            return self.refused(request, opened, response) if opened.breached else response
        finally:
            leave(token)

    def refused(self, request, opened, response):
        answer = refuse(request, opened)
        for name in self.KEPT:
            if name in response.headers:
                answer.headers[name] = response.headers[name]
        keep_private(answer)
        return answer


def keep_private(response):
    """No cache keeps what a signed-in person was shown, not even her browser's once she signed out (D3)."""
    if "no-store" not in response.headers.get("Cache-Control", ""):
        response["Cache-Control"] = "private, no-store"


class SeatMiddleware:
    """Innermost: finds the person's seat in the campaign of the address, and runs the view inside that seat's pass.

    A breach ends in 404 even when the view or a template swallowed it, and is journaled once the view's transaction is
    over. Sets ``request.campaign``, ``request.seat`` and ``request.sides``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.wall_token = request.wall_pass = None
        try:
            response = self.get_response(request)
        finally:
            if request.wall_token is not None:
                leave(request.wall_token)
        if request.wall_pass is not None and request.wall_pass.breached:
            # On the threshold: nothing of the seat is left in the answer.
            response = refuse(request, request.wall_pass)
        if request.user.is_authenticated:
            keep_private(response)
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.app_name == "admin" and match.url_name != "login" and not getattr(request.user, "is_admin", False):
            return self.refuse_admin(request)
        sides = self.sides_of(request, view, kwargs)
        request.sides = sides
        request.wall_pass, request.wall_token = enter(sides)
        return None

    def refuse_admin(self, request):
        """The admin's addresses, whatever stands behind them, are an attempt for anybody who is signed in (D3).

        The page is made as that of any breach. Raises Http404 for a visitor, whom the sign-in page meets before.
        """
        if not request.user.is_authenticated:
            raise Http404
        request.wall_pass, request.wall_token = enter({Side.NEWCOMER})
        request.wall_pass.breaches.append(Breach(request.method, tables=()))
        return HttpResponseNotFound()

    def sides_of(self, request, view, kwargs) -> frozenset[Side]:
        """The sides on which this view runs for this person.

        Raises Http404 for a campaign that does not exist or is not public yet for somebody without a seat in it.
        """
        from ccr.programme.seats import place_at

        signed_in = request.user.is_authenticated
        if "campaign" in kwargs:
            person = request.user if signed_in else None
            request.campaign, request.seat = place_at(person, kwargs["campaign"])
            if request.campaign is None or (request.seat is None and not request.campaign.is_public):
                raise Http404
        if (entered := getattr(view, "entered_side", None)) is not None:
            return frozenset({entered})
        match = request.resolver_match
        if match.url_name and match.url_name.startswith(THRESHOLD_VIEWS):
            return frozenset({Side.THRESHOLD})
        if match.app_name == "admin":
            return frozenset({Side.ADMIN, Side.THRESHOLD})
        if not signed_in:
            return frozenset({Side.ANONYMOUS})
        if request.seat is None:
            return frozenset({Side.NEWCOMER})
        return request.seat.sides or frozenset({Side.NEWCOMER})
