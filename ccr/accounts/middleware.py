"""Nobody but candidates goes further than the threshold without a second factor."""

from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.utils.http import urlencode

from ccr.accounts import passkeys, second_factor

OPEN_WITHOUT = ("account_", "mfa_", "usersessions_")
"""Views one needs to sign in, to activate the factor, and to sign out."""

OPEN_UNGIVEN = ("mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout")
"""What is left to a session that did not give the factor its person has: give it, or sign out. Neither the password
nor the recovery codes are shown or taken in its place."""


class SecondFactorMiddleware:
    """Whoever must have a second factor activates it, or gives it in this session, first. Runs on the threshold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not second_factor.is_missing(request):
            return None
        name = request.resolver_match.url_name or ""
        if second_factor.has_one(request.user):
            if name in OPEN_UNGIVEN:
                return None
            going = urlencode({REDIRECT_FIELD_NAME: request.get_full_path() if request.method == "GET" else "/"})
            return redirect(f"{passkeys.address_of_proof(request.user)}?{going}")
        if name.startswith(OPEN_WITHOUT):
            return None
        messages.info(request, "Votre rôle demande un second facteur. Activez-le pour continuer.")
        return redirect("mfa_index")
