"""The audit of the wall: what slipped past the services, by SQL or by a shell (DESIGN 2.1).

Each check gives sentences that name rows by their id, never a person. The apps add theirs by the ``audit`` point of the
registry, on the audit side.
"""

from collections import defaultdict

from django.db.models import Count, Exists, OuterRef, Q

from ccr import clock, registry
from ccr.programme import rules
from ccr.programme.models import (
    Campaign,
    CampaignState,
    Engagement,
    FirstOpening,
    Journal,
    Mandate,
    Seat,
    SeatState,
)
from ccr.programme.roles import (
    BARRED_WITH_INSTRUCTION,
    FUNCTION_OF,
    INSTRUCTION_ROLES,
    NOTE_ROLES,
    WITNESS_ROLES,
    Function,
    Role,
    lane_of,
)
from ccr.wall.sides import Lane, Side


def findings() -> list[str]:
    """Everything that breaks a rule of the wall, one French sentence each. Runs in the audit's pass."""
    checks = [
        mandates_of_another_lane,
        mandates_without_engagement,
        two_representatives,
        without_coordinator,
        forbidden_pairs,
        instructors_of_diagnosing_organisations,
        suspended_then_active,
        witnesses_who_instruct_elsewhere,
        readers_of_notes_who_instruct_too_soon,
        support_after_an_opening,
        support_of_organisations_that_instructed,
        listed_with_who_opened_a_file,
        lanes_over_time,
        missing_from_the_list,
        gone_from_the_list,
        listed_without_habilitation,
        *registry.providers("audit", {Side.AUDIT}),
    ]
    return [sentence for check in checks for sentence in check()]


def _live_mandates():
    return Mandate.objects.filter(ended_at__isnull=True)


def mandates_of_another_lane():
    """A mandate whose role belongs to another lane than its seat opens nothing; it should not be there."""
    return [
        f"Mandat {m.pk} : le rôle « {m.get_role_display()} » n’est pas du couloir « {m.seat.get_lane_display()} »."
        for m in _live_mandates().select_related("seat")
        if lane_of(m.role) != m.seat.lane
    ]


def mandates_without_engagement():
    """A role whose organisation does not hold the function; on the list, by a line of its own (A051)."""
    engaged = set(
        Engagement.objects.filter(ended_at__isnull=True, carried_until__isnull=True).values_list(
            "campaign_id", "organisation_id", "function"
        )
    )
    return [
        f"Mandat {m.pk} : l’organisation {m.organisation_id} ne tient pas la fonction "
        f"« {FUNCTION_OF[Role(m.role)].label} »."
        for m in _live_mandates().select_related("seat")
        if (m.seat.campaign_id, m.organisation_id, FUNCTION_OF[Role(m.role)]) not in engaged
    ]


def two_representatives():
    """A structure that two people with an open account represent in one call (``rules.why_not_one_representative``)."""
    live = _live_mandates().filter(role=Role.REPRESENTATIVE, seat__person__is_active=True)
    taken = live.values("seat__campaign__slug", "organisation").annotate(number=Count("pk")).filter(number__gt=1)
    return [
        f"Appel {row['seat__campaign__slug']} : l’organisation {row['organisation']} a {row['number']} représentants."
        for row in taken.order_by("seat__campaign__slug", "organisation")
    ]


def without_coordinator():
    """A call that is not over and that nobody with an open account coordinates (``rules.why_not_withdraw``)."""
    coordinating = _live_mandates().filter(
        seat__campaign=OuterRef("pk"),
        seat__state=SeatState.ACTIVE,
        seat__person__is_active=True,
        role=Role.COORDINATOR,
    )
    calls = Campaign.objects.exclude(state=CampaignState.CLOSED).filter(~Exists(coordinating))
    return [f"Appel {call.slug} : plus personne ne le coordonne." for call in calls.order_by("slug")]


