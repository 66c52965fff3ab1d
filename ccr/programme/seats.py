"""Who sits where: the one module that gives and takes seats, under the calls' row locks (DESIGN 2.1).

Every verb locks the calls first and reads afterwards, so that two people who name at the same time meet here one after
the other; the constraints of ``models.py`` stand behind, and ``manage.py audit_wall`` finds what came by SQL.
A list bars the committees of other calls, and a membership reaches all of them: the lock is of every call, always in
the same order, so that no verb waits for one that waits for it.
"""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q

from ccr import clock, journal
from ccr.directory.models import MemberKind, Membership, Organisation
from ccr.notifications import outbox
from ccr.programme import events, rules
from ccr.programme.models import (
    Campaign,
    CampaignState,
    Engagement,
    EventKind,
    FirstOpening,
    Mandate,
    Seat,
    SeatState,
)
from ccr.programme.roles import FUNCTION_OF, Function, Role, lane_of
from ccr.programme.states import SEAT
from ccr.wall.errors import DomainError, refuse
from ccr.wall.guard import passing
from ccr.wall.sides import Lane, Side

APPOINTED = "programme.appointed"
RACE = "Quelqu’un vient de faire un choix incompatible. Rechargez la page pour voir la situation à jour."


def campaign_for(slug: str) -> Campaign | None:
    """The campaign of an address, or None."""
    return Campaign.objects.filter(slug=slug).first()


def live_mandates():
    """What tells a seat's sides and organisations, for ``prefetch_related``."""
    return Prefetch("mandates", Mandate.objects.filter(ended_at__isnull=True).select_related("organisation"))


def seats_with_mandates():
    """Seats with what tells their sides, in two queries."""
    return Seat.objects.select_related("person", "campaign").prefetch_related(live_mandates())


def seat_of(person, campaign) -> Seat | None:
    """The person's seat in the campaign, if it opens anything: one query."""
    seat = _open_seat(person, Mandate.objects.filter(seat__campaign=campaign).select_related("seat", "organisation"))
    if seat is not None:
        seat.campaign = campaign
    return seat


def place_at(person, slug: str) -> tuple[Campaign | None, Seat | None]:
    """The campaign of an address, and the person's seat in it if it opens anything. Every request asks: one query for
    somebody who sits there, two for somebody who does not.

    person: None for somebody who is not signed in.
    """
    if person is not None:
        mandates = Mandate.objects.filter(seat__campaign__slug=slug).select_related("seat__campaign", "organisation")
        if (seat := _open_seat(person, mandates)) is not None:
            return seat.campaign, seat
    return campaign_for(slug), None


def _open_seat(person, mandates) -> Seat | None:
    """The seat on which the mandates that hold hang, if they open anything: with its rows, one query instead of two.

    mandates: those of one campaign, with their seat.
    """
    held = list(mandates.filter(seat__person=person, seat__state=SeatState.ACTIVE, ended_at__isnull=True))
    if not held:
        return None
    seat = held[0].seat
    seat.person = person
    seat.active_mandates = [mandate for mandate in held if seat.in_lane(mandate)]
    for mandate in held:
        mandate.seat = seat
    return seat if seat.sides else None


def acting(seat) -> Seat:
    """The seat that acts, as it is now: a verb that binds asks once it holds its own locks.

    The request read it at its beginning; a mandate withdrawn while the verb waited counts. The seat's row stays locked:
    whoever withdraws a mandate waits for the verb, or the verb for her. Raises DomainError when it opens nothing.
    """
    rows = seats_with_mandates().select_for_update(of=("self",), no_key=True)
    seat = rows.get(pk=seat.pk)
    if not seat.sides:
        raise DomainError("Votre rôle dans cet appel vient de vous être retiré : rien n’est enregistré.")
    return seat


def holders(campaign, *roles, organisation=None, among=None):
    """People who hold one of these roles now and whose account is open, once each, for mails and choices.

    among: ids of their organisations.
    """
    mandates = Mandate.objects.filter(
        seat__campaign=campaign,
        seat__person__is_active=True,
        seat__state=SeatState.ACTIVE,
        role__in=roles,
        ended_at__isnull=True,
    ).select_related("seat__person")
    if organisation is not None:
        mandates = mandates.filter(organisation__in=Organisation.objects.acting(organisation))
    if among is not None:
        mandates = mandates.filter(organisation__in=Organisation.objects.acting_among(among))
    return list({mandate.seat.person_id: mandate.seat.person for mandate in mandates}.values())


def lock_calls() -> dict:
    """Every call's row, locked, by its key: the first thing a verb of this module does.

    Rows that only point at a call do not wait for it (``no_key``).
    """
    rows = Campaign.objects.select_for_update(of=("self",), no_key=True)
    return {row.pk: row for row in rows.order_by("pk")}


def lock(campaign) -> Campaign:
    """The call as it is now, every call's row locked."""
    return lock_calls()[campaign.pk]


