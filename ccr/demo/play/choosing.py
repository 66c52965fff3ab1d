"""How some people wish to be written to: a digest in the morning, or nothing but what binds."""

from ccr.accounts import services
from ccr.accounts.models import Person
from ccr.demo.people import OPEN_CALL
from ccr.demo.play.applying import representative
from ccr.demo.play.craft import act_on, on
from ccr.notifications.states import MailPace
from ccr.wall.sides import Side

WISHES = (("nadia.perrin", MailPace.DAILY), ("yann.kerguelen", MailPace.BINDING), ("rose.antonini", MailPace.BINDING))
WRITTEN_TO = "Cyclo-Fret"
"""Whose representative finds this morning’s message in tomorrow’s digest."""


def choose(key, pace):
    """One person, on « Mon compte »."""
    act_on(Side.THRESHOLD, services.choose_pace, Person.objects.get(email=f"{key}@exemple.fr"), pace)


def choose_digest(name):
    """Who represents a structure."""
    act_on(Side.THRESHOLD, services.choose_pace, representative(name, OPEN_CALL).person, MailPace.DAILY)


def moments():
    for key, pace in WISHES:
        yield on("2025-11-03 09:05", choose, key, pace)
    yield on("2026-11-20 19:00", choose_digest, WRITTEN_TO)
