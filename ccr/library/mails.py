"""A steering committee's mails to its members, each in her own pass: the reminder (A027), the minutes (A171)."""

import datetime
import uuid

from django.conf import settings
from django.urls import reverse

from ccr import clock
from ccr.library import readings
from ccr.library.models import PublicDocument
from ccr.notifications import outbox, reminders
from ccr.notifications.reminders import Due
from ccr.programme import seats
from ccr.programme.models import CampaignState, Meeting, MeetingKind
from ccr.programme.roles import Role
from ccr.registry import Group
from ccr.ui import french
from ccr.wall.sides import Side

STEERING = "library.minutes"
SOON = "library.steering_soon"
REMINDER_DAYS = 7


def document_of(mail) -> PublicDocument | None:
    """The minutes that a mail is about, unless they were retired since."""
    rows = PublicDocument.objects.published().select_related("meeting__campaign")
    return rows.filter(pk=uuid.UUID(hex=mail.occurrence)).first()


def said_of(document) -> dict:
    """What every mail says of minutes, whoever reads it."""
    url = reverse("library:document", args=[document.pk])
    return {
        "document": document,
        "meeting": document.meeting,
        "action": "Lire le compte rendu",
        "action_url": settings.CCR_BASE_URL + url,
    }


def steering_minutes(seat, mail):
    """To a member of the steering committee: where the minutes are."""
    document = document_of(mail)
    return document and said_of(document)


def steering_groups(meeting) -> list[Group]:
    """The members of the steering committee: whoever is a pilot of the call."""
    if meeting.kind != MeetingKind.STEERING:
        return []
    members = seats.holders(meeting.campaign, Role.PILOT)

    def tell(document) -> int:
        occurrence = document.pk.hex
        said = {"about": meeting, "campaign": meeting.campaign, "occurrence": occurrence, "app": "ccr_programme"}
        return outbox.written(outbox.queue(STEERING, to=members, again=True, **said))

    return [Group(french.counted(len(members), "membre du comité de pilotage", "membres du comité de pilotage"), tell)]


def steering_soon(seat, mail):
    """To a member, a week before: when, where, what to read first."""
    meeting = Meeting.objects.filter(pk=mail.about_id, starts_at__gt=clock.now()).first()
    return meeting and {
        "meeting": meeting,
        "readings": readings.in_mail(meeting),
        "action": "Ouvrir « À faire »",
        "action_url": settings.CCR_BASE_URL + reverse("ui:home", args=[mail.campaign.slug]),
    }


def steering_to_remind(now):
    """A week before, at nine: the members of the steering committee. Run on the machine's side."""
    near = {"starts_at__gt": now, "starts_at__lte": now + datetime.timedelta(days=REMINDER_DAYS + 1)}
    rows = Meeting.objects.filter(kind=MeetingKind.STEERING, campaign__state=CampaignState.PUBLISHED, **near)
    for meeting in rows.select_related("campaign").order_by("starts_at", "pk"):
        yield Due(
            meeting,
            to=seats.holders(meeting.campaign, Role.PILOT),
            occurrence=f"{clock.in_paris(meeting.starts_at):%Y%m%d}",
            at=reminders.days_before(meeting, REMINDER_DAYS),
            campaign=meeting.campaign,
        )


def register():
    """Declare the kinds, then the reminder."""
    outbox.register(
        STEERING,
        label="Compte rendu d’un comité de pilotage",
        subject="Le compte rendu du comité de pilotage est en ligne",
        template="library/mail/minutes",
        context=steering_minutes,
        binding=True,  # always sent to all of the group, whatever mails they wish for (A171)
    )
    outbox.register(
        SOON,
        label="Rappel d’un comité de pilotage",
        subject="Le comité de pilotage approche",
        template="library/mail/steering_soon",
        context=steering_soon,
        binding=True,
    )
    reminders.register(SOON, Side.MACHINE, steering_to_remind)
