"""What a coordinator does with a mail that did not leave by itself, or that came back."""

from django.db import transaction

from ccr import clock, journal
from ccr.wall.errors import refuse

from .models import Digest, OutboxMail
from .outbox import send_after_commit
from .states import CAME_BACK, MAIL, MailState

JOURNAL = "ccr_notifications"


def _locked(mail: OutboxMail) -> OutboxMail:
    return type(mail).objects.system().select_for_update(of=("self",)).get(pk=mail.pk)


@transaction.atomic
def resend(mail: OutboxMail, *, by) -> OutboxMail:
    """Send again a mail that failed, came back, or may have left: a person took the risk of a double.

    It goes to the address that its recipient has now. Raises MoveRefused when it is neither.
    """
    mail = _locked(mail)
    before = mail.state
    MAIL.move(mail, MailState.WAITING, due_at=clock.real_now(), attempts=0, sent_at=None)
    journal.record_in(JOURNAL, by, "mail_resent", mail, kind=mail.kind, before=before, error_class=_class_of(mail))
    send_after_commit(mail)
    return mail


@transaction.atomic
def consider_sent(mail: OutboxMail, *, by) -> OutboxMail:
    """Close a mail that may have left, because somebody checked that it did.

    Raises MoveRefused when it is not to be checked.
    """
    mail = _locked(mail)
    MAIL.move(mail, MailState.SENT, sent_at=clock.now(), **mail.settled_fields())
    mail.moved(MailState.SENT)
    journal.record_in(JOURNAL, by, "mail_considered_sent", mail, kind=mail.kind, error_class=_class_of(mail))
    return mail


@transaction.atomic
def mark_returned(mail: OutboxMail, *, by) -> OutboxMail:
    """Note that a mail which left came back to the sender's box: a wrong address, or a full one.

    It counts among what failed, until it is sent again. Raises DomainError for one that a digest carried, MoveRefused
    when it did not leave.
    """
    mail = _locked(mail)
    refuse(why_not_returned(mail))
    MAIL.move(mail, MailState.RETURNED, error=CAME_BACK)
    mail.moved(MailState.RETURNED)
    journal.record_in(JOURNAL, by, "mail_returned", mail, kind=mail.kind)
    return mail


def why_not_returned(mail) -> str | None:
    """None unless a mail left inside a digest: that is what came back."""
    if not isinstance(mail, Digest) and mail.digest_id:
        return "Ce courrier est parti dans un récapitulatif du jour : c’est lui qui est revenu, notez-le sur lui."
    return None


def _class_of(mail) -> str:
    return mail.error.partition(" ")[0]
