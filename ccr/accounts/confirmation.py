"""The first confirmation of an address, what becomes of a password that somebody else may have chosen; and its change.

Anybody may sign up with another's address. When its owner comes later by a code sent to it, whoever signed up before
her keeps no way in.
"""

from allauth.usersessions.models import UserSession
from django.contrib import messages

DROPPED = (
    "Ce compte attendait d’être confirmé. Par prudence, le mot de passe choisi à l’inscription ne vaut plus : "
    "choisissez-en un dans « Mon compte », et vérifiez-y votre prénom et votre nom."
)


def confirmed(sender, request, email_address, **kwargs):
    """Signal handler: an address was confirmed; drop a password that its owner did not give in this session."""
    if getattr(email_address, "confirmed_with_its_password", False):
        return
    person = email_address.user
    if not person.has_usable_password():
        return
    person.set_unusable_password()
    person.save(update_fields=["password"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    messages.warning(request, DROPPED)


def changed(sender, request, user, **kwargs):
    """Signal handler: the account has another address; only the session that changed it goes on."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        session.end()
