"""Why somebody may not sit somewhere (DESIGN 2.1, A004, A051). Each function gives None or the French reason."""

import copy
import datetime
from dataclasses import dataclass

from django.db.models import Q

from ccr import clock, registry
from ccr.directory.models import Membership, Organisation
from ccr.programme.models import (
    Campaign,
    CampaignState,
    Engagement,
    FirstOpening,
    Mandate,
    MeetingKind,
    Seat,
    SeatState,
    SiteStatus,
)
from ccr.programme.roles import (
    BARRED_WITH_INSTRUCTION,
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
from ccr.wall.sides import Lane, Side

SUPPORTING = frozenset({Function.DIAGNOSIS, Function.PROVISION})
"""What an organisation does of support that closes instruction to it in the same call, for good."""

WALL = "l’appui et l’instruction sont séparés par un mur"


def bar_ends_on(campaign: Campaign) -> datetime.date:
    """Until when an organisation of this campaign's list stays barred from committees (A051, C09)."""
    return clock.months_after(campaign.diagnostics_until, campaign.diagnosis_bar_months)


@dataclass(frozen=True)
class Bar:
    """An organisation of one call's own list, kept off the committee of another call until a day (A051, C09)."""

    source: Campaign
    target: Campaign
    organisation: Organisation
    until: datetime.date


def own_lines():
    """The lines of the lists on which organisations stand by themselves: they alone bar, a carried line never does."""
    return Engagement.objects.filter(
        function=Function.DIAGNOSIS, ended_at__isnull=True, carried_until__isnull=True
    ).select_related("campaign", "organisation")


def still_bars(source: Campaign, target: Campaign) -> bool:
    """Whether the list of one call bars the committee of another, which runs, or will, while the bar does."""
    until = bar_ends_on(source)
    return (
        source.pk != target.pk
        and source.opens_on <= target.sessions_until
        and target.opens_on <= until
        and clock.today() <= until
    )


def running_bars(organisation=None) -> dict[tuple, Bar]:
    """The bars that run, by (campaign, organisation); where two calls bar in a third, the longest.

    The list of a call in preparation bars nothing yet: it would be read, before its time, on another's public page.
    """
    lines = own_lines().exclude(campaign__state=CampaignState.DRAFT)
    targets = list(Campaign.objects.exclude(state=CampaignState.CLOSED))
    if organisation is not None:
        lines = lines.filter(organisation=organisation)
    found = {}
    for line in lines:
        for target in targets:
            if still_bars(line.campaign, target):
                bar = Bar(line.campaign, target, line.organisation, bar_ends_on(line.campaign))
                key = target.pk, line.organisation_id
                found[key] = max(bar, found.get(key, bar), key=lambda one: one.until)
    return found


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


def is_own_line(campaign, organisation) -> bool:
    """Whether the organisation is on the campaign's list by itself, not only carried from another call."""
    return own_lines().filter(campaign=campaign, organisation=organisation).exists()


def belongings(**which) -> tuple:
    """What makes somebody belong to an organisation today: a membership, or a mandate held for it in any call.

    which: a lookup on ``organisation``. Two querysets.
    """
    memberships = Membership.objects.current(clock.today()).filter(**which)
    return memberships, Mandate.objects.filter(ended_at__isnull=True, **which)


def diagnoses(person, campaign) -> bool:
    """Whether the person belongs to an organisation on the campaign's public list."""
    memberships, mandates = belongings(organisation__in=diagnosing_organisations(campaign))
    return memberships.filter(person=person).exists() or mandates.filter(seat__person=person).exists()


def why_not_agenda_link(campaign) -> str | None:
    """A call in preparation has no address that a calendar program, which does not sign in, could read."""
    if campaign.is_public:
        return None
    return "L’appel n’est pas encore publié : un agenda ne peut pas le suivre. Créez votre lien dès sa publication."


def why_not_closed(campaign, role=None) -> str | None:
    """A closed call takes no new seat, date or request; support goes on, and its coordination may be handed over."""
    if campaign.state != CampaignState.CLOSED or role == Role.COORDINATOR:
        return None
    return (
        f"{campaign.title} est clos : tout y reste lisible, et le suivi des structures continue. Mais aucun siège, "
        "aucune fonction, aucune session et aucune demande de diagnostic ne s’y ajoute plus, et ses dates, ses "
        "réunions et ses sites ne changent plus. Seule sa coordination peut changer de mains."
    )


def why_not_engage(campaign, organisation, function) -> str | None:
    """None when the organisation may take this function in the campaign, else the reason."""
    held = live_functions(campaign, organisation)
    return (
        why_not_closed(campaign)
        or why_not_function_twice(campaign, organisation, function, held)
        or why_not_both_functions(organisation, function, held)
        or why_not_after_support(campaign, organisation, function)
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
    """Instruction seats of people who belong to the organisation: active, or that opened a file."""
    opened = FirstOpening.objects.system().filter(seat__campaign=campaign).values("seat")
    memberships, mandates = belongings(organisation=organisation)
    return Seat.objects.filter(
        Q(person__in=memberships.values("person")) | Q(person__in=mandates.values("seat__person")),
        Q(state=SeatState.ACTIVE, mandates__ended_at__isnull=True, mandates__isnull=False) | Q(pk__in=opened),
        campaign=campaign,
        lane=Lane.INSTRUCTION,
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
        why_not_closed(campaign, role)
        or why_not_suspended(seat)
        or why_not_lane(seat, person, role)
        or why_not_twice(seat, role, organisation)
        or why_not_member_of_list(campaign, person, role)
        or why_not_across(campaign, person, role)
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


def stays_until(line: Engagement) -> datetime.date | None:
    """Until when a line stays on its list: by another call's bar at any time, by its own once the call has opened."""
    bar = running_bars(line.organisation).get((line.campaign_id, line.organisation_id))
    days = [bar.until] if bar else []
    if line.carried_until:
        days.append(line.carried_until)
    elif clock.today() >= line.campaign.opens_on:
        days.append(bar_ends_on(line.campaign))
    return max(days, default=None)


def why_not_disable(organisation) -> str | None:
    """An organisation keeps its habilitation while it stands on a list: the list says who is able (A035)."""
    line = own_lines().filter(organisation=organisation).order_by("-campaign__opens_on").first()
    if line is None:
        return None
    return (
        f"{organisation.name} est sur la liste publique des diagnostics : {line.campaign.title}. Son habilitation se "
        "retire une fois qu’elle a quitté cette liste."
    )


def why_not_take_over(base: Campaign, own) -> str | None:
    """A new call takes over from one that its creator coordinates. own: her calls."""
    if base in own:
        return None
    return (
        f"Vous ne coordonnez pas {base.title} : reprenez un appel que vous coordonnez, ou partez des réglages "
        "habituels."
    )


def why_not_publish(campaign) -> list[str]:
    """What a call that is public, or becomes so, cannot do without, one French sentence each."""
    return [*why_not_sites(campaign), *why_not_committee(campaign)]


def why_not_sites(campaign) -> list[str]:
    """A candidate chooses a site, and answers to its stake (A023)."""
    proposed = list(campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site"))
    if not proposed:
        return ["Proposez au moins un site, avec son enjeu."]
    return [
        f"Écrivez l’enjeu du site {row.site.name} : chaque candidat y répond."
        for row in proposed
        if not row.stake.strip()
    ]


def why_not_committee(campaign) -> list[str]:
    """Deadline, last restitution, committee, sessions: in this order (A040); a period's own ends are a constraint."""
    committees = campaign.meetings
    committee = campaign.first_committee_day
    checks = (
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


def has_opened(campaign) -> bool:
    """Whether the call is public and its opening day has come: from then on people count on its list."""
    return campaign.is_public and clock.today() >= campaign.opens_on


def why_not_open_anew(was: Campaign, wanted: Campaign) -> str | None:
    """A call that has opened keeps its opening day."""
    if not has_opened(was) or wanted.opens_on == was.opens_on:
        return None
    return f"{was.title} a ouvert le {french.long_date(was.opens_on)} : la date d’ouverture ne change plus."


def is_counted_on(campaign) -> bool:
    """Whether structures stand on the list of a call that has opened: they, and other calls, count on its last day."""
    return has_opened(campaign) and own_lines().filter(campaign=campaign).exists()


def announced_bar(campaign) -> datetime.date:
    """The day under which the bar does not go: its last, or what it was this morning when it was lengthened today."""
    if campaign.bar_lengthened_on == clock.today():
        return min(campaign.bar_ended_on, bar_ends_on(campaign))
    return bar_ends_on(campaign)


def why_not_calendar(campaign: Campaign, moved: dict) -> str | None:
    """None when these days of a call that people count on may move. moved: {field: day}."""
    wanted = copy.copy(campaign)
    for name, day in moved.items():
        setattr(wanted, name, day)
    return (
        why_not_closed(campaign)
        or why_not_open_anew(campaign, wanted)
        or why_not_shorten_bar(campaign, wanted)
        or " ".join(why_not_publish(wanted))
        or None
    )


def why_not_site(campaign_site, status, reason: str, replaced_by) -> str | None:
    """None when a site may take that status: told why once the call is public, replaced by another one (A024)."""
    if replaced_by is not None and (
        status != SiteStatus.ABANDONED
        or replaced_by.pk == campaign_site.pk
        or replaced_by.campaign_id != campaign_site.campaign_id
        or replaced_by.status == SiteStatus.ABANDONED
    ):
        return "Un site abandonné est remplacé par un autre site de l’appel, qui ne l’est pas."
    if campaign_site.campaign.is_public and status != campaign_site.status and not reason.strip():
        return "Dites pourquoi l’état du site change : le motif est écrit aux structures qui l’ont choisi."
    return None


def why_not_unsaid(campaign, moved, reason: str) -> str | None:
    """The calendar of a published call moves for a reason, which is told with it."""
    if not moved or not campaign.is_public or reason.strip():
        return None
    return "Dites pourquoi le calendrier change : le motif est écrit aux personnes concernées."


def why_not_shorten_bar(was: Campaign, wanted: Campaign) -> str | None:
    """Once the call has opened, nobody of its list is let go before the day that was announced (A051).

    A slip of the keyboard is put right the same day.
    """
    until = announced_bar(was)
    if bar_ends_on(wanted) >= until or not is_counted_on(was):
        return None
    return (
        f"Les structures de la liste publique des diagnostics y restent jusqu’au {french.long_date(until)} : ni la fin "
        "des diagnostics ni la durée de l’exclusion ne peuvent plus avancer ce jour. Gardez-les, ou repoussez-le."
    )


def why_not_close(campaign) -> str | None:
    """None when the call may be closed: public, its sessions and meetings over, nothing left waiting in the apps."""
    if campaign.state == CampaignState.DRAFT:
        return "Cet appel n’est pas publié : il n’y a rien à clore."
    if campaign.state == CampaignState.CLOSED:
        return "Cet appel est déjà clos."
    if clock.today() <= campaign.sessions_until:
        return (
            f"Les sessions DLA durent jusqu’au {french.long_date(campaign.sessions_until)} : l’appel se clôt ensuite."
        )
    meeting = campaign.meetings.filter(starts_at__gt=clock.now()).order_by("starts_at").first()
    if meeting is not None:
        return (
            f"Une réunion est encore au calendrier, le {french.long_date(meeting.starts_at)} : l’appel se clôt ensuite."
        )
    waiting = [
        reason for provider in registry.providers("closing", {Side.COORDINATION}) for reason in provider(campaign)
    ]
    return " ".join(waiting) or None


SETTLED_AXES = frozenset({1, 2})
"""Those that the programme has settled (A003): they stay open."""


def why_not_switch(axis) -> str | None:
    """None when an axis may be opened or closed (A003)."""
    if axis.is_open and axis.number in SETTLED_AXES:
        return f"L’axe {axis.number} est fixé par le programme : il reste ouvert."
    return None
