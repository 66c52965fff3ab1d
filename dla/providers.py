"""What the DLA offers to the pages that gather several rooms (DESIGN 2.4), side by side."""

from django.db import models
from django.urls import reverse

from candidates.asked_once import applications_of, is_selected
from candidates.models import Application, Outcome
from candidates.states import SELECTED, ApplicationState
from ccr import clock, registry
from ccr.appointments import Appointment
from ccr.own import chapter
from ccr.programme.figures import Count
from ccr.registry import Cell, Column, Consequence, HomeFigure, HomeTask, NavLink, Step
from ccr.ui import french
from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge
from diagnostics.transfer import transfers_for
from dla import rules
from dla.models import DayPool, DevelopmentPlan, Enrolment, NeedsSheet, PlanTheme, Session, SessionDay
from dla.states import ENROLMENT, SHEET, EnrolmentState, SessionState, SheetState


def _url(seat, name, *args):
    return reverse(f"dla:{name}", args=[seat.campaign.slug, *args])


def _task(**fields):
    return HomeTask(lane=Lane.SUPPORT, **fields)


# The structure


def candidate_navigation(seat):
    return [NavLink("Ma session", _url(seat, "my_session"), "session", rank=40)]


def _selected(seat):
    """The structure's applications that were selected."""
    return [application for application in applications_of(seat) if is_selected(application)]


def _own(seat):
    """The structure's sheets and its places in sessions, by application."""
    sheets = {sheet.application_id: sheet for sheet in NeedsSheet.objects.visible_to(seat)}
    held = Enrolment.objects.visible_to(seat).live().select_related("session").prefetch_related("session__days")
    return sheets, {enrolment.application_id: enrolment for enrolment in held}


def candidate_home(seat):
    """The sheet to fill once selected, the session's next day, the plan to begin once there is a session."""
    selected = _selected(seat)
    if not selected:
        return []
    sheets, enrolments = _own(seat)
    plans = _plans(seat)
    notes = transfers_for([application.pk for application in selected])
    tasks = []
    for application in selected:
        sheet, enrolment = sheets.get(application.pk), enrolments.get(application.pk)
        if enrolment is not None:
            tasks.append(_session_task(seat, enrolment))
        elif application.pk not in notes and (sheet is None or sheet.state == SheetState.DRAFT):
            tasks.append(
                _task(
                    title="Remplir votre fiche de besoins",
                    url=_url(seat, "my_sheet", application.pk),
                    action="Remplir la fiche" if sheet is None else "Continuer",
                    detail="Cinq thèmes, pour être inscrit à une session. Inutile si vous transmettez votre note.",
                    rank=25,
                )
            )
        if _is_seated(enrolment) and application.pk not in plans:
            tasks.append(
                _task(
                    title="Commencer votre plan stratégique de développement",
                    url=_url(seat, "my_plan", application.pk),
                    action="Commencer",
                    detail="Sur les cinq thèmes de la fiche : où vous voulez arriver, ce que vous décidez.",
                    rank=35,
                )
            )
    return tasks


def _plans(seat):
    return DevelopmentPlan.objects.visible_to(seat).in_bulk(field_name="application_id")


def _is_seated(enrolment) -> bool:
    return enrolment is not None and enrolment.state == EnrolmentState.ENROLLED


def _session_task(seat, enrolment):
    session = enrolment.session
    coming = [day.day for day in session.days.all() if day.day >= clock.today()]
    waiting = enrolment.state == EnrolmentState.WAITING
    confirmed = session.state in (SessionState.CONFIRMED, SessionState.UNBALANCED)
    return _task(
        title=f"Session {session.number} : {session.title}",
        url=_url(seat, "my_session"),
        action="Ouvrir",
        due=coming[0] if coming and not waiting and confirmed else None,
        badge=enrolment.badge if waiting else session.badge,
        detail=f"Votre structure est au rang {enrolment.position} de la liste d’attente."
        if waiting
        else "Vos jours, le lieu et le programme.",
        rank=30,
    )


def parcours(seat):
    """The needs sheet, the session and the plan, once selected."""
    selected = _selected(seat)
    if not selected:
        return []
    (sheets, enrolments), plans = _own(seat), _plans(seat)
    without = [application.pk for application in selected if application.pk not in enrolments]
    notes = transfers_for(without) if without else {}
    steps = []
    for application in selected:
        sheet, enrolment = sheets.get(application.pk), enrolments.get(application.pk)
        steps.append(_session_step(seat, application, sheet, enrolment, has_note=application.pk in notes))
        if _is_seated(enrolment) or application.pk in plans:
            steps.append(_plan_step(seat, application, plans.get(application.pk)))
    return steps


