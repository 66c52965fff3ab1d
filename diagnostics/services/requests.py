"""Asking, confirming, assigning."""

from django.db import IntegrityError, transaction
from django.db.models import F

from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from diagnostics import outlook, rules
from diagnostics.models import Capacity, Diagnostic, Intake, Note
from diagnostics.services.people import handler, hold_calendar, lock, lock_application, ramsess, structure_people
from diagnostics.states import BEFORE_START, DIAGNOSTIC, ENGAGED, Level, NoteState, Outlook
from diagnostics.states import DiagnosticState as State

ALREADY = "Vous avez déjà demandé un diagnostic de ce niveau : suivez-le sur cette page."


def lock_intake(campaign) -> Intake:
    """The counter of the campaign's places, locked: the first thing every request does.

    Its maximum follows the campaign's parameter, but never falls under what is taken.
    """
    Intake.objects.system().get_or_create(campaign=campaign, defaults={"maximum": campaign.diagnostics_max})
    intake = Intake.objects.system().select_for_update(of=("self",)).get(campaign=campaign)
    maximum = max(campaign.diagnostics_max, intake.taken)
    if intake.maximum != maximum:
        intake.maximum = maximum
        intake.save(update_fields=["maximum"])
    return intake


def _take(intake):
    Intake.objects.system().filter(pk=intake.pk).update(taken=F("taken") + 1)
    intake.refresh_from_db(fields=["taken"])


def _give_back(intake, diagnostic):
    """Free the place of a diagnostic that held one."""
    if diagnostic.before_selection and diagnostic.state in ENGAGED:
        Intake.objects.system().filter(pk=intake.pk).update(taken=F("taken") - 1)
        intake.refresh_from_db(fields=["taken"])


def _fill_places(intake, campaign):
    """Give the free places to those who wait, in the order they asked; give them a window counted from today."""
    today = clock.today()
    if rules.why_not_serve(campaign):
        return
    waiting = Diagnostic.objects.system().filter(campaign=campaign, state=State.WAITING, before_selection=True)
    waiting = waiting.select_for_update(of=("self",)).select_related("campaign", "application__organisation")
    for diagnostic in waiting.order_by("asked_at", "pk")[: max(intake.left, 0)]:
        found = outlook.before_selection(campaign, today)
        DIAGNOSTIC.move(
            diagnostic,
            State.REQUESTED if found.is_green else State.TO_CONFIRM,
            outlook=found.outlook,
            expected_from=found.first,
            expected_until=found.last,
        )
        _take(intake)
        journal.record(None, "left_waiting_list", diagnostic)
        _queue("left_waiting_list", diagnostic, structure_people(diagnostic))
        _queue("to_handle", diagnostic, ramsess(campaign), occurrence="left_waiting_list")


def _queue(kind, diagnostic, to, occurrence=""):
    outbox.queue(f"diagnostics.{kind}", about=diagnostic, to=to, campaign=diagnostic.campaign, occurrence=occurrence)


@transaction.atomic
def ask_diagnostic(application, *, before_selection: bool, by, level=None, waiver: bool = False) -> Diagnostic:
    """Ask for a diagnostic, by the structure's own people (A031, A039, D5).

    before_selection: to be handed back before the committee. level: light before, complete after, unless said. waiver:
    ask RAMSESS for an exception when it is too late. In green the request goes to RAMSESS for assignment; in orange, or
    with a waiver, RAMSESS first confirms; when every place is taken it waits.
    Raises DomainError when it is not the structure's, already asked, or too late.
    """
    intake = lock_intake(application.campaign)
    application, by = lock_application(application), seats.acting(by)
    campaign, today = application.campaign, clock.today()
    refuse(rules.why_not_ask(by, application))
    level = Level(level or (Level.LIGHT if before_selection else Level.COMPLETE))
    if Diagnostic.objects.system().live().filter(application=application, level=level).exists():
        raise DomainError(ALREADY)
    if before_selection:
        refuse(rules.why_not_before_selection(campaign, today, waiver=waiver))
    found = outlook.window(campaign, today, before=before_selection)
    state = State.REQUESTED if found.outlook in (Outlook.GREEN, Outlook.FREE) else State.TO_CONFIRM
    if before_selection:
        _fill_places(intake, campaign)
        if intake.left < 1:
            state = State.WAITING
    diagnostic = Diagnostic(
        application=application,
        campaign=campaign,
        level=level,
        state=state,
        before_selection=before_selection,
        outlook=found.outlook,
        asked_at=clock.now(),
        asked_by=by,
        expected_from=found.first,
        expected_until=found.last,
    )
    try:
        with transaction.atomic():
            diagnostic.save(force_insert=True)
    except IntegrityError as error:
        raise DomainError(ALREADY) from error
    if before_selection and state != State.WAITING:
        _take(intake)
    journal.record(by, "asked", diagnostic, level=level, outlook=found.outlook, state=state)
    _queue("asked", diagnostic, structure_people(diagnostic))
    _queue("to_handle", diagnostic, ramsess(campaign))
    return diagnostic


