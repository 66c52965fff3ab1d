"""Who is there, asked again before the way into an account changes: a session left open does not give it away."""

import time
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

CHOOSES_FOR = 15 * 60
"""For how many seconds who came in by a code may choose a password without typing the one she forgot."""


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
            context = {"going": request.path, "forgotten": False}
            return render(
                request, "account/sign_in_again.html", context, status=422 if request.method == "POST" else 200
            )
        return view(request, *args, **kwargs)

    return inner


def came_without_password(request) -> bool:
    """Whether the session was opened a moment ago by a code sent to the address."""
    entered = [record for record in get_authentication_records(request, request.user) if record["method"] == "code"]
    return bool(entered) and time.time() - entered[-1]["at"] < CHOOSES_FOR


@login_not_required
def forgotten(request):
    """« Mot de passe oublié »: one comes in by a code, and chooses another password then, or goes on without one."""
    going = get_next_redirect_url(request) or reverse("account_change_password")
    if request.user.is_authenticated:
        return render(request, "account/sign_in_again.html", {"going": going, "forgotten": True})
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': going})}")
