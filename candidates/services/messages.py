"""The verbs of the thread between a structure and the coordination."""

from django.db import transaction

from candidates import rules
from candidates.models import Message, MessageFile, MessageReading, Writer
from candidates.rules.messages import TAKE_BACK
from candidates.states import MESSAGE, MessageState
from ccr import clock, documents, journal
from ccr.notifications import outbox
from ccr.once import already_made, key_about
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.seen import refuse_unseen
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Side

from .application import people_of

NOTICE = "candidates.message"


def writer_of(seat) -> Writer:
    """The side a seat writes from."""
    return Writer.CANDIDATE if Side.CANDIDATE in seat.sides else Writer.COORDINATION


def _mine(application, by):
    return Message.objects.system().filter(application=application, author=by.person_id)


def message_draft(application, *, by) -> Message | None:
    """What this person is writing, None when nothing is."""
    return _mine(application, by).filter(state=MessageState.DRAFT).first()


def _locked_draft(application, by) -> Message:
    """This person's draft, begun if need be, its row locked. Sent meanwhile by another tab, it is the next one."""
    while True:
        draft, _ = Message.objects.system().get_or_create(
            application=application,
            author=by.person,
            state=MessageState.DRAFT,
            defaults={"side": writer_of(by)},
        )
        locked = Message.objects.system().select_for_update(of=("self",)).get(pk=draft.pk)
        if locked.state == MessageState.DRAFT:
            return locked


@transaction.atomic
def write_message(application, text: str, *, seen: dict | None = None, page=None, by) -> Message:
    """Save what is being typed.

    seen: what the page was made from (``ShownForm.seen``); page: the key of its form, whatever is typed in it.
    Raises Conflict when the same person wrote something else in another window, DomainError when the page's message
    was sent meanwhile: a save that comes late would put its words back in the box.
    """
    draft = _locked_draft(application, by)
    if page and _mine(application, by).filter(sent_from=page).exists():
        raise DomainError("Ce message est déjà parti : rechargez la page pour en écrire un autre.")
    _refuse_unseen(draft, text, seen)
    draft.text = text
    draft.save(update_fields=["text"])
    return draft


def _refuse_unseen(draft, text, seen):
    """Nothing is lost where the box was empty."""
    if draft.text.strip():
        refuse_unseen({"text": text}, seen, {"text": draft.text})


def join_file(application, file, *, by) -> MessageFile:
    """Join a file to the message being written. file: an UploadedFile, opened and checked before the transaction.

    The same file sent twice is joined once. Raises DomainError when the file is refused, or is one too many.
    """
    checked = documents.check_upload(file, seat=by)
    joined = MessageFile(**documents.told_of(file, checked))
    with documents.stored(joined, file) as path:
        draft = _locked_draft(application, by)
        if there := documents.same_joined(draft.files.filter(retired_at__isnull=True), joined):
            return there
        refuse(rules.why_not_join(draft))
        joined.message, joined.file, joined.added_at = draft, path, clock.now()
        joined.save(force_insert=True)
    return joined


@transaction.atomic
def retire_message_file(file, *, by) -> MessageFile:
    """Take a file out of the message being written. Asked twice, or once the message is sent, nothing changes."""
    rows = MessageFile.objects.system().filter(
        pk=file.pk, message__author=by.person_id, message__state=MessageState.DRAFT, retired_at__isnull=True
    )
    rows.update(retired_at=clock.now())
    return file


def sent_by_form(application, key, *, by) -> Message | None:
    """The message that this form already sent."""
    return already_made(_mine(application, by), key_about(key, application, by))


@transaction.atomic
def send_message(application, text: str, *, by, key=None, seen: dict | None = None, page=None) -> Message:
    """Send a text with the files already joined; the other side hears of it by mail once it cannot be taken back.

    key: of the form; sent twice, it is one message. seen, page: as ``write_message`` takes them.
    Raises DomainError when there is nothing to send, Conflict when another window wrote something else.
    """
    draft = _locked_draft(application, by)
    if sent := sent_by_form(application, key, by=by):
        return sent
    _refuse_unseen(draft, text, seen)
    draft.text = text.strip()
    refuse(rules.why_not_send(draft))
    MESSAGE.move(
        draft,
        MessageState.SENT,
        text=draft.text,
        written_at=clock.now(),
        form_key=key_about(key, application, by),
        sent_from=page,
    )
    outbox.queue(
        NOTICE,
        about=application,
        to=_told(application, draft),
        campaign=application.campaign,
        occurrence=draft.pk.hex,
        after=TAKE_BACK,
    )
    return draft


def _told(application, message) -> list:
    """The people of the other side."""
    if message.side == Writer.CANDIDATE:
        return seats.holders(application.campaign, Role.COORDINATOR)
    return people_of(application)


@transaction.atomic
def take_back(message, *, by) -> Message:
    """Take a message back within five minutes: the other side no longer reads it, nor hears of it by mail.

    What it said comes back in the box where its author writes, unless she is writing something else.
    Raises DomainError when it is too late, or somebody else asks.
    """
    message = Message.objects.system().select_for_update(of=("self",)).get(pk=message.pk)
    refuse(rules.why_not_take_back(by, message))
    MESSAGE.move(message, MessageState.TAKEN_BACK, taken_back_at=clock.now())
    journal.record(by, "message_taken_back", message.application)
    draft = _locked_draft(message.application, by)
    files = draft.files.filter(retired_at__isnull=True)
    if not draft.text.strip() and not files.exists():
        draft.text = message.text
        draft.save(update_fields=["text"])
        same = ("file", "name", "mime", "size", "sha256", "added_at")
        MessageFile.objects.system().bulk_create(
            MessageFile(message=draft, **{name: getattr(file, name) for name in same})
            for file in message.files.filter(retired_at__isnull=True)
        )
    return message


@transaction.atomic
def read_thread(application, *, by):
    """Note that this person read all that the other side wrote."""
    received = Message.objects.system().filter(application=application)
    unread = list(received.unread_by(by, writer_of(by)).values_list("pk", flat=True))
    if not unread:
        return
    readings, now = MessageReading.objects.system(), clock.now()
    readings.filter(message__in=unread, person=by.person_id).update(set_aside_at=None)
    readings.bulk_create(
        [MessageReading(message_id=pk, person_id=by.person_id, read_at=now) for pk in unread], ignore_conflicts=True
    )


@transaction.atomic
def mark_unread(application, *, by):
    """Keep the thread among those to read, for this person: its last message received is unread again.

    The other side still sees when it was read first.
    """
    received = Message.objects.system().filter(application=application, side=writer_of(by).other).said()
    last = received.order_by("-written_at", "-pk").first()
    if last is not None:
        mine = MessageReading.objects.system().filter(message=last, person=by.person_id, set_aside_at__isnull=True)
        mine.update(set_aside_at=clock.now())
