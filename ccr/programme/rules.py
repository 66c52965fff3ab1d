"""Why somebody may not sit somewhere (DESIGN 2.1, A004, A051). Each function gives None or the French reason."""

import datetime

from django.db.models import Q

from ccr import clock
from ccr.programme.models import (
    Campaign,
    Engagement,
    FirstOpening,
    Mandate,
    MeetingKind,
    Seat,
    SeatState,
    SiteStatus,
)
from ccr.programme.roles import BARRED_WITH_INSTRUCTION, CANDIDATE_ROLES, FUNCTION_OF, Function, Role, lane_of
from ccr.wall.sides import Lane

WALL = "l’appui et l’instruction sont séparés par un mur"


def bar_ends_on(campaign: Campaign) -> datetime.date:
    """Until when an organisation of this campaign's list stays barred from committees (A051, C09)."""
    return clock.months_after(campaign.diagnostics_until, campaign.diagnosis_bar_months)


def campaigns_barred_by(campaign: Campaign):
    """The other campaigns that run, or will, while the list of this one still bars."""
    return Campaign.objects.exclude(pk=campaign.pk).filter(
        opens_on__lte=bar_ends_on(campaign), sessions_until__gte=campaign.opens_on
    )


def live_functions(campaign, organisation) -> set:
    """The functions the organisation holds now in the campaign."""
    return set(
        Engagement.objects.filter(campaign=campaign, organisation=organisation, ended_at__isnull=True).values_list(
            "function", flat=True
        )
    )


def diagnosing_organisations(campaign):
    """Ids of the organisations on the campaign's public list."""
    return Engagement.objects.filter(campaign=campaign, function=Function.DIAGNOSIS, ended_at__isnull=True).values(
        "organisation"
    )


def diagnoses(person, campaign) -> bool:
    """Whether the person belongs to an organisation on the campaign's public list."""
    return (
        person.memberships.current(clock.today()).filter(organisation__in=diagnosing_organisations(campaign)).exists()
    )


def why_not_engage(campaign, organisation, function) -> str | None:
    """None when the organisation may take this function in the campaign, else the reason."""
    held = live_functions(campaign, organisation)
    if function in held:
        return f"{organisation.name} tient déjà la fonction « {Function(function).label} » dans cet appel."
    return (
        why_not_both_functions(organisation, function, held)
        or why_not_list(campaign, organisation, function)
        or why_not_habilitated(organisation, function)
    )


def why_not_both_functions(organisation, function, held) -> str | None:
    """Instruction excludes diagnosis, candidacy and provision, whichever came first (A051, C18)."""
    clash = None
    if function == Function.INSTRUCTION:
        clash = next((barred for barred in BARRED_WITH_INSTRUCTION if barred in held), None)
    elif function in BARRED_WITH_INSTRUCTION and Function.INSTRUCTION in held:
        clash = Function.INSTRUCTION
    if clash is None:
        return None
    if Function.DIAGNOSIS in (function, clash):
        return (
            f"{organisation.name} ne peut pas être à la fois au comité et sur la liste des structures qui réalisent "
            "des diagnostics : « les structures réalisant des diagnostics ne pourront pas participer au comité de "
            "sélection » (GT5, 21/07/2011). Retirez d’abord l’une des deux."
        )
    return (
        f"{organisation.name} tient déjà la fonction « {Function(clash).label} » dans cet appel, incompatible avec "
        f"« {Function(function).label} »."
    )


def why_not_list(campaign, organisation, function) -> str | None:
    """A person who sits in instruction keeps her organisations off the diagnosing list until she withdraws."""
    if function != Function.DIAGNOSIS:
        return None
    sitting = instructing_members(campaign, organisation)
    if not sitting.exists():
        return None
    return (
        f"Une personne de {organisation.name} siège au comité ou instruit dans cet appel. Retirez d’abord son mandat : "
        "qui diagnostique ne sélectionne jamais (GT5, 21/07/2011)."
    )


def instructing_members(campaign, organisation):
    """Active instruction seats held by members of the organisation, or that acted with it and opened a file."""
    opened = FirstOpening.objects.system().filter(seat__campaign=campaign).values("seat")
    members = organisation.memberships.current(clock.today()).values("person")
    return Seat.objects.filter(campaign=campaign, lane=Lane.INSTRUCTION, person__in=members).filter(
        Q(state=SeatState.ACTIVE, mandates__ended_at__isnull=True) | Q(pk__in=opened)
    )


