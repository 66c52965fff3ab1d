"""The committee's day: agenda, attendance, proposals, publication."""

from django.db import IntegrityError, transaction

from candidates.outcomes import write_outcome
from candidates.states import ApplicationState, OutcomeValue
from ccr import clock, journal
from ccr.notifications import outbox
from ccr.programme import events, seats
from ccr.programme.models import EventKind
from ccr.programme.roles import Role
from ccr.seen import merged, refuse_unseen
from ccr.ui import french
from ccr.wall.errors import Conflict, DomainError, refuse
from selection import committee, rules, scores
from selection.models import (
    AgendaItem,
    Attendance,
    CommitteeSession,
    File,
    MarkSheet,
    ProposedAxis,
    ProposedDecision,
    Publication,
)
from selection.services.examining import current_version, ensure_files, locked
from selection.states import FILE, OPEN, FileState


def _session(session) -> CommitteeSession:
    """The session's row, locked: every verb of the committee's day begins here.

    Raises DomainError once its decisions are published.
    """
    session = (
        CommitteeSession.objects.system()
        .select_for_update(of=("self",))
        .select_related("campaign", "meeting")
        .get(pk=session.pk)
    )
    published = Publication.objects.system().filter(session=session).select_related("by__person").first()
    if published:
        raise DomainError(
            f"Les décisions de ce comité ont déjà été publiées, le {french.moment(published.published_at)}, par "
            f"{published.by.person.full_name}. Une publication ne se fait qu’une fois."
        )
    return session


def agenda_files(session):
    """The files of a session's agenda whose structure still applies, by name."""
    items = AgendaItem.objects.system().filter(session=session, removed_at__isnull=True)
    kept = File.objects.system().filter(pk__in=items.values("file")).exclude(state=FileState.WITHDRAWN)
    return (
        kept.filter(application__state=ApplicationState.DEPOSITED)
        .select_related("application__organisation", "campaign")
        .by_name()
    )


def files_without_agenda(campaign):
    """The files that wait for a session, by name."""
    taken = AgendaItem.objects.system().filter(file__campaign=campaign, removed_at__isnull=True).values("file")
    waiting = File.objects.system().filter(
        campaign=campaign, state__in=OPEN, application__state=ApplicationState.DEPOSITED
    )
    return waiting.exclude(pk__in=taken).select_related("application__organisation").by_name()


@transaction.atomic
def prepare_session(meeting, *, by) -> CommitteeSession:
    """Open the committee's session at one of its meetings, with every file that waits on its agenda (A090)."""
    ensure_files(meeting.campaign)
    by = seats.acting(by)
    refuse(rules.why_not_secretary(by))
    session, created = CommitteeSession.objects.system().get_or_create(meeting=meeting, campaign=meeting.campaign)
    if created:
        _put_on_agenda(session, files_without_agenda(meeting.campaign))
        journal.record(by, "agenda_set", session, files=agenda_files(session).count())
    return session


def _put_on_agenda(session, files):
    """Add files; one already on another agenda is refused.

    Raises DomainError.
    """
    try:
        with transaction.atomic():
            AgendaItem.objects.system().bulk_create(AgendaItem(session=session, file=file) for file in files)
    except IntegrityError as error:
        raise DomainError(
            "Un de ces dossiers vient d’être mis à l’ordre du jour d’une autre séance. Rechargez la page."
        ) from error


@transaction.atomic
def set_agenda(
    session, files, *, quorum_percent: int | None = None, shown=None, seen: dict | None = None, by
) -> CommitteeSession:
    """Make these files the agenda of the session. A file with a proposal stays on it.

    shown: keys of the files that the page showed on the agenda: those it neither ticked nor unticked stay as they are;
    None when these files are all there is. seen: as ``refuse_unseen`` takes it, for the quorum. Raises DomainError.
    """
    session, by = _session(session), seats.acting(by)
    refuse(rules.why_not_secretary(by))
    if quorum_percent is not None:
        refuse_unseen({"quorum_percent": quorum_percent}, seen, {"quorum_percent": session.quorum_percent})
    current = {file.pk: file for file in agenda_files(session)}
    kept = merged(current, shown, [file.pk for file in files])
    wanted = {pk: file for pk, file in {**current, **{file.pk: file for file in files}}.items() if str(pk) in kept}
    gone = [file for pk, file in current.items() if pk not in wanted]
    if proposed := [file.structure for file in gone if file.state == FileState.PROPOSED]:
        raise DomainError(
            f"Une décision est déjà proposée sur : {', '.join(proposed)}. Ces dossiers restent à l’ordre du jour."
        )
    items = AgendaItem.objects.system().filter(session=session, removed_at__isnull=True)
    items.filter(file__in=gone).update(removed_at=clock.now())
    _put_on_agenda(session, [file for pk, file in wanted.items() if pk not in current])
    session.agenda_version += 1
    if quorum_percent is not None:
        session.quorum_percent = quorum_percent
    session.save(update_fields=["agenda_version", "quorum_percent"])
    journal.record(by, "agenda_set", session, files=len(wanted), version=session.agenda_version)
    return session


