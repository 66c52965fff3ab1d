"""« Mes besoins de financement », and all of them together for those who help find the money."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Application
from candidates.states import OUTCOME_TONES, OutcomeValue
from ccr import documents
from ccr.programme import means
from ccr.programme.figures import SMALLEST_SHOWN
from ccr.ui import french
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from ccr.workflow import Badge
from financing import rules, services, totals
from financing.documents import statement_of
from financing.filters import NeedFilter
from financing.forms import NeedForm
from financing.models import NeedLine, NeedWords
from financing.states import NeedState


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
    form = NeedForm(posted(request), campaign=request.campaign)
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.state_need, application, form.need, by=request.seat, key=form.key):
            messages.success(request, "Le besoin est ajouté. Ajoutez-en un autre, ou revenez quand il change.")
            # Back to the empty row: several needs are typed one after the other.
            return redirect(f"{_url(request, 'needs', application.pk)}#besoin")
    return _needs_page(request, application, form)


def _needs_page(request, application, form, line=None):
    own = NeedLine.objects.visible_to(request.seat).filter(application=application).select_related("said")
    lines = [need for need in own if need.state == NeedState.STATED]
    closed = rules.why_not_state(request.seat, application)
    gone = line is not None and line not in lines
    context = {
        "application": application,
        "lines": lines,
        "withdrawn": [need for need in own if need.state == NeedState.WITHDRAWN],
        "totals": totals.add_up(own.filter(state=NeedState.STATED)) if lines else None,
        "form": None if closed or gone else form,
        "typed": form if closed or gone else None,
        "closed": closed,
        "changed": None if gone else line,
        "statement": statement_of(request.seat, application, own.version()) if lines else None,
        "audience": _audience(),
    }
    return render(request, "financing/needs.html", context, status=422 if form.is_bound and form.errors else 200)


def _audience() -> str:
    """Who reads the words, who only what all needs add up to."""
    return audience(NeedWords, to=Side.CANDIDATE, sums=NeedLine)


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
    reason = rules.why_not_line(line) or rules.why_not_state(request.seat, line.application)
    if reason and request.method != "POST":
        messages.error(request, reason)
        return redirect(back)
    form = NeedForm(
        posted(request),
        campaign=request.campaign,
        line=line,
        submit="Enregistrer ce besoin",
        cancel=back,
    )
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.change_need, line, form.need, by=request.seat):
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
            title="Retirer ce besoin ?",
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
    return act(request, services.withdraw_need, line, done="Le besoin est retiré.", back=back)


@require_POST
@for_sides(Side.CANDIDATE)
def statement(request, campaign, application):
    """Ask for the needs on paper; the page then follows the making."""
    application = get_object_or_404(_own_applications(request), pk=application)
    back = f"{_url(request, 'needs', application.pk)}#papier"
    return act(request, services.make_statement, application, back=back)


# Support and coordination


def _sees_structures(request) -> bool:
    """The DLA sees which structure needs what; funds and coordination see what all of them need."""
    return Side.DLA in request.seat.sides


def _stated(request):
    """What is added up; the very rows for those who see the structures."""
    if _sees_structures(request):
        return NeedLine.objects.visible_to(request.seat).live()
    return totals.counted_in(request.campaign)


@require_safe
@for_sides(Side.DLA, Side.FINANCE, Side.COORDINATION)
def overview(request, campaign):
    """What all structures need, by type and month; who needs it, for those who may know."""
    filterset = NeedFilter(request.GET, queryset=_stated(request))
    lines = filterset.qs
    found = totals.add_up(lines)
    page = paginate(request, totals.by_structure(lines)) if _sees_structures(request) else None
    number = page.paginator.count if page else totals.structures_among(lines)
    narrowed = bool(filterset.form.changed_data)
    untold = totals.why_not_told(request.seat, number)
    context = {
        "filterset": filterset,
        "narrowed": narrowed,
        "totals": found if number and not untold else None,
        "untold": untold or "",
        "number": number,
        "heading": UNTOLD if untold else _heading(found, number, narrowed=narrowed),
        "page": _with_decisions(page) if page else None,
        "exports": _exports(request),
        "means": means.summary(request.seat),
    }
    return render(request, "financing/overview.html", context)


UNTOLD = f"Moins de {SMALLEST_SHOWN} structures : pas de somme montrée"


def _heading(found, number, *, narrowed) -> str:
    if not number:
        return "Aucun besoin ne correspond" if narrowed else "Aucun besoin de financement exprimé pour le moment"
    if narrowed:
        return f"{french.euros(found.total)} correspondent à votre choix, pour {french.counted(number, 'structure')}"
    return found.situation


def _with_decisions(page):
    """The rows of the page, each with the badge of the published decision."""
    page.object_list = list(page.object_list)
    for row in page.object_list:
        value = row["application__outcome__value"]
        row["decision"] = Badge(OutcomeValue(value).label, OUTCOME_TONES[OutcomeValue(value)]) if value else None
    return page


def _exports(request) -> list[tuple]:
    """(format, address) of what the filters keep."""
    query = {name: value for name, value in request.GET.items() if name not in ("page", "format") and value}
    address = _url(request, "export")
    return [(name.upper(), f"{address}?{urlencode({**query, 'format': name})}") for name in ("csv", "xlsx")]


@require_safe
@for_sides(Side.DLA)
def structure(request, campaign, application):
    """The needs of one structure, with its own words."""
    application = get_object_or_404(_own_applications(request), pk=application)
    lines = _stated(request).filter(application=application).select_related("said")
    shown = list(lines)
    context = {
        "application": application,
        "lines": shown,
        "totals": totals.add_up(lines) if shown else None,
    }
    return render(request, "financing/structure.html", context)


@require_safe
@for_sides(Side.DLA, Side.FINANCE, Side.COORDINATION)
def export(request, campaign):
    """Every need for those who see the structures; the totals by month and type for the others, of three at least."""
    lines = NeedFilter(request.GET, queryset=_stated(request)).qs
    if _sees_structures(request):
        lines = lines.select_related("application__organisation", "said")
        rows = [
            (
                line.application.organisation.name,
                line.get_need_type_display(),
                line.month,
                line.amount,
                line.get_certainty_display(),
                line.said.words,
            )
            for line in lines.order_by("application__organisation__name", "month", "need_type", "pk")
        ]
        columns = ("Structure", "Type de besoin", "Mois", "Montant (€)", "Certitude", "Précisions")
        return documents.export_response(request, "besoins-de-financement", columns, rows)
    untold = totals.why_not_told(request.seat, totals.structures_among(lines))
    cells = [] if untold else totals.add_up(lines).cells
    rows = [(month, kind.label, said.label, amount) for month, kind, said, amount in cells]
    columns = ("Mois", "Type de besoin", "Certitude", "Montant (€)")
    return documents.export_response(request, "totaux-des-besoins-de-financement", columns, rows)
