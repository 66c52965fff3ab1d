"""Lines of its note that a structure takes into its needs sheet; nobody else's request sees both."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ccr.ui.pages import accepted, act, confirm_page
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import transfer
from dla import rules, services
from dla.forms import AdoptForm, LinesForm
from dla.models import NeedsSheet, NeedsTheme, Theme
from dla.states import SheetState
from dla.views.candidate import audience_of_sheet, selected_applications
from dla.views.common import url


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def adopt(request, campaign, note):
    """Tick lines and a theme (asked by GET); then edit the theme's words with the lines in them, consent, save."""
    note = get_object_or_404(transfer.own_notes(request.seat).with_page_data(), pk=note)
    application = get_object_or_404(selected_applications(request), pk=note.application_id)
    transfer.record_note_reading(note, by=request.seat)
    lines = transfer.lines_of(note)
    form = AdoptForm(request.POST, lines=lines) if request.method == "POST" else None
    if form and form.is_valid() and _adopted(request, note, form):
        messages.success(request, "Les lignes sont reprises dans votre fiche. Vous pouvez les retirer.")
        return redirect(url(request, "my_sheet", application.pk))
    sheet = NeedsSheet.objects.visible_to(request.seat).filter(application=application).first()
    asked = request.POST if request.method == "POST" else request.GET if {"theme", "lines"} & {*request.GET} else None
    standing = _standing(request, sheet)
    picked = LinesForm(asked, lines=lines, standing=standing if form is None else None)
    if form is None and picked.is_valid():
        form = AdoptForm(initial=_proposed(standing, picked), lines=lines)
    context = {
        "application": application,
        "back": url(request, "my_sheet", application.pk),
        "why_not": rules.why_not_adopt(request.seat, application, sheet),
        "audience": audience_of_sheet(),
    }
    if form and not picked.errors:
        context |= {"form": form, "theme": Theme(picked.cleaned_data["theme"]).label}
        return render(request, "dla/adopt.html", context, status=422 if form.errors else 200)
    context |= {"form": picked}
    return render(request, "dla/adopt_lines.html", context, status=422 if picked.errors else 200)


def _adopted(request, note, form):
    data = form.cleaned_data
    chosen = (note, Theme(data["theme"]), data["lines"], data["words"])
    return accepted(form, services.adopt_lines, *chosen, seen=form.seen(), by=request.seat)


def _standing(request, sheet) -> dict:
    """{theme: what the sheet says of it}."""
    rows = NeedsTheme.objects.visible_to(request.seat).filter(sheet=sheet)
    return dict(rows.values_list("theme", "words")) if sheet else {}


def _proposed(standing, picked) -> dict:
    before = standing.get(picked.cleaned_data["theme"], "")
    words = "\n".join(filter(None, [before.strip(), picked.chosen()]))
    return {**picked.cleaned_data, "before": before, "words": words}


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def withdraw_lines(request, campaign, adoption):
    """Take back lines that were adopted, after a question."""
    adoption = get_object_or_404(transfer.adoptions(request.seat), pk=adoption)
    back = url(request, "my_sheet", adoption.application_id)
    if request.method == "POST":
        return act(request, services.withdraw_lines, adoption, done=_withdrawn, back=back)
    sheet = NeedsSheet.objects.visible_to(request.seat).filter(application=adoption.application_id).first()
    kept = sheet is not None and sheet.state == SheetState.VALIDATED
    return confirm_page(
        request,
        title="Retirer les lignes reprises\u00a0?",
        sentence=VALIDATED if kept else "Celles que vous n’avez pas changées quittent la fiche.",
        action="Retirer les lignes",
        back=back,
        details=[("Thème", Theme(adoption.theme).label), ("Lignes reprises", adoption.text)],
        danger=True,
    )


VALIDATED = "La fiche est validée : ses mots y restent. La reprise est notée comme retirée, et votre page le dit."


def _withdrawn(could_change) -> str:
    if could_change:
        return "Les lignes que vous n’aviez pas changées ne sont plus dans la fiche."
    return "La reprise est retirée\u00a0; la fiche, validée, garde ses mots."
