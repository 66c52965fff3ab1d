"""What hangs on the account itself: who she is, how she enters, where she belongs and sits. On the threshold."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from ccr.accounts.templatetags.accounts import browser
from ccr.directory.models import Contact, Membership
from ccr.own import chapter
from ccr.programme.models import Mandate
from ccr.registry import Chapter


def _of_key(authenticator) -> str:
    if authenticator.type == Authenticator.Type.WEBAUTHN:
        return authenticator.wrap().name
    return {"totp": "Application d’authentification", "recovery_codes": "Codes de secours"}[authenticator.type]


def of_account(person) -> list[Chapter]:
    """The account: eight queries. No secret of a factor, no password."""
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    keys = Authenticator.objects.filter(user=person).order_by("created_at", "pk")
    sessions = UserSession.objects.filter(user=person).order_by("created_at", "pk")
    memberships = Membership.objects.filter(person=person).select_related("organisation").order_by("starts_on", "pk")
    mandates = Mandate.objects.filter(seat__person=person).select_related("seat__campaign", "organisation", "given_by")
    named = Contact.objects.live().filter(email=person.email).select_related("organisation")
    return [
        *chapter(
            "Compte", [person], "first_name", "last_name", "email", "phone", "mail_pace", "date_joined", "last_login"
        ),
        *chapter("Adresses", addresses, "email", ("Confirmée", lambda row: "oui" if row.verified else "non")),
        *chapter(
            "Clés d’accès et second facteur",
            keys,
            ("Nom", _of_key),
            ("Depuis", lambda row: _day(row.created_at)),
            ("Dernier usage", lambda row: _day(row.last_used_at)),
        ),
        *chapter(
            "Connexions ouvertes",
            sessions,
            ("Depuis", lambda row: _day(row.created_at)),
            ("Navigateur", lambda row: browser(row.user_agent)),
            ("Adresse du réseau", lambda row: row.ip),
        ),
        *chapter(
            "Organisations",
            memberships,
            ("Organisation", lambda row: row.organisation.name),
            "kind",
            "starts_on",
            "ends_on",
        ),
        *chapter(
            "Organisations qui me nomment comme contact",  # by the address of the account
            named.order_by("added_at", "pk"),
            ("Organisation", lambda row: row.organisation.name),
            "name",
            "position",
            "email",
            "phone",
            "added_at",
            "consented_at",
            "refused_at",
        ),
        *chapter(
            "Rôles",
            mandates.order_by("started_at", "pk"),
            ("Appel", lambda row: row.seat.campaign.title),
            "role",
            ("Organisation", lambda row: row.organisation.name),
            "started_at",
            "ended_at",
            ("Donné par", lambda row: row.given_by.full_name if row.given_by else ""),
        ),
    ]


def _day(moment) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""
