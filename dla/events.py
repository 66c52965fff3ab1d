"""Neutral facts the DLA hears of, on its own side (DESIGN 2.4)."""

from ccr.notifications import outbox
from ccr.programme import events, seats
from ccr.programme.models import EventKind
from ccr.programme.roles import Role
from ccr.wall.sides import Side
from dla import services
from dla.models import Allocation, Enrolment, Receipt
from dla.states import AllocationState, SessionState


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


def register():
    events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.DLA, outcome_published)
    events.handle(EventKind.APPLICATION_WITHDRAWN, Receipt, Side.DLA, application_withdrawn)
