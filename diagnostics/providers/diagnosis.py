"""What diagnostics offer to who diagnoses, and to RAMSESS, which shares the work out."""

import datetime

from ccr import clock
from ccr.appointments import Appointment
from ccr.programme.roles import Role
from ccr.registry import NavLink
from ccr.ui import french
from ccr.workflow import Badge
from diagnostics import rules, situation
from diagnostics.models import Diagnostic, Note
from diagnostics.states import LIVE
from diagnostics.states import DiagnosticState as State

from .common import address, gauge, support_task


def diagnosis_agenda(seat):
    """The restitutions the diagnostician holds, promised or planned; no structure is named outside the platform."""
    mine = Diagnostic.objects.visible_to(seat).filter(diagnostician=seat, state__in=LIVE, held_on__isnull=True)
    return [
        Appointment(
            key=f"restitution-{diagnostic.pk}",
            title="Restitution d’un diagnostic" if diagnostic.planned_on else "Restitution promise d’un diagnostic",
            starts=diagnostic.planned_on or diagnostic.promised_on,
            url=address(seat, "detail", diagnostic.pk),
        )
        for diagnostic in mine
        if diagnostic.planned_on or diagnostic.promised_on
    ]


def diagnosis_navigation(seat):
    links = []
    if seat.has_role(Role.RAMSESS_COORDINATOR):
        links.append(NavLink("Demandes", address(seat, "requests"), "diagnostics-requests", rank=20))
    links.append(NavLink("Diagnostics", address(seat, "list"), "diagnostics", rank=30))
    return links


def _to_sort(seat):
    """The requests that wait for the RAMSESS coordination, by state."""
    rows = Diagnostic.objects.visible_to(seat).filter(state__in=[State.REQUESTED, State.TO_CONFIRM])
    limit = seat.campaign.first_committee_day
    found = list(rows.only("state", "expected_until", "before_selection", "held_on"))
    return {
        State.TO_CONFIRM: [d for d in found if d.state == State.TO_CONFIRM],
        State.REQUESTED: [d.expected_until for d in found if d.state == State.REQUESTED and not d.missed(limit)],
    }


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
    url, campaign = address(seat, "requests"), seat.campaign
    waiting, places = _to_sort(seat), situation.places(campaign)
    tasks = []
    if found := waiting[State.TO_CONFIRM]:
        came = any(d.missed(campaign.first_committee_day) for d in found)
        tasks.append(
            support_task(
                title=f"{french.counted(len(found), 'demande')} à confirmer",
                url=url,
                action="Répondre" if came else "Confirmer",
                badge=Badge("comité passé", "bad") if came else Badge("à risque", "warn"),
                detail="Le comité est arrivé : répondez aux structures, qui peuvent reporter leur diagnostic."
                if came
                else "Le comité est proche : dites si la restitution est possible avant lui.",
                rank=15,
            )
        )
    if found := waiting[State.REQUESTED]:
        tasks.append(
            support_task(
                title=f"{french.counted(len(found), 'diagnostic')} à attribuer",
                url=url,
                action="Attribuer",
                detail=f"Première restitution attendue au plus tard le {french.long_date(min(found))}.",
                rank=18,
            )
        )
    if places.waiting and places.left and rules.why_not_serve(campaign) is None:
        tasks.append(
            support_task(
                title=f"{french.counted(places.left, 'place')} pour la liste d’attente",
                url=url,
                action="Servir la liste",
                detail=f"{french.counted(places.waiting, 'demande attend', 'demandes attendent')}.",
                rank=25,
            )
        )
    if number := situation.without_referent(campaign).count():
        tasks.append(
            support_task(
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
    detail = address(seat, "detail", diagnostic.pk)
    if diagnostic.state == State.ASSIGNED:
        missed = diagnostic.missed(seat.campaign.first_committee_day)
        return [
            support_task(
                title=f"Diagnostic {french.of(name)} à reporter"
                if missed
                else f"Commencer le diagnostic {french.of(name)}",
                url=detail,
                action="Ouvrir",
                due=diagnostic.due_on,
                badge=diagnostic.badge_for_diagnosis,
                detail="Le comité est arrivé : seule la structure peut reporter son diagnostic après la sélection."
                if missed
                else "Prenez contact avec la structure, puis ouvrez la trame.",
                rank=30,
            )
        ]
    if diagnostic.state == State.STARTED and note is not None:
        if diagnostic.planned_on and diagnostic.planned_on <= today:
            title, action, rank = f"Enregistrer la restitution {french.of(name)}", "Enregistrer", 20
        elif note.is_draft and note.version:
            title, action, rank = f"Reprendre la note {french.of(name)}", "Reprendre", 22
        elif note.is_draft:
            title, action, rank = f"Remplir la trame et la note {french.of(name)}", "Continuer", 35
        else:
            title, action, rank = f"Restituer la note {french.of(name)}", "Prévoir la restitution", 32
        return [
            support_task(
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
            support_task(
                title=f"Clore le fil rouge {french.of(name)}",
                url=address(seat, "fil_rouge", diagnostic.pk),
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


def diagnosis_figures(seat):
    return gauge(seat, address(seat, "requests")) if seat.has_role(Role.RAMSESS_COORDINATOR) else []
