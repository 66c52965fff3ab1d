"""« Le point sur l’appel »: the coordination's pictures of its call, each with its table and its files."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from candidates import overview as numbers
from ccr import clock, documents
from ccr.ui import french
from ccr.wall.access import for_sides
from ccr.wall.sides import Side


@require_safe
@for_sides(Side.COORDINATION)
def overview(request, campaign):
    """All the pictures, on one page."""
    found = numbers.of(request.seat)
    context = {
        "overview": found,
        "heading": _heading(found, request.campaign),
        "pictures": [(picture, _exports(campaign, picture.key)) for picture in found.pictures],
    }
    return render(request, "candidates/overview.html", context)


def _heading(found, campaign) -> str:
    """« 24 candidatures déposées, 12 en cours, à 23 jours de la clôture »."""
    if found.is_empty:
        return "Aucune structure n’a encore commencé"
    said = french.counted(found.deposited, "candidature déposée", "candidatures déposées")
    if found.begun:
        said += f", {french.number(found.begun)} en cours"
    left = (campaign.deadline_on - clock.today()).days
    return f"{said}, à {french.counted(left, 'jour')} de la clôture" if left > 0 else said


def _exports(campaign, key) -> list[tuple[str, str]]:
    url = reverse("candidates:overview_export", args=[campaign, key])
    return [(name.upper(), f"{url}?format={name}") for name in ("csv", "xlsx")]


@require_safe
@for_sides(Side.COORDINATION)
def overview_export(request, campaign, table):
    """The table behind one picture, as CSV or XLSX."""
    picture = next((one for one in numbers.of(request.seat).pictures if one.key == table), None)
    if picture is None:
        raise Http404
    return documents.export_response(request, f"point-{picture.key}", picture.headings, picture.lines)
