"""Files for the directory: send one, read what each line would do, confirm."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccr.directory import importing, lines
from ccr.directory.forms import ImportForm
from ccr.directory.models import Import, ImportLine, ImportState, LineOutcome, LineResult
from ccr.directory.states import IMPORT
from ccr.documents.exports import export_response
from ccr.registry import Step
from ccr.ui.french import counted
from ccr.ui.pages import accepted, act, confirm_page, paginate
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from ccr.workflow import Badge

TONES = {
    LineOutcome.CREATE: "ok",
    LineOutcome.UPDATE: "ok",
    LineOutcome.SAME: "none",
    LineOutcome.REFUSED: "bad",
    LineResult.WRITTEN: "ok",
    LineResult.SKIPPED: "warn",
}
TITLES = {
    LineOutcome.CREATE: "À créer",
    LineOutcome.UPDATE: "À mettre à jour",
    LineOutcome.SAME: "Déjà là",
    LineOutcome.REFUSED: "Refusées",
}
EXAMPLE = (
    "Les Paniers du Vallon",
    "732829320",
    "73282932000074",
    "W133012345",
    "9220",
    "04/05/2007",
    "2 rue des Lices",
    "13007",
    "Marseille",
    "https://paniers.exemple.fr",
    "47.21Z",
    "6 à 9 salariés",
    *["non"] * 4,
    "oui",
    "oui",
)


def _back(campaign) -> str:
    return reverse("directory:imports", args=[campaign])


@for_sides(Side.COORDINATION)
def imports(request, campaign):
    """Send a file; those that were sent before."""
    form = ImportForm(
        request.POST or None, request.FILES or None, cancel=reverse("directory:directory", args=[campaign])
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        made = accepted(form, importing.plan_import, sent.read(), sent.name, key=form.key, by=request.seat)
        if made:
            return redirect("directory:import_detail", campaign, made.pk)
    mine = Import.objects.visible_to(request.seat).select_related("by_seat__person")
    page = paginate(request, mine.order_by("-read_at", "pk"), 20)
    lines = [{"import": one, "badge": IMPORT.badge(one.state)} for one in page]
    context = {"form": form, "page": page, "lines": lines}
    return render(request, "directory/imports.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
@require_safe
def import_model(request, campaign):
    """A file with the columns that are understood, and one line as an example."""
    return export_response(request, "modele-annuaire", list(lines.LABELS.values()), [EXAMPLE])


def _seen(request, pk) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.seat), pk=pk)


@for_sides(Side.COORDINATION)
@require_safe
def import_detail(request, campaign, pk):
    """What each line of a file would do, or did."""
    made = _seen(request, pk)
    lines = ImportLine.objects.visible_to(request.seat).filter(of=made)
    counts = dict(lines.order_by().values_list("outcome").annotate(Count("pk")))
    skipped = lines.filter(result=LineResult.SKIPPED).count() if made.state == ImportState.DONE else 0
    wanted = request.GET.get("effet", "")
    if wanted == LineResult.SKIPPED:
        lines = lines.filter(result=wanted)
    elif wanted in LineOutcome.values:
        lines = lines.filter(outcome=wanted)
    else:
        wanted = ""
    page = paginate(request, lines.select_related("organisation").order_by("number", "pk"))
    context = {
        "import": made,
        "badge": IMPORT.badge(made.state),
        "is_done": made.state == ImportState.DONE,
        "heading": _heading(made, counts, skipped),
        "tabs": _tabs(made, counts, skipped, wanted),
        "wanted": wanted,
        "page": page,
        "lines": [_line(line) for line in page],
        "steps": _steps(made),
        "may_confirm": made.state == ImportState.PLANNED and _acting(counts) > 0,
    }
    return render(request, "directory/import_detail.html", context)


def _acting(counts) -> int:
    return counts.get(LineOutcome.CREATE, 0) + counts.get(LineOutcome.UPDATE, 0)


def _heading(made, counts, skipped) -> str:
    if made.state == ImportState.DONE:
        written = counted(_acting(counts) - skipped, "fiche écrite", "fiches écrites")
        return f"{written}, {counted(skipped, 'laissée', 'laissées')} de côté" if skipped else written
    if not _acting(counts):
        return "Ce fichier ne changerait rien à l’annuaire"
    created = counted(counts.get(LineOutcome.CREATE, 0), "fiche", "fiches")
    changed = counted(counts.get(LineOutcome.UPDATE, 0), "fiche", "fiches")
    return f"Ce fichier créerait {created} et en mettrait {changed.split(chr(160))[0]} à jour"


def _tabs(made, counts, skipped, wanted):
    tabs = [("", "Toutes", sum(counts.values()))]
    tabs += [(outcome.value, title, counts.get(outcome.value, 0)) for outcome, title in TITLES.items()]
    if made.state == ImportState.DONE:
        tabs.append((LineResult.SKIPPED.value, "Laissées de côté", skipped))
    return [{"key": key, "title": title, "count": count, "current": key == wanted} for key, title, count in tabs]


def _steps(made):
    done = made.state == ImportState.DONE
    return [
        Step("Le fichier", "done"),
        Step("Ce qu’il ferait", "done" if done else "current"),
        Step("Importé", "done" if done else "todo"),
    ]


def _line(line):
    said = line.result or line.outcome
    label = LineResult(line.result).label if line.result else LineOutcome(line.outcome).label
    return {
        "line": line,
        "badge": Badge(label, TONES[said]),
        "name": line.name or (line.organisation.name if line.organisation else ""),
        "changes": [
            {"label": lines.LABELS[name], "old": importing.shown(name, old), "new": importing.shown(name, new)}
            for name, (old, new) in line.changes.items()
        ],
        "values": [
            (label, importing.shown(name, line.values[name]))
            for name, label in lines.LABELS.items()
            if line.outcome == LineOutcome.CREATE and name != "name" and line.values.get(name)
        ],
    }


@for_sides(Side.COORDINATION)
def import_confirm(request, campaign, pk):
    """Do what the lines say."""
    made = _seen(request, pk)
    back = reverse("directory:import_detail", args=[campaign, made.pk])
    reason = importing.why_not_confirm(made)
    if request.method == "POST" or reason:
        return act(request, importing.confirm_import, made, done=_done, back=back)
    counts = dict(
        ImportLine.objects.visible_to(request.seat)
        .filter(of=made)
        .order_by()
        .values_list("outcome")
        .annotate(Count("pk"))
    )
    return confirm_page(
        request,
        title="Importer ce fichier dans l’annuaire ?",
        sentence=(
            "Ce que la page a montré sera écrit, et rien d’autre. Une fiche que quelqu’un a changée entre-temps est "
            "laissée de côté, et la page le dira."
        ),
        details=[(title, str(counts.get(outcome.value, 0))) for outcome, title in TITLES.items()],
        action="Importer",
        back=back,
    )


def _done(made) -> str:
    return "Le fichier est importé : chaque ligne dit ce qu’elle est devenue."
