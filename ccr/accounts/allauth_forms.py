"""allauth's forms in our words: labels that say what to type, help that says why, no placeholder."""

import struct

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.forms.fields import InvalidJSONInput

from ccr.accounts import proof
from ccr.ui.forms import NameField, StandardHelper

CHOOSE_WELL = "Douze caractères au moins. Une phrase facile à retenir fait un bon mot de passe."

CONFIRMED = "Déjà confirmée par le lien de votre invitation."


def _say(form, **words):
    """Give fields our label and help, and no placeholder: it would vanish when one types.

    The page owns the <form>: it adds where to go next, and its own buttons.
    """
    form.helper = StandardHelper("", tag=False)
    for name, (label, help_text) in words.items():
        if name in form.fields:
            field = form.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class SignIn(account.LoginForm):
    """The address, and the password of who has one in mind: without it, a code leaves for the address."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(
            self,
            login=("Adresse e-mail", ""),
            password=("Mot de passe", "Oublié, ou jamais choisi ? Laissez vide : nous vous envoyons un code."),
        )
        self.fields["password"].required = False

    def user_credentials(self):
        """What was typed; the address alone for who asked for a code, even beside a password half remembered."""
        credentials = super().user_credentials()
        if "by_code" in self.data:
            credentials.pop("password", None)
        return credentials


class SignUp(account.SignupForm):
    """Names, address, password; the address is confirmed by a code."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(
            self,
            email=("Adresse e-mail", CONFIRMED if self.is_invited else "Nous y envoyons un code pour la confirmer."),
            password1=("Mot de passe", CHOOSE_WELL),
        )

    @property
    def is_invited(self) -> bool:
        """Whether an invitation's link confirmed the address already (see ``accounts.views.invitation``)."""
        return bool(context.request.session.get("account_verified_email"))

    def clean(self):
        """Refuse a password made of the names too: allauth compares it with the address only."""
        cleaned = super().clean()
        for name in ("first_name", "last_name"):
            word = (cleaned.get(name) or "").strip().lower()
            if len(word) > 3 and word in (cleaned.get("password1") or "").lower():
                self.add_error("password1", "Le mot de passe ressemble trop à votre nom. Choisissez-en un autre.")
                break
        return cleaned


class RequestCode(account.RequestLoginCodeForm):
    """The address a sign-in code is sent to."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, email=("Adresse e-mail", "Celle de votre compte."))


def _code_form(base):
    class CodeForm(base):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            _say(self, code=("Code reçu par e-mail", "Huit lettres, par exemple BCDF-GHJK."))
            self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false"}

    CodeForm.__name__ = CodeForm.__qualname__ = base.__name__
    return CodeForm


ConfirmSignInCode = _code_form(account.ConfirmLoginCodeForm)
ConfirmAddressCode = _code_form(account.ConfirmEmailVerificationCodeForm)


class ChangeAddressInStage(account.ChangeEmailForm):
    """Another address, while confirming the one just given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, email=("Autre adresse e-mail", ""))


class ChangeAddress(account.AddEmailForm):
    """The account's new address, confirmed by a code before it replaces the old one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, email=("Nouvelle adresse e-mail", "Nous y envoyons un code ; l’ancienne reste valable jusque-là."))


class ChangePassword(account.ChangePasswordForm):
    """The old password, and the new one twice. Whoever has just come in without it is not asked for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if proof.came_without_password(context.request):
            del self.fields["oldpassword"]
        _say(
            self,
            oldpassword=("Mot de passe actuel", ""),
            password1=("Nouveau mot de passe", CHOOSE_WELL),
            password2=("Nouveau mot de passe, une seconde fois", ""),
        )


class SetPassword(account.SetPasswordForm):
    """A first password, for an account that signed in by code until now."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, password1=("Mot de passe", CHOOSE_WELL), password2=("Mot de passe, une seconde fois", ""))


class Reauthenticate(account.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, password=("Mot de passe", ""))


FACTOR_HELP = "Les six chiffres affichés par l’application, ou l’un de vos codes de secours."


class SecondFactorCode(mfa.AuthenticateForm):
    """The second factor at sign-in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, code=("Code de l’application", FACTOR_HELP))


class SecondFactorAgain(mfa.ReauthenticateForm):
    """The second factor again, before something that matters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, code=("Code de l’application", FACTOR_HELP))


class ActivateSecondFactor(totp.ActivateTOTPForm):
    """The first code of the application, which proves that it took the secret."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say(self, code=("Code affiché par l’application", "Six chiffres, qui changent toutes les trente secondes."))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


NOT_THIS_KEY = (
    "Cette clé d’accès n’a pas été reconnue, ou a trop attendu. Recommencez ; ou entrez avec un code reçu par e-mail."
)
UNREADABLE = (
    forms.ValidationError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    InvalidSignature,
)
"""What allauth and fido2 raise for an answer that no device gives: it is whatever somebody sent."""
NOT_ADDED = "Cette clé n’a pas pu être ajoutée. Recommencez."
LONGEST_ANSWER = 64_000
"""Characters: what a device answers holds in a few thousand, its certificates with it."""


class AnswerField(forms.JSONField):
    """What a device answered, as JSON; refused in one sentence when it is too long, too deep, or none at all."""

    def __init__(self, refusal: str):
        super().__init__(widget=forms.HiddenInput, error_messages={"invalid": refusal, "required": refusal})

    def to_python(self, value):
        """The answer as Python values. Raises ValidationError."""
        try:
            if isinstance(value, str) and len(value) > LONGEST_ANSWER:
                raise ValueError
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data, initial):
        """Nothing: an answer holds for one question, and is never shown again."""
        return InvalidJSONInput()


def _named(form):
    """One's own word for a key, on one line, that a page can show."""
    form.fields["name"] = NameField(
        label="Nom de la clé", help_text="Pour la reconnaître : « Mon téléphone ».", max_length=60, required=False
    )
    form.helper = StandardHelper("", tag=False)


class AddPasskey(webauthn.AddWebAuthnForm):
    """The key the device made, and its name. The server asked for one that signs in by itself."""

    passwordless = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _named(self)
        self.fields["credential"] = AnswerField(NOT_ADDED)

    def clean(self):
        try:
            return super().clean()
        except UNREADABLE as error:
            raise forms.ValidationError(NOT_ADDED) from error


class NamePasskey(webauthn.EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _named(self)
        self.fields["name"].required = True


def _key_form(base):
    class KeyForm(base):
        credential = AnswerField(NOT_THIS_KEY)

        def clean_credential(self):
            try:
                return super().clean_credential()
            except UNREADABLE as error:
                raise forms.ValidationError(NOT_THIS_KEY) from error

    KeyForm.__name__ = KeyForm.__qualname__ = base.__name__
    return KeyForm


PasskeySignIn = _key_form(webauthn.LoginWebAuthnForm)
PasskeyCode = _key_form(webauthn.AuthenticateWebAuthnForm)
PasskeyAgain = _key_form(webauthn.ReauthenticateWebAuthnForm)