def _plan_step(seat, application, plan):
    return Step(
        title="Plan stratégique de développement",
        state="todo" if plan is None else "done" if plan.is_reached else "current",
        when=clock.in_paris(plan.begun_at).date() if plan else None,
        detail=plan.situation if plan else "cinq thèmes, à votre rythme",
        url=_url(seat, "my_plan", application.pk),
        is_expected=plan is None,
        lane=Lane.SUPPORT,
        rank=62,
    )


def _session_step(seat, application, sheet, enrolment, *, has_note):
    common = {"title": "Session collective", "lane": Lane.SUPPORT, "rank": 60}
    if enrolment is None:
        detail = f"fiche de besoins {SHEET.label(sheet.state)}" if sheet else "fiche de besoins à remplir"
        to_fill = not has_note and (sheet is None or sheet.state == SheetState.DRAFT)
        url = _url(seat, "my_sheet", application.pk)
        return Step(state="todo", detail=detail, url=url, is_expected=to_fill, **common)
    days = [day.day for day in enrolment.session.days.all()]
    over = bool(days) and max(days) < clock.today()
    started = bool(days) and min(days) <= clock.today()
    return Step(
        state="done" if over else "current" if started else "todo",
        when=min(days, default=None),
        until=max(days, default=None),
        detail=f"session {enrolment.session.number}, {ENROLMENT.label(enrolment.state)}",
        url=_url(seat, "my_session"),
        **common,
    )


def candidate_agenda(seat):
    """Each day of the session the structure has a place in."""
    held = Enrolment.objects.visible_to(seat).filter(state=EnrolmentState.ENROLLED).values("session")
    return _session_days(SessionDay.objects.visible_to(seat).filter(session__in=held), _url(seat, "my_session"))


def _session_days(days, url):
    return [
        Appointment(
            key=f"session-{day.pk}",
            title=f"Session {day.session.number} : {day.get_module_display()}",
            starts=day.day,
            place=day.place,
            url=url or reverse("dla:session", args=[day.session.campaign.slug, day.session_id]),
        )
        for day in days.select_related("session__campaign")
    ]


# The DLA officer, the consultant, the coordination


def agenda(seat):
    """Each day of the sessions one runs."""
    return _session_days(SessionDay.objects.visible_to(seat), "")


def board_navigation(seat):
    return [NavLink("Sessions", _url(seat, "board"), "sessions", rank=40)]


def officer_navigation(seat):
    return [
        *board_navigation(seat),
        NavLink("Fiches", _url(seat, "sheets"), "sheets", rank=41),
        NavLink("Jours", _url(seat, "pool"), "days", rank=42),
    ]


def officer_home(seat):
    """Sheets to validate, sessions to confirm or mend, selected structures without a session."""
    tasks = []
    to_validate = NeedsSheet.objects.visible_to(seat).filter(state=SheetState.SUBMITTED).count()
    if to_validate:
        tasks.append(
            _task(
                title=f"{french.counted(to_validate, 'fiche')} de besoins à valider",
                url=f"{_url(seat, 'sheets')}?etat=submitted",
                action="Lire les fiches",
                detail="Une fiche validée permet l’inscription à une session.",
                rank=10,
            )
        )
    sessions = Session.objects.visible_to(seat).exclude(state=SessionState.CLOSED).prefetch_related("days")
    waiting = Enrolment.objects.visible_to(seat).filter(state=EnrolmentState.WAITING).order_by("position")
    waiting = list(waiting.select_related("application__organisation"))
    for session in sessions:
        first = rules.next_in_line(session, [row for row in waiting if row.session_id == session.pk])
        tasks += [task for task in (_seat_task(seat, session, first), _officer_task(seat, session)) if task]
    if lost := _without_session(seat):
        tasks.append(
            _task(
                title=f"{french.counted(lost, 'structure retenue', 'structures retenues')} sans session",
                url=_url(seat, "board"),
                action="Ouvrir les sessions",
                detail="Chacune vient avec sa note transmise ou sa fiche de besoins validée.",
                rank=40,
            )
        )
    return tasks


