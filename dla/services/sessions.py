"""Planning, confirming and ending a session."""

import datetime
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from candidates.models import Application
from ccr import clock, documents, journal
from ccr.notifications import outbox
from ccr.once import already_made, key_about
from ccr.programme import seats
from ccr.programme.roles import CANDIDATE_ROLES
from ccr.programme.rules import why_not_closed
from ccr.ui import french
from ccr.wall.errors import DomainError, refuse
from dla import rules
from dla.models import Enrolment, Session, SessionDay
from dla.states import SESSION, EnrolmentState, SessionState


@dataclass(frozen=True)
class PlannedDay:
    """A day as the officer types it."""

    day: datetime.date
    module: str
    place: str = ""


def locked(session) -> Session:
    """The session's row, locked: every verb that seats, confirms or ends begins here."""
    rows = Session.objects.system().select_for_update(of=("self",)).select_related("campaign")
    return rows.get(pk=session.pk)


def _check_days(campaign, days, wanted: int):
    """Exactly the number of days wanted, each once, inside the period of the sessions (A060).

    Raises DomainError.
    """
    if len(days) != wanted:
        raise DomainError(f"Une session compte {wanted} jours datés : vous en donnez {len(days)}. Complétez-les.")
    dates = [planned.day for planned in days]
    if len(set(dates)) != len(dates):
        raise DomainError("Deux jours de la session ont la même date : corrigez l’un des deux.")
    first, last = campaign.sessions_from, campaign.sessions_until
    if min(dates) < first or max(dates) > last:
        raise DomainError(
            f"Les jours d’une session se placent entre le {french.long_date(first)} et le {french.long_date(last)}, "
            "selon le calendrier de l’appel."
        )


