"""Sessions: the board, one session, its composition."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Application, Outcome
from candidates.states import SELECTED, ApplicationState
from ccr import documents
from ccr.programme import means
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_roles, for_sides
from ccr.wall.sides import Side
from ccr.workflow import Badge
from diagnostics.transfer import reading_url, transferred_to, transfers_for
from dla import rules, services
from dla.documents import latest_programme
from dla.filters import ResidentFilter
from dla.forms import SessionForm, consultant_mandates
from dla.models import DayPool, DevelopmentPlan, Enrolment, NeedsSheet, PlanTheme, Session
from dla.states import EnrolmentState, SessionState, SheetState
from dla.views.common import url


@require_safe
@for_sides(Side.DLA, Side.COORDINATION, Side.CONSULTANT)
def board(request, campaign):
    """The sessions side by side, who waits, and what is left of the individual days."""
    sessions = list(
        Session.objects.visible_to(request.seat).select_related("consultant__person").prefetch_related("days")
    )
    rows = (
        Enrolment.objects.visible_to(request.seat).live().select_related("application__organisation", "session")
    ).order_by("session__number", "position", "application__organisation__name", "pk")
    rows = list(rows)
    for session in sessions:
        session.enrolled = [r for r in rows if r.session_id == session.pk and r.state == EnrolmentState.ENROLLED]
        session.missing = _missing(session)
        session.period = period(session)
        line = [row for row in rows if row.session_id == session.pk and row.state == EnrolmentState.WAITING]
        session.first = rules.next_in_line(session, line)
    composes = rules.why_not_officer(request.seat) is None
    sees_all = bool(request.seat.sides & {Side.DLA, Side.COORDINATION})
    context = {
        "sessions": sessions,
        "overall": rules.overall_share(sessions, request.campaign.session_association_percent) if sees_all else None,
        "waiting": [row for row in rows if row.state == EnrolmentState.WAITING],
        "placed": sum(session.seats_taken for session in sessions),
        "places": sum(session.seats_max for session in sessions),
        "pool": DayPool.objects.visible_to(request.seat).select_related("campaign").first(),
        "may_allocate": composes,
        "can_export": bool(sessions) and sees_all,
        "means": means.summary(request.seat),
        "can_plan": composes and len(sessions) < request.campaign.sessions_count,
    }
    return render(request, "dla/board.html", context)


def period(session) -> str:
    """« 16 mars → 30 nov. »: from the first day to the last."""
    days = [day.day for day in session.days.all()]
    return f"{french.short_date(min(days))} → {french.short_date(max(days))}" if days else ""


@require_safe
@for_sides(Side.DLA, Side.COORDINATION, Side.CONSULTANT)
def detail(request, campaign, session):
    """One session: days, structures, who waits, who could come and what is missing for it."""
    session = _visible(request, session)
    rows = list(
        Enrolment.objects.visible_to(request.seat)
        .live()
        .filter(session=session)
        .select_related("application__organisation")
        .order_by("position", "application__organisation__name", "pk")
    )
    enrolled = [row for row in rows if row.state == EnrolmentState.ENROLLED]
    waiting = [row for row in rows if row.state == EnrolmentState.WAITING]
    may_edit = rules.why_not_edit(request.seat, session) is None
    _link(request, enrolled + waiting)
    context = {
        "session": session,
        "days": session.days.all(),
        "enrolled": enrolled,
        "waiting": waiting,
        "missing": _missing(session),
        "first": rules.next_in_line(session, waiting),
        "advice": rules.advice(session) if may_edit else [],
        "may_edit": may_edit,
        "may_promote": may_edit and rules.why_not_seat(session) is None,
        "may_confirm": may_edit and session.state == SessionState.PROJECT,
        "may_close": may_edit and rules.why_not_close(session) is None,
        "enrol_label": "Inscrire" if rules.why_not_seat(session) is None else "Mettre en attente",
        **(_others(request) if may_edit else {}),
        "document": latest_programme(request.seat, session) if _reads_documents(request.seat) else None,
        "period": period(session),
    }
    return render(request, "dla/session.html", context)


def _missing(session) -> str | None:
    """What keeps it from being confirmed, while that still matters."""
    return None if rules.why_not_open(session) else rules.what_is_missing(session)


def _reads_documents(seat):
    return bool(seat.sides & {Side.DLA, Side.CONSULTANT})


def _link(request, enrolments):
    """Where the seat reads each structure's sheet and plan and, for the consultant, the note passed on to him."""
    keys = [row.application_id for row in enrolments]
    sheets, notes = {}, {}
    plans = DevelopmentPlan.objects.visible_to(request.seat).in_bulk(keys, field_name="application_id")
    reads_plans = request.seat.sides & PlanTheme.readers
    if request.seat.sides & {Side.DLA, Side.CONSULTANT}:
        rows = NeedsSheet.objects.visible_to(request.seat).filter(application__in=keys).exclude(state=SheetState.DRAFT)
        sheets = dict(rows.values_list("application", "pk"))
    if Side.CONSULTANT in request.seat.sides:
        notes = transferred_to(request.seat, keys)
    for row in enrolments:
        sheet, note = sheets.get(row.application_id), notes.get(row.application_id)
        row.sheet_url = url(request, "sheet", sheet) if sheet else ""
        row.plan = plans.get(row.application_id)
        row.plan_url = url(request, "development_plan", row.plan.pk) if row.plan and reads_plans else ""
        row.note_url = reading_url(note, request.campaign) if note else ""