@transaction.atomic
def cancel(diagnostic, *, by) -> Diagnostic:
    """The structure gives up its diagnostic, at any time before the restitution; its place goes to who waits."""
    intake = lock_intake(diagnostic.campaign)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_of_structure(by, diagnostic.application))
    return _cancel(intake, diagnostic, by=by)


def _cancel(intake, diagnostic, *, by):
    if DIAGNOSTIC.allows(diagnostic.state, State.CANCELLED):
        _give_back(intake, diagnostic)
    DIAGNOSTIC.move(diagnostic, State.CANCELLED, cancelled_at=clock.now())
    journal.record(by, "cancelled", diagnostic)
    _queue("cancelled", diagnostic, handler(diagnostic))
    _fill_places(intake, diagnostic.campaign)
    return diagnostic


@transaction.atomic
def cancel_after_withdrawal(application) -> list[Diagnostic]:
    """The application was withdrawn (a neutral fact): what did not begin is cancelled, what did goes on (C32)."""
    pending = Diagnostic.objects.system().filter(application=application, state__in=BEFORE_START)
    found = list(pending.select_related("campaign").order_by("asked_at", "pk"))
    if not found:
        return []
    intake = lock_intake(found[0].campaign)
    return [_cancel(intake, locked, by=None) for d in found if (locked := lock(d)).state in BEFORE_START]


@transaction.atomic
def postpone(diagnostic, *, by) -> Diagnostic:
    """The structure has its diagnostic done after the selection instead of before: no date limits it any more (C03)."""
    intake = lock_intake(diagnostic.campaign)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_of_structure(by, diagnostic.application) or rules.why_not_postpone(diagnostic))
    _give_back(intake, diagnostic)
    found = outlook.after_selection(diagnostic.campaign, clock.today())
    changes = {
        "before_selection": False,
        "outlook": found.outlook,
        "expected_from": found.first,
        "expected_until": found.last,
        "promised_on": None,
        "postponed_at": clock.now(),
    }
    if diagnostic.state == State.WAITING or diagnostic.state == State.TO_CONFIRM:
        DIAGNOSTIC.move(diagnostic, State.REQUESTED, **changes)
    else:
        for name, value in changes.items():
            setattr(diagnostic, name, value)
        diagnostic.save(update_fields=list(changes))
    journal.record(by, "postponed", diagnostic)
    _queue("postponed", diagnostic, handler(diagnostic))
    _fill_places(intake, diagnostic.campaign)
    return diagnostic


@transaction.atomic
def serve_waiting_list(campaign, *, by) -> int:
    """Give the free places to those who wait: after the campaign's maximum was raised. Gives how many left the list."""
    intake, by = lock_intake(campaign), seats.acting(by)
    refuse(rules.why_not_ramsess(by) or rules.why_not_serve(campaign))
    before = intake.taken
    _fill_places(intake, campaign)
    return intake.taken - before


