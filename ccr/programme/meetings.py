"""The meetings of a calendar, and what moving one asks of others first (A040, D6).

A committee brought forward may pass before restitutions already planned. The apps say which, through the registry's
point ``consequences`` and to the coordination only; while there is one, the new date is only proposed: the people
concerned are told by a neutral fact, and the calendar changes once each case was moved or put off.
"""

from django.db import IntegrityError, transaction

from ccr import clock, journal, registry
from ccr.notifications import outbox
from ccr.programme import calendars, events, rules, seats
from ccr.programme.models import TOO_FAR, EventKind, Meeting, MeetingChange, MeetingKind
from ccr.programme.roles import Role
from ccr.registry import Consequence
from ccr.ui import french
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Side

TWICE = "Cette réunion est déjà au calendrier."
STEERING_MOVED = "programme.steering_moved"


def first_committee_if(meeting: Meeting, starts_at):
    """The day of the first committee if this meeting were at that moment; None without any."""
    others = meeting.campaign.meetings.filter(kind=MeetingKind.COMMITTEE).exclude(pk=meeting.pk)
    moments = [*others.values_list("starts_at", flat=True)]
    if meeting.kind == MeetingKind.COMMITTEE:
        moments.append(starts_at)
    return clock.in_paris(min(moments)).date() if moments else None


def consequences(meeting: Meeting, starts_at) -> list[Consequence]:
    """What no longer holds, gets tight, or whom to write to, if the meeting is at that moment: for the coordination."""
    if meeting.kind == MeetingKind.COMMITTEE:
        return calendars.consequences(meeting.campaign, calendars.calendar_of(meeting.campaign, meeting, starts_at))
    found = registry.providers("meeting_consequences", {Side.COORDINATION})
    return [item for provider in found for item in provider(meeting, starts_at)]


def obstacles(meeting: Meeting, starts_at) -> list[Consequence]:
    """Those among the consequences that were to be moved or put off first (D6)."""
    return [item for item in consequences(meeting, starts_at) if item.blocks]


def _name(meeting) -> str:
    """What a change of the calendar calls this meeting."""
    return f"meeting:{meeting.kind}"


def open_changes(seat):
    """The changes that wait, soonest first."""
    rows = MeetingChange.objects.visible_to(seat).filter(ended_at__isnull=True)
    return rows.select_related("meeting__campaign").order_by("starts_at", "pk")


def why_not_at(meeting: Meeting, starts_at) -> str | None:
    """None when a meeting may be put, or moved, at that moment."""
    if starts_at <= clock.now():
        return "Cette date est passée : choisissez un jour à venir."
    if not meeting.campaign.spans(clock.in_paris(starts_at).date()):
        return TOO_FAR
    same = Meeting.objects.filter(campaign=meeting.campaign, kind=meeting.kind, starts_at=starts_at)
    return TWICE if same.exclude(pk=meeting.pk).exists() else None


def why_not_add(meeting: Meeting, reason: str) -> str | None:
    """None when a meeting may be put on the calendar; of a published call, for a reason."""
    refusal = why_not_at(meeting, meeting.starts_at) or rules.why_not_unsaid(meeting.campaign, True, reason)
    late = [] if refusal else obstacles(meeting, meeting.starts_at)
    if late:
        refusal = (
            f"Un comité ce jour-là passerait avant {french.counted(len(late), 'restitution')} de diagnostic. Modifiez "
            "plutôt la date du comité déjà au calendrier : les personnes concernées seront prévenues."
        )
    return refusal


def is_told(meeting: Meeting, starts_at, place: str) -> bool:
    """Whether somebody is written to if the meeting is there and then.

    Another room is no date of the calendar, but who registered, or sits in a steering committee, has to find it.
    """
    return meeting.starts_at != starts_at or (meeting.kind != MeetingKind.COMMITTEE and meeting.place != place)


def why_not_move(meeting: Meeting, starts_at, place: str, reason: str) -> str | None:
    """None when a meeting may be there and then; in a published call, for a reason that is told."""
    told = is_told(meeting, starts_at, place)
    return (
        why_not_change(meeting)
        or why_not_at(meeting, starts_at)
        or rules.why_not_unsaid(meeting.campaign, told, reason)
    )


def why_not_change(meeting: Meeting) -> str | None:
    """What was held stays as it was, and what was cancelled."""
    if meeting.is_cancelled:
        return "Cette journée est annulée : ajoutez-en une autre au calendrier."
    if meeting.starts_at <= clock.now():
        return "Cette réunion a déjà eu lieu : sa date ne change plus."
    return None


def _save(meeting, campaign, **options):
    """Write a meeting; a call that is public must still hold together. Raises DomainError."""
    try:
        with transaction.atomic():
            meeting.save(**options)
    except IntegrityError as error:
        raise DomainError(TWICE) from error
    if campaign.is_public:
        refuse(" ".join(rules.why_not_publish(campaign)))


