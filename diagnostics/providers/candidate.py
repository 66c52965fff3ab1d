"""What diagnostics offer to a structure's own pages: what is expected of it, its way, its dates."""

from candidates.asked_once import applications_of
from candidates.states import ApplicationState
from ccr import clock
from ccr.appointments import Appointment
from ccr.registry import NavLink, Step
from ccr.ui import french
from ccr.wall.sides import Lane
from ccr.workflow import Badge
from diagnostics import outlook, situation
from diagnostics.models import Diagnostic, Note
from diagnostics.states import LIVE, NoteState
from diagnostics.states import DiagnosticState as State

from .common import address, support_task


def candidate_navigation(seat):
    return [NavLink("Mon diagnostic", address(seat, "mine"), "diagnostics", rank=30)]


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
                support_task(
                    title="Valider la note de diagnostic",
                    url=address(seat, "note", notes[diagnostic.pk].pk),
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
        support_task(
            title="Diagnostic (facultatif)",
            url=address(seat, "mine_of", application.pk),
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
    return support_task(
        title="Fil rouge" if diagnostic.state == State.RESTITUTED else "Diagnostic (facultatif)",
        url=address(seat, "mine_of", application.pk),
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
        url = address(seat, "mine_of", application.pk)
        diagnostic = diagnostics.get(application.pk)
        steps.append(_diagnostic_step(diagnostic, url))
        if diagnostic is not None and diagnostic.pk in notes:
            steps.append(
                Step(
                    title="Note de diagnostic à valider",
                    state="todo",
                    detail="Votre diagnostiqueur vous l’a remise : validez-la ou demandez une correction.",
                    url=address(seat, "note", notes[diagnostic.pk]),
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
        url = address(seat, "mine_of", diagnostic.application_id)
        if day := diagnostic.held_on or diagnostic.planned_on:
            title = "Restitution de votre diagnostic"
            found.append(Appointment(f"restitution-{diagnostic.pk}", title, day, url=url))
        fil_rouge = getattr(diagnostic, "fil_rouge", None)
        if fil_rouge is not None and fil_rouge.is_open:
            found.append(Appointment(f"fil-rouge-{fil_rouge.pk}", "Fin du fil rouge", fil_rouge.ends_on, url=url))
    return found