@transaction.atomic
def plan_session(campaign, *, title: str, days: list[PlannedDay], consultant=None, by, key=None) -> Session:
    """Plan a session of dated days. consultant: the seat of a consultant, or None for now. key: of the form.

    Raises DomainError: not the officer, too many sessions, wrong days.
    """
    campaign, by = seats.lock(campaign), seats.acting(by)
    refuse(rules.why_not_officer(by) or why_not_closed(campaign))
    planned = Session.objects.system().filter(campaign=campaign)
    key = key_about(key, campaign)
    if made := already_made(planned, key):
        return made
    if planned.count() >= campaign.sessions_count:
        raise DomainError(
            f"L’appel prévoit {campaign.sessions_count} sessions, toutes planifiées. La coordination peut en changer "
            "le nombre."
        )
    _check_days(campaign, days, campaign.session_days)
    session = Session.objects.system().create(
        campaign=campaign,
        number=(planned.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title.strip(),
        consultant=consultant,
        seats_min=campaign.session_seats_min,
        seats_max=campaign.session_seats_max,
        association_percent=campaign.session_association_percent,
        form_key=key,
    )
    _write_days(session, days)
    journal.record(by, "session_planned", session)
    return session


def _write_days(session, days):
    """Make these the session's days: the n-th stays the n-th, so that no row is deleted."""
    rows = list(SessionDay.objects.system().filter(session=session).order_by("day"))
    days = sorted(days, key=lambda planned: planned.day)
    # Two steps, so that swapping two dates never meets itself half way.
    for number, row in enumerate(rows):
        row.day = datetime.date.min + datetime.timedelta(days=number)
        row.save(update_fields=["day"])
    for number, planned in enumerate(days):
        row = rows[number] if number < len(rows) else SessionDay(session=session)
        row.day, row.module, row.place = planned.day, planned.module, planned.place.strip()
        row.save()


@transaction.atomic
def change_session(session, *, title: str, days: list[PlannedDay], consultant=None, by) -> Session:
    """Change title, consultant, days: the content is refined after the committee (A062).

    A session keeps the number of days it was planned with; a day that has begun stays as it was. Raises DomainError.
    """
    session, by = locked(session), seats.acting(by)
    refuse(rules.why_not_edit(by, session))
    _check_days(session.campaign, days, session.days.count())
    refuse(rules.why_not_days(session, days))
    session.title, session.consultant = title.strip(), consultant
    session.save(update_fields=["title", "consultant"])
    _write_days(session, days)
    journal.record(by, "session_changed", session)
    if session.state != SessionState.PROJECT:
        _request_programme(session, by)
        tell_consultant(session)  # once each: the one who was told is not told again
    return session


def recount(session):
    """Count the enrolled again, by their legal form of today: an association may have become a SCIC meanwhile."""
    enrolled = Enrolment.objects.system().filter(session=session, state=EnrolmentState.ENROLLED)
    associations = 0
    for enrolment in enrolled.select_related("application__organisation"):
        is_association = enrolment.application.organisation.is_association
        associations += is_association
        if enrolment.is_association != is_association:
            enrolment.is_association = is_association
            enrolment.save(update_fields=["is_association"])
    session.seats_taken, session.associations_taken = len(enrolled), associations
    session.save(update_fields=["seats_taken", "associations_taken"])


@transaction.atomic
def count_again(session):
    """An enrolled structure changed its legal form: the counts, and whether the session stands, follow."""
    session = locked(session)
    recount(session)
    settle(session, by=None)


def settle(session, *, by):
    """After somebody came or left a confirmed session: « à régulariser », or confirmed again (D7)."""
    missing = rules.what_is_missing(session)
    if session.state == SessionState.CONFIRMED and missing:
        SESSION.move(session, SessionState.UNBALANCED)
        journal.record(by, "session_unbalanced", session)
    elif session.state == SessionState.UNBALANCED and not missing:
        SESSION.move(session, SessionState.CONFIRMED)
        journal.record(by, "session_confirmed", session)


@transaction.atomic
def confirm_session(session, *, by) -> Session:
    """Confirm a session that has its structures and its associations; each structure is written to.

    Raises DomainError with what is missing (A063, A065).
    """
    session, by = locked(session), seats.acting(by)
    refuse(rules.why_not_officer(by))
    recount(session)
    refuse(rules.why_not_confirm(session))
    first = session.confirmed_at is None
    SESSION.move(session, SessionState.CONFIRMED, confirmed_at=session.confirmed_at or clock.now())
    journal.record(by, "session_confirmed", session, structures=session.seats_taken)
    if first:
        _request_programme(session, by)
        for application in enrolled_applications(session):
            tell(application, "dla.session_confirmed", session)
        tell_consultant(session)
    return session


def enrolled_applications(session):
    """The applications seated in a session."""
    rows = Enrolment.objects.system().filter(session=session, state=EnrolmentState.ENROLLED)
    return Application.objects.system().filter(pk__in=rows.values("application")).select_related("campaign")


def tell(application, kind, about, occurrence=""):
    """Queue a mail to the people of a structure."""
    people = seats.holders(application.campaign, *sorted(CANDIDATE_ROLES), organisation=application.organisation_id)
    outbox.queue(kind, about=about, to=people, campaign=application.campaign, occurrence=occurrence)


def tell_consultant(session):
    """Queue a mail to the consultant who leads the session, when there is one."""
    if session.consultant_id is not None:
        to = [session.consultant.person]
        outbox.queue("dla.session_to_lead", about=session, to=to, campaign=session.campaign)


def programme_version(session) -> str:
    """What the programme says, as a version: dates, modules, places, consultant."""
    days = ";".join(f"{d.day}{d.module}{d.place}" for d in SessionDay.objects.system().filter(session=session))
    said = f"{session.title}|{session.consultant_id}|{days}"
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _request_programme(session, by):
    documents.request(
        "dla.programme", about=session, owner=by, campaign=session.campaign, source_version=programme_version(session)
    )


@transaction.atomic
def close_session(session, *, by) -> Session:
    """End a session after its last day. Raises DomainError before."""
    session, by = locked(session), seats.acting(by)
    refuse(rules.why_not_officer(by) or rules.why_not_close(session))
    SESSION.move(session, SessionState.CLOSED, closed_at=clock.now())
    journal.record(by, "session_closed", session)
    return session