def forbidden_pairs():
    """An organisation that instructs and also diagnoses, applies or provides; or diagnosed or provided before."""
    barred = Engagement.objects.filter(
        campaign=OuterRef("campaign"),
        organisation=OuterRef("organisation"),
        function__in=BARRED_WITH_INSTRUCTION,
        ended_at__isnull=True,
    )
    past = rules.supporting_mandates().filter(
        seat__campaign=OuterRef("campaign"), organisation=OuterRef("organisation")
    )
    instructing = Engagement.objects.filter(function=Function.INSTRUCTION, ended_at__isnull=True)
    return [
        *(
            f"Engagement {e.pk} : l’organisation tient à la fois l’instruction et une fonction exclue."
            for e in instructing.filter(Exists(barred))
        ),
        *(
            f"Engagement {e.pk} : l’organisation instruit, et a diagnostiqué ou fourni une prestation dans cet appel."
            for e in instructing.filter(Exists(past))
        ),
    ]


def instructors_of_diagnosing_organisations():
    """An active instruction seat of somebody who belongs to an organisation on the public list (A051)."""
    listed = Engagement.objects.filter(
        campaign=OuterRef(OuterRef("campaign")),
        organisation=OuterRef("organisation"),
        function=Function.DIAGNOSIS,
        ended_at__isnull=True,
    )
    memberships, mandates = rules.belongings()
    belongs = Exists(memberships.filter(Exists(listed), person=OuterRef("person"))) | Exists(
        mandates.filter(Exists(listed), seat__person=OuterRef("person"))
    )
    held = _live_mandates().filter(seat=OuterRef("pk"), role__in=INSTRUCTION_ROLES)
    seats = Seat.objects.filter(belongs, Exists(held), lane=Lane.INSTRUCTION, state=SeatState.ACTIVE)
    return [f"Siège {s.pk} : une personne d’une structure qui diagnostique siège à l’instruction." for s in seats]


def suspended_then_active():
    """A seat that was suspended, which nothing undoes, and that opens again (D4c)."""
    suspended = Journal.objects.system().filter(verb="seat_suspended", about_id=OuterRef("pk"))
    seats = Seat.objects.filter(Exists(suspended), state=SeatState.ACTIVE)
    return [f"Siège {s.pk} : suspendu pour tout l’appel, puis rendu actif." for s in seats]


def witnesses_who_instruct_elsewhere():
    """A live mandate of instruction of somebody who sees diagnostics in another call (``rules.why_not_across``)."""
    live = _live_mandates().filter(seat__state=SeatState.ACTIVE)
    sees = live.filter(seat__person=OuterRef("seat__person"), role__in=WITNESS_ROLES).exclude(
        seat__campaign=OuterRef("seat__campaign")
    )
    clashes = live.filter(Exists(sees), role__in=INSTRUCTION_ROLES)
    return [f"Mandat {m.pk} : la même personne voit les diagnostics d’un autre appel." for m in clashes]


def readers_of_notes_who_instruct_too_soon():
    """A live mandate of instruction of somebody who read notes in another call whose bar still runs."""
    readers = Mandate.objects.filter(role__in=NOTE_ROLES).select_related("seat__campaign")
    barred = defaultdict(set)
    for mandate in readers:
        if clock.today() <= rules.bar_ends_on(mandate.seat.campaign):
            barred[mandate.seat.person_id].add(mandate.seat.campaign_id)
    live = _live_mandates().filter(
        seat__state=SeatState.ACTIVE, role__in=INSTRUCTION_ROLES, seat__person__in=list(barred)
    )
    return [
        f"Mandat {m.pk} : la même personne a lu des notes dans un autre appel, dont l’exclusion court encore."
        for m in live.select_related("seat")
        if barred[m.seat.person_id] - {m.seat.campaign_id}
    ]


def support_after_an_opening():
    """A seat that opened a file of instruction and is now elsewhere."""
    opened = FirstOpening.objects.system().filter(~Q(seat__lane=Lane.INSTRUCTION))
    return [f"Siège {o.seat_id} : a ouvert un dossier d’instruction, et siège dans un autre couloir." for o in opened]


def support_of_organisations_that_instructed():
    """An organisation that diagnoses or provides in a call where a file was opened in its name."""
    opened = rules.opening_mandates().filter(seat__campaign=OuterRef("campaign"), organisation=OuterRef("organisation"))
    supporting = Engagement.objects.filter(
        function__in=rules.SUPPORTING, ended_at__isnull=True, carried_until__isnull=True
    )
    return [
        f"Engagement {e.pk} : l’organisation est de l’appui dans un appel où un dossier d’instruction a été ouvert en "
        "son nom."
        for e in supporting.filter(Exists(opened))
    ]


