"""What diagnostics offer to the pages that gather several rooms (DESIGN 2.4), side by side."""

import datetime

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from candidates.asked_once import applications_of
from candidates.states import ApplicationState
from ccr import clock, registry
from ccr.appointments import Appointment
from ccr.programme.figures import Count
from ccr.programme.models import Engagement
from ccr.programme.roles import Function, Role
from ccr.programme.seats import holders
from ccr.registry import Cell, Check, Column, Consequence, HomeFigure, HomeTask, NavLink, Step
from ccr.ui import french
from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge
from diagnostics import outlook, situation
from diagnostics.documents import refused_uploads
from diagnostics.events import restitutions_after_committee
from diagnostics.models import Diagnostic, FilRouge, Note, Reading, Transfer
from diagnostics.states import DIAGNOSTIC, LIVE, NoteState
from diagnostics.states import DiagnosticState as State


def _url(seat, name, *args):
    return reverse(f"diagnostics:{name}", args=[seat.campaign.slug, *args])


def _task(**fields):
    return HomeTask(lane=Lane.SUPPORT, **fields)


# The structure


def candidate_navigation(seat):
    return [NavLink("Mon diagnostic", _url(seat, "mine"), "diagnostics", rank=30)]


def _own(seat):
    rows = Diagnostic.objects.visible_to(seat).with_list_data().select_related("fil_rouge")
    return situation.latest_by_application(rows)


def candidate_home(seat):
    """The note to validate, the restitution, where the diagnostic is; or that one can be asked for."""
    applications = [a for a in applications_of(seat) if a.state != ApplicationState.WITHDRAWN]
    if not applications:
        return []
    diagnostics = _own(seat)
    notes = {n.diagnostic_id: n for n in Note.objects.visible_to(seat).filter(state=NoteState.SHARED)}
    tasks = []
    for application in applications:
        diagnostic = diagnostics.get(application.pk)
        if diagnostic is None:
            tasks += _invitation(seat, application)
        elif diagnostic.state == State.STARTED and diagnostic.pk in notes:
            tasks.append(
                _task(
                    title="Valider la note de diagnostic",
                    url=_url(seat, "note", notes[diagnostic.pk].pk),
                    action="Lire la note",
                    detail="Votre diagnostiqueur vous l’a remise : validez-la ou demandez une correction.",
                    badge=Badge("à valider", "warn"),
                    rank=20,
                )
            )
        elif diagnostic.state in LIVE:
            tasks.append(_followed(seat, application, diagnostic))
    return tasks


def _invitation(seat, application):
    found = outlook.before_selection(seat.campaign, clock.today())
    if found.is_red:
        return []
    return [
        _task(
            title="Diagnostic (facultatif)",
            url=_url(seat, "mine_of", application.pk),
            action="En savoir plus",
            detail="Un regard extérieur sur votre projet, à votre demande. Le comité n’en sait jamais rien.",
            rank=80,
        )
    ]


def _followed(seat, application, diagnostic):
    day = diagnostic.planned_on if diagnostic.held_on is None else None
    if diagnostic.state == State.RESTITUTED:
        detail = f"Votre référent : {diagnostic.diagnostician.person.full_name}, {diagnostic.organisation.name}."
    elif day:
        detail = "Restitution à votre collectif."
    else:
        detail = (
            f"Restitution attendue entre le {french.long_date(diagnostic.expected_from)} et le "
            f"{french.long_date(diagnostic.expected_until)}."
        )
    return _task(
        title="Fil rouge" if diagnostic.state == State.RESTITUTED else "Diagnostic (facultatif)",
        url=_url(seat, "mine_of", application.pk),
        action="Ouvrir",
        due=day if day and day >= clock.today() else None,
        badge=diagnostic.badge_for_candidate,
        detail=detail,
        rank=75,
    )


