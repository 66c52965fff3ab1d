"""Entering a session, waiting for it, leaving it."""

from django.db import IntegrityError, transaction

from ccr import clock, journal
from ccr.programme import seats
from ccr.wall.errors import DomainError, refuse
from dla import rules
from dla.models import Enrolment
from dla.services.sessions import locked, settle, tell
from dla.states import ENROLMENT, EnrolmentState


@transaction.atomic
def enrol(session, application, *, by) -> Enrolment:
    """Enrol a structure in a session; when it is full, the structure waits (A063, D7).

    Rests on the note the structure passed on, else on its validated sheet. Raises DomainError with what is missing.
    """
    session, by = locked(session), seats.acting(by)
    refuse(rules.why_not_officer(by) or rules.why_not_enrol(session, application))
    seated = rules.why_not_seat(session) is None
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.system().create(
                session=session,
                application=application,
                state=EnrolmentState.ENROLLED if seated else EnrolmentState.WAITING,
                rests_on=rules.basis_of(application),
                trigger=rules.trigger_of(application),
                is_association=application.organisation.is_association,
                position=None if seated else rules.waiting_of(session).count() + 1,
                asked_at=clock.now(),
                enrolled_at=clock.now() if seated else None,
            )
    except IntegrityError as error:  # enrolled in another session meanwhile, whose lock is another
        raise DomainError(f"{application.organisation.name} vient d’être inscrite à une autre session.") from error
    if seated:
        _take_seat(session, enrolment)
        settle(session, by=by)
    journal.record(by, "enrolled" if seated else "put_on_waiting_list", enrolment, campaign=session.campaign)
    tell(application, "dla.enrolled" if seated else "dla.waiting", enrolment)
    return enrolment


def _take_seat(session, enrolment):
    session.seats_taken += 1
    session.associations_taken += enrolment.is_association
    session.save(update_fields=["seats_taken", "associations_taken"])


def _close_ranks(session):
    """Those who wait move up, one after the other so that no two ever hold one rank."""
    for rank, waiting in enumerate(rules.waiting_of(session), start=1):
        if waiting.position != rank:
            waiting.position = rank
            waiting.save(update_fields=["position"])


@transaction.atomic
def promote(enrolment, *, by) -> Enrolment:
    """Seat a structure that waits. Raises DomainError when the session is full."""
    session = locked(enrolment.session)
    enrolment, by = _locked_enrolment(enrolment), seats.acting(by)
    refuse(rules.why_not_edit(by, session) or rules.why_not_seat(session))
    enrolment.is_association = enrolment.application.organisation.is_association
    ENROLMENT.move(
        enrolment,
        EnrolmentState.ENROLLED,
        enrolled_at=clock.now(),
        is_association=enrolment.is_association,
        position=None,
    )
    _close_ranks(session)
    _take_seat(session, enrolment)
    settle(session, by=by)
    journal.record(by, "promoted", enrolment, campaign=session.campaign)
    tell(enrolment.application, "dla.enrolled", enrolment)
    return enrolment


def _locked_enrolment(enrolment) -> Enrolment:
    rows = Enrolment.objects.system().select_for_update(of=("self",))
    return rows.select_related("application__organisation", "application__campaign", "session__campaign").get(
        pk=enrolment.pk
    )


@transaction.atomic
def withdraw_enrolment(enrolment, *, by=None) -> Enrolment:
    """Take a structure out of a session, or of its waiting list. by: None when the application was withdrawn.

    The freed seat is proposed to those who wait, associations first when they are missing; nobody enters unasked.
    """
    session = locked(enrolment.session)
    enrolment = _locked_enrolment(enrolment)
    if by is not None:
        by = seats.acting(by)
        refuse(rules.why_not_officer(by))
    refuse(rules.why_not_open(session))
    was_seated = enrolment.state == EnrolmentState.ENROLLED
    ENROLMENT.move(enrolment, EnrolmentState.WITHDRAWN, withdrawn_at=clock.now(), position=None)
    if was_seated:
        session.seats_taken -= 1
        session.associations_taken -= enrolment.is_association
        session.save(update_fields=["seats_taken", "associations_taken"])
        settle(session, by=by)
    else:
        _close_ranks(session)
    journal.record(by, "enrolment_withdrawn", enrolment, campaign=session.campaign)
    tell(enrolment.application, "dla.withdrawn", enrolment)
    return enrolment
