"""The committee's day: agenda, attendance, proposals, publication."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Outcome
from candidates.states import OutcomeValue
from ccr.library import readings
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_roles, for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from selection import committee, rules, scores, services
from selection.documents import AGENDA_PDF, agenda_version, request_agenda
from selection.forms import AgendaForm, AttendanceForm, ObserverForm, ProposalForm
from selection.models import (
    Attendance,
    CommitteeSession,
    Document,
    File,
    LinkDeclaration,
    MarkSheet,
    Opinion,
    ProposedDecision,
    Publication,
)
from selection.models.files import COMMITTEE
from selection.services import deciding
from selection.views.common import get_file

SECRETARIES = (Role.COMMITTEE_PRESIDENT, Role.INSTRUCTOR)


@dataclass
class Row:
    """A file on the committee's table, as this person may see it."""

    file: File
    standing: scores.Standing | None = None
    rank: int | None = None
    expected: int = 0
    opinion: Opinion | None = None
    proposal: ProposedDecision | None = None
    outcome: Outcome | None = None
    shortfalls: list = ()
    is_withdrawn: bool = False
    may_propose: bool = False

    @property
    def is_eliminated(self) -> bool:
        """Without the charter, whatever the marks, or under a minimal mark (A093, D11)."""
        return bool(self.file.charter_signed_at is None or self.shortfalls)

    @property
    def tells(self) -> bool:
        """Whether it shows something of the deliberation."""
        return bool(self.opinion or self.proposal or self.standing)

    @property
    def is_below(self) -> bool:
        """Under the campaign's threshold."""
        return self.standing is not None and self.standing.mean < self.file.campaign.eligibility_threshold


def _meeting(request, pk):
    return get_object_or_404(committee.meetings(request.campaign).select_related("campaign"), pk=pk)


def _session(request, meeting):
    rows = CommitteeSession.objects.visible_to(request.seat).select_related("meeting", "campaign")
    return rows.filter(meeting=meeting).first()


@require_safe
@for_sides(Side.INSTRUCTION)
def committees(request, campaign):
    """The committee's meetings; straight to the only one."""
    meetings = list(committee.meetings(request.campaign))
    if len(meetings) == 1:
        return redirect("selection:committee", campaign, meetings[0].pk)
    published = dict(Publication.objects.visible_to(request.seat).values_list("session__meeting", "published_at"))
    to_read = readings.before_each(meetings)
    rows = [
        {"meeting": one, "published_at": published.get(one.pk), "readings": to_read.get(one.pk)} for one in meetings
    ]
    return render(request, "selection/committees.html", {"rows": rows})


def rows_of(request, session, members) -> list[Row]:
    """The agenda as this person may see it. Eight queries, whatever the number of files."""
    seat = request.seat
    rows = deciding.agenda_files(session).with_my_work(seat).with_list_data()
    files = {file.pk: Row(file, expected=len(members)) for file in rows}
    ids = list(files)
    declarations = LinkDeclaration.objects.visible_to(seat).filter(file__in=ids).withdrawals()
    present = {member.pk for member in members}
    presiding = {member.pk for member in members if member.has_role(Role.COMMITTEE_PRESIDENT)}
    withdrawn_presidents = {}
    for file_id, seat_id in declarations.values_list("file", "seat"):
        files[file_id].expected -= seat_id in present
        withdrawn_presidents.setdefault(file_id, set()).add(seat_id)
    for opinion in Opinion.objects.visible_to(seat).filter(file__in=ids, given_at__isnull=False):
        files[opinion.file_id].opinion = opinion
    for proposal in ProposedDecision.objects.visible_to(seat).filter(file__in=ids):
        files[proposal.file_id].proposal = proposal
    for outcome in Outcome.objects.visible_to(seat).filter(
        application__in=[row.file.application_id for row in files.values()]
    ):
        row = next(row for row in files.values() if row.file.application_id == outcome.application_id)
        row.outcome = outcome
    marked = _open_sheets(seat, ids)
    for file_id, found in scores.shortfalls(marked).items():
        files[file_id].shortfalls = found
    for file_id, standing in scores.standings(marked).items():
        # The marks of a member whose seat was suspended since still count: she was expected too.
        files[file_id].expected = max(files[file_id].expected, standing.count)
        files[file_id].standing = standing
    means = {pk: row.standing.mean for pk, row in files.items() if row.standing and not row.is_eliminated}
    for pk, rank in scores.ranks(means).items():
        files[pk].rank = rank
    president = seat.has_role(Role.COMMITTEE_PRESIDENT)
    for pk, row in files.items():
        row.is_withdrawn = bool(rules.why_not_linked(row.file))
        stands_in = presiding <= withdrawn_presidents.get(pk, set())
        row.may_propose = (
            seat.has_role(*COMMITTEE)
            and (president or stands_in)
            and not (rules.why_not_linked(row.file) or rules.why_not_open(row.file))
        )
    return list(files.values())


