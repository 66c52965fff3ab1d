"""Needs sheets as ESIA reads them."""

from collections import Counter

from django.db.models import Case, Count, IntegerField, When
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.chosen_sites import chosen_sites
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.ui.pages import act, confirm_page, paginate
from ccr.wall.access import for_roles, for_sides
from ccr.wall.sides import Side
from dla import services
from dla.filters import SheetFilter
from dla.models import DevelopmentPlan, NeedsSheet, NeedsTheme, Theme
from dla.states import SheetState
from dla.views.common import url

FIRST_COMES = (SheetState.SUBMITTED, SheetState.DRAFT, SheetState.VALIDATED)
"""What waits for the officer comes first."""


@require_safe
@for_roles(Role.DLA_OFFICER)
def sheets(request, campaign):
    """The sheets of the campaign, those to validate first."""
    everything = NeedsSheet.objects.visible_to(request.seat)
    numbers = Counter(dict(everything.order_by().values_list("state").annotate(Count("pk"))))
    filterset = SheetFilter(request.GET, queryset=everything.select_related("application__organisation"))
    turn = Case(*(When(state=state, then=rank) for rank, state in enumerate(FIRST_COMES)), output_field=IntegerField())
    rows = filterset.qs.order_by(turn, "application__organisation__name", "pk")
    chosen = filterset.form.cleaned_data.get("etat")
    page = paginate(request, rows, count=numbers[chosen] if chosen else numbers.total())
    keys = [sheet.application_id for sheet in page]
    plans = DevelopmentPlan.objects.visible_to(request.seat).in_bulk(keys, field_name="application_id")
    for sheet in page:
        sheet.plan = plans.get(sheet.application_id)
    context = {
        "page": page,
        "filterset": filterset,
        "count": french.counted(page.paginator.count, "fiche"),
        "to_validate": numbers[SheetState.SUBMITTED],
    }
    return render(request, "dla/sheets.html", context)


def _sheet(request, pk) -> NeedsSheet:
    rows = NeedsSheet.objects.visible_to(request.seat)
    return get_object_or_404(rows.select_related("application__organisation", "validated_by__person"), pk=pk)


@require_safe
@for_sides(Side.DLA, Side.CONSULTANT)
def sheet(request, campaign, sheet):
    """One sheet, once sent."""
    sheet = _sheet(request, sheet)
    found = {row.theme: row for row in NeedsTheme.objects.visible_to(request.seat).filter(sheet=sheet)}
    context = {
        "sheet": sheet,
        "themes": [(theme.label, found[theme]) for theme in Theme if theme in found],
        "plan": DevelopmentPlan.objects.visible_to(request.seat).filter(application=sheet.application_id).first(),
        "chosen_sites": chosen_sites(request.seat, sheet.application_id),
        "can_answer": request.seat.has_role(Role.DLA_OFFICER) and sheet.state == SheetState.SUBMITTED,
    }
    return render(request, "dla/sheet.html", context)


@require_POST
@for_roles(Role.DLA_OFFICER)
def validate(request, campaign, sheet):
    """Take the sheet as the basis of an enrolment."""
    sheet = _sheet(request, sheet)
    done = f"La fiche est validée : {sheet.application.organisation.name} peut être inscrite."
    return act(request, services.validate_sheet, sheet, done=done, back=url(request, "sheets"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def send_back(request, campaign, sheet):
    """Send the sheet back to the structure."""
    sheet = _sheet(request, sheet)
    back = url(request, "sheet", sheet.pk)
    if request.method == "POST":
        done = "La fiche est renvoyée à la structure."
        return act(request, services.return_sheet, sheet, done=done, back=url(request, "sheets"))
    return confirm_page(
        request,
        title="Renvoyer la fiche à la structure ?",
        sentence="Elle pourra la compléter et l’envoyer de nouveau ; ce qu’elle a écrit est conservé.",
        action="Renvoyer la fiche",
        back=back,
    )
