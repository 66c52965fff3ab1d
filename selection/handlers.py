"""Neutral facts that instruction cares about, handled on its side (DESIGN 2.4). Support emits none towards it."""

from ccr.notifications import outbox
from ccr.programme import calendars, events, seats
from ccr.programme.models import EventKind, Seat
from ccr.programme.roles import Role
from ccr.wall.sides import Lane, Side
from selection import services
from selection.models import Receipt

CHANGED = "selection.calendar_changed"
DAYS = frozenset({"deadline_on", calendars.COMMITTEE})
"""The days that instruction counts on."""


def people_to_tell(campaign) -> list:
    return seats.holders(campaign, Role.INSTRUCTOR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_PRESIDENT)


def calendar_announced(event):
    """The committee and the instructors are told of the deadline and of the committee's day."""
    calendars.tell(event, CHANGED, DAYS, people_to_tell)


def seat_suspended(event):
    """A seat of instruction is suspended: its drafts of marks are blocked, the president hears of it (D4c)."""
    seat = Seat.objects.select_related("campaign").get(pk=event.about_id)
    if seat.lane != Lane.INSTRUCTION:
        return
    services.block_marks(seat)
    # Without a president, or when she is the one, the other people of instruction are told.
    to = seats.holders(event.campaign, Role.COMMITTEE_PRESIDENT) or seats.holders(
        event.campaign, Role.INSTRUCTOR, Role.COMMITTEE_MEMBER
    )
    # About the grid, which every campaign has one of: a mail is about an object of its own app.
    grid = services.ensure_grid(event.campaign)
    outbox.queue("selection.seat_suspended", about=grid, to=to, campaign=event.campaign, occurrence=str(seat.pk))


def application_withdrawn(event):
    """The structure withdrew before the decision: its file is put away."""
    services.withdraw_file(event.campaign, event.organisation)


def register():
    events.handle(EventKind.CALENDAR_ANNOUNCED, Receipt, Side.INSTRUCTION, calendar_announced)
    events.handle(EventKind.SEAT_SUSPENDED, Receipt, Side.INSTRUCTION, seat_suspended)
    events.handle(EventKind.APPLICATION_WITHDRAWN, Receipt, Side.INSTRUCTION, application_withdrawn)