def _open_sheets(seat, ids):
    """The sheets that make the means of these files, of those whose marks are open to this person."""
    sheets = MarkSheet.objects.visible_to(seat).filter(file__in=ids)
    if not seat.has_role(*COMMITTEE):
        return sheets.none()
    return sheets.filter(file__in=sheets.opened_to(seat)).counted()


@require_safe
@for_sides(Side.INSTRUCTION)
def committee_detail(request, campaign, meeting):
    """A meeting of the committee: who sits, what is on the agenda, what is proposed, what is published."""
    meeting = _meeting(request, meeting)
    session = _session(request, meeting)
    if session is None:
        context = {"meeting": meeting, "may_prepare": rules.why_not_secretary(request.seat) is None}
        return render(request, "selection/committee_begin.html", {**context, "readings": readings.before(meeting)})
    context = committee_context(request, meeting, session)
    if any(row.tells for row in context["rows"]):
        services.read_deliberation(by=request.seat)
    return render(request, "selection/committee.html", context)


def committee_context(request, meeting, session) -> dict:
    """Everything the committee's page shows to this person."""
    seat = request.seat
    members = list(committee.members(request.campaign))
    rows = rows_of(request, session, members)
    publication = Publication.objects.visible_to(seat).filter(session=session).select_related("by__person").first()
    lines = list(Attendance.objects.visible_to(seat).filter(session=session).select_related("observer_organisation"))
    present = {line.seat_id for line in lines if line.seat_id and line.is_present}
    for member in members:
        member.is_present = member.pk in present
    quorum = committee.Quorum.of(session, members, present)
    files = [row.file for row in rows]
    to_read = readings.before(meeting)
    why_not_publish = rules.why_not_publish(seat, meeting, files=files, quorum=quorum)
    secretary = rules.why_not_secretary(seat) is None and publication is None
    observers = [line for line in lines if line.seat_id is None]
    return {
        "meeting": meeting,
        "session": session,
        "rows": rows,
        "members": members,
        "observers": observers,
        "quorum": quorum,
        "recorded": bool(present) or any(line.seat_id for line in lines),
        "publication": publication,
        "published": _published(publication),
        "missing": rules.without_decision(files),
        "outcomes": _outcomes(rows),
        "is_member": seat.has_role(*COMMITTEE),
        "is_secretary": secretary,
        "why_not_day": rules.why_not_on_the_day(meeting) or "",
        "may_publish": publication is None and why_not_publish is None,
        "why_not_publish": why_not_publish if publication is None and seat.has_role(Role.COMMITTEE_PRESIDENT) else "",
        "off_agenda": deciding.files_without_agenda(request.campaign).count() if secretary else 0,
        "document": Document.objects.visible_to(seat)
        .select_related("campaign")
        .filter(kind=AGENDA_PDF, about_id=session.pk, source_version=agenda_version(session, to_read))
        .first(),
        "readings": [] if publication else to_read,
        "threshold": request.campaign.eligibility_threshold,
    }


def _published(publication) -> str:
    """The sentence that says when and by whom the decisions were published."""
    if publication is None:
        return ""
    letters = french.counted(publication.letters, "lettre partie", "lettres parties")
    return (
        f"Les décisions de ce comité ont été publiées le {french.moment(publication.published_at)} par "
        f"{publication.by.person.full_name} : {letters}."
    )