def why_not_habilitated(organisation, function) -> str | None:
    """Only the able members of RAMSESS diagnose (A035)."""
    if function == Function.DIAGNOSIS and not organisation.may_diagnose:
        return (
            f"{organisation.name} n’est pas habilitée à réaliser des diagnostics. Cochez d’abord son habilitation dans "
            "l’annuaire, avec l’accord de RAMSESS."
        )
    return None


def why_not_mandate(campaign, person, role, organisation) -> str | None:
    """None when the person may take this role for this organisation in this campaign, else the reason."""
    role = Role(role)
    seat = Seat.objects.filter(person=person, campaign=campaign).first()
    return (
        why_not_suspended(seat)
        or why_not_lane(seat, person, role)
        or why_not_twice(seat, role, organisation)
        or why_not_member_of_list(campaign, person, role)
        or why_not_function(campaign, organisation, role)
        or why_not_one_representative(campaign, role, organisation)
    )


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


def why_not_function(campaign, organisation, role) -> str | None:
    """The organisation must hold, or be able to take, the function the role needs."""
    function = FUNCTION_OF[role]
    held = live_functions(campaign, organisation)
    if function in held:
        return None
    if function == Function.DIAGNOSIS:
        return (
            f"{organisation.name} n’est pas sur la liste publique des structures qui diagnostiquent dans cet appel. "
            "Inscrivez-la d’abord sur cette liste, fixée par RAMSESS et Regain."
        )
    return why_not_engage(campaign, organisation, function)


def why_not_one_representative(campaign, role, organisation) -> str | None:
    """A candidate organisation has one representative at a time."""
    if role != Role.REPRESENTATIVE:
        return None
    taken = Mandate.objects.filter(
        seat__campaign=campaign, role=role, organisation=organisation, ended_at__isnull=True
    ).exists()
    return f"{organisation.name} a déjà un représentant dans cet appel." if taken else None


def why_not_by_hand(role) -> str | None:
    """Roles of candidates are had by applying, not from the coordinator's screen."""
    if role in CANDIDATE_ROLES:
        return "Une structure candidate entre par « Candidater » : ce rôle ne se donne pas ici."
    return None


def why_not_disengage(engagement) -> str | None:
    """A function is left when nobody holds it any more; the diagnosing list, when its bar is over."""
    roles = [role for role, function in FUNCTION_OF.items() if function == engagement.function]
    held = Mandate.objects.filter(
        seat__campaign=engagement.campaign,
        organisation=engagement.organisation,
        role__in=roles,
        ended_at__isnull=True,
    ).exists()
    if held:
        return "Des personnes tiennent encore cette fonction pour cette organisation : retirez d’abord leurs mandats."
    if engagement.function != Function.DIAGNOSIS:
        return None
    until = engagement.carried_until or bar_ends_on(engagement.campaign)
    if clock.today() >= engagement.campaign.opens_on and clock.today() <= until:
        return (
            f"Une structure inscrite sur la liste publique des diagnostics y reste jusqu’au {until:%d/%m/%Y}, "
            "qu’elle suive une structure ou non : retirer une ligne plus tôt dirait quelque chose des demandes."
        )
    return None


def why_not_publish(campaign) -> list[str]:
    """What is still missing before the call may be published, one French sentence each."""
    sites, committees = campaign.sites.exclude(status=SiteStatus.ABANDONED), campaign.meetings
    committee = campaign.first_committee_day
    checks = (
        (not sites.exists(), "Proposez au moins un site, avec son enjeu."),
        (
            not committees.filter(kind=MeetingKind.COMMITTEE).exists(),
            "Ajoutez au calendrier la date du comité de sélection.",
        ),
        (committee and committee <= campaign.deadline_on, "Le comité doit se tenir après la clôture des candidatures."),
        (
            committee and committee <= campaign.diagnostics_until,
            "Le comité doit se tenir après la dernière restitution de diagnostic.",
        ),
        (committee and campaign.sessions_from <= committee, "Les sessions DLA commencent après le comité."),
    )
    return [sentence for wrong, sentence in checks if wrong]
