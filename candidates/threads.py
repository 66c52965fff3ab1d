"""A thread as each side sees it, and the list of the coordination."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Min, Prefetch, Q
from django.db.models.lookups import GreaterThan

from candidates import rules
from candidates.models import Application, BulkMail, BulkTarget, Message, MessageFile, MessageReading, Writer
from candidates.states import MessageState


@dataclass(frozen=True)
class Line:
    """A message as one person sees it: the words and files of one taken back are its author's alone."""

    message: Message
    is_mine: bool
    is_from_us: bool
    is_new: bool
    text: str
    files: list = field(default_factory=list)
    read_at: object = None
    back_until: object = None


def said(seat, application):
    """The messages of the thread, newest first, with what a page shows of them."""
    files = MessageFile.objects.visible_to(seat).filter(retired_at__isnull=True)
    rows = Message.objects.visible_to(seat).filter(application=application).exclude(state=MessageState.DRAFT)
    rows = rows.select_related("author").prefetch_related(Prefetch("files", files, to_attr="shown_files"))
    return rows.annotate(read_at=Min("readings__read_at")).order_by("-written_at", "-pk")


def lines(seat, writer: Writer, rows, unread=frozenset()) -> list[Line]:
    """Messages of ``said`` as the seat's holder sees them. unread: keys of what she had not read."""
    return [_line(seat, writer, row, unread) for row in rows]


def _line(seat, writer, row, unread) -> Line:
    mine = row.author_id == seat.person_id
    shown = mine or not row.is_taken_back
    may_take_back = mine and rules.why_not_take_back(seat, row) is None
    return Line(
        message=row,
        is_mine=mine,
        is_from_us=row.side == writer,
        is_new=row.pk in unread,
        text=row.text if shown else "",
        files=row.shown_files if shown else [],
        read_at=row.read_at,
        back_until=rules.taken_back_until(row) if may_take_back else None,
    )


def threads(seat, writer: Writer):
    """The applications of the seat with their thread: when it last spoke, whether the structure did, whether it is to
    read. One pass over the messages.
    """
    sent = Q(messages__state=MessageState.SENT)
    read = MessageReading.objects.visible_to(seat).filter(person=seat.person_id, set_aside_at__isnull=True)
    to_read = sent & Q(messages__side=writer.other) & ~Q(messages__in=read.values("message"))
    asked = sent & Q(messages__side=Writer.CANDIDATE)
    return (
        Application.objects.visible_to(seat)
        .select_related("organisation")
        .annotate(
            last_at=Max("messages__written_at", filter=sent),
            asked_at=Max("messages__written_at", filter=asked),
            is_unread=GreaterThan(Count("messages", filter=to_read), 0),
        )
        .order_by("-is_unread", F("last_at").desc(nulls_last=True), "organisation__name", "pk")
    )


SPOKEN = Q(last_at__isnull=False)
"""Somebody wrote, of ``threads``."""
UNREAD = Q(is_unread=True)
WAITS = Q(asked_at=F("last_at"))
"""The structure spoke last, of ``threads``."""


def bulk_mails(seat, application):
    """What the coordination wrote to this structure among others, the latest first."""
    written_to = BulkTarget.objects.visible_to(seat).filter(application=application)
    return BulkMail.objects.visible_to(seat).filter(pk__in=written_to.values("mail")).select_related("by")


def unread(seat, writer: Writer):
    """What this person has to read, in all her threads."""
    return Message.objects.visible_to(seat).unread_by(seat, writer)
