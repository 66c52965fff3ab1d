"""Who sits where: the one module that gives and takes seats, under the campaign's row lock (DESIGN 2.1).

Every verb locks the campaign first, so that two people who name at the same time meet here one after the other; the
constraints of ``models.py`` stand behind, and ``manage.py audit_wall`` finds what came by SQL.
"""

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from ccr import clock, journal
from ccr.directory.models import MemberKind, Membership
from ccr.programme import events, rules
from ccr.programme.models import (
    Campaign,
    Engagement,
    EventKind,
    FirstOpening,
    Mandate,
    Seat,
    SeatState,
)
from ccr.programme.roles import FUNCTION_OF, Function, Role, lane_of
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Lane

RACE = "Quelqu’un vient de faire un choix incompatible. Rechargez la page pour voir la situation à jour."


def campaign_for(slug: str) -> Campaign | None:
    """The campaign of an address, or None."""
    return Campaign.objects.filter(slug=slug).first()


def seats_with_mandates():
    """Seats with what tells their sides, in two queries."""
    mandates = Prefetch("mandates", Mandate.objects.filter(ended_at__isnull=True).select_related("organisation"))
    return Seat.objects.select_related("person", "campaign").prefetch_related(mandates)


def seat_of(person, campaign) -> Seat | None:
    """The person's seat in the campaign, if it opens anything."""
    seat = seats_with_mandates().filter(person=person, campaign=campaign, state=SeatState.ACTIVE).first()
    return seat if seat is not None and seat.sides else None


def holders(campaign, *roles, organisation=None):
    """People who hold one of these roles now, once each, for mails and choices."""
    mandates = Mandate.objects.filter(
        seat__campaign=campaign, seat__state=SeatState.ACTIVE, role__in=roles, ended_at__isnull=True
    ).select_related("seat__person")
    if organisation is not None:
        mandates = mandates.filter(organisation=organisation)
    return list({mandate.seat.person_id: mandate.seat.person for mandate in mandates}.values())


def lock(campaign) -> Campaign:
    """The campaign's row, locked: the first thing every verb of this module does."""
    return Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)


def _create(model, **fields):
    """Create a row; a constraint that a concurrent or foreign hand made fail becomes a sentence.

    Raises DomainError.
    """
    try:
        with transaction.atomic():
            return model.objects.create(**fields)
    except IntegrityError as error:
        raise DomainError(RACE) from error


@transaction.atomic
def engage_organisation(campaign, organisation, function, *, by=None) -> Engagement:
    """Give an organisation a function in a campaign; on the diagnosing list it also enters the lists it bars (A051).

    Raises DomainError with the rule that refuses.
    """
    campaign = lock(campaign)
    refuse(rules.why_not_engage(campaign, organisation, function))
    engagement = _create(
        Engagement,
        campaign=campaign,
        organisation=organisation,
        function=function,
        started_at=clock.now(),
        listed_as=organisation.name if function == Function.DIAGNOSIS else "",
    )
    if function == Function.DIAGNOSIS:
        for other in rules.campaigns_barred_by(campaign).order_by("pk"):
            carry(organisation, campaign, other)
    journal.record(by, "engaged", engagement, campaign=campaign, function=str(function))
    return engagement


def carry(organisation, source, target):
    """Write an organisation of one campaign's list on another's, while its bar runs."""
    held = rules.live_functions(target, organisation)
    if Function.DIAGNOSIS in held:
        return
    refuse(
        rules.why_not_both_functions(organisation, Function.DIAGNOSIS, held)
        or rules.why_not_list(target, organisation, Function.DIAGNOSIS)
    )
    _create(
        Engagement,
        campaign=target,
        organisation=organisation,
        function=Function.DIAGNOSIS,
        started_at=clock.now(),
        listed_as=organisation.name,
        carried_until=rules.bar_ends_on(source),
    )


@transaction.atomic
def end_engagement(engagement, *, by=None) -> Engagement:
    """End an organisation's function. Raises DomainError while somebody holds it, or while the list's bar runs."""
    lock(engagement.campaign)
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if engagement.ended_at is None:
        refuse(rules.why_not_disengage(engagement))
        engagement.ended_at = clock.now()
        engagement.save(update_fields=["ended_at"])
        journal.record(by, "disengaged", engagement, function=engagement.function)
    return engagement


