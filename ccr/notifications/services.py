"""What a coordinator does with a mail that did not leave by itself."""

from django.db import transaction

from ccr import clock, journal

from .models import OutboxMail
from .outbox import send_after_commit
from .states import MAIL, MailState

JOURNAL = "ccr_notifications"


def _locked(mail: OutboxMail) -> OutboxMail:
    return type(mail).objects.system().select_for_update(of=("self",)).get(pk=mail.pk)


@transaction.atomic
def resend(mail: OutboxMail, *, by) -> OutboxMail:
    """Send again a mail that failed, or that may have left: a person took the risk of a double.

    Raises MoveRefused when it is neither.
    """
    mail = _locked(mail)
    before = mail.state
    MAIL.move(mail, MailState.WAITING, due_at=clock.real_now(), attempts=0)
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


def _class_of(mail) -> str:
    return mail.error.partition(" ")[0]
