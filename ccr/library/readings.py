"""What is to be read before a meeting, for the pages that show the meeting to everybody (A027)."""

from ccr import clock
from ccr.library.models import MeetingReading


def before(meeting) -> list:
    """The published documents to read before a meeting. One query."""
    rows = MeetingReading.objects.live().filter(meeting=meeting).select_related("document")
    return [row.document for row in rows.order_by("added_at", "pk")]


def to_come(document):
    """The meetings to come before which a document is to be read, soonest first. One query."""
    rows = MeetingReading.objects.live().filter(
        document=document, meeting__starts_at__gt=clock.now(), meeting__cancelled_at__isnull=True
    )
    return rows.select_related("meeting__campaign").order_by("meeting__starts_at", "pk")
