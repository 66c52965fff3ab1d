"""What is to be read before a meeting, for the pages and the mails that show the meeting (A027)."""

from django.conf import settings
from django.urls import reverse

from ccr import clock
from ccr.library.models import MeetingReading
from ccr.programme.models import MeetingKind
from ccr.wall.sides import Side

AT_HOME = {Side.INSTRUCTION: MeetingKind.COMMITTEE, Side.PILOT: MeetingKind.STEERING}
"""The sides whose « À faire » says what to read before their meetings."""


def before(meeting) -> list:
    """The published documents to read before a meeting. One query."""
    return before_each([meeting]).get(meeting.pk, [])


def before_each(meetings) -> dict:
    """{key of a meeting: the published documents to read before it}, of those that have some. One query, or none."""
    keys = [meeting.pk for meeting in meetings]
    if not keys:
        return {}
    rows = MeetingReading.objects.live().filter(meeting__in=keys).select_related("document")
    return _by_meeting(rows.order_by("added_at", "pk"), lambda row: row.meeting_id)


def _by_meeting(rows, key) -> dict:
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row.document)
    return found


def at_home(seat) -> dict:
    """{meeting to come: the documents to read before it} of who sits in a committee. One query, or none."""
    kinds = [AT_HOME[side] for side in seat.sides if side in AT_HOME]
    if not kinds:
        return {}
    rows = _to_come().filter(meeting__campaign=seat.campaign_id, meeting__kind__in=kinds)
    rows = rows.select_related("meeting", "document")
    return _by_meeting(rows.order_by("meeting__starts_at", "added_at", "pk"), lambda row: row.meeting)


def to_come(document):
    """The meetings to come before which a document is to be read, soonest first. One query."""
    rows = _to_come().filter(document=document).select_related("meeting__campaign")
    return rows.order_by("meeting__starts_at", "pk")


def _to_come():
    return MeetingReading.objects.live().filter(meeting__starts_at__gt=clock.now(), meeting__cancelled_at__isnull=True)


def links(documents) -> tuple[tuple[str, str], ...]:
    """(title, path) of each, for a calendar."""
    return tuple((one.title, reverse("library:document", args=[one.pk])) for one in documents)


def in_mail(meeting) -> list[tuple[str, str]]:
    """(title, whole address) of each document to read before a meeting, for ``library/mail/readings``."""
    return [(title, settings.CCR_BASE_URL + path) for title, path in links(before(meeting))]
