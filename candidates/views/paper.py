"""An application that came on paper: which structure, what is noted of the paper; its sections are the usual ones."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from candidates import rules, services
from candidates.forms import PaperForm
from candidates.models import PaperFile
from ccr.directory.forms import SearchForm
from ccr.directory.models import Organisation
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side

RESULTS = 20


@require_safe
@for_sides(Side.COORDINATION)
def paper_choose(request, campaign):
    """Find the structure in the directory, or record it there."""
    search = SearchForm(request.GET) if "q" in request.GET else SearchForm()
    found = None
    if search.is_bound and search.is_valid():
        found = list(Organisation.objects.named(search.cleaned_data["q"]).order_by("name", "pk")[:RESULTS])
    context = {
        "search": search,
        "found": found,
        "query": request.GET.get("q", "").strip(),
        "back": reverse("candidates:structures", args=[campaign]),
    }
    return render(request, "candidates/paper/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def paper_begin(request, campaign, organisation):
    """What is noted of the paper; then one types it."""
    organisation = get_object_or_404(Organisation, pk=organisation).kept
    known = services.application_of(request.campaign, organisation)
    if known is not None:
        messages.info(request, rules.why_not_begin_on_paper(request.campaign, known, None, ""))
        return redirect("candidates:structure", campaign, known.pk)
    form = PaperForm(posted(request), cancel=reverse("candidates:paper_choose", args=[campaign]))
    if form.is_valid():
        how = {"referral": form.referral(), "by": request.seat}
        paper = accepted(form, services.begin_on_paper, request.campaign, organisation, form.typed(), **how)
        if paper:
            messages.success(request, "La saisie peut commencer : rubrique par rubrique, puis le dépôt.")
            return redirect("candidates:structure", campaign, paper.application_id)
    back = reverse("candidates:paper_choose", args=[campaign])
    return _page(request, form, organisation, back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def paper_edit(request, campaign, application):
    """Correct what is noted of the paper."""
    rows = PaperFile.objects.visible_to(request.seat)
    rows = rows.select_related("application__organisation", "application__campaign")
    paper = get_object_or_404(rows, application=application)
    back = reverse("candidates:structure", args=[campaign, application])
    form = PaperForm(posted(request), paper=paper, cancel=back)
    kept = rules.what_deposit_keeps(paper.application)
    if form.is_valid():
        changed = form.changed_values()
        if accepted(form, services.change_paper, paper, changed, seen=form.seen(), by=request.seat):
            told = kept if {"representative", "received_on"} & set(changed) else ""
            messages.success(request, f"C’est corrigé. {told}".strip())
            return redirect(back)
    return _page(request, form, paper.application.organisation, back, kept=kept)


def _page(request, form, organisation, back, *, kept=""):
    context = {
        "form": form,
        "kept": kept,
        "organisation": organisation,
        "back": back,
        "audience": audience(PaperFile, to=Side.COORDINATION, subject="Ce qui est noté ici"),
    }
    return render(request, "candidates/paper/form.html", context, status=422 if form.errors else 200)
