"""Neutral facts the DLA hears of, on its own side (DESIGN 2.4)."""

from ccr.notifications import outbox
from ccr.programme import events, seats
from ccr.programme.models import EventKind
from ccr.programme.roles import Role
from ccr.wall.sides import Side
from dla import services
from dla.models import Enrolment, Receipt


def outcome_published(event):
    """Enrolments open: the DLA officers are told."""
    pool = services.open_pool(event.campaign)
    officers = seats.holders(event.campaign, Role.DLA_OFFICER)
    outbox.queue("dla.enrolment_open", about=pool, to=officers, campaign=event.campaign, occurrence=str(event.pk))


def application_withdrawn(event):
    """A structure that withdrew leaves its seat, or its place in the line."""
    held = Enrolment.objects.system().live().filter(application=event.about_id).select_related("session")
    for enrolment in held:
        services.withdraw_enrolment(enrolment)


def register():
    events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.DLA, outcome_published)
    events.handle(EventKind.APPLICATION_WITHDRAWN, Receipt, Side.DLA, application_withdrawn)