def parcours(seat):
    """One step for the diagnostic, one for the fil rouge, in the support lane."""
    diagnostics = _own(seat)
    started = [diagnostic.pk for diagnostic in diagnostics.values() if diagnostic.state == State.STARTED]
    shared = Note.objects.visible_to(seat).filter(state=NoteState.SHARED, diagnostic__in=started)
    notes = dict(shared.values_list("diagnostic", "pk")) if started else {}
    steps = []
    for application in applications_of(seat):
        url = _url(seat, "mine_of", application.pk)
        diagnostic = diagnostics.get(application.pk)
        steps.append(_diagnostic_step(diagnostic, url))
        if diagnostic is not None and diagnostic.pk in notes:
            steps.append(
                Step(
                    title="Note de diagnostic à valider",
                    state="todo",
                    detail="Votre diagnostiqueur vous l’a remise : validez-la ou demandez une correction.",
                    url=_url(seat, "note", notes[diagnostic.pk]),
                    lane=Lane.SUPPORT,
                    is_expected=True,
                    rank=20,
                )
            )
        fil_rouge = getattr(diagnostic, "fil_rouge", None) if diagnostic else None
        if fil_rouge is not None:
            steps.append(
                Step(
                    title="Fil rouge",
                    when=fil_rouge.starts_on,
                    until=fil_rouge.closed_on or fil_rouge.ends_on,
                    state="current" if fil_rouge.is_open else "done",
                    detail=f"Jusqu’au {french.long_date(fil_rouge.ends_on)}.",
                    url=url,
                    lane=Lane.SUPPORT,
                    rank=45,
                )
            )
    return steps


def _diagnostic_step(diagnostic, url):
    common = {"title": "Diagnostic (facultatif)", "url": url, "lane": Lane.SUPPORT, "rank": 30}
    if diagnostic is None:
        return Step(state="todo", detail="à votre demande", **common)
    done = diagnostic.held_on is not None
    state = "done" if done else "current" if diagnostic.is_live else "todo"
    when = diagnostic.held_on or diagnostic.planned_on or clock.in_paris(diagnostic.asked_at).date()
    return Step(state=state, when=when, detail=diagnostic.badge_for_candidate.label, **common)


def candidate_agenda(seat):
    """The day of the restitution, and the last of the fil rouge."""
    found = []
    for diagnostic in _own(seat).values():
        url = _url(seat, "mine_of", diagnostic.application_id)
        if day := diagnostic.held_on or diagnostic.planned_on:
            title = "Restitution de votre diagnostic"
            found.append(Appointment(f"restitution-{diagnostic.pk}", title, day, url=url))
        fil_rouge = getattr(diagnostic, "fil_rouge", None)
        if fil_rouge is not None and fil_rouge.is_open:
            found.append(Appointment(f"fil-rouge-{fil_rouge.pk}", "Fin du fil rouge", fil_rouge.ends_on, url=url))
    return found


# Diagnosis


def diagnosis_agenda(seat):
    """The restitutions the diagnostician holds, promised or planned; no structure is named outside the platform."""
    mine = Diagnostic.objects.visible_to(seat).filter(diagnostician=seat, state__in=LIVE, held_on__isnull=True)
    return [
        Appointment(
            key=f"restitution-{diagnostic.pk}",
            title="Restitution d’un diagnostic" if diagnostic.planned_on else "Restitution promise d’un diagnostic",
            starts=diagnostic.planned_on or diagnostic.promised_on,
            url=_url(seat, "detail", diagnostic.pk),
        )
        for diagnostic in mine
        if diagnostic.planned_on or diagnostic.promised_on
    ]


def diagnosis_navigation(seat):
    links = []
    if seat.has_role(Role.RAMSESS_COORDINATOR):
        links.append(NavLink("Demandes", _url(seat, "requests"), "diagnostics-requests", rank=20))
    links.append(NavLink("Diagnostics", _url(seat, "list"), "diagnostics", rank=30))
    return links


def _to_sort(seat):
    """The requests that wait for the RAMSESS coordination, by state."""
    rows = Diagnostic.objects.visible_to(seat).filter(state__in=[State.REQUESTED, State.TO_CONFIRM])
    found = list(rows.values_list("state", "expected_until"))
    return {state: [until for s, until in found if s == state] for state in (State.REQUESTED, State.TO_CONFIRM)}


def diagnosis_headline(seat):
    if not seat.has_role(Role.RAMSESS_COORDINATOR):
        return []
    number = sum(len(found) for found in _to_sort(seat).values())
    return (
        [french.counted(number, "demande de diagnostic attend", "demandes de diagnostic attendent")] if number else []
    )


def diagnosis_home(seat):
    tasks = _coordinator_tasks(seat) if seat.has_role(Role.RAMSESS_COORDINATOR) else []
    mine = Diagnostic.objects.visible_to(seat).filter(diagnostician=seat, state__in=LIVE).with_list_data()
    mine = list(mine.select_related("fil_rouge"))
    notes = {n.diagnostic_id: n for n in Note.objects.visible_to(seat).filter(diagnostic__in=mine)} if mine else {}
    return tasks + [task for d in mine for task in _diagnostician_tasks(seat, d, notes.get(d.pk))]


