"""The minutes of a steering committee, sent to its members, each in her own pass (A171)."""

import uuid

from django.conf import settings
from django.urls import reverse

from ccr.library.models import PublicDocument
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.programme.models import MeetingKind
from ccr.programme.roles import Role
from ccr.registry import Group
from ccr.ui import french

STEERING = "library.minutes"


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
        return outbox.written(outbox.queue(STEERING, to=members, **said))

    return [Group(french.counted(len(members), "membre du comité de pilotage", "membres du comité de pilotage"), tell)]


def register():
    """Declare the kind."""
    outbox.register(
        STEERING,
        label="Compte rendu d’un comité de pilotage",
        subject="Le compte rendu du comité de pilotage est en ligne",
        template="library/mail/minutes",
        context=steering_minutes,
        binding=True,  # always sent to all of the group, whatever mails they wish for (A171)
    )
