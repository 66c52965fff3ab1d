"""From the row to the server, and back to the row.

Each step is one conditional statement, committed by itself, so that a worker killed anywhere leaves a row that says
where it was (DESIGN 3):

- before the claim, or between the claim and the handing: nothing left; the lease ends and the mail waits again;
- in the handing: it may have left; the lease ends and the mail is « à vérifier », for a person to decide;
- after ``sent``: done.

The lease is also the fence: a worker that comes back late finds its lease gone and changes nothing.
"""

import logging
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from django.apps import apps
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q

from ccr import clock
from ccr.lease import claim, is_lapsed

from .states import LEASED, MAIL, MailState, NotYet

logger = logging.getLogger("ccr.notifications")

LEASE = timedelta(minutes=5)
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
ATTEMPTS = 8
SOON = timedelta(minutes=1)
WORKER_LOST = "WorkerLost"
RESTORED = "Restored"


def deliver(label: str, pk):
    """Send one mail if it is due and nobody holds it. ``label``: of its model. Never called inside a transaction."""
    mail = _claim(apps.get_model(label), pk)
    if mail is None:
        return
    try:
        message = mail.compose()
        if message is not None:
            message.message()  # a header that cannot be written fails here, before anything is handed over
    except NotYet:
        _move(mail, MailState.WAITING, due_at=clock.real_now() + SOON, attempts=mail.attempts - 1)
        return
    except Exception as error:
        _put_off(mail, error)
        raise
    if message is None:
        _move(mail, MailState.VOID, **mail.settled_fields())
    else:
        _hand_over(mail, message)


def _claim(model, pk):
    waiting = model.objects.system().filter(pk=pk, state=MailState.WAITING, due_at__lte=clock.real_now())
    with transaction.atomic(durable=True):
        if not claim(waiting, LEASE, state=MailState.CLAIMED):
            return None
    return model.objects.system().get(pk=pk)


def _move(mail, to, *, lease_until=None, **changes) -> bool:
    """Write the next state if this worker still holds the mail. False when its lease went to another."""
    if not MAIL.allows(mail.state, to):
        raise ValueError(f"no move from {mail.state} to {to}")
    held = mail.held().filter(state=mail.state)
    changes |= {"state": to, "lease_until": lease_until}
    with transaction.atomic(durable=True):
        if not held.update(**changes):
            logger.warning("%s %s: lease lost before %s", mail._meta.label, mail.pk, to)
            return False
        mail.moved(to)
    for name, value in changes.items():
        setattr(mail, name, value)
    return True


def _hand_over(mail, message):
    connection = get_connection()
    try:
        # Apart from the handing: a server that does not answer is known to have taken nothing.
        connection.open()
    except (SMTPException, OSError) as error:
        _put_off(mail, error)
        return
    try:
        if not _move(mail, MailState.HANDING, lease_until=clock.real_now() + LEASE):
            return
        try:
            connection.send_messages([message])
        except Exception as error:
            _after_trouble(mail, error)
            if not isinstance(error, SMTPException | OSError):
                raise
        else:
            if _move(mail, MailState.SENT, sent_at=clock.now(), error="", **mail.settled_fields()):
                mail.after_sent()
    finally:
        with suppress(SMTPException, OSError):
            connection.close()


def _smtp_code(error) -> int | None:
    if isinstance(error, SMTPRecipientsRefused):
        return min((code for code, _ in error.recipients.values()), default=None)
    return getattr(error, "smtp_code", None) if isinstance(error, SMTPResponseException) else None


def error_code(error) -> str:
    """What is kept of an error: its class and the server's number, never its text, which may quote an address."""
    return " ".join(filter(None, (type(error).__name__, str(_smtp_code(error) or "")))).strip()[:80]


def _after_trouble(mail, error):
    """What an error of the handing says: refused for good, refused for now, or nobody knows."""
    code = _smtp_code(error) or 0
    if 500 <= code < 600 or isinstance(error, SMTPNotSupportedError):
        _move(mail, MailState.FAILED, error=error_code(error))
    elif 400 <= code < 500:
        _put_off(mail, error)
    else:
        _move(mail, MailState.UNCERTAIN, error=error_code(error))


def _put_off(mail, error):
    """Try again later, each time a little later; after the last attempt, give up."""
    if mail.attempts >= ATTEMPTS:
        _move(mail, MailState.FAILED, error=error_code(error))
    else:
        wait = BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
        _move(mail, MailState.WAITING, due_at=clock.real_now() + wait, error=error_code(error))


def expire_leases(model):
    """Take back what dead workers held."""
    lost = model.objects.system().filter(is_lapsed())
    free = {"lease_until": None, "error": WORKER_LOST}
    lost.filter(state=MailState.HANDING).update(state=MailState.UNCERTAIN, **free)
    claimed = lost.filter(state=MailState.CLAIMED)
    claimed.filter(attempts__gte=ATTEMPTS).update(state=MailState.FAILED, **free)
    claimed.filter(attempts__lt=ATTEMPTS).update(state=MailState.WAITING, due_at=clock.real_now(), **free)


def hold(model):
    """Have a person decide about each mail that waits: in a restored database, it may have left since the backup."""
    moving = model.objects.system().filter(state__in=(MailState.WAITING, *LEASED))
    moving.update(state=MailState.UNCERTAIN, lease_until=None, error=RESTORED)


def hold_apart(model):
    """The same for those kept for a digest that is not written yet, or that left without them.

    Those of a digest that waits for a decision wait with it: one click settles them.
    """
    gone = Q(digest__isnull=True) | Q(digest__state__in=(MailState.SENT, MailState.VOID))
    kept = model.objects.system().filter(gone, state=MailState.HELD)
    kept.update(state=MailState.UNCERTAIN, digest=None, error=RESTORED)


def due(model, limit: int = 500) -> list:
    """The keys of what waits and is due, oldest first."""
    waiting = model.objects.system().filter(state=MailState.WAITING, due_at__lte=clock.real_now())
    return list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)[:limit])
