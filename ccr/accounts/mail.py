"""Account mails: written encrypted in the request's transaction, sent by the worker, erased once sent."""

import datetime
import json

from django.core.mail import EmailMessage

from ccr import clock
from ccr.accounts import cipher


def _html_of(message: EmailMessage) -> str:
    """The HTML body of a message. Raises ValueError when it has none: every mail of the house has both."""
    for alternative in getattr(message, "alternatives", ()):
        if alternative.mimetype == "text/html":
            return alternative.content
    raise ValueError("an account mail has a text and an HTML body")


def queue_message(kind: str, message: EmailMessage, *, lifetime: datetime.timedelta):
    """Write a rendered mail, encrypted, and have it sent after the commit; it is never sent past its lifetime.

    Writes only: the side that queues it reads nothing back.
    """
    from ccr.accounts.models import AccountMail
    from ccr.notifications.outbox import send_after_commit

    parts = {
        "to": list(message.to),
        "subject": message.subject,
        "text": message.body.strip() + "\n",
        "html": _html_of(message),
    }
    row = AccountMail.objects.system().create(
        kind=kind, body=cipher.encrypt(json.dumps(parts)), expires_at=clock.real_now() + lifetime
    )
    send_after_commit(row)
    return row


def erase_expired() -> int:
    """Erase the bodies that are past their lifetime, whatever became of their mail. Gives how many."""
    from ccr.accounts.models import AccountMail

    return AccountMail.objects.system().exclude(body="").filter(expires_at__lte=clock.real_now()).update(body="")
