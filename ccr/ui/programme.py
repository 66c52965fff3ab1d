"""The campaign as the pages open to everybody show it: its calendar and its situation in a sentence."""

from ccr import clock
from ccr.programme.models import MeetingKind
from ccr.programme.phases import Phase
from ccr.ui import french
from ccr.ui.charts import CalendarItem


def calendar_items(campaign) -> list[CalendarItem]:
    """The campaign's public days and periods. One query, for the meetings."""
    midnight = f"jusqu’à 23{french.NBSP}h{french.NBSP}59"
    diagnostics = (campaign.diagnostics_from, campaign.diagnostics_until)
    items = [
        CalendarItem("Ouverture des candidatures", campaign.opens_on),
        CalendarItem("Clôture des candidatures", campaign.deadline_on, detail=midnight),
        CalendarItem(f"{Phase.DIAGNOSTIC.title}, pour qui le souhaite", *diagnostics, lane="support"),
        CalendarItem(
            f"{Phase.SECURING.title}\u00a0: sessions DLA",
            campaign.sessions_from,
            campaign.sessions_until,
            lane="support",
        ),
    ]
    for meeting in campaign.meetings.all():
        when = clock.in_paris(meeting.starts_at)
        if meeting.kind == MeetingKind.INFORMATION:
            detail = ", ".join(part for part in (french.hour(when), meeting.place) if part)
            gone = meeting.is_cancelled
            title = "Journée d’information annulée" if gone else "Journée d’information"
            items.append(CalendarItem(title, when.date(), detail="" if gone else detail, is_cancelled=gone))
        elif meeting.kind == MeetingKind.COMMITTEE:
            items.append(CalendarItem("Comité de sélection", when.date(), lane="instruction"))
    return items


def situation(campaign) -> str:
    """The title of the public home: where the call stands today."""
    if campaign is None:
        return "Aucun appel n’est ouvert en ce moment"
    today = clock.today()
    if today < campaign.opens_on:
        return f"Les candidatures ouvrent le {french.long_date(campaign.opens_on)}"
    if not campaign.accepts_applications:
        return "Les candidatures sont closes"
    if campaign.days_left == 0:
        return "Dernier jour pour candidater"
    return f"Il reste {french.counted(campaign.days_left, 'jour')} pour candidater"
