"""« Mon agenda »: the dates of a seat, and the secret link by which a calendar program follows them."""

import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from ccr import clock, journal, registry
from ccr.appointments import Appointment
from ccr.programme import rules, seats
from ccr.programme.models import AgendaLink, Seat
from ccr.wall.errors import DomainError, refuse

_signer = signing.Signer(salt="programme.agenda", sep=".")


def of(seat) -> list[Appointment]:
    """What the seat's sides have on their calendars, in order. Run in the seat's own pass."""
    found = {one.key: one for one in registry.ask("agenda", seat)}
    return sorted(found.values(), key=lambda one: (one.day, one.has_hour, one.title, one.key))


# The link


def live_link(seat) -> AgendaLink | None:
    """The link that opens the seat's calendar, if there is one."""
    return AgendaLink.objects.visible_to(seat).live().first()


def address_of(link, seat) -> str:
    """The secret address, whole: the row's key, signed. Nothing in the database opens it."""
    token = _signer.sign(link.pk.hex)
    return settings.CCR_BASE_URL + reverse("programme:agenda_feed", args=[seat.campaign.slug, token])


@transaction.atomic
def make_link(*, by) -> AgendaLink:
    """Give the seat a link; the former one stops opening anything at once.

    Raises DomainError when the seat opens nothing any more, or the call is still in preparation.
    """
    seat = seats.acting(by)
    refuse(rules.why_not_agenda_link(seat.campaign))
    _end(seat)
    link = AgendaLink(seat=seat, made_at=clock.now())
    link.save(force_insert=True)
    journal.record(seat, "agenda_link_made", link)
    return link


@transaction.atomic
def end_link(*, by):
    """Stop the seat's link, without another. Raises DomainError when there is none."""
    seat = seats.acting(by)
    if not _end(seat):
        raise DomainError("Ce lien est déjà arrêté : plus personne ne peut l’ouvrir.")


def _end(seat) -> int:
    """End the live link, and say it. seat: its row is locked."""
    link = AgendaLink.objects.system().live().filter(seat=seat).first()
    if link is None:
        return 0
    link.ended_at = clock.now()
    link.save(update_fields=["ended_at"])
    journal.record(seat, "agenda_link_ended", link)
    return 1


def seat_behind(token: str) -> Seat | None:
    """The seat whose calendar a live link opens, as it is now; None once it opens nothing itself."""
    try:
        key = uuid.UUID(hex=_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    link = AgendaLink.objects.system().live().filter(pk=key).first()
    if link is None:
        return None
    seat = seats.seats_with_mandates().get(pk=link.seat_id)
    return seat if seat.sides and seat.person.is_active else None