def as_kept(organisation) -> Organisation:
    """The record to act with, as it is under the calls' locks: a merge waits for them."""
    return Organisation.objects.select_related("merged_into").get(pk=organisation.pk).kept


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

    An organisation that was carried onto the list from another call takes its own line: it diagnoses in this one too.
    Raises DomainError with the rule that refuses.
    """
    campaign = lock(campaign)
    organisation = as_kept(organisation)
    refuse(rules.why_not_engage(campaign, organisation, function))
    engagement = Engagement.objects.filter(
        campaign=campaign, organisation=organisation, function=function, ended_at__isnull=True
    ).first()
    if engagement is None:
        engagement = _engage(campaign, organisation, function)
    else:
        engagement.carried_until = None
        engagement.save(update_fields=["carried_until"])
    journal.record(by, "engaged", engagement, campaign=campaign, function=str(function))
    if function == Function.DIAGNOSIS:
        settle_lists(organisation, by=by)
    return engagement


def _engage(campaign, organisation, function, **fields) -> Engagement:
    return _create(
        Engagement,
        campaign=campaign,
        organisation=organisation,
        function=function,
        started_at=clock.now(),
        listed_as=organisation.name if function == Function.DIAGNOSIS else "",
        **fields,
    )


def settle_lists(organisation=None, *, by=None):
    """Make the lists say what the bars say, of one organisation or of all, under the calls' locks.

    Where the list of a call bars another call's committee, the organisation is carried onto the other list until the
    bar's last day; a line that no bar carries any more is ended. Raises DomainError that names the call where it
    clashes.
    """
    bars = rules.running_bars(organisation)
    lines = Engagement.objects.filter(function=Function.DIAGNOSIS, ended_at__isnull=True)
    if organisation is not None:
        lines = lines.filter(organisation=organisation)
    there = {(line.campaign_id, line.organisation_id): line for line in lines.select_related("campaign")}
    for key, bar in bars.items():
        line = there.get(key)
        if line is None:
            _carry(bar, by=by)
        elif line.carried_until and line.carried_until != bar.until:
            _move_end(line, bar.until, by=by)
    for key, line in there.items():
        carried = line.carried_until and line.carried_until >= clock.today()
        if carried and key not in bars and line.campaign.state != CampaignState.CLOSED:
            _end(line, by=by)


def _carry(bar, *, by):
    held = rules.live_functions(bar.target, bar.organisation)
    reason = rules.why_not_both_functions(bar.organisation, Function.DIAGNOSIS, held) or rules.why_not_list(
        bar.target, bar.organisation, Function.DIAGNOSIS
    )
    if reason:
        raise DomainError(
            f"La liste publique des diagnostics de {bar.source.title} vaut aussi pour {bar.target.title}, jusqu’au "
            f"{bar.until:%d/%m/%Y}. Dans {bar.target.title} : {reason}"
        )
    line = _engage(bar.target, bar.organisation, Function.DIAGNOSIS, carried_until=bar.until)
    journal.record(by, "carried", line, campaign=bar.target, until=bar.until)


def _move_end(line, until, *, by):
    line.carried_until = until
    line.save(update_fields=["carried_until"])
    journal.record(by, "carried", line, campaign=line.campaign, until=until)


def _end(engagement, *, by):
    engagement.ended_at = clock.now()
    engagement.save(update_fields=["ended_at"])
    journal.record(by, "disengaged", engagement, function=engagement.function)


@transaction.atomic
def end_engagement(engagement, *, by=None) -> Engagement:
    """End an organisation's function. Raises DomainError while somebody holds it, or while a bar keeps it listed."""
    lock_calls()
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("campaign", "organisation")
    engagement = rows.get(pk=engagement.pk)
    if engagement.ended_at is None:
        refuse(rules.why_not_disengage(engagement))
        _end(engagement, by=by)
        if engagement.function == Function.DIAGNOSIS:
            settle_lists(engagement.organisation, by=by)
    return engagement


@transaction.atomic
def give_mandate(campaign, person, role, organisation, *, by=None) -> Mandate:
    """Give a person a role for an organisation, on her one seat in the campaign.

    Engages the organisation for the role's function when it is not yet (the diagnosing list aside, fixed beforehand);
    who acts for an organisation belongs to it: she becomes its member.
    by: the seat or person that gives it, kept on the mandate; None for a command.
    Raises DomainError with the rule that refuses (A004, A051).
    """
    role = Role(role)
    campaign, organisation = lock(campaign), as_kept(organisation)
    refuse(rules.why_not_mandate(campaign, person, role, organisation))
    if FUNCTION_OF[role] not in rules.live_functions(campaign, organisation):
        engage_organisation(campaign, organisation, FUNCTION_OF[role], by=by)
    seat = Seat.objects.select_for_update(of=("self",)).filter(person=person, campaign=campaign).first()
    if seat is None:
        seat = _create(Seat, person=person, campaign=campaign, lane=lane_of(role))
    elif seat.lane != lane_of(role):
        seat.lane = lane_of(role)
        seat.save(update_fields=["lane"])
    if role == Role.REPRESENTATIVE:
        _relieve_representative(campaign, organisation, by=by)
    giver = getattr(by, "person_id", None) or getattr(by, "pk", None)
    mandate = _create(
        Mandate, seat=seat, role=role, organisation=organisation, started_at=clock.now(), given_by_id=giver
    )
    journal.record(by, "mandated", mandate, campaign=campaign, role=str(role))
    join_organisation(person, organisation, by=by)
    return mandate