@transaction.atomic
def add_meeting(meeting: Meeting, *, reason: str = "", by=None) -> Meeting:
    """Put a meeting on the calendar; a published call tells the apps, with the reason.

    Raises DomainError when it is there already, without a reason in a published call, or when a committee would pass
    before restitutions planned.
    """
    meeting.campaign = campaign = seats.lock(meeting.campaign)
    refuse(rules.why_not_closed(campaign) or why_not_add(meeting, reason))
    _save(meeting, campaign)
    journal.record(by, "meeting_added", meeting, kind=str(meeting.kind))
    if campaign.is_public:
        moved = {_name(meeting): (None, clock.in_paris(meeting.starts_at))}
        calendars.record_change(campaign, moved, reason=reason, by=by)
    _tell(campaign, meeting)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, starts_at, place: str, reason: str = "", by=None) -> MeetingChange | None:
    """Move a meeting, at once when nothing stands in the way; else propose it and have the people concerned told.

    Gives None when the calendar changed, else the change that waits. reason: told to everybody with the new date, once
    it holds; of an information day, to who registered. Raises DomainError for a date that is past, a meeting that was
    held, a published calendar that would no longer hold together, or moves without a reason.
    """
    campaign = seats.lock(meeting.campaign)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=meeting.pk)
    refuse(rules.why_not_closed(campaign) or why_not_move(meeting, starts_at, place, reason))
    moved, told = meeting.starts_at != starts_at, is_told(meeting, starts_at, place)
    if moved and obstacles(meeting, starts_at):
        return _propose(campaign, meeting, starts_at, place, reason, by=by)
    was = clock.in_paris(meeting.starts_at)
    _drop(meeting)
    meeting.starts_at, meeting.place = starts_at, place
    if told and campaign.is_public and meeting.kind != MeetingKind.COMMITTEE:
        meeting.moved_reason = reason.strip()
    _save(meeting, campaign, update_fields=["starts_at", "place", "moved_reason"])
    journal.record(by, "meeting_changed", meeting, kind=str(meeting.kind), moved=moved)
    if told:
        _tell(campaign, meeting)
    if moved and campaign.is_public:
        calendars.record_change(campaign, {_name(meeting): (was, clock.in_paris(starts_at))}, reason=reason, by=by)
    return None


def why_not_cancel(meeting: Meeting) -> str | None:
    """None when the meeting may be cancelled: an information day to come. The others are moved."""
    if meeting.kind != MeetingKind.INFORMATION:
        return "Seule une journée d’information s’annule : déplacez plutôt cette réunion."
    if meeting.is_cancelled:
        return "Cette journée est déjà annulée, et chaque inscrit prévenu."
    return why_not_change(meeting)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by=None) -> Meeting:
    """Cancel an information day, for good: its reason is told to everybody, and to each who registered.

    Raises DomainError for another meeting, or one that was held or cancelled already.
    """
    campaign = seats.lock(meeting.campaign)
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=meeting.pk)
    refuse(rules.why_not_closed(campaign) or why_not_cancel(meeting))
    meeting.cancelled_at, meeting.cancelled_reason = clock.now(), reason.strip()
    meeting.save(update_fields=["cancelled_at", "cancelled_reason"])
    journal.record(by, "meeting_cancelled", meeting, kind=str(meeting.kind))
    events.emit(campaign, EventKind.MEETING_CANCELLED, about_id=meeting.pk)
    return meeting


@transaction.atomic
def drop_change(meeting: Meeting, *, by=None):
    """Give up a date that was proposed."""
    seats.lock_calls()
    if _drop(meeting):
        journal.record(by, "meeting_change_dropped", meeting)


def _drop(meeting) -> int:
    waiting = MeetingChange.objects.system().filter(meeting=meeting, ended_at__isnull=True)
    return waiting.update(ended_at=clock.now())


def _propose(campaign, meeting, starts_at, place, reason, *, by) -> MeetingChange:
    waiting = MeetingChange.objects.system().filter(meeting=meeting, ended_at__isnull=True).first()
    if waiting is not None and waiting.starts_at == starts_at:
        if (waiting.place, waiting.reason) != (place, reason):
            waiting.place, waiting.reason = place, reason
            waiting.save(update_fields=["place", "reason"])
        return waiting
    _drop(meeting)
    change = MeetingChange.objects.system().create(
        meeting=meeting, starts_at=starts_at, place=place, reason=reason, proposed_at=clock.now()
    )
    journal.record(by, "meeting_change_proposed", meeting, day=clock.in_paris(starts_at).date().isoformat())
    if campaign.is_public:
        events.emit(campaign, EventKind.CALENDAR_PROPOSED, about_id=change.pk)
    return change


def _tell(campaign, meeting):
    if not campaign.is_public:
        return
    events.emit(campaign, EventKind.CALENDAR_CHANGED, about_id=meeting.pk)
    if meeting.kind == MeetingKind.STEERING and meeting.moved_reason:
        to, when = seats.holders(campaign, Role.PILOT), f"{clock.now():%Y-%m-%dT%H:%M:%S}"
        outbox.queue(STEERING_MOVED, about=meeting, to=to, campaign=campaign, occurrence=when)
