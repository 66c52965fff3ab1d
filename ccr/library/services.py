"""The verbs of the *porte-documents*: the coordination's alone. What is published is chosen by a person."""

from copy import copy

from django.db import transaction

from ccr import clock, documents, journal, registry
from ccr.library import keywords, rules
from ccr.library.models import (
    THEMES,
    Entry,
    EntryFile,
    MeetingReading,
    PublicDocument,
    PublicFile,
    Theme,
    plain,
)
from ccr.library.states import ENTRY, EntryState
from ccr.once import make_once
from ccr.programme import seats
from ccr.seen import refuse_unseen, stamp_of
from ccr.wall.errors import Conflict, refuse


def ensure_themes():
    """Make the default themes where there is none: the migration did, and a test that empties the tables undoes it."""
    if not Theme.objects.exists():
        Theme.objects.bulk_create(Theme(name=name, order=rank) for rank, name in enumerate(THEMES, start=1))


@transaction.atomic
def add_theme(name: str, *, by) -> Theme:
    """Put one more shelf after the others. Raises DomainError when one bears that name."""
    themes = list(Theme.objects.select_for_update().order_by("order"))
    refuse(rules.why_not_name(name, themes))
    theme = Theme.objects.create(name=name, order=themes[-1].order + 1 if themes else 1)
    journal.record(by, "theme_added", theme)
    return theme


@transaction.atomic
def rename_theme(theme, name: str, *, by) -> Theme:
    """Give a shelf another name, for every document on it. Raises DomainError when another one bears it."""
    themes = {row.pk: row for row in Theme.objects.select_for_update().order_by("order")}
    theme = themes.pop(theme.pk)
    refuse(rules.why_not_name(name, themes.values()))
    if theme.name != name:
        theme.name = name
        theme.save(update_fields=["name"])
        journal.record(by, "theme_renamed", theme)
    return theme


@transaction.atomic
def raise_theme(theme, *, by) -> Theme:
    """Put a shelf one place higher, for everybody. Raises DomainError for the first one."""
    themes = list(Theme.objects.select_for_update().order_by("order"))
    place = [row.pk for row in themes].index(theme.pk)
    refuse(rules.why_not_raise(place))
    above, raised = themes[place - 1], themes[place]
    wanted, left = above.order, raised.order
    for row, order in ((raised, themes[-1].order + 1), (above, left), (raised, wanted)):  # no two at one place
        row.order = order
        row.save(update_fields=["order"])
    journal.record(by, "theme_moved", raised, order=wanted)
    return raised


def _locked(entry) -> Entry:
    rows = (
        Entry.objects.system().select_for_update(of=("self",)).select_related("campaign", "theme", "meeting__campaign")
    )
    return rows.get(pk=entry.pk)


@transaction.atomic
def add_entry(values: dict, *, by, key=None) -> Entry:
    """Begin a document, in preparation. values: the fields of ``Entry.DESCRIPTION``. key: of the form, sent once.

    Raises DomainError for a meeting whose minutes it cannot be.
    """
    refuse(rules.why_not_minutes(Entry(**values)))
    entry, is_new = make_once(Entry.objects.system(), key, **values)
    if is_new:
        journal.record(by, "added", entry)
    return entry


@transaction.atomic
def change_entry(entry, values: dict, *, by, seen=None) -> Entry:
    """Change what is said of a document; published, everybody reads it so at once.

    values: fields of ``Entry.DESCRIPTION``. seen: what the page was made from (``ShownForm.seen``).
    Minutes that are published, and of which the meeting is told only now, are sent to its group (A171).
    Raises DomainError when it is retired, when a colleague wrote meanwhile, or for a meeting that has no such minutes.
    """
    by, entry = seats.acting(by), _locked(entry)
    refuse(rules.why_not_change(entry))
    refuse_unseen(values, seen, {name: getattr(entry, name) for name in values})
    changed = [name for name in values if getattr(entry, name) != values[name]]
    if not changed:
        return entry
    for name in changed:
        setattr(entry, name, values[name])
    if entry.is_published and entry.campaign_id and not entry.campaign.is_public:
        refuse("Cet appel est encore en préparation\u00a0: un document publié ne peut pas s’y rapporter.")
    refuse(rules.why_not_minutes(entry))
    entry.save(update_fields=changed)
    _show(entry)
    journal.record(by, "changed", entry, fields=changed)
    if entry.is_published and TOLD & set(changed):
        _send_minutes(entry, by=by)
    return entry


TOLD = frozenset({"kind", "meeting"})
"""What says whose minutes a document is: changed once it is published, it writes to a group."""


def minutes_told_late(entry, values: dict) -> Entry | None:
    """The document as ``change_entry`` would make it, where that writes to a group, so that a page asks first."""
    changed = {name: value for name, value in values.items() if getattr(entry, name) != value}
    later = copy(entry)
    for name, value in changed.items():
        setattr(later, name, value)
    sends = entry.is_published and TOLD & set(changed) and later.is_minutes_of_a_meeting
    return later if sends and rules.why_not_minutes(later) is None else None