@transaction.atomic
def record_attendance(
    session, present, *, observers_present=None, shown=None, observers_shown=None, by
) -> CommitteeSession:
    """Say who is there. present: the seats of the members who are; the others of the committee are absent.

    observers_present: the observers' lines that are there; None leaves them. shown, observers_shown: keys of the seats
    and lines that the page showed there: those it neither ticked nor unticked stay as they are; None when these are
    all. Raises DomainError before the day.
    """
    session, by = _session(session), seats.acting(by)
    refuse(rules.why_not_secretary(by))
    refuse(rules.why_not_on_the_day(session.meeting))
    rows = Attendance.objects.system()
    came = rows.filter(session=session, is_present=True)
    there = merged(came.filter(seat__isnull=False).values_list("seat", flat=True), shown, [seat.pk for seat in present])
    for seat in committee.members(session.campaign):
        rows.update_or_create(session=session, seat=seat, defaults={"is_present": str(seat.pk) in there})
    if observers_present is not None:
        lines = rows.filter(session=session, seat__isnull=True)
        came = lines.filter(is_present=True).values_list("pk", flat=True)
        watching = merged(came, observers_shown, [line.pk for line in observers_present])
        lines.update(is_present=False)
        lines.filter(pk__in=watching).update(is_present=True)
    journal.record(by, "attendance_recorded", session, present=len(there))
    return session


@transaction.atomic
def add_observer(session, *, name: str, organisation, by) -> Attendance:
    """Write the ESIA référent on the attendance: no seat, no vote, no score, not in the quorum (A091, C08)."""
    session, by = _session(session), seats.acting(by)
    refuse(rules.why_not_secretary(by))
    refuse(rules.why_not_observer(session.campaign, organisation))
    name = " ".join(name.split())
    if not name:
        raise DomainError("Écrivez le nom de l’observateur.")
    try:
        with transaction.atomic():
            line = Attendance.objects.system().create(
                session=session, observer_name=name, observer_organisation=organisation
            )
    except IntegrityError as error:
        raise DomainError("Cette personne est déjà inscrite comme observatrice.") from error
    journal.record(by, "observer_recorded", line, campaign=session.campaign)
    return line


def session_of(file) -> CommitteeSession:
    """The session that has the file on its agenda.

    Raises DomainError when none has.
    """
    item = AgendaItem.objects.system().filter(file=file, removed_at__isnull=True).select_related("session").first()
    if item is None:
        raise DomainError("Ce dossier n’est à l’ordre du jour d’aucune séance. Mettez-le d’abord à l’ordre du jour.")
    return item.session


@transaction.atomic
def propose_decision(
    file, value, *, motive="", conditions="", waiting_rank=None, axes=(), seen: str | None = None, by
) -> ProposedDecision:
    """Propose a decision for a file of the agenda; a later proposal replaces it until the publication (A092).

    axes: the axes of support the committee recommends. seen: the ``stamp`` of the proposal that the page was made from,
    empty when there was none; None does not look. Raises DomainError when the rules refuse, or when another file has
    the waiting rank; Conflict when somebody proposed otherwise since.
    """
    value, motive, conditions = OutcomeValue(value), motive.strip(), conditions.strip()
    session = _session(session_of(file))
    if session_of(file) != session:  # the agenda changed while its row was waited for
        raise DomainError("L’ordre du jour vient de changer. Rechargez la page.")
    file, by = locked(file, by), seats.acting(by)
    refuse(
        rules.why_not_propose(by, file)
        or rules.why_not_value(
            value,
            charter_signed=current_version(file).charter_signed_at is not None,
            shortfalls=scores.shortfalls(MarkSheet.objects.system().filter(file=file).counted()).get(file.pk, ()),
            motive=motive,
            conditions=conditions,
            waiting_rank=waiting_rank,
        )
    )
    what = {
        "session": session,
        "value": value,
        "motive": motive,
        "conditions": conditions if value == OutcomeValue.CONDITIONAL else "",
        "waiting_rank": waiting_rank if value == OutcomeValue.WAITING else None,
        "proposed_at": clock.now(),
        "dropped_at": None,
        "by": by,
    }
    if seen is not None:
        _refuse_unseen_proposal(file, seen, what, axes)
    try:
        with transaction.atomic():
            proposal, _ = ProposedDecision.objects.system().update_or_create(file=file, defaults=what)
    except IntegrityError as error:
        raise DomainError(
            f"Le rang {waiting_rank} de la liste d’attente est déjà pris par un autre dossier."
        ) from error
    _recommend(proposal, axes)
    if file.state != FileState.PROPOSED:
        FILE.move(file, FileState.PROPOSED)
    journal.record(by, "decision_proposed", file)
    return proposal


