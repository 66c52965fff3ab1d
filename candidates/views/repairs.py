"""The coordination puts a deposit or a legal form right: what it changes first, then why, then the act."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from candidates import rules, services
from candidates.forms import LegalFormForm, RepairForm
from candidates.models import Application, Version
from ccr.ui import french
from ccr.ui.forms import StandardHelper
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side

EVERY = ["GET", "HEAD", "POST"]


def _application(request, pk) -> Application:
    rows = Application.objects.visible_to(request.seat).select_related("campaign", "organisation")
    return get_object_or_404(rows, pk=pk)


def _back(application) -> str:
    return reverse("candidates:structure", args=[application.campaign.slug, application.pk])


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def put_back(request, campaign, application):
    """Deposited by mistake: back to a draft, before the close."""
    found = _application(request, application)
    back = _back(found)
    if reason := rules.why_not_put_back(found):
        messages.error(request, reason)
        return redirect(back)
    form = RepairForm(posted(request))
    if form.is_valid():
        done = "La candidature est rendue à la structure, qui en est prévenue : à elle de la déposer de nouveau."
        return act(request, services.put_back, found, **form.cleaned_data, done=done, back=back)
    name = found.organisation.name
    return confirm_page(
        request,
        title=f"Annuler le dépôt de {name} ?",
        sentence=(
            "Le comité ne lira plus cette candidature, tant que la structure ne l’a pas déposée de nouveau. Elle "
            f"peut le faire jusqu’au {french.binding_date(found.campaign.deadline_on)} ; sans cela, elle ne sera pas "
            "examinée. Ce qui a été déposé est conservé."
        ),
        details=[("Numéro de dépôt", found.receipt_number), ("Déposée le", french.moment(found.deposited_at))],
        form=form,
        action="Annuler le dépôt",
        back=back,
        danger=True,
    )


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def make_current(request, campaign, application, number):
    """A version deposited by mistake gives way to an earlier one."""
    found = _application(request, application)
    version = get_object_or_404(Version.objects.visible_to(request.seat).filter(application=found), number=number)
    back = _back(found)
    if reason := rules.why_not_former_version(found, version):
        messages.error(request, reason)
        return redirect(back)
    form = RepairForm(posted(request))
    if form.is_valid():
        done = f"La version {number} est en vigueur. La structure en est prévenue."
        return act(request, services.make_current, version, **form.cleaned_data, done=done, back=back)
    current = Version.objects.visible_to(request.seat).get(application=found, is_current=True)
    return confirm_page(
        request,
        title=f"Remettre en vigueur la version {number} de {found.organisation.name} ?",
        sentence=f"Le comité lira la version {number} à la place de la version {current.number}, qui est conservée.",
        details=[
            (f"Version {number}", f"déposée le {french.moment(version.deposited_at)}"),
            (f"Version {current.number}", f"déposée le {french.moment(current.deposited_at)}"),
        ],
        form=form,
        action=f"Remettre en vigueur la version {number}",
        back=back,
        danger=True,
    )


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def correct_form(request, campaign, application):
    """Another legal form: what it changes is shown first."""
    found = _application(request, application)
    organisation, back = found.organisation.kept, _back(found)
    form = LegalFormForm(posted(request), initial={"legal_form": organisation.legal_form})
    form.helper = StandardHelper("Voir ce que cela change", cancel=back)
    context = {"application": found, "organisation": organisation, "form": form, "back": back, "changes": None}
    if form.is_valid():
        wanted = form.cleaned_data["legal_form"]
        if "confirm" in request.POST:
            if accepted(form, services.correct_form, found, by=request.seat, **form.cleaned_data):
                messages.success(request, "La forme juridique est corrigée. La structure en est prévenue.")
                return redirect(back)
        elif reason := rules.why_not_form(organisation, wanted):
            form.add_error("legal_form", reason)
        else:
            context["changes"] = services.form_changes(found, wanted, by=request.seat)
            context["wanted"] = dict(form.fields["legal_form"].choices)[wanted]
    return render(request, "candidates/repairs/legal_form.html", context, status=422 if form.errors else 200)
