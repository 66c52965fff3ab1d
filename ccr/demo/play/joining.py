"""People who come in by somebody else's door: requests to join, invitations."""

from candidates import services as candidates
from ccr.accounts import services as accounts
from ccr.accounts.models import Invitation
from ccr.demo.people import OPEN_CALL
from ccr.demo.play.applying import representative
from ccr.demo.play.calls import COORDINATOR, make_person
from ccr.demo.play.craft import act, act_on, address_of, campaign, forget_seats, on, organisation, person, seat
from ccr.directory import services
from ccr.directory.models import JoinRequest
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from ccr.wall.sides import Side


def ask(first_name: str, last_name: str, name: str):
    """Somebody signs up and asks to join a structure that is already there."""
    who = make_person(first_name, last_name)
    act_on(Side.NEWCOMER, services.ask_to_join, who, organisation(name), campaign(OPEN_CALL))


def answer(who: str, name: str, *, accept: bool):
    """A member of the structure answers."""
    request = JoinRequest.objects.get(person=person(who), organisation=organisation(name))
    mine = representative(name, OPEN_CALL)
    with passing_as(mine):
        services.answer_join_request(request, accept=accept, by=mine.person)


def come_in(who: str, name: str):
    """Once accepted, she works on the application."""
    call = campaign(OPEN_CALL)
    act_on(Side.NEWCOMER, candidates.begin_application, call, organisation(name), person(who))
    forget_seats()


def invite(first_name: str, last_name: str, role: Role, name: str):
    """The coordinator sends a secret link."""
    address = address_of(first_name, last_name)
    call = campaign(OPEN_CALL)
    act(seat(COORDINATOR, OPEN_CALL), accounts.invite, call, address, role, organisation(name))


def accept(who: str):
    invited = person(who)
    rows = Invitation.objects.system().select_related("campaign", "organisation", "invited_by__person")
    invitation = rows.get(email=invited.email, campaign=campaign(OPEN_CALL))
    act_on(Side.LINK, accounts.accept_invitation, invitation, invited)
    forget_seats()


def revoke(first_name: str, last_name: str):
    invitation = Invitation.objects.system().get(email=address_of(first_name, last_name))
    act(seat(COORDINATOR, OPEN_CALL), accounts.revoke_invitation, invitation)


def moments():
    yield on("2026-10-20 18:00", ask, "Théo", "Marchal", "Cyclo-Fret")
    yield on("2026-10-21 09:15", answer, "Théo Marchal", "Cyclo-Fret", accept=True)
    yield on("2026-10-21 12:00", come_in, "Théo Marchal", "Cyclo-Fret")
    yield on("2026-11-02 11:00", ask, "Inaya", "Costa", "Terre d’Argile")
    yield on("2026-11-03 08:50", answer, "Inaya Costa", "Terre d’Argile", accept=False)
    yield on("2026-11-16 14:00", ask, "Lola", "Fabre", "Mémoire Vive")
    yield on("2026-11-21 16:30", ask, "Karim", "Zerhouni", "Les Paniers du Port")
    yield on(
        "2026-10-06 09:00",
        invite,
        "Aurélie",
        "Simonet",
        Role.COMMITTEE_MEMBER,
        "Chambre régionale de l’économie sociale",
    )
    yield on("2026-10-07 13:20", accept, "Aurélie Simonet")
    yield on("2026-10-15 10:00", invite, "Samuel", "Prost", Role.FUND_OFFICER, "URSCOP Provence")
    yield on("2026-11-16 10:00", invite, "Béatrice", "Lenoir", Role.CONSULTANT, "Cap Conseil")
    yield on("2026-10-22 10:00", invite, "Alain", "Testud", Role.DIAGNOSTICIAN, "Énergies Partagées")
    yield on("2026-10-23 10:00", revoke, "Alain", "Testud")
