"""Passkeys (*clés d’accès*): allauth's views where they stop short of what we promise.

A passkey is always one that signs in by itself: kept by the device and opened by its holder's finger, face or code. For
who must have a second factor it is one; for everybody else it is a comfort: whoever loses it comes in by a code, as
before, and is never asked for it beside a password.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.totp.views import DeactivateTOTPView
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic.edit import FormMixin

from ccr.accounts import second_factor
from ccr.accounts.templatetags.accounts import browser

LAST = (
    "Votre rôle demande un second facteur, et c’est le seul que vous ayez. Ajoutez-en d’abord un autre, puis retirez "
    "celui-ci."
)


def of(person):
    """The passkeys of a person, the oldest first."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk")


def name_of_device(request) -> str:
    """« Chrome, Android »: how the key made in this browser is called unless somebody says better."""
    return f"Clé de {browser(request.headers.get('User-Agent', ''))}"


class Add(views.AddWebAuthnView):
    """Make a passkey on this device and name it. Recovery codes come with it where it is the second factor."""

    def get_initial(self):
        return {"name": name_of_device(self.request)}

    def get_context_data(self, **kwargs):
        options = auth.begin_registration(self.request.user, passwordless=True)
        return FormMixin.get_context_data(self, **kwargs) | {"options": options}

    def form_valid(self, form):
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        person = self.request.user
        flows.signup_authenticator(
            self.request, user=person, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
        )
        get_adapter().send_notification_mail("mfa/email/webauthn_added", person)
        if second_factor.must_have_one(person) and auto_generate_recovery_codes(self.request):
            return redirect("mfa_view_recovery_codes")
        return redirect("mfa_list_webauthn")


class List(views.ListWebAuthnView):
    """One's passkeys: named, dated, last used when."""

    def get_queryset(self):
        return of(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"must_have_one": second_factor.must_have_one(self.request.user)}


class Remove(views.RemoveWebAuthnView):
    """Take one away, unless it is all that a role demands."""

    def form_valid(self, form):
        with second_factor.removing_one(self.request.user):
            if second_factor.may_lose(self.object):
                return super().form_valid(form)
        messages.error(self.request, LAST)
        return redirect("mfa_list_webauthn")


class RemoveApplication(DeactivateTOTPView):
    """Take the application away: allauth's form asks whether it may be lost, and its view removes it."""

    def post(self, request, *args, **kwargs):
        with second_factor.removing_one(request.user):
            return super().post(request, *args, **kwargs)


class Again(views.ReauthenticateWebAuthnView):
    """The passkey again, before something that matters; what failed is said here."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | kwargs | {"options": context["js_data"]["request_options"]}


class SecondFactor(AuthenticateView):
    """The second factor at sign-in: the passkey, the application's code, or a recovery code."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        types = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return context | {
            "options": context["js_data"]["request_options"],
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
            "has_application": Authenticator.Type.TOTP in types,
        }


def address_of_proof(person) -> str:
    """Where this person gives the factor she has: the application's code, or her passkey."""
    by_code = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
