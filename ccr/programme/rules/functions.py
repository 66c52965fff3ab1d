"""What an organisation may be in a call: instruct, diagnose, apply or provide (DESIGN 2.1, A051, C18)."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from ccr import clock
from ccr.directory.models import Membership
from ccr.programme.models import (
    Engagement,
    FirstOpening,
    Mandate,
    Seat,
    SeatState,
)
from ccr.programme.roles import (
    BARRED_WITH_INSTRUCTION,
    FUNCTION_OF,
    INSTRUCTION_ROLES,
    Function,
    Role,
)
from ccr.wall.sides import Lane

from .calls import why_not_closed
from .lists import belongings, is_own_line, stays_until

SUPPORTING = frozenset({Function.DIAGNOSIS, Function.PROVISION})
"""What an organisation does of support that closes instruction to it in the same call, for good."""


WALL = "l’appui et l’instruction sont séparés par un mur"


def live_functions(campaign, organisation) -> set:
    """The functions the organisation holds now in the campaign."""
    return set(
        Engagement.objects.filter(campaign=campaign, organisation=organisation, ended_at__isnull=True).values_list(
            "function", flat=True
        )
    )


def why_not_engage(campaign, organisation, function) -> str | None:
    """None when the organisation may take this function in the campaign, else the reason."""
    held = live_functions(campaign, organisation)
    return (
        why_not_closed(campaign)
        or why_not_function_twice(campaign, organisation, function, held)
        or why_not_both_functions(organisation, function, held)
        or why_not_after_support(campaign, organisation, function)
        or why_not_after_instruction(campaign, organisation, function)
        or why_not_list(campaign, organisation, function)
        or why_not_habilitated(organisation, function)
    )


def why_not_function_twice(campaign, organisation, function, held) -> str | None:
    """A function is taken once; an organisation carried onto the list takes its own line when it diagnoses here too."""
    if function not in held or (function == Function.DIAGNOSIS and not is_own_line(campaign, organisation)):
        return None
    return f"{organisation.name} tient déjà la fonction « {Function(function).label} » dans cet appel."


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


def why_not_merge(kept, merged) -> str | None:
    """None when one organisation may hold, in each call, what its two records hold, else the reason (A051, C18)."""
    if _ever_diagnosed(merged):
        return (
            f"« {merged.name} » est, ou a été, sur la liste publique des diagnostics d’un appel, ou y est habilitée : "
            "c’est cette fiche qu’il faut garder. Fusionnez l’autre dans celle-ci."
        )
    lines = Engagement.objects.filter(organisation__in=(kept, merged), ended_at__isnull=True)
    held = {}
    for line in lines.select_related("campaign").order_by("campaign__opens_on", "pk"):
        held.setdefault(line.campaign, {kept.pk: set(), merged.pk: set()})[line.organisation_id].add(line.function)
    for campaign, functions in held.items():
        if reason := _why_not_merge_in(campaign, kept, merged, functions):
            return reason
    return None


def _ever_diagnosed(organisation) -> bool:
    if organisation.may_diagnose:
        return True
    lines = Engagement.objects.filter(organisation=organisation, function=Function.DIAGNOSIS)
    roles = [role for role, function in FUNCTION_OF.items() if function == Function.DIAGNOSIS]
    return lines.exists() or Mandate.objects.filter(organisation=organisation, role__in=roles).exists()


def _why_not_merge_in(campaign, kept, merged, held) -> str | None:
    """The reason of one call, which it names. held: {key of a record: its live functions there}."""
    for one, other in ((kept, merged), (merged, kept)):
        reasons = [why_not_both_functions(one, function, held[one.pk]) for function in sorted(held[other.pk])]
        reasons += [why_not_after_support(campaign, one, function) for function in sorted(held[other.pk])]
        reasons += [why_not_after_instruction(campaign, one, function) for function in sorted(held[other.pk])]
        if Function.DIAGNOSIS in held[one.pk]:
            reasons.append(why_not_list(campaign, other, Function.DIAGNOSIS))
        if reason := next(filter(None, reasons), None):
            return f"{campaign.title} : {reason}"
    return None


def supporting_mandates():
    """Mandates to diagnose or to provide, ended ones too: what an organisation’s people read, they keep."""
    return Mandate.objects.filter(role__in=[role for role, function in FUNCTION_OF.items() if function in SUPPORTING])


def why_not_after_support(campaign, organisation, function) -> str | None:
    """An organisation whose people diagnosed or provided in a call never instructs it, even once they left."""
    if function != Function.INSTRUCTION:
        return None
    past = supporting_mandates().filter(seat__campaign=campaign, organisation=organisation).first()
    if past is None:
        return None
    return (
        f"{organisation.name} a tenu la fonction « {FUNCTION_OF[Role(past.role)].label} » dans cet appel : une "
        f"organisation ne passe jamais de l’appui à l’instruction dans le même appel, car {WALL}."
    )


def opening_mandates():
    """Mandates of instruction under which a file was opened, ended ones too: what was read is kept."""
    opened = FirstOpening.objects.system().filter(seat=OuterRef("seat")).values("at")[:1]
    return Mandate.objects.alias(opened_at=Subquery(opened)).filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")),
        role__in=INSTRUCTION_ROLES,
        opened_at__isnull=False,
    )


def why_not_after_instruction(campaign, organisation, function) -> str | None:
    """An organisation for which a file was opened never turns to support in the same call, even once it left (D4b)."""
    if function not in SUPPORTING:
        return None
    if not opening_mandates().filter(seat__campaign=campaign, organisation=organisation).exists():
        return None
    return (
        f"{organisation.name} a instruit dans cet appel, et un dossier y a été ouvert en son nom : la fonction "
        f"« {Function(function).label} » lui est fermée dans le même appel, car {WALL}."
    )


def why_not_list(campaign, organisation, function) -> str | None:
    """A person who instructs keeps her organisations off the diagnosing list until she withdraws (D4b).

    For good when she opened a file: who left the organisation, or the committee, since then has read it all the same.
    """
    if function != Function.DIAGNOSIS:
        return None
    if opening_members(campaign, organisation).exists():
        return (
            f"Une personne de {organisation.name} a ouvert un dossier à l’instruction de cet appel : la liste des "
            "structures qui diagnostiquent y reste fermée à sa structure, car qui diagnostique ne sélectionne jamais "
            "(GT5, 21/07/2011)."
        )
    if sitting_members(campaign, organisation).exists():
        return (
            f"Une personne de {organisation.name} siège au comité ou instruit dans cet appel. Retirez d’abord son "
            "mandat : qui diagnostique ne sélectionne jamais (GT5, 21/07/2011)."
        )
    return None


def sitting_members(campaign, organisation):
    """Active instruction seats of people who belong to the organisation."""
    memberships, mandates = belongings(organisation=organisation)
    return Seat.objects.filter(
        Q(person__in=memberships.values("person")) | Q(person__in=mandates.values("seat__person")),
        state=SeatState.ACTIVE,
        mandates__ended_at__isnull=True,
        mandates__isnull=False,
        campaign=campaign,
        lane=Lane.INSTRUCTION,
    )


def opening_members(campaign, organisation):
    """Seats that opened a file, of people who belong to the organisation or did at any time since they were named."""
    named = Subquery(Mandate.objects.filter(seat=OuterRef("pk")).order_by("started_at").values("started_at")[:1])
    since = Q(ended_at__isnull=True) | Q(ended_at__gte=OuterRef("named_at"))
    meanwhile = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("named_on"))
    belonged = Membership.objects.filter(meanwhile, organisation=organisation, person=OuterRef("person"))
    acted = Mandate.objects.filter(since, organisation=organisation, seat__person=OuterRef("person"))
    opened = Seat.objects.filter(campaign=campaign, pk__in=FirstOpening.objects.system().values("seat"))
    return opened.annotate(named_at=named, named_on=TruncDate(named)).filter(Exists(belonged) | Exists(acted))


def why_not_habilitated(organisation, function) -> str | None:
    """Only the able members of RAMSESS diagnose (A035)."""
    if function == Function.DIAGNOSIS and not organisation.may_diagnose:
        return (
            f"{organisation.name} n’est pas habilitée à réaliser des diagnostics. Cochez d’abord son habilitation dans "
            "l’annuaire, avec l’accord de RAMSESS."
        )
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
    until = stays_until(engagement)
    if until is not None and clock.today() <= until:
        return (
            f"Une structure inscrite sur la liste publique des diagnostics y reste jusqu’au {until:%d/%m/%Y}, "
            "qu’elle suive une structure ou non : retirer une ligne plus tôt dirait quelque chose des demandes."
        )
    return None