def _others(request) -> dict:
    """A page of the selected structures without a session, with what an enrolment would rest on, or what it lacks."""
    seat = request.seat
    selected = Outcome.objects.visible_to(seat).filter(value__in=SELECTED).values("application")
    held = Enrolment.objects.visible_to(seat).live().values("application")
    found = (
        Application.objects.visible_to(seat)
        .filter(pk__in=selected)
        .exclude(pk__in=held)
        .exclude(state=ApplicationState.WITHDRAWN)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    search = ResidentFilter(request.GET, queryset=found)
    page = paginate(request, search.qs)
    keys = [application.pk for application in page]
    notes = transfers_for(keys)
    sheets = {s.application_id: s for s in NeedsSheet.objects.visible_to(seat).filter(application__in=keys)}
    for application in page:
        sheet = sheets.get(application.pk)
        based = application.pk in notes or (sheet is not None and sheet.state == SheetState.VALIDATED)
        application.can_come = based
        application.basis = _basis(application.pk in notes, sheet)
        to_read = sheet is not None and sheet.state == SheetState.SUBMITTED and not based
        application.sheet_url = url(request, "sheet", sheet.pk) if to_read else ""
    return {
        "others": page,
        "others_count": french.counted(page.paginator.count, "structure"),
        "search": search,
        "searched": bool(search.form.changed_data),
    }


def _basis(has_note, sheet) -> Badge:
    """What an enrolment would rest on."""
    if has_note:
        return Badge("note transmise", "ok")
    if sheet is None:
        return Badge("ni note ni fiche", "warn")
    return Badge("fiche validée", "ok") if sheet.state == SheetState.VALIDATED else sheet.badge_for_dla


def _visible(request, pk) -> Session:
    rows = Session.objects.visible_to(request.seat).select_related("campaign", "consultant__person")
    rows = rows.prefetch_related(consultant_mandates())
    return get_object_or_404(rows.prefetch_related("days"), pk=pk)


@require_safe
@for_sides(Side.DLA, Side.COORDINATION)
def export(request, campaign):
    """Who is in which session, or waits for it: statuses and dates."""
    rows = Enrolment.objects.visible_to(request.seat).live().select_related("session", "application__organisation")
    lines = [
        (
            row.session.number,
            row.application.organisation.name,
            row.application.organisation.form_label,
            row.get_state_display(),
            row.position,
            row.get_rests_on_display(),
            row.get_trigger_display(),
            row.asked_at,
        )
        for row in rows.order_by("session__number", "position", "application__organisation__name")
    ]
    columns = ("Session", "Structure", "Forme", "État", "Rang d’attente", "Repose sur", "À la suite de", "Demandée le")
    return documents.export_response(request, "sessions-dla", columns, lines)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def plan(request, campaign):
    """Plan a session of dated days."""
    form = SessionForm(
        posted(request), campaign=request.campaign, submit="Planifier la session", cancel=url(request, "board")
    )
    if request.method == "POST" and form.is_valid():
        session = accepted(
            form, services.plan_session, request.campaign, **form.values(), by=request.seat, key=form.key
        )
        if session:
            messages.success(request, f"La session {session.number} est planifiée.")
            return redirect(url(request, "session", session.pk))
    context = {"form": form, "heading": "Planifier une session"}
    return render(request, "dla/session_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def change(request, campaign, session):
    """Change a session's title, consultant and days."""
    session = _visible(request, session)
    back = url(request, "session", session.pk)
    form = SessionForm(
        posted(request),
        campaign=request.campaign,
        session=session,
        begun=rules.days_begun(session),
        submit="Enregistrer la session",
        cancel=back,
    )
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.change_session, session, **form.values(), by=request.seat):
            messages.success(request, "La session est enregistrée.")
            return redirect(back)
    context = {"form": form, "heading": f"Session {session.number}"}
    return render(request, "dla/session_form.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.DLA_OFFICER)
def enrol(request, campaign, session):
    """Enrol a structure; when the session is full, it waits."""
    session = _visible(request, session)
    back = url(request, "session", session.pk)
    rows = Application.objects.visible_to(request.seat).select_related("organisation", "campaign")
    try:
        application = get_object_or_404(rows, pk=request.POST.get("application") or None)
    except (ValueError, ValidationError) as error:
        raise Http404 from error
    return act(request, services.enrol, session, application, done=_said_of, back=back)


def _said_of(enrolment) -> str:
    name = enrolment.application.organisation.name
    if enrolment.state == EnrolmentState.ENROLLED:
        return f"{name} est inscrite."
    return f"La session est complète : {name} est sur la liste d’attente."


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def confirm(request, campaign, session):
    """Confirm a session: every structure is written to."""
    session = _visible(request, session)
    back = url(request, "session", session.pk)
    if request.method == "POST":
        done = f"La session {session.number} est confirmée : les structures sont prévenues."
        return act(request, services.confirm_session, session, done=done, back=back)
    if (reason := rules.why_not_confirm(session)) is not None:
        messages.error(request, reason)
        return redirect(back)
    return confirm_page(
        request,
        title=f"Confirmer la session {session.number} ?",
        sentence=f"{french.counted(session.seats_taken, 'structure recevra', 'structures recevront')} les dates par "
        "e-mail, avec le programme à imprimer.",
        action="Confirmer la session",
        back=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def close(request, campaign, session):
    """End a session after its last day."""
    session = _visible(request, session)
    back = url(request, "session", session.pk)
    if request.method == "POST":
        return act(request, services.close_session, session, done="La session est terminée.", back=back)
    return confirm_page(
        request,
        title=f"Terminer la session {session.number} ?",
        sentence="Sa composition ne changera plus.",
        action="Terminer la session",
        back=back,
    )


def _enrolment(request, pk) -> Enrolment:
    rows = Enrolment.objects.visible_to(request.seat).live().select_related("session", "application__organisation")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def withdraw(request, campaign, enrolment):
    """Take a structure out of a session, or of its waiting list."""
    enrolment = _enrolment(request, enrolment)
    back, name = url(request, "session", enrolment.session_id), enrolment.application.organisation.name
    if request.method == "POST":
        return act(request, services.withdraw_enrolment, enrolment, done=f"{name} est désinscrite.", back=back)
    return confirm_page(
        request,
        title=f"Désinscrire {name} ?",
        sentence=f"La structure est prévenue par e-mail. Sa place dans la session {enrolment.session.number} est "
        "proposée à celles qui attendent.",
        action="Désinscrire",
        back=back,
        danger=True,
    )


@require_POST
@for_roles(Role.DLA_OFFICER)
def promote(request, campaign, enrolment):
    """Seat a structure that waits."""
    enrolment = _enrolment(request, enrolment)
    back, name = url(request, "session", enrolment.session_id), enrolment.application.organisation.name
    return act(request, services.promote, enrolment, done=f"{name} est inscrite.", back=back)
