"""Who must have a second factor, and whether she has one."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from ccr.accounts import rules

VERIFIED = "ccr_second_factor"
"""Session key: this person has a second factor, and gave it to open this session or has just activated it."""


def must_have_one(person) -> bool:
    """Everyone but candidates, in production (issue 2, section 2)."""
    return settings.CCR_MFA_REQUIRED and rules.holds_more_than_candidacy(person)


def has_one(person) -> bool:
    """Whether the application is activated."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def is_missing(request) -> bool:
    """Whether the person must activate a second factor before anything else.

    No query once the session is known to be verified: allauth asks the code at each sign-in of an account that has one.
    """
    if not settings.CCR_MFA_REQUIRED or request.session.get(VERIFIED):
        return False
    if has_one(request.user):
        request.session[VERIFIED] = True
        return False
    return rules.holds_more_than_candidacy(request.user)


def forget(sender, request, **kwargs):
    """Signal handler: a second factor was removed, ask again."""
    request.session.pop(VERIFIED, None)
