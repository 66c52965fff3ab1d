"""Abstract mails, and the journal of what people did with them."""

import logging
import re
import uuid
from dataclasses import dataclass
from email.utils import format_datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import Q
from django.template import Context
from django.template.loader import get_template

from ccr import clock
from ccr.journal.models import JournalEntry, JournalQuerySet
from ccr.lease import Leased
from ccr.wall.guard import WallBreach, passing
from ccr.wall.models import SealedManager, SealedModel, SealedQuerySet
from ccr.wall.sides import Side

from . import kinds
from .states import LEASED, LEFT, MAIL, TO_CHECK, MailState, NotYet

logger = logging.getLogger("ccr.notifications")

_BLANK_LINES = re.compile(r"\s*\n(?:\s*\n)+")


def new_message_id() -> str:
    """A Message-ID made once, with the row: a mail that leaves twice is seen as one by the reader's mailbox."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    return f"<{uuid.uuid4()}@{domain}>"


def render_body(template: str, context: dict, *, gathered=False) -> tuple[str, str]:
    """The text and the HTML of a mail, in the pass in force: a letter, or what it says alone where a digest gathers."""
    frame = "notifications/part" if gathered else "notifications/letter"
    context = {**context, "gathered": gathered}
    text = get_template(f"{template}.txt").template.render(
        Context({**context, "frame": f"{frame}.txt"}, autoescape=False)
    )
    html = get_template(f"{template}.html").render({**context, "frame": f"{frame}.html"})
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n", html


@dataclass(frozen=True)
class Part:
    """What one mail says in a digest: its subject, its text and its HTML."""

    subject: str
    text: str
    html: str


class Outgoing(Leased, SealedModel):
    """A mail on its way: its state, its lease, its attempts. What it says is made by ``compose`` at sending.

    ``sending.deliver`` moves it; nothing else writes these fields. A concrete model's plate has the machine as reader
    and writer.
    """

    is_prompt = False  # somebody waits for it in front of a page
    state = models.CharField("état", max_length=10, choices=MailState, default=MailState.WAITING, editable=False)
    created_at = models.DateTimeField("écrit le", default=clock.now, editable=False)
    due_at = models.DateTimeField("à envoyer à partir de", default=clock.real_now, editable=False)
    sent_at = models.DateTimeField("parti le", null=True, blank=True, editable=False)
    message_id = models.CharField("Message-ID", max_length=200, default=new_message_id, unique=True, editable=False)
    error = models.CharField("erreur", max_length=80, blank=True, default="", editable=False)

    class Meta(SealedModel.Meta):
        abstract = True
        ordering = ("-created_at", "id")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="%(app_label)s_%(class)s_due",
                condition=Q(state__in=(MailState.WAITING, MailState.HELD, *LEASED)),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_lease_when_held",
                condition=Q(state__in=LEASED, lease_until__isnull=False)
                | (~Q(state__in=LEASED) & Q(lease_until__isnull=True)),
                violation_error_message="Un courrier est réservé quand, et seulement quand, il est en cours d’envoi.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_sent_has_date",
                condition=Q(state__in=LEFT, sent_at__isnull=False) | (~Q(state__in=LEFT) & Q(sent_at__isnull=True)),
                violation_error_message="Un courrier parti a une date d’envoi, les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_trouble_has_error",
                condition=~Q(state__in=TO_CHECK) | ~Q(error=""),
                violation_error_message="Un échec porte son code d’erreur.",
            ),
        ]

    def __str__(self):
        return f"mail {self.pk}"

    @property
    def badge(self):
        return MAIL.badge(self.state)

    @property
    def headers(self) -> dict[str, str]:
        """The house's headers. The date is that of the writing, whenever the mail leaves."""
        return {
            "Message-ID": self.message_id,
            "Date": format_datetime(clock.in_paris(self.created_at)),
            "Auto-Submitted": "auto-generated",
            "Content-Language": "fr",
        }

    def compose(self) -> EmailMultiAlternatives | None:
        """The message as it leaves, None when there is nothing to send any more. Opens the passes it needs."""
        raise NotImplementedError

    def settled_fields(self) -> dict:
        """What is written in the same statement as ``sent`` or ``void``: a secret is erased here."""
        return {}

    def moved(self, to):
        """Called in the transaction that writes the next state: what hangs on this mail moves with it."""

    def after_sent(self):
        """Called once the row says that the mail left."""

    def message(self, *, to: str, subject: str, template: str, context: dict) -> EmailMultiAlternatives:
        """A message with the house's headers, its two bodies rendered in the pass in force."""
        shared = {"subject": subject, "base_url": settings.CCR_BASE_URL, "action_url": "", "action": "Ouvrir la page"}
        text, html = render_body(template, {**shared, **context})
        message = EmailMultiAlternatives(
            subject,
            text,
            to=[to],
            headers=self.headers,
        )
        message.attach_alternative(html, "text/html")
        return message