def _outcomes(rows) -> list[tuple[str, int]]:
    """How many of each published decision, for the head of the page."""
    counted = Counter(row.outcome.value for row in rows if row.outcome)
    return [(value.label.capitalize(), counted[value]) for value in OutcomeValue if counted[value]]


@require_POST
@for_roles(*SECRETARIES)
def prepare(request, campaign, meeting):
    """Open the session, every waiting file on its agenda."""
    meeting = _meeting(request, meeting)
    back = reverse("selection:committee", args=[campaign, meeting.pk])
    return act(request, services.prepare_session, meeting, done="La séance est prête.", back=back)


def own_session(request, meeting):
    """The session prepared for a meeting; 404 before."""
    session = _session(request, _meeting(request, meeting))
    if session is None:
        raise Http404
    return session


@require_http_methods(["GET", "POST"])
@for_roles(*SECRETARIES)
def agenda(request, campaign, meeting):
    """Choose the files of the session, and its quorum."""
    session = own_session(request, meeting)
    if Publication.objects.visible_to(request.seat).filter(session=session).exists():
        raise Http404
    current = deciding.agenda_files(session)
    choices = File.objects.visible_to(request.seat).filter(
        pk__in=[*current.values_list("pk", flat=True), *(f.pk for f in deciding.files_without_agenda(request.campaign))]
    )
    choices = choices.select_related("application__organisation").by_name()
    initial = {"files": list(current.values_list("pk", flat=True)), "quorum_percent": session.quorum_percent}
    form = AgendaForm(choices, posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        quorum = form.changed_values().get("quorum_percent")
        shown, seen = form.shown_choices("files"), form.seen()

        def change():
            files = form.cleaned_data["files"]
            services.set_agenda(session, files, quorum_percent=quorum, shown=shown, seen=seen, by=request.seat)

        if accepted(form, change):
            return redirect("selection:committee", campaign, meeting)
    context = {"session": session, "meeting": session.meeting, "form": form}
    return render(request, "selection/agenda.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*SECRETARIES)
def agenda_pdf(request, campaign, meeting):
    """Have the PDF of the agenda made."""
    request_agenda(own_session(request, meeting), request.seat)
    return redirect("selection:committee", campaign, meeting)


def _attendance_page(request, session, *, attendance_form=None, observer_form=None, status=200):
    """Who is there: the members' and observers' form, and the one that adds an observer."""
    members = list(committee.members(request.campaign))
    lines = list(
        Attendance.objects.visible_to(request.seat).filter(session=session).select_related("observer_organisation")
    )
    context = {
        "meeting": session.meeting,
        "attendance_form": attendance_form or AttendanceForm(members, lines),
        "observer_form": observer_form or ObserverForm(request.campaign),
        "observer_allowed": request.campaign.observer_allowed,
        "why_not_day": rules.why_not_on_the_day(session.meeting) or "",
    }
    return render(request, "selection/attendance.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_roles(*SECRETARIES)
def attendance(request, campaign, meeting):
    """Record who is there."""
    session = own_session(request, meeting)
    if request.method != "POST":
        return _attendance_page(request, session)
    members = list(committee.members(request.campaign))
    lines = Attendance.objects.visible_to(request.seat).filter(session=session).select_related("observer_organisation")
    form = AttendanceForm(members, list(lines), request.POST)
    if form.is_valid():
        shown = {"shown": form.shown_choices("members"), "observers_shown": form.shown_choices("observers")}
        there, observers = form.present(), form.observers_present()
        verb = services.record_attendance
        if accepted(form, verb, session, there, observers_present=observers, **shown, by=request.seat):
            return redirect("selection:committee", campaign, meeting)
    return _attendance_page(request, session, attendance_form=form, status=422)


@require_POST
@for_roles(*SECRETARIES)
def observer(request, campaign, meeting):
    """Write the ESIA observer on the attendance."""
    session = own_session(request, meeting)
    form = ObserverForm(request.campaign, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        if accepted(form, services.add_observer, session, **data, by=request.seat):
            return redirect("selection:attendance", campaign, meeting)
    return _attendance_page(request, session, observer_form=form, status=422)


@require_http_methods(["GET", "POST"])
@for_roles(*COMMITTEE)
def propose(request, campaign, file):
    """Propose a decision on a file."""
    file = get_file(request, file)
    if rules.why_not_declared(file):
        return redirect("selection:declare_link", campaign, file.pk)
    if rules.why_not_linked(file):
        raise Http404
    services.open_file(file, by=request.seat)
    session = (
        CommitteeSession.objects.visible_to(request.seat)
        .filter(agenda__file=file, agenda__removed_at__isnull=True)
        .select_related("meeting")
        .first()
    )
    reason = rules.why_not_propose(request.seat, file)
    if session is None:
        reason = reason or "Ce dossier n’est à l’ordre du jour d’aucune séance."
    proposal = ProposedDecision.objects.visible_to(request.seat).filter(file=file).select_related("by__person").first()
    form = ProposalForm(posted(request), initial=_initial(proposal))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        value = data.pop("value")
        if accepted(form, services.propose_decision, file, value, **data, by=request.seat):
            return redirect("selection:committee", campaign, session.meeting_id)
    is_behind = form.is_behind
    if is_behind:
        proposal = ProposedDecision.objects.visible_to(request.seat).select_related("by__person").get(file=file)
        form.follow(proposal.stamp)
    sheets = _open_sheets(request.seat, [file.pk])
    standing = scores.standings(sheets).get(file.pk)
    opinion = Opinion.objects.visible_to(request.seat).filter(file=file, given_at__isnull=False).first()
    context = {
        "file": file,
        "session": session,
        "form": form,
        "reason": reason or "",
        "is_behind": is_behind,
        "proposal": proposal,
        "recommended": [line.axis for line in proposal.axes.filter(is_recommended=True).select_related("axis")]
        if is_behind
        else [],
        "audience": audience(ProposedDecision, to=Side.INSTRUCTION, once="À la publication"),
        "standing": standing,
        "shortfalls": scores.shortfalls(sheets).get(file.pk, ()),
        "opinion": opinion,
        "suggested": [line.axis for line in opinion.axes.filter(is_suggested=True).select_related("axis")]
        if opinion
        else [],
        "threshold": request.campaign.eligibility_threshold,
    }
    return render(request, "selection/propose.html", context, status=422 if form.is_bound else 200)


def _initial(proposal) -> dict:
    if proposal is None:
        return {}
    fields = ("value", "motive", "conditions", "waiting_rank")
    axes = [line.axis_id for line in proposal.axes.filter(is_recommended=True)]
    return {name: getattr(proposal, name) for name in fields} | {"axes": axes, "seen": proposal.stamp}


@require_http_methods(["GET", "POST"])
@for_roles(Role.COMMITTEE_PRESIDENT)
def publish(request, campaign, meeting):
    """Publish every decision of the session, once, after a page that says what will leave."""
    session = own_session(request, meeting)
    back = reverse("selection:committee", args=[campaign, meeting])
    if request.method == "POST":
        done = "Les décisions sont publiées : les lettres partent aux structures."
        return act(request, services.publish_decisions, session, done=done, back=back)
    context = committee_context(request, session.meeting, session)
    if reason := context["published"] or context["why_not_publish"]:
        messages.error(request, reason)
        return redirect(back)
    services.read_deliberation(by=request.seat)
    number = len(context["rows"])
    letters = french.counted(number, "lettre partira", "lettres partiront")
    return confirm_page(
        request,
        title="Publier les décisions ?",
        sentence=(
            f"Cela se fait une seule fois et ne se reprend pas : {letters} aux structures. Les décisions et les axes "
            "recommandés deviennent visibles de la coordination et de l’appui ; les motifs, les conditions et les "
            "rangs, des structures seules."
        ),
        action=f"Publier {french.counted(number, 'décision')}",
        back=back,
        details=_details(session, context["rows"]),
    )


def _details(session, rows) -> list[tuple[str, str]]:
    """How many of each decision; those of files the president may not read are not told to her."""
    known = Counter(row.proposal.value for row in rows if row.proposal)
    unseen = sum(row.proposal is None for row in rows)
    return [
        ("Comité du", french.long_date(session.meeting.starts_at)),
        *((value.label.capitalize(), str(known[value])) for value in OutcomeValue if known[value]),
        ("Dossiers que vous ne lisez pas (déport ou lien à déclarer)", str(unseen) if unseen else ""),
    ]