def add_file(entry, file, *, by) -> EntryFile:
    """Join a file; published, everybody reads it at once. file: an UploadedFile, checked before the transaction.

    The same file sent twice is joined once. Raises DomainError for a file that is refused, or that the platform made.
    """
    checked = documents.check_public_upload(file)
    row = EntryFile(entry=entry, added_at=clock.now(), **documents.told_of(file, checked))
    with documents.stored(row, file) as path:
        row.entry = entry = _locked(entry)
        refuse(rules.why_not_change(entry))
        if there := documents.same_joined(EntryFile.objects.system().filter(entry=entry).live(), row):
            return there
        row.file = path
        row.save(force_insert=True)
        _show(entry)
        journal.record(by, "file_added", entry)
    return row


@transaction.atomic
def retire_file(row, *, by):
    """Take a file back; a published document keeps one. Nothing is erased. Raises DomainError."""
    entry = _locked(row.entry)
    if EntryFile.objects.system().filter(pk=row.pk).live().exists():
        refuse(rules.why_not_retire_file(entry))
        EntryFile.objects.system().filter(pk=row.pk).update(retired_at=clock.now())
        _show(entry)
        journal.record(by, "file_retired", entry)


def shown_before_publishing(entry) -> str:
    """The stamp of what the page that asks shows: what everybody will read, and whom it will be sent to."""
    files = EntryFile.objects.system().filter(entry=entry).live().order_by("pk").values_list("pk", flat=True)
    return stamp_of(entry.title, entry.summary, entry.theme_id, entry.meeting_id, entry.kind, list(files))


@transaction.atomic
def publish(entry, *, by, seen: str | None = None) -> Entry:
    """Open a document to everybody, or open again one that was retired.

    Minutes of a meeting leave at once for every member of its group, present or not (A171): nobody chooses to skip it,
    and published again they leave for whoever did not receive them. seen: ``shown_before_publishing`` of the page.
    Raises DomainError without a file, Conflict when the page showed something else.
    """
    by, entry = seats.acting(by), _locked(entry)
    refuse(rules.why_not_publish(entry))
    if seen is not None and seen != shown_before_publishing(entry):
        raise Conflict("Ce document a changé depuis l’ouverture de votre page\u00a0: relisez-la, puis publiez-le.")
    at = entry.published_at or clock.now()
    ENTRY.move(entry, EntryState.PUBLISHED, published_at=at, retired_at=None, retired_reason="")
    _show(entry)
    journal.record(by, "published", entry)
    _send_minutes(entry, by=by)
    return entry


def groups_of(meeting, seat) -> list:
    """The groups that the minutes of a meeting are sent to, as the apps whose people they are say it."""
    return [group for ask in registry.providers("minutes", seat.sides) for group in ask(meeting)]


def _send_minutes(entry, *, by):
    """Write to every member of the group whose meeting it was, and to nobody else (C21). Nobody twice."""
    if entry.is_minutes_of_a_meeting:
        people = sum(group.tell(entry) for group in groups_of(entry.meeting, by))
        if people:
            journal.record(by, "minutes_sent", entry, campaign=entry.meeting.campaign, people=people)


@transaction.atomic
def retire(entry, *, reason: str, by) -> Entry:
    """Take a document back, with a reason that stays with the coordination; its addresses answer no more.

    Raises DomainError when it is retired already.
    """
    by, entry = seats.acting(by), _locked(entry)
    refuse(rules.why_not_retire(entry))
    ENTRY.move(entry, EntryState.RETIRED, retired_at=clock.now(), retired_reason=reason)
    PublicDocument.objects.filter(pk=entry.pk).update(is_shown=False, updated_at=clock.now())
    journal.record(by, "retired", entry)
    return entry


def _show(entry):
    """Write what everybody reads as the entry is now, if it is published."""
    if not entry.is_published:
        return
    said = {name: getattr(entry, name) for name in Entry.DESCRIPTION}
    said |= {
        "words": plain(f"{entry.title} {entry.summary} {entry.keywords}"),
        "keyword_keys": keywords.keys(entry.keywords),
        "is_shown": True,
        "published_at": entry.published_at,
        "updated_at": clock.now(),
    }
    PublicDocument.objects.update_or_create(pk=entry.pk, defaults=said)
    live = {row.pk: row for row in EntryFile.objects.system().filter(entry=entry).live()}
    shown = PublicFile.objects.filter(document_id=entry.pk)
    shown.exclude(pk__in=live).update(is_shown=False)
    known = set(shown.values_list("pk", flat=True))
    PublicFile.objects.bulk_create(
        PublicFile(pk=row.pk, document_id=entry.pk, **{name: getattr(row, name) for name in EntryFile.FILE})
        for row in live.values()
        if row.pk not in known
    )


@transaction.atomic
def add_reading(entry, meeting, *, by) -> MeetingReading:
    """Give a published document to read before a meeting, where the meeting is shown (A027). Raises DomainError."""
    entry = _locked(entry)
    refuse(rules.why_not_read_before(entry, meeting))
    reading = MeetingReading.objects.create(meeting=meeting, document_id=entry.pk, added_at=clock.now())
    journal.record(by, "reading_added", entry, campaign=meeting.campaign, meeting=meeting.pk)
    return reading


@transaction.atomic
def remove_reading(reading, *, by):
    """Take a document off what is read before a meeting."""
    rows = MeetingReading.objects.filter(pk=reading.pk, removed_at__isnull=True)
    if rows.update(removed_at=clock.now()):
        entry = Entry.objects.system().get(pk=reading.document_id)
        journal.record(by, "reading_removed", entry, campaign=reading.meeting.campaign, meeting=reading.meeting_id)