def _coordinator_tasks(seat):
    url, campaign = _url(seat, "requests"), seat.campaign
    waiting, places = _to_sort(seat), situation.places(campaign)
    tasks = []
    if found := waiting[State.TO_CONFIRM]:
        tasks.append(
            _task(
                title=f"{french.counted(len(found), 'demande')} à confirmer",
                url=url,
                action="Confirmer",
                badge=Badge("à risque", "warn"),
                detail="Le comité est proche : dites si la restitution est possible avant lui.",
                rank=15,
            )
        )
    if found := waiting[State.REQUESTED]:
        tasks.append(
            _task(
                title=f"{french.counted(len(found), 'diagnostic')} à attribuer",
                url=url,
                action="Attribuer",
                detail=f"Première restitution attendue au plus tard le {french.long_date(min(found))}.",
                rank=18,
            )
        )
    if places.waiting and places.left:
        tasks.append(
            _task(
                title=f"{french.counted(places.left, 'place')} pour la liste d’attente",
                url=url,
                action="Servir la liste",
                detail=f"{french.counted(places.waiting, 'demande attend', 'demandes attendent')}.",
                rank=25,
            )
        )
    if number := situation.without_referent(campaign).count():
        tasks.append(
            _task(
                title=f"{french.counted(number, 'diagnostic')} sans référent",
                url=url,
                action="Passer la main",
                badge=Badge("à régulariser", "bad"),
                detail="Leur diagnostiqueur n’est plus en fonction.",
                rank=10,
            )
        )
    return tasks


def _diagnostician_tasks(seat, diagnostic, note):
    name, today = diagnostic.application.organisation.name, clock.today()
    detail = _url(seat, "detail", diagnostic.pk)
    if diagnostic.state == State.ASSIGNED:
        return [
            _task(
                title=f"Commencer le diagnostic de {name}",
                url=detail,
                action="Ouvrir",
                due=diagnostic.due_on,
                badge=diagnostic.badge_for_diagnosis,
                detail="Prenez contact avec la structure, puis ouvrez la trame.",
                rank=30,
            )
        ]
    if diagnostic.state == State.STARTED and note is not None:
        if diagnostic.planned_on and diagnostic.planned_on <= today:
            title, action, rank = f"Enregistrer la restitution de {name}", "Enregistrer", 20
        elif note.is_draft and note.version:
            title, action, rank = f"Reprendre la note de {name}", "Reprendre", 22
        elif note.is_draft:
            title, action, rank = f"Remplir la trame et la note de {name}", "Continuer", 35
        else:
            title, action, rank = f"Restituer la note de {name}", "Prévoir la restitution", 32
        return [
            _task(
                title=title,
                url=detail,
                action=action,
                due=diagnostic.due_on,
                badge=note.badge,
                detail=diagnostic.get_level_display().capitalize(),
                rank=rank,
            )
        ]
    fil_rouge = getattr(diagnostic, "fil_rouge", None)
    soon = today + datetime.timedelta(days=31)
    if fil_rouge is not None and fil_rouge.is_open and (fil_rouge.ends_on <= soon or fil_rouge.stop_asked_on):
        return [
            _task(
                title=f"Clore le fil rouge de {name}",
                url=_url(seat, "fil_rouge", diagnostic.pk),
                action="Ouvrir",
                due=fil_rouge.ends_on,
                badge=fil_rouge.badge,
                detail="La structure demande à l’arrêter."
                if fil_rouge.stop_asked_on
                else "Préparez le bilan de clôture.",
                rank=40,
            )
        ]
    return []


def _gauge(seat, url):
    places = situation.places(seat.campaign)
    return [
        HomeFigure(
            label="Diagnostics avant la sélection",
            value=places.taken,
            maximum=places.maximum,
            sentence=places.sentence,
            url=url,
            rank=40,
        )
    ]


def diagnosis_figures(seat):
    return _gauge(seat, _url(seat, "requests")) if seat.has_role(Role.RAMSESS_COORDINATOR) else []


# Consultants


def consultant_navigation(seat):
    return [NavLink("Notes transmises", _url(seat, "transferred_notes"), "diagnostics-notes", rank=40)]