@transaction.atomic
def appoint(campaign, person, role, organisation, *, by) -> Mandate:
    """Give a role by hand to somebody who has an account, and tell her.

    by: the coordinator's seat. Raises DomainError with the rule that refuses.
    """
    refuse(rules.why_not_by_hand(Role(role)))
    mandate = give_mandate(campaign, person, role, organisation, by=by)
    if person.pk != by.person_id:
        outbox.queue(APPOINTED, about=mandate, to=[person], campaign=campaign)
    return mandate


def _relieve_representative(campaign, organisation, *, by):
    """Whoever represented the structure and whose account is closed does not any more, even if it opens again."""
    held = Mandate.objects.filter(
        seat__campaign=campaign, role=Role.REPRESENTATIVE, organisation=organisation, ended_at__isnull=True
    )
    for mandate in held:
        withdraw_mandate(mandate, by=by)


@transaction.atomic
def withdraw_mandate(mandate, *, by=None) -> Mandate:
    """End a mandate; the seat and its history stay. Raises DomainError for the last who coordinates a call."""
    lock_calls()
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("seat__campaign", "seat__person")
    mandate = rows.get(pk=mandate.pk)
    if mandate.ended_at is None:
        refuse(rules.why_not_withdraw(mandate))
        Seat.objects.select_for_update(of=("self",), no_key=True).get(pk=mandate.seat_id)  # see ``acting``
        mandate.ended_at = clock.now()
        mandate.save(update_fields=["ended_at"])
        journal.record(by, "mandate_ended", mandate, campaign=mandate.seat.campaign, role=mandate.role)
    return mandate


@transaction.atomic
def hand_representation(campaign, organisation, outgoing, incoming, *, by=None) -> Mandate:
    """Pass the representation of a candidate organisation from one person to another, who both go on working on it.

    outgoing, incoming: people. Raises DomainError with the rule that refuses; nothing has moved then.
    """
    campaign = lock(campaign)
    held = Mandate.objects.filter(seat__campaign=campaign, organisation=organisation, ended_at__isnull=True)
    for mandate in held.filter(Q(seat__person=outgoing, role=Role.REPRESENTATIVE) | Q(seat__person=incoming)):
        if FUNCTION_OF[Role(mandate.role)] == Function.CANDIDACY:
            withdraw_mandate(mandate, by=by)
    mandate = give_mandate(campaign, incoming, Role.REPRESENTATIVE, organisation, by=by)
    give_mandate(campaign, outgoing, Role.CONTRIBUTOR, organisation, by=by)
    return mandate


@transaction.atomic
def suspend_seat(seat, *, by=None) -> Seat:
    """Suspend a seat at once; instruction hears of it by a neutral event, when somebody sat there (D4c)."""
    seat = Seat.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=seat.pk)
    if seat.state == SeatState.ACTIVE:
        is_held = bool(seat.sides)
        SEAT.move(seat, SeatState.SUSPENDED, suspended_at=clock.now())
        if is_held:
            events.emit(seat.campaign, EventKind.SEAT_SUSPENDED, about_id=seat.pk)
        journal.record(by, "seat_suspended", seat, campaign=seat.campaign)
    return seat


@transaction.atomic
def join_organisation(person, organisation, *, kind=MemberKind.STAFF, is_representative=False, by=None) -> Membership:
    """Make a person a member of an organisation, from today.

    The holder of an instruction seat who joins an organisation that diagnoses loses the seat at once (A051, D4c). So
    does who left it after she opened a file: she joined by a fact of her life, which nobody is told of here, and no
    role of this call is given to her any more.
    """
    lock_calls()
    organisation = as_kept(organisation)
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
    held = Mandate.objects.filter(seat=OuterRef("pk"), ended_at__isnull=True)
    sat = Exists(held) | Q(pk__in=_seats_that_opened(person))
    sitting = Seat.objects.filter(sat, person=person, lane=Lane.INSTRUCTION, state=SeatState.ACTIVE)
    for seat in sitting.select_related("campaign").order_by("campaign_id"):
        if rules.diagnoses(person, seat.campaign):
            suspend_seat(seat, by=by)
    return membership


def _seats_that_opened(person) -> list:
    """Keys of her seats that opened a file, asked on the audit's side: who lets her in never learns it."""
    with passing({Side.AUDIT}):
        return list(FirstOpening.objects.system().filter(seat__person=person).values_list("seat", flat=True))


@transaction.atomic
def leave_organisation(membership, *, by=None) -> Membership:
    """End a membership today; mandates held for the organisation end with it.

    Raises DomainError for the last who coordinates a call.
    """
    lock_calls()
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
    """Write down that this seat opened a file of instruction: from then on it never turns to support.

    Raises DomainError when the seat does not instruct any more.
    """
    if not FirstOpening.objects.system().filter(seat=seat).exists():
        lock_calls()
        refuse(rules.why_not_instruct(seat))
        FirstOpening.objects.system().get_or_create(seat=seat, defaults={"at": clock.now()})
