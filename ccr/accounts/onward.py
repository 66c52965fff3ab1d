"""Where a person was going when she was asked who she is: kept through codes that expire and mails that come late."""

from functools import wraps

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SESSION_KEY = "ccr_onward"
EXPIRED = (
    "Ce code n’est plus valable, ou a déjà servi. Connectez-vous avec votre adresse pour en recevoir un nouveau : "
    "vous reprendrez où vous en étiez."
)


def remember(request, url):
    """Keep an address of the platform until the person is in."""
    if url and isinstance(url, str):
        request.session[SESSION_KEY] = url


def take(request) -> str:
    """The address kept, which is then forgotten; empty when there is none."""
    return request.session.pop(SESSION_KEY, "")


def says_when_expired(view):
    """allauth sends back to sign-in without a word when a code is too old: say why, and keep where one was going."""

    @wraps(view)
    def inner(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        back = {reverse("account_login"), reverse("account_request_login_code")}
        if not request.user.is_authenticated and response.status_code == 302 and response.url.partition("?")[0] in back:
            messages.info(request, EXPIRED)
            onward = get_next_redirect_url(request) or request.session.get(SESSION_KEY)
            if onward and "?" not in response.url:
                return redirect(f"{response.url}?{urlencode({'next': onward})}")
        return response

    return inner
