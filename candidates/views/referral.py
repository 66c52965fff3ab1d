"""Who sent the structure, put right: by the structure until it deposits, by the coordination at any time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from candidates import rules, services
from candidates.addresses import address
from candidates.forms import ReferralForm
from candidates.models import Referral
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE, Side.COORDINATION)
def change_referral(request, campaign, application):
    """The same question as when the application began, with what was answered."""
    rows = Referral.objects.visible_to(request.seat)
    rows = rows.select_related("application__organisation", "application__campaign")
    referral = get_object_or_404(rows, application=application)
    side = Side.CANDIDATE if Side.CANDIDATE in request.seat.sides else Side.COORDINATION
    back = address(referral.application, "application" if side == Side.CANDIDATE else "structure")
    if reason := rules.why_not_change_referral(request.seat, referral.application):
        messages.error(request, reason)
        return redirect(back)
    form = ReferralForm(posted(request), referral=referral)
    if side == Side.COORDINATION:
        form.fields["sent_by"].label = "Qui l’a orientée vers la CCR"
    if form.is_valid() and accepted(form, services.change_referral, referral, form.referral(), by=request.seat):
        messages.success(request, "C’est corrigé.")
        return redirect(back)
    context = {
        "form": form,
        "organisation": referral.application.organisation,
        "back": back,
        "audience": audience(Referral, to=side, subject="Cette réponse", feminine=True),
    }
    return render(request, "candidates/referral.html", context, status=422 if form.errors else 200)