def _seat_task(seat, session, first):
    if first is None:
        return None
    return _task(
        title=f"Une place libre attend {first.application.organisation.name}",
        url=_url(seat, "session", session.pk),
        action="Proposer la place",
        badge=first.badge,
        detail=f"Session {session.number}, {french.counted(session.seats_taken, 'structure')} sur {session.seats_max}.",
        rank=12,
    )


def _without_session(seat) -> int:
    selected = Outcome.objects.visible_to(seat).filter(value__in=SELECTED).values("application")
    held = Enrolment.objects.visible_to(seat).live().values("application")
    rows = Application.objects.visible_to(seat).exclude(state=ApplicationState.WITHDRAWN)
    return rows.filter(pk__in=selected).exclude(pk__in=held).count()


def _officer_task(seat, session):
    if session.state == SessionState.CONFIRMED:
        return None
    missing = rules.what_is_missing(session)
    ready = missing is None
    return _task(
        title=f"{'Confirmer' if ready else 'Composer'} la session {session.number}",
        url=_url(seat, "session", session.pk),
        action="Confirmer" if ready else "Ouvrir",
        due=min((day.day for day in session.days.all()), default=None),
        badge=session.badge,
        detail=missing or f"{session.seats_taken} structures, {session.associations_taken} associations : tout y est.",
        rank=15,
    )


def officer_headline(seat):
    """« 22 structures placées sur 36 »."""
    sessions = list(Session.objects.visible_to(seat))
    if not sessions:
        return []
    taken, places = sum(s.seats_taken for s in sessions), sum(s.seats_max for s in sessions)
    return [f"{french.counted(taken, 'structure placée', 'structures placées')} sur {places}"]


def own(seat):
    """The sheets an officer validated, for her data's export: the rest of the DLA's rows have no author."""
    mine = NeedsSheet.objects.visible_to(seat).filter(validated_by=seat, validated_at__isnull=False)
    return chapter(
        "Fiches de besoins que j’ai validées",
        mine.select_related("application__organisation").order_by("validated_at", "pk"),
        ("Structure", lambda sheet: sheet.application.organisation.name),
        "validated_at",
        rank=20,
    )


def own_plans(seat):
    """Which themes of a plan somebody wrote last, and when: what they say is the whole structure's."""
    mine = PlanTheme.objects.visible_to(seat).filter(changed_by=seat)
    return chapter(
        "Thèmes du plan stratégique que j’ai enregistrés en dernier",
        mine.order_by("changed_at", "pk"),
        "theme",
        "changed_at",
        rank=24,
    )


def consultant_home(seat):
    """The next day of each of his sessions."""
    tasks = []
    for session in Session.objects.visible_to(seat).exclude(state=SessionState.CLOSED).prefetch_related("days"):
        coming = [day for day in session.days.all() if day.day >= clock.today()]
        if coming:
            tasks.append(
                _task(
                    title=f"Session {session.number} : {coming[0].get_module_display()}",
                    url=_url(seat, "session", session.pk),
                    action="Ouvrir",
                    due=coming[0].day,
                    badge=session.badge,
                    detail=", ".join(
                        (french.counted(session.seats_taken, "structure"), coming[0].place or "lieu à préciser")
                    ),
                    rank=20,
                )
            )
    return tasks


def pool_figures(seat):
    """What is left of the individual days."""
    pool = DayPool.objects.visible_to(seat).select_related("campaign").first()
    if pool is None:
        return []
    return [
        HomeFigure(
            label="Jours individuels attribués",
            value=french.number(pool.half_days_taken / 2),
            sentence=f"sur {french.days_from_half_days(pool.total_today)}, "
            f"il reste {french.days_from_half_days(pool.half_days_left)}",
            url=_url(seat, "board"),
            rank=40,
        )
    ]


# The coordinator's table


def _enrolment_value(seat):
    live = Enrolment.objects.visible_to(seat).live()
    held = models.Subquery(live.filter(application=models.OuterRef("pk")).values("state")[:1])
    return models.Case(models.When(pk__in=live.values("application"), then=held), default=models.Value("none"))


def _enrolment_cells(seat, ids):
    rows = Enrolment.objects.visible_to(seat).live().filter(application__in=ids).select_related("session")
    return {
        row.application_id: Cell(badge=row.badge, text=f"session {row.session.number}", date=_day(row.asked_at))
        for row in rows
    }


def _sheet_value(seat):
    sheet = NeedsSheet.objects.visible_to(seat).filter(application=models.OuterRef("pk"))
    return models.Subquery(sheet.values("state")[:1])


