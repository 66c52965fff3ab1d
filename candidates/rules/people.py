"""Why somebody may not join, leave or take over an application. Each function gives None or the French reason."""

from candidates.models import HandOver
from candidates.rules.application import acts_for, represents, why_not_represent
from candidates.states import HandOverState
from ccr import clock
from ccr.programme.models import Mandate, SeatState
from ccr.programme.roles import Role


def is_member(person, organisation) -> bool:
    """Whether the person belongs to the organisation today."""
    return person.memberships.current(clock.today()).filter(organisation=organisation.kept_id).exists()


def why_not_ask_hand_over(seat, application, person) -> str | None:
    """None when the representative may ask this person to represent the structure in her place."""
    return (
        why_not_represent(seat, application, "passe la main")
        or _why_not_oneself(seat, person)
        or why_not_member(application, person)
        or _why_not_twice(application)
    )


def _why_not_oneself(seat, person) -> str | None:
    return "Vous représentez déjà la structure." if person.pk == seat.person_id else None


def why_not_member(application, person) -> str | None:
    """Only members of the organisation represent it."""
    if is_member(person, application.organisation):
        return None
    return (
        f"{person.full_name} n’appartient pas à {application.organisation.name}. Invitez-la d’abord : une fois entrée, "
        "elle pourra représenter la structure."
    )


def _why_not_twice(application) -> str | None:
    waiting = HandOver.objects.system().filter(application=application).waiting().select_related("to").first()
    if waiting is None:
        return None
    return f"Vous avez déjà demandé à {waiting.to.full_name}. Annulez cette demande pour en faire une autre."


def why_not_answer_hand_over(hand_over, person) -> str | None:
    """None when the person may say yes or no. hand_over: with its application, campaign and the seat that asks."""
    if hand_over.to_id != person.pk:
        return "Cette demande est adressée à quelqu’un d’autre."
    return why_not_open_hand_over(hand_over)


def why_not_open_hand_over(hand_over) -> str | None:
    """None while it waits for an answer."""
    if hand_over.state == HandOverState.ASKED:
        return None
    return f"Cette demande n’attend plus de réponse : elle est {hand_over.get_state_display()}."


def why_not_accept_hand_over(hand_over, person) -> str | None:
    """None when the person may now represent the structure: she, and who asked, are still what they were."""
    application = hand_over.application
    if reason := why_not_answer_hand_over(hand_over, person) or why_not_member(application, person):
        return reason
    if not represents(hand_over.asked_by, application):
        return (
            f"{hand_over.asked_by.person.full_name} ne représente plus {application.organisation.name} : sa demande ne "
            "vaut plus. Demandez à qui représente la structure aujourd’hui."
        )
    return None


def why_not_withdraw_hand_over(seat, hand_over) -> str | None:
    """None when who represents the structure may drop the request."""
    return why_not_represent(seat, hand_over.application, "annule la passation") or why_not_open_hand_over(hand_over)


def why_not_invite_colleague(seat, application, email: str) -> str | None:
    """None when the address may be invited to work on the application."""
    if not acts_for(seat, application):
        return "Seules les personnes qui travaillent à cette candidature y invitent."
    there = Mandate.objects.filter(
        seat__campaign=application.campaign_id,
        seat__state=SeatState.ACTIVE,
        seat__person__email__iexact=email,
        organisation=application.organisation.kept_id,
        role__in=(Role.REPRESENTATIVE, Role.CONTRIBUTOR),
        ended_at__isnull=True,
    )
    return "Cette personne travaille déjà à la candidature." if there.exists() else None


def why_not_remove(seat, application, mandate) -> str | None:
    """None when the contributor may be taken off: by the representative, or by herself."""
    if mandate.role != Role.CONTRIBUTOR:
        return "La personne qui représente la structure passe d’abord la main."
    if mandate.ended_at is not None:
        return "Cette personne ne travaille déjà plus à la candidature."
    if mandate.seat_id == seat.pk:
        return None
    return why_not_represent(seat, application, "retire une personne")
