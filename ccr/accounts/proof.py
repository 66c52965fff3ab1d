"""Who is there, asked again before the way into an account changes: a session left open does not give it away."""

from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.shortcuts import render


def asked_again(view):
    """Ask for the password or the second factor again, unless the sign-in is recent.

    An account that has neither signs in again: the code goes to the address it has now.
    """
    guarded = reauthentication_required(view, app="allauth.account")

    @wraps(view)
    def inner(request, *args, **kwargs):
        adapter = get_adapter(request)
        if adapter.get_reauthentication_methods(request.user):
            return guarded(request, *args, **kwargs)
        if adapter.is_reauthentication_required(app="allauth.account"):
            return render(request, "account/sign_in_again.html", status=422 if request.method == "POST" else 200)
        return view(request, *args, **kwargs)

    return inner
