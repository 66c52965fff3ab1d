"""The scoring grid: read by all of instruction, changed until the first mark."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side
from selection import rules, services
from selection.forms import GridForms, ScaleForm
from selection.models import Criterion, CriterionKind


@require_http_methods(["GET", "POST"])
@for_sides(Side.INSTRUCTION)
def grid(request, campaign):
    """The grid of the campaign, and its form while it may change."""
    shown = services.ensure_grid(request.campaign)
    criteria = list(Criterion.objects.visible_to(request.seat).live())
    marked = [criterion for criterion in criteria if criterion.kind == CriterionKind.MARKED]
    reason = rules.why_not_edit_grid(request.seat, shown)
    data = request.POST if request.method == "POST" else None
    lines = [{"pk": c.pk, "label": c.label, "charter_article": c.charter_article, "weight": c.weight} for c in marked]
    forms = GridForms(data, initial=lines, prefix="criteria")
    scale = ScaleForm(data, initial={"scale": shown.scale})
    if request.method == "POST":
        if reason:
            messages.error(request, reason)
            return redirect("selection:grid", campaign)
        if forms.is_valid() and scale.is_valid():
            try:
                services.edit_grid(
                    request.campaign, scale=scale.cleaned_data["scale"], criteria=forms.lines(), by=request.seat
                )
            except DomainError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "Grille enregistrée.")
            return redirect("selection:grid", campaign)
    context = {
        "grid": shown,
        "criteria": criteria,
        "reason": reason or "",
        "forms": None if reason else forms,
        "scale": scale,
    }
    return render(request, "selection/grid.html", context, status=422 if data is not None else 200)