def _sheet_cells(seat, ids):
    rows = NeedsSheet.objects.visible_to(seat).filter(application__in=ids)
    return {
        row.application_id: Cell(
            badge=SHEET.badge(row.state, Side.COORDINATION), date=_day(row.validated_at or row.submitted_at)
        )
        for row in rows
    }


def _day(moment):
    return clock.in_paris(moment).date() if moment else None


def columns(seat):
    held = [choice for choice in EnrolmentState.choices if choice[0] != EnrolmentState.WITHDRAWN]
    return [
        Column(
            "sheet",
            "Fiche de besoins",
            Lane.SUPPORT,
            SheetState.choices,
            value=_sheet_value,
            cells=_sheet_cells,
            rank=40,
        ),
        Column(
            "session",
            "Session DLA",
            Lane.SUPPORT,
            [*held, ("none", "sans session")],
            value=_enrolment_value,
            cells=_enrolment_cells,
            rank=45,
        ),
    ]


def figures(campaign):
    """Monthly counts, no name (DESIGN 2.4)."""
    seated = Enrolment.objects.system().filter(session__campaign=campaign, state=EnrolmentState.ENROLLED)
    total, associations = seated.count(), seated.filter(is_association=True).count()
    return [
        Count("dla_enrolled", "Structures inscrites en session", total),
        Count("dla_enrolled_associations", "dont associations", associations, part_of="dla_enrolled"),
        Count("dla_enrolled_others", "dont autres formes", total - associations, part_of="dla_enrolled"),
    ]


def consequences(campaign, calendar):
    """Sessions with days outside the calendar, or before the committee has decided. Named by their number."""
    late = models.Q(day__gt=calendar.sessions_until) | models.Q(day__lt=calendar.sessions_from)
    if calendar.committee_day:
        late |= models.Q(day__lte=calendar.committee_day)
    days = SessionDay.objects.system().filter(late, session__campaign=campaign, day__gte=clock.today())
    days = days.exclude(session__state=SessionState.CLOSED)
    counted = days.values("session__number").annotate(number=models.Count("pk"), first=models.Min("day"))
    return [
        Consequence(
            title=f"Session {row['session__number']} : {french.counted(row['number'], 'jour')} à déplacer",
            when=row["first"],
            badge=Badge("à replanifier", "warn"),
            detail="Hors du calendrier des sessions, ou avant le comité.",
            lane=Lane.SUPPORT,
        )
        for row in counted.order_by("session__number")
    ]


def form_consequences(organisation, is_association):
    """The sessions that would count one association more, or less. Named by their number; shares only."""
    held = Enrolment.objects.system().filter(
        state=EnrolmentState.ENROLLED, application__organisation__in=organisation.family
    )
    found = []
    for enrolment in held.exclude(session__state=SessionState.CLOSED).select_related("session__campaign"):
        session = enrolment.session
        session.associations_taken += is_association - enrolment.is_association
        share = f"{french.counted(session.associations_taken, 'association')} sur {session.seats_taken}"
        balance = "" if session.is_balanced else " : elle serait à régulariser"
        found.append(
            Consequence(
                title=f"{session.campaign.title}, session {session.number} :",
                detail=f"{share}{balance}.",
                lane=Lane.SUPPORT,
            )
        )
    return found


def register():
    for side, point, provider in (
        (Side.CANDIDATE, "navigation", candidate_navigation),
        (Side.CANDIDATE, "home", candidate_home),
        (Side.CANDIDATE, "parcours", parcours),
        (Side.CANDIDATE, "agenda", candidate_agenda),
        (Side.DLA, "agenda", agenda),
        (Side.CONSULTANT, "agenda", agenda),
        (Side.DLA, "navigation", officer_navigation),
        (Side.DLA, "home", officer_home),
        (Side.DLA, "headline", officer_headline),
        (Side.DLA, "figures_home", pool_figures),
        (Side.DLA, "figures", figures),
        (Side.DLA, "own", own),
        (Side.CANDIDATE, "own", own_plans),
        (Side.CONSULTANT, "navigation", board_navigation),
        (Side.CONSULTANT, "home", consultant_home),
        (Side.COORDINATION, "navigation", board_navigation),
        (Side.COORDINATION, "figures_home", pool_figures),
        (Side.COORDINATION, "columns", columns),
        (Side.COORDINATION, "consequences", consequences),
        (Side.COORDINATION, "form_consequences", form_consequences),
    ):
        registry.register(point, side, provider)