@transaction.atomic
def give_mandate(campaign, person, role, organisation, *, by=None) -> Mandate:
    """Give a person a role for an organisation, on her one seat in the campaign.

    Engages the organisation for the role's function when it is not yet (the diagnosing list aside, fixed beforehand).
    Raises DomainError with the rule that refuses (A004, A051).
    """
    role = Role(role)
    campaign = lock(campaign)
    refuse(rules.why_not_mandate(campaign, person, role, organisation))
    if FUNCTION_OF[role] not in rules.live_functions(campaign, organisation):
        engage_organisation(campaign, organisation, FUNCTION_OF[role], by=by)
    seat = Seat.objects.select_for_update(of=("self",)).filter(person=person, campaign=campaign).first()
    if seat is None:
        seat = _create(Seat, person=person, campaign=campaign, lane=lane_of(role))
    elif seat.lane != lane_of(role):
        seat.lane = lane_of(role)
        seat.save(update_fields=["lane"])
    mandate = _create(Mandate, seat=seat, role=role, organisation=organisation, started_at=clock.now())
    journal.record(by, "mandated", mandate, campaign=campaign, role=str(role))
    return mandate


@transaction.atomic
def withdraw_mandate(mandate, *, by=None) -> Mandate:
    """End a mandate; the seat and its history stay."""
    lock(mandate.seat.campaign)
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("seat__campaign").get(pk=mandate.pk)
    if mandate.ended_at is None:
        mandate.ended_at = clock.now()
        mandate.save(update_fields=["ended_at"])
        journal.record(by, "mandate_ended", mandate, campaign=mandate.seat.campaign, role=mandate.role)
    return mandate


@transaction.atomic
def suspend_seat(seat, *, by=None) -> Seat:
    """Suspend a seat at once; instruction hears of it by a neutral event (D4c)."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=seat.pk)
    if seat.state == SeatState.ACTIVE:
        seat.state, seat.suspended_at = SeatState.SUSPENDED, clock.now()
        seat.save(update_fields=["state", "suspended_at"])
        events.emit(seat.campaign, EventKind.SEAT_SUSPENDED, about_id=seat.pk)
        journal.record(by, "seat_suspended", seat, campaign=seat.campaign)
    return seat


@transaction.atomic
def join_organisation(person, organisation, *, kind=MemberKind.STAFF, is_representative=False, by=None) -> Membership:
    """Make a person a member of an organisation, from today.

    The holder of an instruction seat who joins an organisation that diagnoses loses the seat at once (A051, D4c).
    """
    held = Seat.objects.filter(person=person, lane=Lane.INSTRUCTION, state=SeatState.ACTIVE).select_related("campaign")
    for seat in held.order_by("campaign_id"):
        lock(seat.campaign)
    membership = person.memberships.filter(organisation=organisation, ends_on__isnull=True).first()
    if membership is None:
        membership = _create(
            Membership,
            person=person,
            organisation=organisation,
            kind=kind,
            is_representative=is_representative,
            starts_on=clock.today(),
        )
        journal.record(by, "joined", membership)
    for seat in held:
        if rules.diagnoses(person, seat.campaign):
            suspend_seat(seat, by=by)
    return membership


@transaction.atomic
def leave_organisation(membership, *, by=None) -> Membership:
    """End a membership today; mandates held for the organisation end with it."""
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ends_on is None:
        membership.ends_on = clock.today()
        membership.save(update_fields=["ends_on"])
        held = Mandate.objects.filter(
            seat__person=membership.person_id, organisation=membership.organisation_id, ended_at__isnull=True
        ).select_related("seat__campaign")
        for mandate in held.order_by("seat__campaign_id"):
            withdraw_mandate(mandate, by=by)
        journal.record(by, "left", membership)
    return membership


@transaction.atomic
def record_first_opening(seat):
    """Write down that this seat opened a file of instruction: from then on it never turns to support."""
    if not FirstOpening.objects.system().filter(seat=seat).exists():
        lock(seat.campaign)
        FirstOpening.objects.system().get_or_create(seat=seat, defaults={"at": clock.now()})
