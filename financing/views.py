"""« Mes besoins de financement », and all of them together for those who help find the money."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candidates.models import Application
from ccr import documents
from ccr.ui import french
from ccr.ui.pages import confirm_page, paginate
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side
from financing import rules, services, totals
from financing.audiences import audience
from financing.filters import NeedFilter
from financing.forms import NeedForm
from financing.models import Certainty, NeedLine
from financing.states import NeedState

BY_STRUCTURE = frozenset({Side.DLA, Side.FINANCE})
"""The sides that see which structure needs what; coordination sees the totals."""


def _url(request, name, *args) -> str:
    return reverse(f"financing:{name}", args=[request.campaign.slug, *args])


def _own_applications(request):
    return Application.objects.visible_to(request.seat).select_related("campaign", "organisation")


# The structure


@require_safe
@for_sides(Side.CANDIDATE)
def mine(request, campaign):
    """The needs of the only structure, or the choice among several."""
    applications = list(_own_applications(request).order_by("organisation__name"))
    if len(applications) == 1:
        return redirect(_url(request, "needs", applications[0].pk))
    return render(request, "financing/choose.html", {"applications": applications})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def needs(request, campaign, application):
    """The structure's needs, what they add up to, and the form that adds one."""
    application = get_object_or_404(_own_applications(request), pk=application)
    form = NeedForm(request.POST if request.method == "POST" else None, campaign=request.campaign)
    if request.method == "POST" and form.is_valid():
        if _try(form, services.state_need, application, form.need, by=request.seat):
            messages.success(request, "Le besoin est ajouté. Ajoutez-en un autre, ou revenez quand il change.")
            return redirect(_url(request, "needs", application.pk))
    return _needs_page(request, application, form)


def _try(form, verb, *args, **kwargs) -> bool:
    """Run a verb from a valid form; a refusal becomes the form's own error, so that nothing typed is lost."""
    try:
        verb(*args, **kwargs)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _needs_page(request, application, form, line=None):
    lines = NeedLine.objects.visible_to(request.seat).filter(application=application, state=NeedState.STATED)
    by_type = totals.by_type(lines)
    closed = rules.why_not_state(request.seat, application)
    context = {
        "application": application,
        "lines": lines.select_related("said"),
        "total": lines.total(),
        "chart": totals.picture(totals.by_month(lines)) if by_type else None,
        "by_type": by_type,
        "foot": totals.foot(by_type),
        "certainties": Certainty.labels,
        "form": None if closed else form,
        "closed": closed,
        "changed": line,
        "audience": audience(),
    }
    return render(request, "financing/needs.html", context, status=422 if form.is_bound and form.errors else 200)


def _own_line(request, line) -> NeedLine:
    rows = NeedLine.objects.visible_to(request.seat).select_related(
        "said", "application__campaign", "application__organisation"
    )
    return get_object_or_404(rows, pk=line)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def change(request, campaign, line):
    """The same page, its form on one need."""
    line = _own_line(request, line)
    back = _url(request, "needs", line.application_id)
    if reason := rules.why_not_line(line) or rules.why_not_state(request.seat, line.application):
        messages.error(request, reason)
        return redirect(back)
    form = NeedForm(
        request.POST if request.method == "POST" else None,
        campaign=request.campaign,
        line=line,
        submit="Enregistrer ce besoin",
        cancel=back,
    )
    if request.method == "POST" and form.is_valid():
        if _try(form, services.change_need, line, form.need, by=request.seat):
            messages.success(request, "Le besoin est à jour.")
            return redirect(back)
    return _needs_page(request, line.application, form, line)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def withdraw(request, campaign, line):
    """Withdraw a need, after a question."""
    line = _own_line(request, line)
    back = _url(request, "needs", line.application_id)
    if request.method != "POST":
        return confirm_page(
            request,
            title="Retirer ce besoin ?",
            sentence="Il ne comptera plus dans les totaux. Vous pourrez en exprimer un autre à tout moment.",
            action="Retirer ce besoin",
            back=back,
            details=[
                ("Type", line.get_need_type_display()),
                ("Mois", totals.month_name(line.month)),
                ("Montant", french.euros(line.amount)),
            ],
            danger=True,
        )
    try:
        services.withdraw_need(line, by=request.seat)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Le besoin est retiré.")
    return redirect(back)


# Support and coordination


def _stated(request):
    return NeedLine.objects.visible_to(request.seat).live()


def _sees_structures(request) -> bool:
    return bool(BY_STRUCTURE & request.seat.sides)


@require_safe
@for_sides(Side.DLA, Side.FINANCE, Side.COORDINATION)
def overview(request, campaign):
    """What all structures need, by type and month; who needs it, for those who may know."""
    stated = _stated(request)
    filterset = NeedFilter(request.GET, queryset=stated)
    lines = filterset.qs
    structures = totals.by_structure(lines)
    by_type = totals.by_type(lines)
    foot = totals.foot(by_type)
    number = structures.count()
    narrowed = bool(filterset.form.changed_data)
    context = {
        "filterset": filterset,
        "chart": totals.picture(totals.by_month(lines)) if by_type else None,
        "by_type": by_type,
        "foot": foot,
        "certainties": Certainty.labels,
        "count": french.counted(number, "structure"),
        "heading": _heading(foot[-1][1], number, narrowed=narrowed),
        "narrowed": narrowed,
        "page": paginate(request, structures) if _sees_structures(request) else None,
    }
    return render(request, "financing/overview.html", context)


def _heading(total, number, *, narrowed) -> str:
    if not number:
        return "Aucun besoin ne correspond" if narrowed else "Aucun besoin de financement exprimé pour le moment"
    said = "correspondent à votre choix" if narrowed else "exprimés"
    return f"{french.euros(total)} de besoins {said}, par {french.counted(number, 'structure')}"


@require_safe
@for_sides(Side.DLA, Side.FINANCE)
def structure(request, campaign, application):
    """The needs of one structure, with its own words."""
    application = get_object_or_404(_own_applications(request), pk=application)
    lines = _stated(request).filter(application=application).select_related("said")
    shown = list(lines)
    by_type = totals.by_type(lines)
    context = {
        "application": application,
        "lines": shown,
        "total": sum((line.amount for line in shown), 0),
        "chart": totals.picture(totals.by_month(lines)) if shown else None,
        "by_type": by_type,
        "foot": totals.foot(by_type),
        "certainties": Certainty.labels,
    }
    return render(request, "financing/structure.html", context)


@require_safe
@for_sides(Side.DLA, Side.FINANCE, Side.COORDINATION)
def export(request, campaign):
    """Every need for those who see the structures; the totals by month and type for the coordination."""
    lines = NeedFilter(request.GET, queryset=_stated(request)).qs
    if _sees_structures(request):
        rows = [
            (
                line.application.organisation.name,
                line.get_need_type_display(),
                line.month,
                line.amount,
                line.get_certainty_display(),
                line.said.words,
            )
            for line in lines.select_related("application__organisation", "said")
        ]
        columns = ("Structure", "Type de besoin", "Mois", "Montant (€)", "Certitude", "Précisions")
        return documents.export_response(request, "besoins-de-financement", columns, rows)
    rows = [(month, need_type.label, amount) for month, need_type, amount in sorted(totals.by_month(lines))]
    return documents.export_response(
        request, "totaux-des-besoins-de-financement", ("Mois", "Type de besoin", "Montant (€)"), rows
    )
