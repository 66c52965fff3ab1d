"""What allauth asks us: where its mails go, what its refusals say, how its secrets are kept."""

import datetime
import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.html import format_html

from ccr.accounts import cipher, mail, onward, proof
from ccr.notifications.models import render_body

ACCOUNT_ERRORS = {
    "account_inactive": "Ce compte est fermé. Écrivez à la coordination pour le rouvrir.",
    "cannot_remove_primary_email": "Vous ne pouvez pas supprimer votre adresse principale.",
    "duplicate_email": "Cette adresse est déjà celle de votre compte.",
    "email_password_mismatch": (
        "L’adresse ou le mot de passe ne correspondent pas. Vérifiez-les, ou demandez un code par e-mail."
    ),
    "email_taken": "Cette adresse a déjà un compte. Connectez-vous avec elle.",
    "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
    "incorrect_code": "Ce code n’est pas le bon. Recopiez celui du dernier message reçu.",
    "incorrect_password": "Ce n’est pas votre mot de passe.",
    "invalid_login": "Cette adresse n’est pas valable.",
    "invalid_or_expired_key": "Ce lien n’est plus valable. Demandez-en un nouveau.",
    "same_as_current": "C’est déjà l’adresse indiquée. Saisissez-en une autre.",
    "too_many_login_attempts": "Trop d’essais. Patientez quelques minutes, puis recommencez.",
    "rate_limited": "Trop de demandes en peu de temps. Patientez une minute, puis recommencez.",
    "unknown_email": "Cette adresse n’a pas de compte.",
    "unverified_primary_email": "Confirmez d’abord votre adresse e-mail.",
}

MFA_ERRORS = {
    "add_email_blocked": "Un compte protégé par un second facteur garde son adresse.",
    "cannot_delete_authenticator": (
        "Votre rôle demande un second facteur : vous ne pouvez pas le retirer. "
        "Si vous changez de téléphone, demandez une réinitialisation à la coordination."
    ),
    "cannot_generate_recovery_codes": "Activez d’abord l’application d’authentification.",
    "incorrect_code": (
        "Ce code n’est pas le bon. Attendez que l’application en affiche un nouveau, puis recopiez-le ; "
        "vérifiez aussi que l’heure de votre téléphone est réglée automatiquement."
    ),
    "rate_limited": "Trop d’essais. Patientez une minute, puis recommencez.",
    "unverified_email": "Confirmez d’abord votre adresse e-mail, puis activez le second facteur.",
}

CODE_LIFETIMES = {
    "account/email/login_code": lambda: app_settings.LOGIN_BY_CODE_TIMEOUT,
    "account/email/email_confirmation": lambda: app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
    "account/email/email_confirmation_signup": lambda: app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
}
"""Mails that carry a code, and for how many seconds it is worth anything."""

PROOFS = {
    "reauthenticate": "Saisir mon mot de passe",
    "mfa_reauthenticate": "Saisir un code de mon application",
    "mfa_reauthenticate:webauthn": "Utiliser une clé d’accès",
}
"""Ways of proving again who one is."""

NEXT_TIME = (
    "Vous êtes entré avec un code. Pour la prochaine fois, vous pouvez "
    '<a href="{}">ajouter une clé d’accès</a>, <a href="{}">choisir un mot de passe</a>, '
    "ou simplement redemander un code."
)
"""Offered to who came in by a code, on the page she was going to: nothing to close, nothing to click."""

NOTICE_LIFETIME = datetime.timedelta(days=2)

SUBJECTS = {
    "account/email/login_code": "Votre code de connexion",
    "account/email/email_confirmation": "Confirmez votre adresse e-mail",
    "account/email/email_confirmation_signup": "Confirmez votre adresse e-mail",
    "account/email/account_already_exists": "Vous avez déjà un compte",
    "account/email/unknown_account": "Cette adresse n’a pas de compte",
    "account/email/email_changed": "L’adresse de votre compte a changé",
    "account/email/email_confirm": "Votre adresse est confirmée",
    "account/email/email_deleted": "Une adresse a été retirée de votre compte",
    "account/email/password_changed": "Votre mot de passe a changé",
    "account/email/password_set": "Votre compte a un mot de passe",
    "mfa/email/totp_activated": "Votre second facteur est activé",
    "mfa/email/totp_deactivated": "Votre second facteur est retiré",
    "mfa/email/webauthn_added": "Une clé d’accès ouvre maintenant votre compte",
    "mfa/email/webauthn_removed": "Une clé d’accès est retirée de votre compte",
    "mfa/email/recovery_codes_generated": "Vos codes de secours ont changé",
}
"""Without personal data, and without the code: a subject shows on a locked screen."""


