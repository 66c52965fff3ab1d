"""Structures invite their colleagues and pass their representation on: accepted, refused, dropped, still waiting."""

from candidates import services
from candidates.models import HandOver
from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play.applying import representative
from ccr.demo.play.calls import make_person
from ccr.demo.play.craft import act, act_on, address_of, application, forget_seats, on, person
from ccr.programme import seats
from ccr.wall.sides import Side


def join(first_name: str, last_name: str, name: str, slug: str):
    """A member of the structure, who does not work on its application."""
    who = make_person(first_name, last_name)
    act(representative(name, slug), seats.join_organisation, who, application(name, slug).organisation)


def invite(first_name: str, last_name: str, name: str, slug: str):
    """A colleague gets a link."""
    mine = application(name, slug)
    act(representative(name, slug), services.invite_colleague, mine, address_of(first_name, last_name))


def ask(who: str, name: str, slug: str):
    """The representative asks a member to take over."""
    act(representative(name, slug), services.ask_hand_over, application(name, slug), person(who))


def _asked(name: str, slug: str) -> HandOver:
    return HandOver.objects.system().waiting().get(application=application(name, slug))


def answer(who: str, name: str, slug: str, *, accept: bool):
    """She says yes, or no."""
    verb = services.accept_hand_over if accept else services.refuse_hand_over
    act_on(Side.CANDIDATE, verb, _asked(name, slug), by=person(who))
    forget_seats()


def drop(name: str, slug: str):
    """The representative thinks better of it."""
    act(representative(name, slug), services.withdraw_hand_over, _asked(name, slug))


def moments():
    yield on("2025-11-10 11:00", ask, "Malik Ferhat", "L’Atelier Recyclé", PAST_CALL)
    yield on("2025-11-11 09:20", drop, "L’Atelier Recyclé", PAST_CALL)
    yield on("2026-11-05 10:00", ask, "Josiane Petit", "Ressources Sud", PAST_CALL)
    yield on("2026-11-06 18:30", answer, "Josiane Petit", "Ressources Sud", PAST_CALL, accept=True)
    yield on("2026-11-10 14:00", ask, "Théo Marchal", "Cyclo-Fret", OPEN_CALL)
    yield on("2026-11-11 08:45", answer, "Théo Marchal", "Cyclo-Fret", OPEN_CALL, accept=False)
    yield on("2026-11-17 10:10", invite, "Lucie", "Garcin", "Terre d’Argile", OPEN_CALL)
    yield on("2026-11-20 17:00", join, "Nour", "Haddou", "Les Paniers du Port", OPEN_CALL)
    yield on("2026-11-21 09:30", ask, "Nour Haddou", "Les Paniers du Port", OPEN_CALL)