def listed_with_who_opened_a_file():
    """An organisation of the list whose people opened a file: she was of it when it was listed, or joined it since.

    Who joined it by the services lost her seat at once (D4c): it is suspended since.
    """
    at = dict(FirstOpening.objects.system().values_list("seat", "at"))
    calls = Seat.objects.filter(pk__in=at).values("campaign")
    lines = Engagement.objects.filter(function=Function.DIAGNOSIS, ended_at__isnull=True, campaign__in=calls)
    return [
        f"Engagement {line.pk} : sur la liste publique, quand le siège {seat.pk}, d’une personne de l’organisation, a "
        "ouvert un dossier."
        for line in lines.select_related("campaign", "organisation")
        for seat in rules.opening_members(line.campaign, line.organisation)
        if _slipped_past(line, seat, at[seat.pk])
    ]


def _slipped_past(line, seat, opened_at) -> bool:
    """Whether a seat that opened a file and a line of the list meet against the rules (``rules.why_not_list``)."""
    if seat.state == SeatState.SUSPENDED:
        return seat.suspended_at < line.started_at
    return opened_at <= line.started_at or rules.diagnoses(seat.person, line.campaign)


def lanes_over_time():
    """Somebody who instructs, or did, and holds or held a role of a lane one does not come from, or go to."""
    by_seat = defaultdict(list)
    for mandate in Mandate.objects.exclude(seat__state=SeatState.SUSPENDED).select_related("seat"):
        by_seat[mandate.seat].append(mandate)
    return [
        f"Siège {seat.pk} : a tenu « {other.get_role_display()} » dans un appel où il siège, ou a siégé, à "
        "l’instruction."
        for seat, mandates in by_seat.items()
        if (other := _barred_with_instruction(seat, mandates)) is not None
    ]


def _barred_with_instruction(seat, mandates) -> Mandate | None:
    """Only support may follow instruction, and nothing may come before it (``rules.why_not_lane``)."""
    instructed = [mandate for mandate in mandates if mandate.role in INSTRUCTION_ROLES]
    if not instructed and seat.lane != Lane.INSTRUCTION:
        return None
    last = max((mandate.started_at for mandate in instructed), default=None)
    for mandate in mandates:
        lane = lane_of(mandate.role)
        if lane == Lane.INSTRUCTION:
            continue
        follows = seat.lane == Lane.SUPPORT and lane == Lane.SUPPORT and mandate.started_at >= last
        if not follows:
            return mandate
    return None


def _listed() -> set:
    live = Engagement.objects.filter(function=Function.DIAGNOSIS, ended_at__isnull=True)
    return set(live.values_list("campaign_id", "organisation_id"))


def missing_from_the_list():
    """An organisation still barred by another campaign, and absent from the list of one that runs meanwhile."""
    listed = _listed()
    return [
        f"Appel {bar.target.slug} : l’organisation {bar.organisation.pk}, exclue par l’appel {bar.source.slug}, manque "
        "à la liste publique."
        for key, bar in rules.running_bars().items()
        if key not in listed
    ]


def gone_from_the_list():
    """A line of a call's own list that was ended after its opening, while its bar still runs."""
    listed, today = _listed(), clock.today()
    ended = Engagement.objects.filter(
        function=Function.DIAGNOSIS, ended_at__isnull=False, carried_until__isnull=True
    ).select_related("campaign")
    return [
        f"Engagement {line.pk} : l’organisation a quitté la liste publique de l’appel {line.campaign.slug} avant la "
        "fin de son exclusion."
        for line in ended
        if clock.in_paris(line.ended_at).date() >= line.campaign.opens_on
        and today <= rules.bar_ends_on(line.campaign)
        and (line.campaign_id, line.organisation_id) not in listed
    ]


def listed_without_habilitation():
    """An organisation on a call's own list that is not able to diagnose (A035)."""
    return [
        f"Engagement {line.pk} : l’organisation est sur la liste publique sans être habilitée à diagnostiquer."
        for line in rules.own_lines().filter(organisation__may_diagnose=False)
    ]