class AccountAdapter(DefaultAccountAdapter):
    """Sends nothing inside a request: a mail becomes an encrypted row, sent by the worker."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ACCOUNT_ERRORS}

    def render_mail(self, template_prefix, email, context, headers=None):
        subject = SUBJECTS[template_prefix]
        text, html = render_body(f"{template_prefix}_message", {"subject": subject, **context})
        message = EmailMultiAlternatives(subject, text, to=[email], headers=headers)
        message.attach_alternative(html, "text/html")
        return message

    def send_mail(self, template_prefix, email, context):
        request = allauth_context.request
        seconds = CODE_LIFETIMES.get(template_prefix)
        lifetime = datetime.timedelta(seconds=seconds()) if seconds else NOTICE_LIFETIME
        context = {
            "request": request,
            "email": email,
            "base_url": settings.CCR_BASE_URL,
            "minutes": int(lifetime.total_seconds() // 60),
            **context,
        }
        mail.queue_message(
            template_prefix.rpartition("/")[2], self.render_mail(template_prefix, email, context), lifetime=lifetime
        )

    def send_account_already_exists_mail(self, email):
        """The person forgot that she has an account: the mail leads her in, and on to where she was going."""
        request = allauth_context.request
        path = passthrough_next_redirect_url(request, reverse("account_request_login_code"), REDIRECT_FIELD_NAME)
        self.send_mail("account/email/account_already_exists", email, {"login_url": settings.CCR_BASE_URL + path})

    def pre_login(self, request, user, *, redirect_url, **kwargs):
        onward.remember(request, redirect_url)
        return super().pre_login(request, user, redirect_url=redirect_url, **kwargs)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        from ccr.accounts import passkeys

        choosing = reverse("account_change_password")
        offered = not response.url.startswith(choosing) and not passkeys.of(user).exists()
        if offered and proof.came_without_password(request):
            messages.info(request, format_html(NEXT_TIME, reverse("mfa_add_webauthn"), choosing))
        return response

    def get_login_redirect_url(self, request):
        """Where she was going before a code expired or another browser page asked again; else the entrance."""
        return onward.take(request) or super().get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address):
        """After confirming a changed address, back to the account page; after signing up, to where she was going."""
        if self.request.user.is_authenticated:
            return get_next_redirect_url(self.request) or reverse("accounts:profile")
        return super().get_email_verification_redirect_url(email_address)

    def confirm_email(self, request, email_address):
        """The code was typed in the session that signed up, or gave the password: its owner chose the password."""
        email_address.confirmed_with_its_password = True
        return super().confirm_email(request, email_address)

    def is_reauthentication_required(self, *, app, **kwargs):
        """A sign-in of a moment ago is proof enough: nobody types twice in a row the password she just typed."""
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        age = time.time() - records[-1]["at"] if records else None
        if age is not None and age < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user):
        """The password does not stand for the second factor in a session that did not give it."""
        from ccr.accounts import second_factor

        methods = super().get_reauthentication_methods(user)
        if second_factor.has_one(user) and second_factor.is_missing(self.request):
            methods = [method for method in methods if method["id"].startswith("mfa_reauthenticate")]
        return [method | {"description": PROOFS.get(method["id"], method["description"])} for method in methods]

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:profile")


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the second factor's secret encrypted, and the factor itself for those who must have one."""

    error_messages = {**DefaultMFAAdapter.error_messages, **MFA_ERRORS}

    def encrypt(self, text):
        return cipher.encrypt(text)

    def decrypt(self, encrypted_text):
        return cipher.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator):
        from ccr.accounts.second_factor import may_lose

        return may_lose(authenticator)

    def is_mfa_enabled(self, user, types=None):
        """Whether she is asked for a factor after her password or code, when ``types`` does not name one.

        Not for a passkey that her role does not demand: whoever loses it would be shut out of an account that a code
        opened until then.
        """
        from ccr.accounts.second_factor import must_have_one

        wanted = types or list(Authenticator.Type)
        if len(wanted) > 1 and user.is_authenticated and not must_have_one(user):
            wanted = [kind for kind in wanted if kind == Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, wanted)

    def get_public_key_credential_rp_entity(self):
        """Under which name the key shows in the device's own list."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user, type):
        """Of a key whose name was left empty."""
        from ccr.accounts.passkeys import name_of_device

        return name_of_device(allauth_context.request)