@transaction.atomic
def confirm(diagnostic, *, by, promised_on=None) -> Diagnostic:
    """RAMSESS takes a request at risk, or gives a waiver to a late one with a date before the committee (D5)."""
    hold_calendar(diagnostic.campaign_id)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_ramsess(by) or rules.why_not_promise(diagnostic, promised_on))
    DIAGNOSTIC.move(diagnostic, State.REQUESTED, promised_on=promised_on, confirmed_at=clock.now())
    journal.record(by, "confirmed", diagnostic, promised_on=promised_on)
    _queue("confirmed", diagnostic, structure_people(diagnostic))
    return diagnostic


@transaction.atomic
def decline(diagnostic, *, by) -> Diagnostic:
    """RAMSESS cannot be in time: the structure is offered a diagnostic after the selection."""
    intake = lock_intake(diagnostic.campaign)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(rules.why_not_ramsess(by))
    if DIAGNOSTIC.allows(diagnostic.state, State.DECLINED):
        _give_back(intake, diagnostic)
    DIAGNOSTIC.move(diagnostic, State.DECLINED, declined_at=clock.now())
    journal.record(by, "declined", diagnostic)
    _queue("declined", diagnostic, structure_people(diagnostic))
    _fill_places(intake, diagnostic.campaign)
    return diagnostic


@transaction.atomic
def assign(diagnostic, organisation, diagnostician, *, by) -> Diagnostic:
    """Give a request to an able organisation of the public list and to one of its diagnosticians (A035, A051)."""
    hold_calendar(diagnostic.campaign_id)
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(
        rules.why_not_ramsess(by)
        or rules.why_not_in_time(diagnostic)
        or rules.why_not_assign(diagnostic.campaign, organisation, diagnostician)
    )
    DIAGNOSTIC.move(
        diagnostic,
        State.ASSIGNED,
        organisation=organisation,
        diagnostician=diagnostician,
        assigned_at=clock.now(),
    )
    journal.record(by, "assigned", diagnostic, organisation=organisation.pk, diagnostician=diagnostician.pk)
    _queue("assigned", diagnostic, structure_people(diagnostic))
    _queue("assigned_to_you", diagnostic, [diagnostician.person], occurrence=str(diagnostician.pk))
    return diagnostic


@transaction.atomic
def hand_over(diagnostic, organisation, diagnostician, *, by) -> Diagnostic:
    """Another person takes over; nothing else changes, the end of the fil rouge least of all (C15, D9)."""
    diagnostic, by = lock(diagnostic), seats.acting(by)
    refuse(
        rules.why_not_ramsess(by)
        or rules.why_not_hand_over(diagnostic, organisation)
        or rules.why_not_assign(diagnostic.campaign, organisation, diagnostician)
    )
    if diagnostic.diagnostician_id == diagnostician.pk:
        raise DomainError("Cette personne est déjà la référente de ce diagnostic.")
    former = diagnostic.diagnostician_id
    diagnostic.organisation, diagnostic.diagnostician = organisation, diagnostician
    diagnostic.save(update_fields=["organisation", "diagnostician"])
    Note.objects.system().filter(diagnostic=diagnostic, state=NoteState.DRAFT).update(author=diagnostician)
    journal.record(by, "handed_over", diagnostic, former=former, diagnostician=diagnostician.pk)
    at = f"{clock.now():%Y%m%d%H%M%S}"
    _queue("handed_over", diagnostic, structure_people(diagnostic), occurrence=at)
    _queue("assigned_to_you", diagnostic, [diagnostician.person], occurrence=at)
    return diagnostic


@transaction.atomic
def set_capacity(campaign, organisation, simultaneous: int, *, by) -> Capacity:
    """How many diagnostics an organisation says it can carry at once (A038)."""
    by = seats.acting(by)
    refuse(rules.why_not_ramsess(by) or rules.why_not_listed(campaign, organisation))
    capacity, _ = Capacity.objects.system().update_or_create(
        campaign=campaign, organisation=organisation, defaults={"simultaneous": simultaneous}
    )
    journal.record(by, "capacity_set", capacity, simultaneous=simultaneous)
    return capacity
