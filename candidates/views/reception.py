"""The record of receptions: who came, how, what for, who sent them (A132, A133)."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from candidates import services
from candidates.forms.reception import ReceptionFilter, ReceptionForm
from candidates.models import Came, Channel, Reception, Referral
from ccr import clock, documents
from ccr.directory.models import Organisation
from ccr.ui import french
from ccr.ui.pages import accepted, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side

EVERY = ["GET", "HEAD", "POST"]
MOST_PRESCRIBERS = 12
"""How many prescribers are shown with their count; the export has them all."""
SUGGESTED = 60


def _rows(request):
    return Reception.objects.visible_to(request.seat)


@require_safe
@for_sides(Side.COORDINATION)
def receptions(request, campaign):
    """Every reception of the call, the latest first, with how many came by each channel and from each prescriber."""
    everything = _rows(request)
    filterset = ReceptionFilter(request.GET, everything)
    page = paginate(request, filterset.qs)
    by_channel = dict(filterset.qs.order_by().values_list("channel").annotate(number=Count("pk")))
    sent = filterset.qs.exclude(prescriber="").order_by().values_list("prescriber").annotate(number=Count("pk"))
    kept = page.paginator.count
    context = {
        "page": page,
        "filterset": filterset,
        "is_filtered": bool(filterset.form.changed_data),
        "count": french.counted(kept, "accueil", "accueils") if filterset.form.changed_data else "",
        "heading": french.counted(kept, "accueil noté", "accueils notés") if kept else "Aucun accueil noté",
        "channels": [(channel.label.capitalize(), by_channel.get(channel.value, 0)) for channel in Channel],
        "prescribers": sent.order_by("-number", "prescriber")[:MOST_PRESCRIBERS],
        "referrals": _referrals(request),
        "exports": _exports(request),
    }
    return render(request, "candidates/reception/list.html", context)


def _referrals(request) -> list[tuple[str, int]]:
    """The applications of the call by who sent them, those most often named first; filters do not narrow them."""
    rows = Referral.objects.visible_to(request.seat).order_by()
    counted = rows.values_list("came", "prescriber").annotate(number=Count("pk")).order_by("-number", "prescriber")
    return [(name or Came(came).label.capitalize(), number) for came, name, number in counted[: MOST_PRESCRIBERS + 1]]


def _exports(request) -> list[tuple[str, str]]:
    query = {name: value for name, value in request.GET.items() if name != "page" and value}
    url = reverse("candidates:reception_export", args=[request.campaign.slug])
    return [(name.upper(), f"{url}?{urlencode({**query, 'format': name})}") for name in ("csv", "xlsx")]


@require_safe
@for_sides(Side.COORDINATION)
def reception_export(request, campaign):
    """The receptions that the filters keep, as a file."""
    headings = [
        "Date",
        "Canal",
        "Personne",
        "Téléphone ou e-mail",
        "Structure",
        "Question",
        "Suite donnée",
        "Orientée vers",
        "Venue",
        "Prescripteur",
        "Noté par",
    ]
    rows = [
        [
            row.on,
            row.get_channel_display(),
            row.name,
            row.reach,
            row.structure,
            row.question,
            row.get_outcome_display(),
            row.partner,
            row.get_came_display(),
            row.prescriber,
            row.by.full_name,
        ]
        for row in ReceptionFilter(request.GET, _rows(request)).qs.select_related("by")
    ]
    return documents.export_response(request, "accueil", headings, rows)


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def reception_add(request, campaign):
    """Note one."""
    form = ReceptionForm(posted(request), cancel=_url(request), initial={"on": clock.today()})
    if form.is_valid():
        made = accepted(form, services.receive, request.campaign, form.typed(), by=request.seat, key=form.key)
        if made:
            messages.success(request, "L’accueil est noté.")
            return redirect(_url(request))
    return _page(request, form, "Noter un accueil")


@require_http_methods(EVERY)
@for_sides(Side.COORDINATION)
def reception_edit(request, campaign, pk):
    """Read one, or correct it."""
    found = get_object_or_404(_rows(request).select_related("by"), pk=pk)
    form = ReceptionForm(posted(request), reception=found, cancel=_url(request))
    if form.is_valid():
        changed = {name: value for name, value in form.changed_values().items() if name in form.typed()}
        if accepted(form, services.change_reception, found, changed, by=request.seat):
            messages.success(request, "L’accueil est corrigé.")
            return redirect(_url(request))
    return _page(request, form, f"{found.who}, le {french.long_date(found.on)}", noted=found)


def _url(request) -> str:
    return reverse("candidates:receptions", args=[request.campaign.slug])


def _page(request, form, heading, noted=None):
    context = {
        "form": form,
        "heading": heading,
        "noted": noted,
        "names": _names(request),
        "back": _url(request),
        "audience": audience(Reception, to=Side.COORDINATION, subject="Ce qui est noté ici"),
    }
    return render(request, "candidates/reception/form.html", context, status=422 if form.errors else 200)


def _names(request) -> list[str]:
    """Names to choose from: those typed already in this call, then the organisations of the networks."""
    prescribers = _rows(request).exclude(prescriber="").order_by("prescriber").values_list("prescriber", flat=True)
    partners = _rows(request).exclude(partner="").order_by("partner").values_list("partner", flat=True)
    networks = Organisation.objects.kept().filter(is_ramsess=True).order_by("name").values_list("name", flat=True)
    found = [name for names in (prescribers, partners, networks) for name in names.distinct()[:SUGGESTED]]
    return list(dict.fromkeys(found))
