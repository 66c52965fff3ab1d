"""« Ma fiche de besoins » and « Ma session », for the structure."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.chosen_sites import chosen_sites
from candidates.models import Application, Outcome
from candidates.rules import represents
from candidates.states import SELECTED, ApplicationState
from ccr.programme import seats
from ccr.programme.roles import Role
from ccr.ui.autosave import save_field
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from diagnostics import transfer
from dla import rules, services
from dla.documents import latest_programme
from dla.forms import SEND, SheetForm, consultant_mandates
from dla.models import Allocation, DevelopmentPlan, Enrolment, NeedsSheet, NeedsTheme, Theme
from dla.services.sheets import what_is_missing
from dla.states import AllocationState, EnrolmentState, SessionState, SheetState
from dla.views.common import url


def selected_applications(request):
    """The structure's applications that were selected: the sheet opens with the decision."""
    outcomes = Outcome.objects.visible_to(request.seat).filter(value__in=SELECTED)
    rows = Application.objects.visible_to(request.seat).exclude(state=ApplicationState.WITHDRAWN)
    rows = rows.filter(pk__in=outcomes.values("application"))
    return rows.select_related("organisation", "campaign").order_by("organisation__name")


@require_safe
@for_sides(Side.CANDIDATE)
def my_sheets(request, campaign):
    """The sheet of the only structure, or what will be here."""
    applications = list(selected_applications(request))
    if len(applications) == 1:
        return redirect(url(request, "my_sheet", applications[0].pk))
    return render(request, "dla/my_sheets.html", {"applications": applications})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def my_sheet(request, campaign, application):
    """Five themes, saved as they are typed; without JavaScript one button saves them, the other sends them too."""
    application = get_object_or_404(selected_applications(request), pk=application)
    sheet = NeedsSheet.objects.visible_to(request.seat).filter(application=application).first()
    rows = list(NeedsTheme.objects.visible_to(request.seat).filter(sheet=sheet)) if sheet else []
    closed = rules.why_not_sheet_edit(sheet)
    form = SheetForm(
        posted(request),
        initial=SheetForm.initial_of(rows),
        autosave="" if closed else url(request, "autosave", application.pk),
    )
    if request.method == "POST" and form.is_valid() and (said := _save_or_send(request, application, form)):
        messages.success(request, said)
        return redirect(url(request, "my_sheet", application.pk))
    context = {
        "application": application,
        "sheet": sheet,
        "heading": _sheet_heading(sheet),
        "editable": closed is None,
        "form": form,
        "themes": [(row.get_theme_display(), row) for row in rows],
        "audience": audience_of_sheet(),
        "chosen_sites": chosen_sites(request.seat, application),
        "missing": what_is_missing({row.theme: row for row in rows}) if closed is None else [],
        "notes": _notes_of(request, application) if closed is None else [],
        "adoptions": _adoptions_of(request, application),
    }
    return render(request, "dla/my_sheet.html", context, status=422 if form.errors else 200)


def audience_of_sheet() -> str:
    """Who reads what the structure types in its sheet."""
    return audience(
        NeedsTheme,
        to=Side.CANDIDATE,
        feminine=True,
        once="Une fois envoyée",
        status=NeedsSheet,
        names={Side.CONSULTANT: "le consultant de votre session"},
    )


def _notes_of(request, application):
    """The structure's own notes of which it may take lines."""
    if not represents(request.seat, application):
        return []
    return list(transfer.own_notes(request.seat).filter(application=application).only("restituted_on"))


def _adoptions_of(request, application):
    """What it took of them; nobody else sees it on this sheet."""
    rows = list(transfer.adoptions(request.seat).filter(application=application))
    for row in rows:
        row.theme_label = Theme(row.theme).label
    return rows


def _sheet_heading(sheet) -> str:
    if sheet is None or sheet.state == SheetState.DRAFT:
        return "Sur quoi voulez-vous avancer ?"
    return "Votre fiche est envoyée" if sheet.state == SheetState.SUBMITTED else "Votre fiche est validée"


def _save_or_send(request, application, form) -> str | None:
    """What was done; None when it is refused. What is saved stays so, even when it is too little to be sent."""
    if not accepted(form, services.save_sheet, application, form.by_theme(), seen=form.seen(), by=request.seat):
        return None
    if SEND not in request.POST:
        return "La fiche est enregistrée. Elle reste chez vous tant que vous ne l’envoyez pas."
    if not accepted(form, services.submit_sheet, application, by=request.seat):
        return None
    return "Votre fiche est envoyée. La personne chargée du DLA la valide ou vous la renvoie."


@require_POST
@for_sides(Side.CANDIDATE)
def autosave(request, campaign, application):
    """Save one field of the sheet."""
    application = get_object_or_404(selected_applications(request), pk=application)

    form = SheetForm(request.POST)
    seen = form.seen()

    def save(name, value):
        theme, _, field = name.rpartition("_")
        services.save_sheet(application, {theme: {field: value}}, seen=seen, by=request.seat)

    return save_field(request, form, save)


@require_safe
@for_sides(Side.CANDIDATE)
def my_session(request, campaign):
    """The structure's session: days, places, programme; its individual days."""
    enrolments = list(
        Enrolment.objects.visible_to(request.seat)
        .live()
        .select_related("session__consultant__person", "application__organisation")
        .prefetch_related("session__days", consultant_mandates("session__consultant__mandates"))
    )
    keys = [enrolment.application_id for enrolment in enrolments]
    plans = DevelopmentPlan.objects.visible_to(request.seat).in_bulk(keys, field_name="application_id")
    for enrolment in enrolments:
        enrolment.plan = plans.get(enrolment.application_id)
        settled = enrolment.session.state != SessionState.PROJECT
        enrolment.is_seated = enrolment.state == EnrolmentState.ENROLLED
        enrolment.shows_programme = enrolment.is_seated and settled
        enrolment.document = latest_programme(request.seat, enrolment.session) if enrolment.shows_programme else None
    allocations = (
        Allocation.objects.visible_to(request.seat)
        .exclude(state=AllocationState.RELEASED)
        .select_related("application__organisation")
    )
    selected = list(selected_applications(request))
    context = {
        "enrolments": enrolments,
        "allocations": allocations,
        "selected": selected,
        "heading": _session_heading(enrolments, selected),
        "officers": seats.holders(request.campaign, Role.DLA_OFFICER) if enrolments else [],
    }
    return render(request, "dla/my_session.html", context)


def _session_heading(enrolments, selected) -> str:
    if enrolments:
        first = enrolments[0]
        number = first.session.number
        return f"Vous êtes inscrits à la session {number}" if first.is_seated else "Vous attendez une place"
    return "Vous n’avez pas encore de session" if selected else "Les sessions viennent après la décision"