def _unread(seat):
    read = Reading.objects.visible_to(seat).filter(about_id=OuterRef("note"), reader=seat)
    rows = Transfer.objects.visible_to(seat).live().filter(~Exists(read), consultant=seat)
    return rows.select_related("application__organisation")


def consultant_home(seat):
    return [
        _task(
            title=f"Lire la note de {transfer.application.organisation.name}",
            url=_url(seat, "transferred_note", transfer.pk),
            action="Lire",
            detail="La structure vous l’a transmise ; elle voit quand vous la lisez.",
            rank=45,
        )
        for transfer in _unread(seat)
    ]


# Coordination: statuses and dates, nothing of what is said


NONE = "none"


def coordination_home(seat):
    """What a calendar or an objective asks of the coordination; no structure is named in the second."""
    campaign, tasks = seat.campaign, []
    for diagnostic in restitutions_after_committee(campaign, campaign.first_committee_day):
        tasks.append(
            _task(
                title=f"Restitution après le comité : {diagnostic.application.organisation.name}",
                url="",
                action="",
                due=diagnostic.planned_on or diagnostic.promised_on,
                badge=Badge("à régulariser", "bad"),
                detail="À avancer par le diagnostiqueur, ou à reporter après la sélection par la structure.",
                rank=20,
            )
        )
    return tasks


def consequences(campaign, calendar):
    """What these days would leave behind: the structure, the state, the day. Nothing of what is said."""
    return [*_after_committee(campaign, calendar), *_at_risk(campaign, calendar)]


def _after_committee(campaign, calendar):
    """Restitutions that the first committee would pass: each has to be moved or put off first (D6)."""
    return [
        Consequence(
            title=diagnostic.application.organisation.name,
            when=diagnostic.due_on,
            badge=diagnostic.badge,
            detail="Restitution prévue" if diagnostic.planned_on else "Restitution promise",
            lane=Lane.SUPPORT,
            blocks=True,
        )
        for diagnostic in restitutions_after_committee(campaign, calendar.committee_day)
    ]


def _at_risk(campaign, calendar):
    """Requests without a day, which could well be handed back once the committee is over: how many."""
    if calendar.committee_day is None:
        return []
    rows = Diagnostic.objects.system().filter(campaign=campaign, before_selection=True, state__in=LIVE)
    rows = rows.filter(held_on__isnull=True, planned_on__isnull=True, promised_on__isnull=True)
    count = rows.filter(expected_until__gte=calendar.committee_day).count()
    if not count:
        return []
    return [
        Consequence(
            title=f"{french.counted(count, 'demande de diagnostic', 'demandes de diagnostic')} à risque",
            badge=Badge("à risque", "warn"),
            detail="La restitution, attendue sans date fixée, pourrait tomber après le comité.",
            lane=Lane.SUPPORT,
        )
    ]


def coordination_figures(seat):
    return _gauge(seat, "")


def _value(seat):
    return Coalesce(situation.state_of(Diagnostic.objects.visible_to(seat), OuterRef("pk")), Value(NONE))


def _cells(seat, application_ids):
    rows = Diagnostic.objects.visible_to(seat).filter(application__in=list(application_ids))
    found = situation.latest_by_application(rows)
    return {
        pk: Cell(badge=d.badge, text=d.get_level_display(), date=d.held_on or d.planned_on or d.promised_on)
        for pk, d in found.items()
    }


FIL_ROUGE_CHOICES = [("open", "en cours"), ("late", "à clore"), ("closed", "clos"), (NONE, "aucun")]


def _fil_rouge_value(seat):
    rows = FilRouge.objects.visible_to(seat).filter(diagnostic__application=OuterRef("pk"))
    stands = Case(
        When(closed_on__isnull=False, then=Value("closed")),
        When(ends_on__lte=clock.today(), then=Value("late")),
        default=Value("open"),
    )
    latest = rows.order_by("-starts_on", "-pk").annotate(stands=stands).values("stands")[:1]
    return Coalesce(Subquery(latest), Value(NONE))


def _fil_rouge_cells(seat, application_ids):
    rows = FilRouge.objects.visible_to(seat).filter(diagnostic__application__in=list(application_ids))
    return {
        fil_rouge.diagnostic.application_id: Cell(badge=fil_rouge.badge, date=fil_rouge.closed_on or fil_rouge.ends_on)
        for fil_rouge in rows.select_related("diagnostic").order_by("starts_on", "pk")
    }


