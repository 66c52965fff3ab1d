"""The outbox: a mail is a row written in the transaction that decides it, sent by id once committed (DESIGN 3).

An app has a concrete ``Mail`` and declares its kinds in ``apps.py``::

    class Mail(OutboxMail):  # candidates/models.py
        readers = {Side.COORDINATION, Side.MACHINE}
        writers = {Side.COORDINATION, Side.MACHINE, Side.CANDIDATE}

        class Meta(OutboxMail.Meta):
            verbose_name = "courrier des candidatures"


    def deposited(seat, mail):  # run in the recipient's pass; None: she may no longer see it
        version = Version.objects.visible_to(seat).filter(pk=mail.about_id).first()
        return version and {"version": version}


    outbox.register(  # in ready()
        "candidates.deposited",
        label="Accusé de dépôt",
        subject="Votre candidature est déposée",
        template="candidates/mail/deposited",  # .txt and .html, extending notifications/base.*
        context=deposited,
        binding=True,  # it leaves at once, whatever its recipient wishes for (``digests.py``)
    )

    outbox.queue("candidates.deposited", about=version, to=people, campaign=campaign)  # in a service

Templates fill ``{% block content %}`` of ``notifications/base.txt`` and ``.html``. They get ``recipient``,
``campaign``, ``seat``, ``subject``, ``base_url`` and what ``context`` returns; ``action_url`` (absolute:
``settings.CCR_BASE_URL`` and the path) and ``action`` give the mail its one button.
``occurrence`` tells two mails of one kind about one object apart; the same key queued twice is one mail.
Each kind says whether it binds; the others wait for 8:00 with those who wish for a daily digest.
``after`` keeps a mail back: it is composed, or found to be « sans objet », only once that time has passed.
"""

import datetime

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser

from ccr import clock
from ccr.after_commit import start_after_commit

from . import digests, kinds
from .kinds import register
from .models import OutboxMail, Outgoing
from .states import MailPace, MailState
from .tables import mail_models, outgoing_models

__all__ = [
    "OutboxMail",
    "Outgoing",
    "mail_models",
    "outgoing_models",
    "queue",
    "register",
    "send_after_commit",
    "written",
]


def send_after_commit(mail: Outgoing):
    """Have a mail sent once the caller's transaction is committed."""
    from .tasks import send

    start_after_commit(send, mail._meta.label, str(mail.pk), prompt=mail.is_prompt)


def queue(
    kind: str, *, about, to, campaign=None, occurrence: str = "", after=None, app: str = "", again: bool = False
) -> list[OutboxMail]:
    """Write one mail per recipient in the caller's transaction; each leaves after the commit.

    to: people, or e-mail addresses when the kind is public or carries a link. A mail that exists already (same kind,
    object, occurrence and recipient) is left as it is. Give the campaign, whose coordination follows the mail, unless
    the kind is public.
    after: a timedelta for which the mails wait, none by default; the relay sends them then.
    A person who wishes for a daily digest, or for nothing but what binds, has her mails held for it, or written as
    unwanted: the row is there either way, and the same mail is not written again.
    again: one of them that was found to be « sans objet » waits anew, since it has an object again.
    app: whose table keeps the mails: the object's, unless it is an open fact told to the people of another app.
    Raises KeyError for an undeclared kind, ValueError for a recipient or campaign that does not fit it.
    """
    declared = kinds.get(kind)
    if campaign is None and not declared.public:
        raise ValueError(f"mail {kind!r} needs its campaign, whose coordination follows it")
    model = apps.get_model(app or about._meta.app_label, "Mail")
    due_at = clock.real_now() + (after or datetime.timedelta())
    mails = []
    for recipient in dict.fromkeys(to):
        if isinstance(recipient, AbstractBaseUser) is declared.to_address:
            raise ValueError(f"mail {kind!r} goes to {'addresses' if declared.to_address else 'people'}")
        pace = MailPace.EACH if declared.binding or declared.to_address else recipient.mail_pace
        how = {"due_at": due_at, "state": MailState.UNWANTED if pace == MailPace.BINDING else MailState.WAITING}
        if pace == MailPace.DAILY:
            how = {"due_at": digests.due_after(after or datetime.timedelta()), "state": MailState.HELD}
        mails.append(
            model(
                **how,
                kind=kind,
                campaign=campaign,
                recipient=None if declared.to_address else recipient,
                address=recipient if declared.to_address else "",
                about_type=about._meta.label_lower,
                about_id=about.pk,
                occurrence=occurrence,
            )
        )
    if again:
        mails = [_waiting_anew(mail) or mail for mail in mails]
    new = [mail for mail in mails if mail._state.adding]
    model.objects.system().bulk_create(new, ignore_conflicts=True)
    for mail in mails:
        if mail.state == MailState.WAITING and not after:
            send_after_commit(mail)
    return mails


def _waiting_anew(mail) -> OutboxMail | None:
    """The row that this mail has already and that was found to be « sans objet », as the mail would be written now."""
    key = ("kind", "about_id", "occurrence", "recipient", "address")
    rows = type(mail).objects.system().filter(**{name: getattr(mail, name) for name in key})
    anew = {name: getattr(mail, name) for name in ("state", "created_at", "due_at")}
    void = rows.filter(state=MailState.VOID)
    return rows.get() if void.update(**anew, attempts=0, digest=None) else None


def written(mails: list[OutboxMail]) -> int:
    """How many of these mails, of one table, ``queue`` really wrote: one that existed already keeps its own row.

    One that waits anew counts.
    """
    return type(mails[0]).objects.system().filter(pk__in=[mail.pk for mail in mails]).count() if mails else 0
