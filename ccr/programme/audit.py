"""The audit of the wall: what slipped past the services, by SQL or by a shell (DESIGN 2.1).

Each check gives sentences that name rows by their id, never a person. The apps add theirs by the ``audit`` point of the
registry, on the audit side.
"""

from django.db.models import Exists, F, OuterRef, Q

from ccr import clock, registry
from ccr.directory.models import Membership
from ccr.programme.models import Campaign, Engagement, FirstOpening, Mandate, Seat, SeatState
from ccr.programme.roles import BARRED_WITH_INSTRUCTION, FUNCTION_OF, SIDE_OF, Function, Role, lane_of
from ccr.programme.rules import bar_ends_on
from ccr.wall.sides import SUPPORT, Lane, Side

INSTRUCTION_ROLES = [role for role in Role if lane_of(role) == Lane.INSTRUCTION]
SUPPORT_ROLES = [role for role in Role if SIDE_OF[role] in SUPPORT]


def findings() -> list[str]:
    """Everything that breaks a rule of the wall, one French sentence each. Runs in the audit's pass."""
    checks = [
        mandates_of_another_lane,
        mandates_without_engagement,
        forbidden_pairs,
        instructors_of_diagnosing_organisations,
        support_after_an_opening,
        both_lanes_over_time,
        missing_from_the_list,
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
    """A role whose organisation does not hold the function."""
    engaged = set(
        Engagement.objects.filter(ended_at__isnull=True).values_list("campaign_id", "organisation_id", "function")
    )
    return [
        f"Mandat {m.pk} : l’organisation {m.organisation_id} ne tient pas la fonction "
        f"« {FUNCTION_OF[Role(m.role)].label} »."
        for m in _live_mandates().select_related("seat")
        if (m.seat.campaign_id, m.organisation_id, FUNCTION_OF[Role(m.role)]) not in engaged
    ]


def forbidden_pairs():
    """An organisation that instructs and also diagnoses, applies or provides."""
    barred = Engagement.objects.filter(
        campaign=OuterRef("campaign"),
        organisation=OuterRef("organisation"),
        function__in=BARRED_WITH_INSTRUCTION,
        ended_at__isnull=True,
    )
    clashes = Engagement.objects.filter(Exists(barred), function=Function.INSTRUCTION, ended_at__isnull=True)
    return [
        f"Engagement {e.pk} : l’organisation tient à la fois l’instruction et une fonction exclue." for e in clashes
    ]


def instructors_of_diagnosing_organisations():
    """An active instruction seat held by a member of an organisation on the public list (A051)."""
    today = clock.today()
    listed = Engagement.objects.filter(
        campaign=OuterRef(OuterRef("campaign")),
        organisation=OuterRef("organisation"),
        function=Function.DIAGNOSIS,
        ended_at__isnull=True,
    )
    memberships = Membership.objects.current(today).filter(Exists(listed), person=OuterRef("person"))
    held = _live_mandates().filter(seat=OuterRef("pk"), role__in=INSTRUCTION_ROLES)
    seats = Seat.objects.filter(Exists(memberships), Exists(held), lane=Lane.INSTRUCTION, state=SeatState.ACTIVE)
    return [f"Siège {s.pk} : une personne d’une structure qui diagnostique siège à l’instruction." for s in seats]


def support_after_an_opening():
    """A seat that opened a file of instruction and is now elsewhere."""
    opened = FirstOpening.objects.system().filter(~Q(seat__lane=Lane.INSTRUCTION))
    return [f"Siège {o.seat_id} : a ouvert un dossier d’instruction, et siège dans un autre couloir." for o in opened]


def both_lanes_over_time():
    """A seat of instruction that ever held a mandate of support in the same campaign."""
    mixed = (
        Mandate.objects.filter(role__in=SUPPORT_ROLES, seat__lane=Lane.INSTRUCTION)
        .exclude(seat__state=SeatState.SUSPENDED)
        .values_list("seat_id", flat=True)
    )
    return [
        f"Siège {pk} : a tenu un rôle d’appui avant l’instruction du même appel." for pk in sorted(set(mixed), key=str)
    ]


def missing_from_the_list():
    """An organisation still barred by another campaign, and absent from the list of one that runs meanwhile."""
    found = []
    listed = Engagement.objects.filter(
        function=Function.DIAGNOSIS, ended_at__isnull=True, carried_until__isnull=True
    ).select_related("campaign")
    by_campaign = {}
    for campaign_id, organisation_id in Engagement.objects.filter(
        function=Function.DIAGNOSIS, ended_at__isnull=True
    ).values_list("campaign_id", "organisation_id"):
        by_campaign.setdefault(campaign_id, set()).add(organisation_id)
    campaigns = list(Campaign.objects.filter(sessions_until__gte=F("opens_on")))
    for engagement in listed:
        source = engagement.campaign
        for other in campaigns:
            runs = other.opens_on <= bar_ends_on(source) and other.sessions_until >= source.opens_on
            if other.pk != source.pk and runs and engagement.organisation_id not in by_campaign.get(other.pk, set()):
                found.append(
                    f"Appel {other.slug} : l’organisation {engagement.organisation_id}, exclue par l’appel "
                    f"{source.slug}, manque à la liste publique."
                )
    return found