def columns(seat):
    return [
        Column(
            key="diagnostic",
            label="Diagnostic",
            lane=Lane.SUPPORT,
            choices=[*((state.value, DIAGNOSTIC.label(state).capitalize()) for state in State), (NONE, "Aucun")],
            value=_value,
            cells=_cells,
            rank=40,
        ),
        Column(
            key="fil_rouge",
            label="Fil rouge",
            lane=Lane.SUPPORT,
            choices=FIL_ROUGE_CHOICES,
            value=_fil_rouge_value,
            cells=_fil_rouge_cells,
            rank=45,
        ),
    ]


def figures(campaign):
    """The month's counts, for pilots and coordination (DESIGN 2.4)."""
    rows = Diagnostic.objects.system().filter(campaign=campaign)
    asked = rows.exclude(state__in=[State.CANCELLED, State.DECLINED])
    following = FilRouge.objects.system().filter(diagnostic__campaign=campaign, closed_on__isnull=True)
    total = "diagnostics.asked"
    return [
        Count(total, "Diagnostics demandés", asked.count()),
        Count("diagnostics.restituted", "Diagnostics restitués", asked.filter(held_on__isnull=False).count(), total),
        Count(
            "diagnostics.running",
            "Diagnostics en cours",
            asked.filter(held_on__isnull=True, organisation__isnull=False).count(),
            total,
        ),
        Count(
            "diagnostics.to_assign", "Diagnostics à attribuer", asked.filter(organisation__isnull=True).count(), total
        ),
        Count("diagnostics.fils_rouges", "Fils rouges en cours", following.count(), "diagnostics.restituted"),
    ]


def audit():
    """Diagnostics given to an organisation that instructs, or that left the public list (A051)."""
    rows = Diagnostic.objects.system().filter(organisation__isnull=False)
    functions = Engagement.objects.filter(
        campaign=OuterRef("campaign"), organisation=OuterRef("organisation"), ended_at__isnull=True
    )
    instructing = rows.filter(Exists(functions.filter(function=Function.INSTRUCTION)))
    unlisted = rows.filter(~Exists(functions.filter(function=Function.DIAGNOSIS)))
    return [
        *(f"Diagnostic {d.pk} : confié à une organisation qui instruit dans le même appel." for d in instructing),
        *(f"Diagnostic {d.pk} : confié à une organisation absente de la liste publique." for d in unlisted),
    ]


def opening(campaign):
    """Before a call opens: whether somebody of RAMSESS receives the requests. Of the requests, nothing."""
    about = {
        "title": "Demandes de diagnostic",
        "url": reverse("programme:seats", args=[campaign.slug]),
        "rank": 75,
    }
    people = holders(campaign, Role.RAMSESS_COORDINATOR)
    if people:
        return [Check(**about, state="done", detail=f"{people[0].full_name} les reçoit et les répartit.")]
    detail = "Personne de RAMSESS ne les recevrait. À régler avant le début des diagnostics."
    return [Check(**about, state="missing", detail=detail, action="Donner un rôle")]


def register():
    for point, side, provider in (
        ("navigation", Side.CANDIDATE, candidate_navigation),
        ("home", Side.CANDIDATE, candidate_home),
        ("parcours", Side.CANDIDATE, parcours),
        ("refused_uploads", Side.CANDIDATE, refused_uploads),
        ("agenda", Side.CANDIDATE, candidate_agenda),
        ("agenda", Side.DIAGNOSIS, diagnosis_agenda),
        ("navigation", Side.DIAGNOSIS, diagnosis_navigation),
        ("headline", Side.DIAGNOSIS, diagnosis_headline),
        ("home", Side.DIAGNOSIS, diagnosis_home),
        ("figures_home", Side.DIAGNOSIS, diagnosis_figures),
        ("navigation", Side.CONSULTANT, consultant_navigation),
        ("home", Side.CONSULTANT, consultant_home),
        ("home", Side.COORDINATION, coordination_home),
        ("figures_home", Side.COORDINATION, coordination_figures),
        ("consequences", Side.COORDINATION, consequences),
        ("opening", Side.COORDINATION, opening),
        ("columns", Side.COORDINATION, columns),
        ("figures", Side.COORDINATION, figures),
        ("audit", Side.AUDIT, audit),
    ):
        registry.register(point, side, provider)
