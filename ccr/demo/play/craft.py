"""What every scene uses: a moment, a pass, and the people and structures of the play found again by their names."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.text import slugify

from candidates.models import Application
from ccr import clock
from ccr.accounts.models import Person
from ccr.directory.models import Organisation
from ccr.programme import seats
from ccr.programme.models import Campaign, Seat
from ccr.wall.guard import passing, passing_as

_seats: dict[tuple[str, str], Seat] = {}


@dataclass(frozen=True)
class Moment:
    """Something done at a moment of the programme's time."""

    when: datetime.datetime
    do: Callable[[], object]


def moment(text: str) -> datetime.datetime:
    """« 2025-09-15 10:00 », in Marseille; nine in the morning when no hour is given."""
    text = text if " " in text else f"{text} 09:00"
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=clock.PARIS)


def day(text: str) -> datetime.date:
    """« 2025-09-15 »."""
    return datetime.date.fromisoformat(text)


def on(text: str, verb, /, *args, **kwargs) -> Moment:
    """A verb to run at a moment."""
    return Moment(moment(text), partial(verb, *args, **kwargs))


def act(seat: Seat, verb, /, *args, **kwargs):
    """Run a service as the holder of a seat runs it: inside its pass."""
    with passing_as(seat):
        return verb(*args, by=seat, **kwargs)


def act_on(side, verb, /, *args, **kwargs):
    """Run a service on a side without a seat: a newcomer, a secret link, the machine."""
    with passing({side}):
        return verb(*args, **kwargs)


def address_of(first_name: str, last_name: str) -> str:
    """Everybody's address, made of the name."""
    return f"{slugify(first_name)}.{slugify(last_name)}@exemple.fr"


def person(name: str) -> Person:
    """Somebody of the play, by « Rose Antonini »."""
    first, last = name.split(" ", 1)
    return Person.objects.get(email=address_of(first, last))


def organisation(name: str) -> Organisation:
    """An organisation of the play, by its name."""
    return Organisation.objects.kept().get(name=name)


def campaign(slug: str) -> Campaign:
    """One of the three calls."""
    return Campaign.objects.get(slug=slug)


def seat(name: str, slug: str) -> Seat:
    """Somebody's seat in a call."""
    if (name, slug) not in _seats:
        _seats[name, slug] = seats.seat_of(person(name), campaign(slug))
    return _seats[name, slug]


def forget_seats():
    """Read seats again: somebody's mandates changed."""
    _seats.clear()


def application(name: str, slug: str) -> Application:
    """A structure's application in a call."""
    rows = Application.objects.system().select_related("organisation", "campaign")
    return rows.get(organisation__name=name, campaign__slug=slug)
