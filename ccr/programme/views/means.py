"""What the Région may bring beside the existing devices: one line added, one line changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ccr.programme import means
from ccr.programme.forms import MeansForm, NewMeansForm
from ccr.programme.models import ComplementaryMeans
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side


def _back(request) -> str:
    return f"{reverse('programme:campaign', args=[request.campaign.slug])}#moyens"


def _page(request, form, **context):
    context |= {
        "form": form,
        "back": _back(request),
        "audience": audience(
            ComplementaryMeans,
            to=Side.COORDINATION,
            feminine=True,
            subject="La ligne",
            names={Side.PILOT: "le comité de pilotage"},
        ),
    }
    return render(request, "programme/means.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def means_add(request, campaign):
    """Note one more."""
    form = NewMeansForm(posted(request))
    if form.is_valid() and accepted(
        form, means.add, request.campaign, by=request.seat, key=form.key, **form.cleaned_data
    ):
        messages.success(request, "La ligne est ajoutée. Changez son état quand la Région répond.")
        return redirect(_back(request))
    return _page(request, form, heading="Un moyen complémentaire de la Région")


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def means_edit(request, campaign, means_line):
    """Say where one stands; what it said before is below."""
    rows = ComplementaryMeans.objects.visible_to(request.seat).select_related("campaign")
    line = get_object_or_404(rows, pk=means_line)
    form = MeansForm(posted(request), line)
    if form.is_valid() and accepted(form, means.change, line, form.changed_values(), seen=form.seen(), by=request.seat):
        messages.success(request, "La ligne est enregistrée.")
        return redirect(_back(request))
    return _page(request, form, heading=line.label, history=means.history(request.seat, line))
