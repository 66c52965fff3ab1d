"""The diagnostician's diagnostics: the list, one of them, its beginning."""

from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from candidates.chosen_sites import chosen_sites
from ccr.ui import french
from ccr.ui.pages import act, paginate
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, rules, services
from diagnostics.documents import latest_document
from diagnostics.filters import DiagnosticFilter
from diagnostics.models import (
    Diagnostic,
    Note,
    Restitution,
)
from diagnostics.states import IN_HAND
from diagnostics.states import DiagnosticState as State
from diagnostics.views.common import their_diagnostic, url, visible_diagnostic
from diagnostics.views.writing import progress, remark_on


@require_safe
@for_sides(Side.DIAGNOSIS)
def diagnostic_list(request, campaign):
    """The diagnostics of the seat's organisations; those of every organisation for the RAMSESS coordination."""
    rows = Diagnostic.objects.visible_to(request.seat).with_list_data()
    form = DiagnosticFilter(request.GET, queryset=rows)
    page = paginate(request, form.qs.order_by("expected_until", "asked_at", "pk"))
    running = rows.filter(diagnostician=request.seat, state__in=IN_HAND).count()
    heading = french.counted(running, "diagnostic en cours", "diagnostics en cours") if running else "Diagnostics"
    context = {"page": page, "filter": form, "heading": heading}
    return render(request, "diagnostics/diagnosis/list.html", context)


def _note_of(request, diagnostic) -> Note | None:
    return Note.objects.visible_to(request.seat).with_page_data().filter(diagnostic=diagnostic).first()


@require_safe
@for_sides(Side.DIAGNOSIS)
def detail(request, campaign, diagnostic):
    """One diagnostic: what is next, the template's sections with their progress, the note, the restitution."""
    diagnostic = visible_diagnostic(request, diagnostic)
    own = rules.why_not_theirs(request.seat, diagnostic) is None
    note = _note_of(request, diagnostic) if own else None
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    limit = request.campaign.first_committee_day if diagnostic.before_selection else None
    sections = progress(request, diagnostic) if own and diagnostic.shared_template_id else []
    unfinished = [item for item in sections if not item["is_done"] and not item["section"].is_note]
    next_section = unfinished[0]["section"] if unfinished else None
    missed = diagnostic.missed(limit)
    context = {
        "actions": _hand_over(request, diagnostic) + (_actions(request, diagnostic, note, next_section) if own else []),
        "diagnostic": diagnostic,
        "own": own,
        "audience": None if own else audiences.note_of_others(),
        "badge": diagnostic.badge_for_diagnosis,
        "heading": _heading(diagnostic, note),
        "facts": _facts(diagnostic, restitution, limit),
        "sections": sections,
        "chosen_sites": chosen_sites(request.seat, diagnostic.application_id) if own else None,
        "note": note,
        "remark": remark_on(request, note) if note else None,
        "document": latest_document(request.seat, note) if note and not note.is_draft else None,
        "to_start": own and diagnostic.state == State.ASSIGNED and not missed,
        "missed": missed,
        "late": diagnostic.is_too_late_for(limit),
    }
    return render(request, "diagnostics/diagnosis/detail.html", context)


def _hand_over(request, diagnostic) -> list[tuple]:
    if diagnostic.organisation is None or rules.why_not_ramsess(request.seat):
        return []
    if rules.why_not_hand_over(diagnostic, diagnostic.organisation):
        return []
    return [("Changer de référent", url(request, "assign", diagnostic.pk), False)]


def _actions(request, diagnostic, note, next_section) -> list[tuple]:
    """(label, address, whether it is what comes next): what the diagnostician may do now."""

    def to(name, *args):
        return url(request, name, diagnostic.pk, *args)

    if diagnostic.held_on is not None:
        return [("Ouvrir le fil rouge", to("fil_rouge"), True)]
    if diagnostic.state != State.STARTED:
        return []
    if note.is_draft:
        write = ("Écrire la note", to("write_note"), next_section is None)
        return (
            [write] if next_section is None else [write, ("Remplir la trame", to("section", next_section.number), True)]
        )
    planned = diagnostic.planned_on is not None
    plan = ("Changer la date" if planned else "Prévoir la restitution", to("plan"), not planned)
    held = ("Enregistrer la restitution", to("held"), planned)
    return [plan, held] if planned else [held, plan]


def _heading(diagnostic, note):
    name = diagnostic.application.organisation.name
    if diagnostic.state == State.STARTED and note is not None and not note.is_draft:
        if diagnostic.planned_on:
            return f"{name} : restitution le {french.long_date(diagnostic.planned_on)}"
        return f"{name} : la note est remise, la restitution reste à prévoir"
    if diagnostic.state in IN_HAND:
        return f"{name} : restitution attendue d’ici le {french.long_date(diagnostic.due_on)}"
    return name


def _facts(diagnostic, restitution, limit):
    held = diagnostic.held_on
    return [
        ("Niveau", diagnostic.get_level_display().capitalize()),
        ("Demandé le", french.long_date(diagnostic.asked_at)),
        (
            "Restitution attendue",
            ""
            if held
            else f"{french.short_date(diagnostic.expected_from)} – {french.short_date_year(diagnostic.expected_until)}",
        ),
        ("Avant le comité du", french.long_date(limit) if limit and not held else ""),
        ("Promise pour le", french.long_date(diagnostic.promised_on) if diagnostic.promised_on and not held else ""),
        ("Structure qui diagnostique", diagnostic.organisation.name if diagnostic.organisation else ""),
        ("Diagnostiqueur", diagnostic.diagnostician.person.full_name if diagnostic.diagnostician else ""),
        (
            "Restitution prévue",
            french.day_in_words(diagnostic.planned_on) if diagnostic.planned_on and not held else "",
        ),
        ("Restitution tenue", french.long_date(held) if held else ""),
        ("Lieu", restitution.place if restitution else ""),
        ("Présents", f"{restitution.people}, {restitution.roles}" if restitution and restitution.people else ""),
    ]


@require_POST
@for_sides(Side.DIAGNOSIS)
def start(request, campaign, diagnostic):
    """Begin with the current template."""
    diagnostic = their_diagnostic(request, diagnostic)
    done = "Le diagnostic est commencé : la trame est à remplir, elle s’enregistre toute seule."
    return act(request, services.start, diagnostic, done=done, back=url(request, "detail", diagnostic.pk))
