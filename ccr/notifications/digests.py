"""The daily digest: when it leaves, what it gathers, and what becomes of a mail that came too late for it.

A mail that waits for it is ``held`` in the table of its app until 8:00. The relay then writes one digest for each
person and call and has the held mails point to it, in one transaction. Whoever queues a mail writes that mail and
nothing else: two people who write to the same two persons never wait for each other.
"""

import datetime
from collections import defaultdict

from django.db import transaction

from ccr import clock

from .kinds import register as register_kind
from .models import Digest
from .states import MailState
from .tables import mail_models

KIND = "notifications.digest"
HOUR = datetime.time(8)


def morning_after(moment: datetime.datetime) -> datetime.datetime:
    """The next 8:00 of Marseille's clocks, whatever the day they change."""
    day = clock.in_paris(moment).date()
    today = datetime.datetime.combine(day, HOUR, tzinfo=clock.PARIS)
    if moment < today:
        return today
    return datetime.datetime.combine(day + datetime.timedelta(days=1), HOUR, tzinfo=clock.PARIS)


def due_after(wait: datetime.timedelta) -> datetime.datetime:
    """When, on the machine's clock, the digest leaves that takes a mail written now and kept back for a while."""
    now = clock.now()
    return clock.real_now() + (morning_after(now + wait) - now)


def gather():
    """Write the digests whose time has come. A mail that finds its own already on its way leaves by itself.

    The digest's row is locked while mails are pointed to it: what it gathers does not grow once a worker claimed it.
    """
    waiting = defaultdict(list)
    for rows in _held():
        due = rows.filter(digest__isnull=True, due_at__lte=clock.real_now())
        for key, recipient, campaign in due.values_list("pk", "recipient_id", "campaign_id"):
            waiting[recipient, campaign].append((rows, key))
    digests = Digest.objects.system().select_for_update(of=("self",))
    for (recipient, campaign), mails in waiting.items():
        with transaction.atomic():
            digest, _ = digests.get_or_create(
                kind=KIND,
                recipient_id=recipient,
                about_id=campaign,
                occurrence=f"{clock.today():%Y-%m-%d}",
                defaults={"campaign_id": campaign, "about_type": "ccr_programme.campaign"},
            )
            by_itself = {"state": MailState.WAITING}
            for rows, key in mails:
                changes = {"digest": digest} if digest.state == MailState.WAITING else by_itself
                rows.filter(pk=key, digest__isnull=True).update(**changes)


def release_late():
    """Let the mails leave by themselves whose digest has left, or had nothing to say, without them."""
    for rows in _held():
        late = rows.filter(digest__state__in=(MailState.SENT, MailState.VOID))
        late.update(state=MailState.WAITING, due_at=clock.real_now(), digest=None)


def hasten():
    """Let the mails leave whose morning has come by the programme's clock, which the demo moves."""
    now = clock.now()
    last = now.date() if now.time() >= HOUR else now.date() - datetime.timedelta(days=1)
    before = datetime.datetime.combine(last, HOUR, tzinfo=clock.PARIS)
    for rows in _held():
        rows.filter(created_at__lt=before).update(due_at=clock.real_now())


def _held() -> list:
    """The mails that wait for a digest, table by table."""
    tables = (model for model in mail_models() if model is not Digest)
    return [model.objects.system().filter(state=MailState.HELD) for model in tables]


def register():
    """Declare the kind: it is never held itself."""
    register_kind(
        KIND,
        label="Récapitulatif du jour",
        subject="Vos courriers du jour",
        template="notifications/digest",
        context=lambda seat, mail: None,  # the digest composes itself
        binding=True,
    )