def _refuse_unseen_proposal(file, seen, what, axes):
    standing = ProposedDecision.objects.system().filter(file=file).select_related("by__person").first()
    if standing is None or standing.stamp == seen:
        return
    told = ("value", "motive", "conditions", "waiting_rank", "by")
    recommended = set(standing.axes.filter(is_recommended=True).values_list("axis", flat=True))
    if all(getattr(standing, name) == what[name] for name in told) and recommended == {axis.pk for axis in axes}:
        return  # sent twice
    raise Conflict(
        f"{standing.by.person.full_name} a proposé une décision le {french.moment(standing.proposed_at)}, après "
        "l’ouverture de votre page : votre saisie n’est pas enregistrée."
    )


def _recommend(proposal, axes):
    """Keep these axes as recommended, and no other."""
    wanted = {axis.pk for axis in axes}
    rows = ProposedAxis.objects.system()
    known = set(rows.filter(proposal=proposal).values_list("axis", flat=True))
    rows.filter(proposal=proposal).exclude(axis__in=wanted).update(is_recommended=False)
    rows.filter(proposal=proposal, axis__in=wanted).update(is_recommended=True)
    rows.bulk_create([ProposedAxis(proposal=proposal, axis_id=pk) for pk in wanted - known])


def proposals_of(session) -> dict:
    """{file id: its proposal with the recommended axes}. Two queries."""
    proposals = ProposedDecision.objects.system().filter(session=session).standing()
    return {proposal.file_id: proposal for proposal in proposals.prefetch_related("axes__axis")}


@transaction.atomic
def publish_decisions(session, *, by) -> Publication:
    """Publish every decision of a session in one act: outcomes, axes, letters, mails; once (A092, A095).

    Who publishes knows what is decided: support is closed to her from then on. The calls are locked before the session.
    Raises DomainError while a file of the agenda has no proposal or is proposed though eliminated, without a quorum,
    before the day, or when somebody published before.
    """
    seats.record_first_opening(by)
    session = _session(session)
    files = list(agenda_files(session).select_for_update(of=("self",)))
    by = seats.acting(by)
    quorum = committee.quorum(session, list(committee.members(session.campaign)))
    refuse(rules.why_not_publish(by, session.meeting, files=files, quorum=quorum))
    proposals = proposals_of(session)
    eliminated = scores.shortfalls(MarkSheet.objects.system().filter(file__in=[file.pk for file in files]).counted())
    refuse(rules.why_not_eliminated(by, files, proposals, eliminated))
    now = clock.now()
    publication = Publication.objects.system().create(session=session, published_at=now, by=by, letters=len(files))
    for file in files:
        proposal = proposals[file.pk]
        write_outcome(
            file.application,
            proposal.value,
            axes=[line.axis for line in proposal.axes.all() if line.is_recommended],
            motive=proposal.motive,
            conditions=proposal.conditions,
            waiting_rank=proposal.waiting_rank,
            by=by,
        )
        FILE.move(file, FileState.DECIDED, decided_at=now)
    # About the meeting, which is open to all: nothing of this app crosses with the fact.
    events.emit(session.campaign, EventKind.OUTCOME_PUBLISHED, about_id=session.meeting_id)
    journal.record(by, "decisions_published", publication, campaign=session.campaign, letters=len(files))
    outbox.queue(
        "selection.decisions_published",
        about=publication,
        to=seats.holders(session.campaign, Role.INSTRUCTOR, Role.COMMITTEE_MEMBER, Role.COMMITTEE_PRESIDENT),
        campaign=session.campaign,
    )
    return publication
