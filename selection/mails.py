"""Mails to the committee and the instructors. None goes to a structure, none leaves this side."""

import datetime

from django.conf import settings
from django.urls import reverse

from candidates.states import ApplicationState
from ccr import clock
from ccr.library import readings
from ccr.notifications import outbox, reminders
from ccr.notifications.reminders import Due
from ccr.programme import calendars
from ccr.programme.models import Campaign, CampaignState, Meeting, MeetingKind, Seat
from ccr.wall.sides import Side
from selection import committee, services
from selection.handlers import CHANGED, DAYS, people_to_tell
from selection.models import File, Minutes, Publication
from selection.models.files import COMMITTEE
from selection.services.minutes import MINUTES_CLOSED
from selection.states import OPEN, MyWork

REMINDER_DAYS = 7


def _link(campaign, name, *args):
    return settings.CCR_BASE_URL + reverse(f"selection:{name}", args=[campaign.slug, *args])


def left_to_mark(seat) -> int:
    """How many open files the member has neither marked nor withdrawn from."""
    files = File.objects.system().filter(
        campaign=seat.campaign_id, state__in=OPEN, application__state=ApplicationState.DEPOSITED
    )
    return files.with_my_work(seat).exclude(my_work__in=(MyWork.MARKED, MyWork.WITHDRAWN)).count()


def seat_suspended(seat, mail):
    """To the president: who may no longer sit, and what became of her marks (D4c)."""
    suspended = Seat.objects.filter(pk=mail.occurrence, campaign=seat.campaign_id).select_related("person").first()
    if suspended is None:
        return None
    return {
        "suspended": suspended.person,
        "action_url": _link(mail.campaign, "committees"),
        "action": "Voir le comité",
    }


def decisions_published(seat, mail):
    """To everybody of instruction: the decisions are out."""
    publication = Publication.objects.visible_to(seat).filter(pk=mail.about_id).select_related("session").first()
    if publication is None:
        return None
    return {
        "publication": publication,
        "action_url": _link(mail.campaign, "committee", publication.session.meeting_id),
        "action": "Voir les décisions",
    }


def minutes_closed(seat, mail):
    """To a member of the committee: the minutes are to be read (D11)."""
    rows = Minutes.objects.visible_to(seat).select_related("session__meeting")
    minutes = rows.filter(pk=mail.about_id).first()
    return minutes and {
        "meeting": minutes.session.meeting,
        "action_url": _link(mail.campaign, "minutes", minutes.session.meeting_id),
        "action": "Lire le compte rendu",
    }


def marks_due(seat, mail):
    """To a member: what is left to mark before the committee."""
    left = left_to_mark(seat) if seat.has_role(*COMMITTEE) else 0
    meeting = committee.meetings(mail.campaign).filter(starts_at__gte=clock.now()).first()
    if not left or meeting is None:
        return None
    return {
        "left": left,
        "meeting": meeting,
        "action_url": _link(mail.campaign, "file_list"),
        "action": "Ouvrir mes candidatures à lire",
    }


def marks_to_remind(now):
    """Once the call is closed, to each member who has files left, where the committee was announced before that.

    Otherwise what announces it says so: one mail a week before, not two.
    """
    for campaign in Campaign.objects.filter(state=CampaignState.PUBLISHED):
        if now < campaign.closes_at:
            continue
        for meeting in committee.meetings(campaign).filter(starts_at__gt=now):
            if reminders.days_before(meeting, REMINDER_DAYS) >= campaign.closes_at:
                continue
            day = clock.in_paris(meeting.starts_at).date()
            late = [seat.person for seat in committee.members(campaign) if left_to_mark(seat)]
            grid = services.ensure_grid(campaign)
            yield Due(grid, to=late, occurrence=f"{day:%Y-%m-%d}", at=campaign.closes_at, campaign=campaign)


def committee_soon(seat, mail):
    """To everybody of instruction, a week before the committee: when, where, what to read first, what is left to mark.

    Source: A027.
    """
    coming = committee.meetings(mail.campaign).filter(starts_at__gt=clock.now())
    meeting = next((one for one in coming if _occurrence(one) == mail.occurrence), None)
    if meeting is None:
        return None
    is_marking = seat.has_role(*COMMITTEE) and clock.now() >= mail.campaign.closes_at
    left = left_to_mark(seat) if is_marking else 0
    work = {"action_url": _link(mail.campaign, "file_list"), "action": "Ouvrir mes candidatures à lire"}
    place = {"action_url": _link(mail.campaign, "committee", meeting.pk), "action": "Voir le comité"}
    return {"meeting": meeting, "readings": readings.in_mail(meeting), "left": left, **(work if left else place)}


def _occurrence(meeting) -> str:
    """Which committee, on which day: moved, it is said again."""
    return f"{clock.in_paris(meeting.starts_at):%Y%m%d} {meeting.pk.hex}"


def committees_to_remind(now):
    """A week before, at nine: the committee and the instructors."""
    near = {"starts_at__gt": now, "starts_at__lte": now + datetime.timedelta(days=REMINDER_DAYS + 1)}
    rows = Meeting.objects.filter(kind=MeetingKind.COMMITTEE, campaign__state=CampaignState.PUBLISHED, **near)
    for meeting in rows.select_related("campaign").order_by("starts_at", "pk"):
        yield Due(
            services.ensure_grid(meeting.campaign),
            to=people_to_tell(meeting.campaign),
            occurrence=_occurrence(meeting),
            at=reminders.days_before(meeting, REMINDER_DAYS),
            campaign=meeting.campaign,
        )


def register():
    calendars.register_mail(CHANGED, DAYS)
    outbox.register(
        "selection.seat_suspended",
        label="Siège suspendu (à la présidence du comité)",
        subject="Un siège du comité est suspendu",
        template="selection/mail/seat_suspended",
        context=seat_suspended,
        binding=True,
    )
    outbox.register(
        "selection.decisions_published",
        label="Décisions publiées (au comité)",
        subject="Les décisions du comité sont publiées",
        template="selection/mail/decisions_published",
        context=decisions_published,
        binding=True,
    )
    outbox.register(
        MINUTES_CLOSED,
        label="Compte rendu du comité (à ses membres)",
        subject="Le compte rendu du comité est à lire",
        template="selection/mail/minutes_closed",
        context=minutes_closed,
        binding=True,
    )
    outbox.register(
        "selection.marks_due",
        label="Rappel des candidatures à noter",
        subject="Il vous reste des candidatures à noter",
        template="selection/mail/marks_due",
        context=marks_due,
        binding=True,
    )
    outbox.register(
        "selection.committee_soon",
        label="Rappel du comité de sélection",
        subject="Le comité de sélection approche",
        template="selection/mail/committee_soon",
        context=committee_soon,
        binding=True,
    )
    reminders.register("selection.marks_due", Side.INSTRUCTION, marks_to_remind)
    reminders.register("selection.committee_soon", Side.INSTRUCTION, committees_to_remind)
