"""Neutral facts the DLA hears of, on its own side (DESIGN 2.4)."""

from ccr.notifications import outbox
from ccr.programme import calendars, events, seats
from ccr.programme.models import EventKind
from ccr.programme.roles import Role
from ccr.wall.sides import Side
from dla import services
from dla.models import Allocation, Enrolment, Receipt
from dla.states import AllocationState, SessionState

CHANGED = "dla.calendar_changed"
DAYS = frozenset({"sessions_from", "sessions_until", calendars.COMMITTEE})
"""The days that the DLA counts on."""


def people_to_tell(campaign) -> list:
    return seats.holders(campaign, Role.DLA_OFFICER, Role.CONSULTANT)


def calendar_announced(event):
    """The officers and the consultants are told of the days of the sessions, and of the committee's."""
    calendars.tell(event, CHANGED, DAYS, people_to_tell)


def outcome_published(event):
    """Enrolments open: the DLA officers are told."""
    pool = services.open_pool(event.campaign)
    officers = seats.holders(event.campaign, Role.DLA_OFFICER)
    outbox.queue("dla.enrolment_open", about=pool, to=officers, campaign=event.campaign, occurrence=str(event.pk))


def application_withdrawn(event):
    """A structure that withdrew leaves its seat or its place in the line, and the days it will not use."""
    held = Enrolment.objects.system().live().filter(application=event.about_id)
    # What a session that is over was, it stays.
    for enrolment in held.exclude(session__state=SessionState.CLOSED).select_related("session"):
        services.withdraw_enrolment(enrolment)
    given = Allocation.objects.system().filter(application=event.about_id, state=AllocationState.ALLOCATED)
    for allocation in given.select_related("pool"):
        services.release_days(allocation)


def form_corrected(event):
    """A structure counts as an association, or does no more: its sessions of that call count again (A065, D7)."""
    held = (
        Enrolment.objects.system()
        .live()
        .filter(application__organisation__in=event.organisation.family, application__campaign=event.campaign_id)
    )
    for enrolment in held.exclude(session__state=SessionState.CLOSED).select_related("session").order_by("session_id"):
        services.count_again(enrolment.session)


def register():
    events.handle(EventKind.FORM_CORRECTED, Receipt, Side.DLA, form_corrected)
    events.handle(EventKind.CALENDAR_ANNOUNCED, Receipt, Side.DLA, calendar_announced)
    events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.DLA, outcome_published)
    events.handle(EventKind.APPLICATION_WITHDRAWN, Receipt, Side.DLA, application_withdrawn)
