"""Why somebody may not sit somewhere (DESIGN 2.1, A004, A051)."""

from ccr import clock
from ccr.programme.models import (
    FirstOpening,
    Mandate,
    Seat,
    SeatState,
)
from ccr.programme.roles import (
    CANDIDATE_ROLES,
    FUNCTION_OF,
    INSTRUCTION_ROLES,
    NOTE_ROLES,
    WITNESS_ROLES,
    Function,
    Role,
    lane_of,
)
from ccr.ui import french
from ccr.wall.sides import Lane

from .calls import why_not_closed
from .functions import WALL, live_functions, why_not_engage
from .lists import bar_ends_on, diagnoses, is_own_line


def why_not_mandate(campaign, person, role, organisation) -> str | None:
    """None when the person may take this role for this organisation in this campaign, else the reason."""
    role = Role(role)
    seat = Seat.objects.filter(person=person, campaign=campaign).first()
    return (
        why_not_closed(campaign, role)
        or why_not_suspended(seat)
        or why_not_member_of_list(campaign, person, role)  # before the lane: it names the rule (D4a)
        or why_not_lane(seat, person, role)
        or why_not_twice(seat, role, organisation)
        or why_not_across(campaign, person, role)
        or why_not_function(campaign, organisation, role)
        or why_not_one_representative(campaign, role, organisation)
    )


SEPARATE_ROLES = frozenset({Role.DLA_OFFICER, Role.FUND_OFFICER})
"""Who accompanies and who decides on money: two persons by preference, whatever their organisation (C08)."""
WHY_SEPARATE = (
    "De préférence, la personne qui accompagne une structure au DLA n’est pas celle qui décide de la financer."
)


def advice_on_mandate(campaign, person, role) -> str | None:
    """What deserves a second look before the person takes this role; it is not refused (C08)."""
    if role not in SEPARATE_ROLES:
        return None
    held = Mandate.objects.filter(
        seat__person=person, seat__campaign=campaign, role__in=SEPARATE_ROLES - {role}, ended_at__isnull=True
    ).first()
    if held is None:
        return None
    return f"{person.full_name} est déjà « {held.get_role_display()} » dans cet appel. {WHY_SEPARATE}"


def advice_on_seats(mandates) -> str | None:
    """Who holds both roles that are better apart, among these live mandates; None when nobody does (C08)."""
    roles = {}
    for mandate in mandates:
        roles.setdefault(mandate.seat.person, set()).add(mandate.role)
    names = [person.full_name for person, held in roles.items() if held >= SEPARATE_ROLES]
    if not names:
        return None
    both = " et ".join(f"« {role.label} »" for role in sorted(SEPARATE_ROLES))
    return f"À la fois {both} : {', '.join(names)}. {WHY_SEPARATE}"


def why_not_suspended(seat) -> str | None:
    """A suspended seat is not given again in the same campaign."""
    if seat is not None and seat.state == SeatState.SUSPENDED:
        return "Le siège de cette personne est suspendu dans cet appel : aucun autre mandat ne peut lui être confié."
    return None


def why_not_lane(seat, person, role) -> str | None:
    """One lane per person and campaign; from another lane to instruction, never; back, only if no file was opened."""
    if seat is None or seat.lane == lane_of(role):
        return None
    wanted, held = lane_of(role), Lane(seat.lane)
    if any(m.ended_at is None for m in seat.mandates.all()):
        return (
            f"{person.full_name} siège déjà dans le couloir « {held.label} » de cet appel. Une personne ne tient qu’un "
            f"couloir par appel : choisissez une autre personne pour « {role.label} »."
        )
    if wanted == Lane.INSTRUCTION:
        return (
            f"{person.full_name} a siégé dans le couloir « {held.label} » de cet appel : on ne passe jamais à "
            f"l’instruction dans le même appel, car {WALL}."
        )
    if held == Lane.INSTRUCTION:
        return why_not_leave_instruction(seat, person, wanted)
    return None


def why_not_leave_instruction(seat, person, wanted) -> str | None:
    """From instruction to support, only if no file was opened; to any other lane, never."""
    if wanted != Lane.SUPPORT:
        return (
            f"{person.full_name} a siégé à l’instruction de cet appel : aucun autre rôle n’y est possible que l’appui."
        )
    if FirstOpening.objects.system().filter(seat=seat).exists():
        return (
            f"{person.full_name} a ouvert au moins un dossier pour l’instruction : l’appui lui est fermé dans cet "
            f"appel, car {WALL}."
        )
    return None


def why_not_instruct(seat) -> str | None:
    """None when the seat, as it is now, opens files of instruction."""
    held = Mandate.objects.filter(
        seat=seat, seat__lane=Lane.INSTRUCTION, seat__state=SeatState.ACTIVE, ended_at__isnull=True
    )
    if any(lane_of(role) == Lane.INSTRUCTION for role in held.values_list("role", flat=True)):
        return None
    return "Vous n’instruisez plus dans cet appel : ce dossier ne s’ouvre plus."


def why_not_twice(seat, role, organisation) -> str | None:
    """The same mandate is not given twice."""
    if seat is None:
        return None
    if any(m.ended_at is None and m.role == role and m.organisation_id == organisation.pk for m in seat.mandates.all()):
        return "Cette personne tient déjà ce rôle pour cette organisation."
    return None


