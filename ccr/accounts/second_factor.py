"""Who must have a second factor, and whether this session passed it."""

from contextlib import contextmanager

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from ccr.accounts import rules
from ccr.accounts.models import Person

VERIFIED = "ccr_second_factor"
"""Session key: the second factor was given in this session, or activated in it."""


def must_have_one(person) -> bool:
    """Everyone but candidates, in production (issue 2, section 2)."""
    return settings.CCR_MFA_REQUIRED and rules.holds_more_than_candidacy(person)


FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""An application, or a passkey. Recovery codes stand in for them and are none by themselves."""


def has_one(person) -> bool:
    """Whether the application is activated, or a passkey added."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


def is_asked(person) -> bool:
    """Whether a factor is asked for at sign-in: a passkey that her role does not demand never is."""
    return is_mfa_enabled(person)


def may_lose(authenticator) -> bool:
    """Whether this factor may be taken away: who must have one keeps one."""
    person = authenticator.user
    others = Authenticator.objects.filter(user=person, type__in=FACTORS).exclude(pk=authenticator.pk)
    return not must_have_one(person) or others.exists()


@contextmanager
def removing_one(person):
    """Around a removal, its check included: two that cross wait for each other on the person's row."""
    with transaction.atomic():
        Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        yield


def is_missing(request) -> bool:
    """Whether this session must pass a second factor before anything else. No query once it has."""
    if not settings.CCR_MFA_REQUIRED or request.session.get(VERIFIED):
        return False
    if _was_given(request):
        request.session[VERIFIED] = True
        return False
    return rules.holds_more_than_candidacy(request.user)


def _was_given(request) -> bool:
    """Whether a factor that still exists was given in this session: at sign-in, or when asked again."""
    records = get_authentication_records(request, request.user)
    given = [record["id"] for record in records if record["method"] == "mfa"]
    return bool(given) and Authenticator.objects.filter(user=request.user, pk__in=given).exists()


def activated(sender, request, user, authenticator, **kwargs):
    """Signal handler: what activates a factor proves it for this session. The others, which had none, end.

    A passkey that is no second factor ends none: her telephone stays signed in while she adds her computer.
    """
    if authenticator.type not in FACTORS:
        return
    request.session[VERIFIED] = True
    first = not Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk).exists()
    if authenticator.type == Authenticator.Type.TOTP or (first and must_have_one(user)):
        _end_other_sessions(request, user)


def removed(sender, request, user, **kwargs):
    """Signal handler: without its factor, no session is verified any more: this one starts again, the others end."""
    request.session.pop(VERIFIED, None)
    _end_other_sessions(request, user)


def _end_other_sessions(request, user):
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
