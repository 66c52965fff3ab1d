"""Nobody but candidates goes further than the threshold without a second factor."""

from django.contrib import messages
from django.shortcuts import redirect

from ccr.accounts import second_factor

OPEN_WITHOUT = ("account_", "mfa_", "usersessions_")
"""Views one needs to sign in, to activate the factor, and to sign out."""


class SecondFactorMiddleware:
    """Leads to the activation page whoever must have a second factor and has none. Runs on the threshold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name or ""
        if not request.user.is_authenticated or name.startswith(OPEN_WITHOUT):
            return None
        if not second_factor.is_missing(request):
            return None
        messages.info(request, "Votre rôle demande un second facteur. Activez-le pour continuer.")
        return redirect("mfa_activate_totp")
