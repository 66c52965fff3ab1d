"""Neutral facts that diagnostics hear of, on their own side (DESIGN 2.4). They emit none."""

from candidates.models import Application
from candidates.states import ApplicationState
from ccr.notifications import outbox
from ccr.programme import calendars, events, meetings, seats
from ccr.programme.models import Campaign, EventKind, MeetingChange
from ccr.programme.roles import Role
from ccr.wall.sides import Side
from diagnostics.models import Diagnostic, Receipt
from diagnostics.services.people import handler
from diagnostics.services.requests import cancel_after_withdrawal
from diagnostics.states import LIVE

CHANGED = "diagnostics.calendar_changed"
DAYS = frozenset({"deadline_on", "diagnostics_from", "diagnostics_until", calendars.COMMITTEE})
"""The days that RAMSESS counts on."""


def people_to_tell(campaign) -> list:
    return seats.holders(campaign, Role.RAMSESS_COORDINATOR, Role.DIAGNOSTICIAN)


def application_withdrawn(event):
    """What did not begin is cancelled; what did goes on, the structure still has its diagnostician (C32)."""
    for application in Application.objects.system().filter(pk=event.about_id, state=ApplicationState.WITHDRAWN):
        cancel_after_withdrawal(application)


def restitutions_after_committee(campaign, committee_day) -> list[Diagnostic]:
    """The diagnostics whose promised or planned day no longer falls before the committee (D6)."""
    rows = Diagnostic.objects.system().filter(campaign=campaign, before_selection=True, state__in=LIVE)
    rows = rows.filter(held_on__isnull=True).select_related(
        "campaign", "application__organisation", "diagnostician__person"
    )
    return [diagnostic for diagnostic in rows if diagnostic.is_too_late_for(committee_day)]


def calendar_changed(event):
    """A committee brought forward: the coordination, RAMSESS and the diagnosticians concerned are told (D6)."""
    campaign = Campaign.objects.get(pk=event.campaign_id)
    day = campaign.first_committee_day
    for diagnostic in restitutions_after_committee(campaign, day):
        people = [
            *handler(diagnostic),
            *seats.holders(campaign, Role.RAMSESS_COORDINATOR),
            *seats.holders(campaign, Role.COORDINATOR),
        ]
        outbox.queue("diagnostics.too_late", about=diagnostic, to=people, campaign=campaign, occurrence=f"{day:%Y%m%d}")


def calendar_announced(event):
    """RAMSESS and the diagnosticians are told of the days they count on, with the reason."""
    calendars.tell(event, CHANGED, DAYS, people_to_tell)


def calendar_proposed(event):
    """A committee that the coordination wants earlier: who can move a restitution is told before it is (D6)."""
    for change in MeetingChange.objects.system().filter(pk=event.about_id, ended_at__isnull=True):
        day = meetings.first_committee_if(change.meeting, change.starts_at)
        for diagnostic in restitutions_after_committee(change.meeting.campaign, day):
            campaign = diagnostic.campaign
            people = [
                *handler(diagnostic),
                *seats.holders(campaign, Role.RAMSESS_COORDINATOR),
                *seats.holders(campaign, Role.COORDINATOR),
            ]
            outbox.queue(
                "diagnostics.would_be_late", about=diagnostic, to=people, campaign=campaign, occurrence=str(change.pk)
            )


def register():
    events.handle(EventKind.CALENDAR_PROPOSED, Receipt, Side.DIAGNOSIS, calendar_proposed)
    events.handle(EventKind.APPLICATION_WITHDRAWN, Receipt, Side.DIAGNOSIS, application_withdrawn)
    events.handle(EventKind.CALENDAR_ANNOUNCED, Receipt, Side.DIAGNOSIS, calendar_announced)
    events.handle(EventKind.CALENDAR_CHANGED, Receipt, Side.DIAGNOSIS, calendar_changed)
