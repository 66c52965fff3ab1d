"""The scoring grid: read by all of instruction, changed until the first mark."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from selection import rules, services
from selection.forms import GridForms, ScaleForm
from selection.models import Criterion, CriterionKind

LINE = ("pk", "label", "charter_article", "weight", "minimum")


@require_http_methods(["GET", "POST"])
@for_sides(Side.INSTRUCTION)
def grid(request, campaign):
    """The grid of the campaign, and its form while it may change."""
    shown = services.ensure_grid(request.campaign)
    criteria = list(Criterion.objects.visible_to(request.seat).live())
    marked = [criterion for criterion in criteria if criterion.kind == CriterionKind.MARKED]
    reason = rules.why_not_edit_grid(request.seat, shown)
    data = posted(request)
    lines = [{name: getattr(criterion, name) for name in LINE} for criterion in marked]
    stamp = services.grid_stamp(shown, marked)
    former = {criterion.charter_article for criterion in marked}
    forms = GridForms(data, initial=lines, prefix="criteria", form_kwargs={"former": former})
    scale = ScaleForm(data, initial={"scale": shown.scale, "seen": stamp})
    if request.method == "POST" and forms.is_valid() and scale.is_valid():
        typed = {**scale.cleaned_data, "criteria": forms.lines()}
        if accepted(scale, services.edit_grid, request.campaign, **typed, by=request.seat):
            messages.success(request, "Grille enregistrée.")
            return redirect("selection:grid", campaign)
    if scale.is_behind:
        scale.follow(stamp)
    context = {
        "grid": shown,
        "criteria": criteria,
        "reason": reason or "",
        # A refusal keeps what was typed in the page.
        "forms": forms if data is not None or not reason else None,
        "scale": scale,
        "is_behind": scale.is_behind,
    }
    return render(request, "selection/grid.html", context, status=422 if data is not None else 200)
