"""The coordination gives one structure more time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from candidates import rules, services
from candidates.forms import ExtensionForm
from candidates.models import Application, Extension
from ccr.ui import french
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def extend(request, campaign, application):
    """Until when, and why; what it changes, and for whom, is said first."""
    rows = Application.objects.visible_to(request.seat).select_related("campaign", "organisation")
    found = get_object_or_404(rows, pk=application)
    if reason := rules.why_not_extend(found):
        messages.error(request, reason)
        return redirect("candidates:structure", campaign, found.pk)
    form = ExtensionForm(posted(request))
    if form.is_valid():
        given = accepted(form, services.extend, found, by=request.seat, **form.cleaned_data)
        if given:
            until = french.binding_date(given.until)
            messages.success(request, f"{found.organisation.name} peut déposer jusqu’au {until}. Elle est prévenue.")
            return redirect("candidates:structure", campaign, found.pk)
    context = {
        "application": found,
        "form": form,
        "committee": rules.last_committee_day(found.campaign),
        "given": Extension.objects.visible_to(request.seat).filter(application=found).select_related("by"),
        "audience": audience(Extension, to=Side.COORDINATION, subject="Ce délai"),
    }
    return render(request, "candidates/extensions/extend.html", context, status=422 if form.errors else 200)
