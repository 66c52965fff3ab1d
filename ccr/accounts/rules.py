"""Why somebody may not: None, or the French reason."""

from ccr import clock
from ccr.accounts.models import Invitation, Person, SecondFactorReset
from ccr.programme import rules as programme
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import CANDIDATE_ROLES, Role
from ccr.wall.sides import Side

ASK_AGAIN = "Demandez-en une nouvelle à la personne qui vous a invité, ou à la coordination."
RESET_DAYS = 7
"""A reset nobody confirmed within a week is forgotten."""


def may_invite(seat, role, organisation_id) -> bool:
    """Whether the seat invites to this role: the coordination to its own, a structure its colleagues."""
    if role == Role.CONTRIBUTOR:
        return organisation_id in seat.organisations_as(Side.CANDIDATE)
    return seat.has_role(Role.COORDINATOR)


def why_not_invite(campaign, email, role, organisation, by, *, on_paper=False) -> str | None:
    """None when the address may be invited to this role, else the reason: the one acceptance would meet.

    A structure is told nothing of who sits where: what bars a colleague is told to her, when she accepts.
    """
    role = Role(role)
    if Side.CANDIDATE in by.sides:
        return None if may_invite(by, role, organisation.pk) else "Vous invitez à votre candidature, et à elle seule."
    person = Person.objects.filter(email=email).first()
    return (
        programme.why_not_closed(campaign, role)
        or (None if on_paper else programme.why_not_by_hand(role))
        or (person is not None and why_not_active(person))
        or (programme.why_not_mandate(campaign, person, role, organisation) if person else None)
        or programme.why_not_function(campaign, organisation, role)
        or None
    )


def why_not_active(person) -> str | None:
    """A closed account is invited to nothing."""
    return (
        None
        if person.is_active
        else "Le compte de cette personne est fermé : l’administration doit d’abord le rouvrir."
    )


def why_not_open(invitation: Invitation) -> str | None:
    """None when the invitation may still be accepted, else why, and what to do."""
    if invitation.accepted_at is not None:
        return "Cette invitation a déjà servi : un lien ne sert qu’une fois. Connectez-vous pour retrouver votre accès."
    if invitation.revoked_at is not None:
        return f"Cette invitation a été annulée. {ASK_AGAIN}"
    if clock.now() >= invitation.expires_at:
        day = clock.in_paris(invitation.expires_at)
        return f"Cette invitation n’est plus valable depuis le {day:%d/%m/%Y}. {ASK_AGAIN}"
    if not may_invite(invitation.invited_by, invitation.role, invitation.organisation_id):
        candidate = invitation.role == Role.CONTRIBUTOR
        acts = "ne travaille plus à cette candidature" if candidate else "ne coordonne plus cet appel"
        return f"La personne qui vous invitait {acts}. {ASK_AGAIN}"
    return None


def why_not_addressee(invitation: Invitation, person: Person) -> str | None:
    """The link is bound to its address: somebody else who holds it may do nothing with it."""
    if person.email == invitation.email:
        return None
    return (
        "Cette invitation est destinée à une autre adresse que celle de votre compte. Déconnectez-vous, puis rouvrez "
        "le lien avec le bon compte ; ou demandez à la coordination une invitation à l’adresse que vous utilisez."
    )


def why_not_accept(invitation: Invitation, person: Person) -> str | None:
    """None when the person may accept, else the reason: of the invitation first, then of the wall."""
    return (
        why_not_open(invitation)
        or why_not_addressee(invitation, person)
        or programme.why_not_mandate(invitation.campaign, person, invitation.role, invitation.organisation)
    )


def why_not_resetter(person) -> str | None:
    """Second factors are reset by administrators and coordinators."""
    if person.is_admin or coordinates(person):
        return None
    return "Seules l’administration et la coordination réinitialisent un second facteur."


def coordinates(person) -> bool:
    """Whether the person coordinates any call now."""
    return Mandate.objects.filter(
        seat__person=person, seat__state=SeatState.ACTIVE, role=Role.COORDINATOR, ended_at__isnull=True
    ).exists()


def holds_more_than_candidacy(person) -> bool:
    """Whether the person holds a role that demands a second factor: any but the candidate's, or the administration."""
    return (
        person.is_admin
        or Mandate.objects.filter(seat__person=person, ended_at__isnull=True).exclude(role__in=CANDIDATE_ROLES).exists()
    )


def why_not_ask_reset(person, by) -> str | None:
    """None when ``by`` may ask that the person's second factor be reset."""
    return why_not_resetter(by) or (
        "On ne réinitialise pas son propre second facteur : demandez-le à deux personnes de la coordination ou de "
        "l’administration."
        if person.pk == by.pk
        else None
    )


def why_not_confirm_reset(reset: SecondFactorReset, by) -> str | None:
    """None when ``by`` may confirm the reset: a second person, and not its owner."""
    if reason := why_not_ask_reset(reset.person, by):
        return reason
    if reset.confirmed_at is not None:
        return "Cette réinitialisation est déjà faite."
    if reset.cancelled_at is not None:
        return "Cette demande a été annulée."
    if is_stale(reset):
        return f"Cette demande a plus de {RESET_DAYS} jours. Faites-en une nouvelle."
    if reset.asked_by_id == by.pk:
        return "Il faut deux personnes : une autre que vous doit confirmer votre demande."
    return None


def is_stale(reset: SecondFactorReset) -> bool:
    """Whether the request waited too long to be confirmed."""
    return (clock.real_now() - reset.asked_at).days >= RESET_DAYS