class OutboxMailQuerySet(SealedQuerySet):
    """Coordination follows the mails of its campaign; the table has no body and no name (DESIGN 2.3)."""

    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class OutboxMail(Outgoing):
    """A mail about an object of an app: kind, recipient and reference. The body is rendered in the recipient's pass.

    The plate of a concrete ``Mail``: ``readers = {Side.COORDINATION, Side.MACHINE}``, ``writers`` the same and every
    side whose services queue one (they only insert).
    """

    kind = models.CharField("courrier", max_length=60, editable=False)
    campaign = models.ForeignKey(
        "ccr_programme.Campaign",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="appel",
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="destinataire",
    )
    address = models.EmailField("adresse", blank=True, default="", editable=False)
    about_type = models.CharField("objet", max_length=100, editable=False)
    about_id = models.UUIDField("identifiant de l’objet", editable=False)
    occurrence = models.CharField("occurrence", max_length=60, blank=True, default="", editable=False)
    digest = models.ForeignKey(
        "ccr_notifications.Digest",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="récapitulatif",
    )

    objects = SealedManager.from_queryset(OutboxMailQuerySet)()

    class Meta(Outgoing.Meta):
        abstract = True
        verbose_name = "courrier"
        verbose_name_plural = "courriers"
        constraints = [
            *Outgoing.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_recipient_or_address",
                condition=Q(recipient__isnull=False, address="") | (Q(recipient__isnull=True) & ~Q(address="")),
                violation_error_message="Un courrier va à une personne ou à une adresse, jamais aux deux.",
            ),
            models.UniqueConstraint(
                fields=["kind", "about_id", "occurrence", "recipient"],
                condition=Q(recipient__isnull=False),
                name="%(app_label)s_%(class)s_once_per_person",
                violation_error_message="Ce courrier est déjà écrit.",
            ),
            models.UniqueConstraint(
                fields=["kind", "about_id", "occurrence", "address"],
                condition=Q(recipient__isnull=True),
                name="%(app_label)s_%(class)s_once_per_address",
                violation_error_message="Ce courrier est déjà écrit.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_gathered_or_alone",
                condition=Q(digest__isnull=True) | Q(state__in=(MailState.HELD, MailState.SENT, MailState.VOID)),
                violation_error_message="Un courrier d’un récapitulatif l’attend, ou part avec lui.",
            ),
        ]

    @property
    def kind_label(self) -> str:
        return kinds.label(self.kind)

    def is_told(self) -> bool:
        """Whether another mail of this kind about the same object left since this one was written.

        Raises NotYet while an earlier one is on its way: this one may have nothing to add.
        """
        others = (
            type(self)
            .objects.system()
            .filter(kind=self.kind, about_id=self.about_id, recipient=self.recipient_id, address=self.address)
        )
        if others.filter(state=MailState.SENT, sent_at__gte=self.created_at).exists():
            return True
        earlier = Q(created_at__lt=self.created_at) | Q(created_at=self.created_at, pk__lt=self.pk)
        moving = Q(state__in=LEASED) | Q(state=MailState.WAITING, due_at__lte=clock.real_now())
        if others.filter(earlier, moving).exists():
            raise NotYet
        return False

    def compose(self):
        return self._rendered(
            lambda to, kind, context: self.message(to=to, subject=kind.subject, template=kind.template, context=context)
        )

    def part(self) -> Part | None:
        """What the mail says, as a part of a digest; None when it has nothing to say any more."""

        def gathered(to, kind, context):
            shared = {"subject": kind.subject, "base_url": settings.CCR_BASE_URL, "action_url": "", "action": ""}
            return Part(kind.subject, *render_body(kind.template, {**shared, **context}, gathered=True))

        return self._rendered(gathered)

    def _rendered(self, render):
        """What ``render(to, kind, context)`` makes of the mail, in the recipient's own pass; None: nothing to say."""
        from ccr.programme.seats import seat_of  # the programme's own models stand on this module

        kind = kinds.get(self.kind)
        if kind.gathers and self.is_told():
            return None
        seat = None
        if kind.to_address:
            sides, to = {Side.LINK if kind.link else Side.ANONYMOUS}, self.address
        else:
            if not self.recipient.is_active:
                return None
            if not kind.newcomer:
                seat = seat_of(self.recipient, self.campaign)
                if seat is None:
                    return None
            sides, to = seat.sides if seat else {Side.NEWCOMER}, self.recipient.email
        shared = {"recipient": self.recipient, "campaign": self.campaign}
        with passing(sides) as opened:
            context = kind.context(seat, self)
            rendered = None if context is None else render(to, kind, {**shared, "seat": seat, **context})
        if opened.breached:  # swallowed on the way: what was rendered is not to be trusted
            raise WallBreach(self.kind)
        return rendered