def why_not_member_of_list(campaign, person, role) -> str | None:
    """A member of an organisation that diagnoses gets no instruction seat (A051)."""
    if lane_of(role) == Lane.INSTRUCTION and diagnoses(person, campaign):
        return (
            f"{person.full_name} appartient à une structure de la liste publique des diagnostics de cet appel : « les "
            "structures réalisant des diagnostics ne pourront pas participer au comité de sélection » "
            "(GT5, 21/07/2011)."
        )
    return None


def held_elsewhere(campaign, person, roles) -> Mandate | None:
    """A mandate that opens something to the person in another call, with one of these roles."""
    held = Mandate.objects.filter(
        seat__person=person, seat__state=SeatState.ACTIVE, role__in=roles, ended_at__isnull=True
    )
    return held.exclude(seat__campaign=campaign).select_related("seat__campaign").first()


def why_not_across(campaign, person, role) -> str | None:
    """Who sees in a call that diagnostics exist instructs no other, nor the reverse, as long as both mandates live.

    Whoever read notes waits, even once her mandate ended, for the end of the bar that her call puts on its list.
    """
    if role in INSTRUCTION_ROLES:
        return why_not_after_notes(campaign, person) or why_not_witness(campaign, person)
    if role in WITNESS_ROLES and (held := held_elsewhere(campaign, person, INSTRUCTION_ROLES)):
        return (
            f"{person.full_name} instruit encore dans l’appel « {held.seat.campaign.title} » : retirez d’abord ce "
            f"mandat, car {WALL}."
        )
    return None


def why_not_after_notes(campaign, person) -> str | None:
    """What was read in the notes of a call stays in memory for as long as its bar runs (A051)."""
    held = Mandate.objects.filter(seat__person=person, role__in=NOTE_ROLES).exclude(seat__campaign=campaign)
    calls = {mandate.seat.campaign for mandate in held.select_related("seat__campaign")}
    last = max(calls, key=bar_ends_on, default=None)
    if last is None or clock.today() > bar_ends_on(last):
        return None
    return (
        f"{person.full_name} lit, ou a lu, des notes de diagnostic dans l’appel « {last.title} » : comme à sa "
        f"structure, l’instruction lui est fermée jusqu’au {french.long_date(bar_ends_on(last))}, car {WALL}."
    )


def why_not_witness(campaign, person) -> str | None:
    """Who follows diagnostics elsewhere knows who has one: she gives that up first."""
    held = held_elsewhere(campaign, person, WITNESS_ROLES)
    if held is None:
        return None
    return (
        f"{person.full_name} est encore « {held.get_role_display()} » dans l’appel « {held.seat.campaign.title} », et "
        f"y voit quelles structures ont un diagnostic : retirez d’abord ce mandat, car {WALL}."
    )


def why_not_function(campaign, organisation, role) -> str | None:
    """The organisation must hold, or be able to take, the function the role needs."""
    function = FUNCTION_OF[role]
    if function == Function.DIAGNOSIS:
        return why_not_diagnose_here(campaign, organisation)
    if function in live_functions(campaign, organisation):
        return None
    return why_not_engage(campaign, organisation, function)


def why_not_diagnose_here(campaign, organisation) -> str | None:
    """Who diagnoses in a call stands on its list by herself: only then does the call's own bar run (A051)."""
    if is_own_line(campaign, organisation):
        return None
    if Function.DIAGNOSIS in live_functions(campaign, organisation):
        return (
            f"{organisation.name} n’est sur la liste publique que par reconduction d’un autre appel. Pour qu’elle "
            "diagnostique aussi dans celui-ci, inscrivez-la d’abord sur sa liste."
        )
    return (
        f"{organisation.name} n’est pas sur la liste publique des structures qui diagnostiquent dans cet appel. "
        "Inscrivez-la d’abord sur cette liste, fixée par RAMSESS et Regain."
    )


def why_not_one_representative(campaign, role, organisation) -> str | None:
    """A candidate organisation has one representative at a time, whose account is open."""
    if role != Role.REPRESENTATIVE:
        return None
    taken = Mandate.objects.filter(
        seat__campaign=campaign,
        seat__person__is_active=True,
        role=role,
        organisation=organisation,
        ended_at__isnull=True,
    ).exists()
    return f"{organisation.name} a déjà un représentant dans cet appel." if taken else None


def why_not_by_hand(role) -> str | None:
    """Roles of candidates are had by applying, not from the coordinator's screen."""
    if role in CANDIDATE_ROLES:
        return "Une structure candidate entre par « Candidater » : ce rôle ne se donne pas ici."
    return None


def why_not_withdraw(mandate) -> str | None:
    """A call always has somebody who coordinates it."""
    if mandate.role != Role.COORDINATOR:
        return None
    others = Mandate.objects.filter(
        seat__campaign=mandate.seat.campaign_id,
        seat__state=SeatState.ACTIVE,
        seat__person__is_active=True,
        role=Role.COORDINATOR,
        ended_at__isnull=True,
    )
    if others.exclude(pk=mandate.pk).exists():
        return None
    return (
        f"{mandate.seat.person.full_name} est la seule personne à coordonner {mandate.seat.campaign.title}. Donnez "
        "d’abord ce rôle à une autre personne."
    )
