"""The secret link of a registration, its calendar entry, and the day as any visitor sees it (A020)."""

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from candidates.models import InformationDay
from ccr import clock
from ccr.appointments import Appointment, calendar_file
from ccr.ui.context import help_contact
from ccr.wall.guard import passing
from ccr.wall.sides import Side

_signer = signing.Signer(salt="candidates.registration", sep=".")


def token_of(registration) -> str:
    """The secret of the link: the row's key, signed. Nothing in the database opens it, and every mail can say it."""
    return _signer.sign(registration.pk.hex)


def key_in(token: str) -> uuid.UUID | None:
    """The registration's key in a link that we made, else None."""
    try:
        return uuid.UUID(hex=_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def link_of(registration) -> str:
    """The secret link, whole, for the mails."""
    slug = registration.day.meeting.campaign.slug
    return settings.CCR_BASE_URL + reverse("candidates:registration_link", args=[slug, token_of(registration)])


def public_days(campaign) -> list[InformationDay]:
    """The days to come, soonest first, as any visitor may see them, whoever asks."""
    with passing({Side.ANONYMOUS}):
        days = InformationDay.objects.filter(
            meeting__campaign=campaign, meeting__starts_at__gt=clock.now(), meeting__cancelled_at__isnull=True
        )
        return list(days.select_related("meeting__campaign").order_by("meeting__starts_at"))


def contact_of(campaign) -> str:
    """Whom to ask about a day, in a sentence: the call's own address and telephone (A211)."""
    found = help_contact(None, campaign)
    call = f", ou appelez le {found['phone']}" if found["phone"] else ""
    return f"Une question sur la journée\u00a0? Écrivez à {found['email']}{call}."


def calendar_of(registration) -> bytes:
    """The day as an iCalendar file: one event, found again and moved by its UID when the day moves."""
    meeting = registration.day.meeting
    return calendar_file(
        [
            Appointment(
                key=str(meeting.pk),
                title=f"Journée d’information, {meeting.campaign.title}",
                starts=meeting.starts_at,
                place=meeting.place,
                detail="\n".join(filter(None, [registration.day.practical_notes, contact_of(meeting.campaign)])),
                is_cancelled=meeting.is_cancelled,
            )
        ]
    )