class Digest(OutboxMail):
    """The mails of one morning to one person about one call, those that bind aside, as one mail at 8:00.

    A mail like another: written by the machine when its time has come (``digests``), claimed once, handed over once,
    « à vérifier » when it may have left. What it gathers stays in the tables of its apps, held, each rendered in the
    recipient's own pass and moved in the transaction in which the digest is. The row tells nothing of what that is.
    """

    digest = None
    readers = frozenset({Side.COORDINATION, Side.MACHINE})
    writers = frozenset({Side.COORDINATION, Side.MACHINE})

    untold = None
    """Once composed: the mails that had nothing to say (void), and those that could not be rendered (waiting)."""

    class Meta(OutboxMail.Meta):
        verbose_name = "récapitulatif"
        verbose_name_plural = "récapitulatifs"
        constraints = [one for one in OutboxMail.Meta.constraints if not one.name.endswith("_gathered_or_alone")]

    def items(self, state=MailState.HELD) -> list[OutboxMail]:
        """The mails held for it, or that left with it, over all tables, in the order in which they were written."""
        from .tables import mail_models

        found = []
        for model in mail_models():
            if model is not Digest:
                rows = model.objects.system().filter(digest=self, state=state)
                found += rows.select_related("recipient", "campaign")
        return sorted(found, key=lambda mail: (mail.created_at, str(mail.pk)))

    def compose(self):
        self.untold = {MailState.VOID: [], MailState.WAITING: []}
        parts, said = [], set()
        for item in self.items() if self.recipient.is_active else []:
            about = (item.kind, item.about_id)
            try:
                part = None if about in said and kinds.get(item.kind).gathers else item.part()
            except NotYet:  # an earlier one is on its way by itself: this one goes after it
                part, state = None, MailState.WAITING
            except Exception as error:
                logger.warning("%s %s: %s in a digest", item._meta.label, item.pk, type(error).__name__)
                part, state = None, MailState.WAITING
            else:
                state = MailState.VOID
            if part:
                parts.append(part)
                said.add(about)
            else:
                self.untold[state].append(item)
        if not parts:
            return None
        kind = kinds.get(self.kind)
        context = {"parts": parts, "campaign": self.campaign}
        return self.message(to=self.recipient.email, subject=kind.subject, template=kind.template, context=context)

    def moved(self, to):
        """What it does not say goes its own way before it is handed over; what is still held then leaves with it.

        Written in the database at once: whoever settles it later, after a worker's death, did not compose it.
        """
        if to in (MailState.HANDING, MailState.VOID):
            self._settle(self.untold[MailState.VOID], state=MailState.VOID)
            by_itself = {"state": MailState.WAITING, "due_at": clock.real_now(), "digest": None}
            self._settle(self.untold[MailState.WAITING], **by_itself)
        elif to == MailState.SENT:
            self._settle(self.items(), state=MailState.SENT, sent_at=clock.now())
        elif to == MailState.RETURNED:  # what it told was not read: it is told when the digest leaves again
            self._settle(self.items(MailState.SENT), was=MailState.SENT, state=MailState.HELD, sent_at=None)

    def _settle(self, items, *, was=MailState.HELD, **changes):
        for model in {type(item) for item in items}:
            keys = [item.pk for item in items if type(item) is model]
            model.objects.system().filter(pk__in=keys, state=was).update(**changes)


class NotificationsJournalQuerySet(JournalQuerySet):
    def for_coordination(self, seat):
        return Q(campaign=seat.campaign_id)


class Journal(JournalEntry):
    """What coordination did with mails that did not leave by themselves, or that came back."""

    verbs = {
        "mail_resent": "Courrier renvoyé",
        "mail_considered_sent": "Courrier considéré comme parti",
        "mail_returned": "Courrier revenu : adresse fausse ou boîte pleine",
    }
    readers = {Side.COORDINATION, Side.MACHINE}
    writers = {Side.COORDINATION}

    objects = SealedManager.from_queryset(NotificationsJournalQuerySet)()

    class Meta(JournalEntry.Meta):
        verbose_name = "journal des courriers"
        verbose_name_plural = "journal des courriers"
