"""Merging two records of one organisation: find the other one, see everything it would do, say why."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccr.directory import merging
from ccr.directory.forms import MergeForm, SearchForm
from ccr.directory.models import Merge, Organisation
from ccr.ui.french import long_date
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.audience import audience
from ccr.wall.sides import Side

RESULTS = 10
FACTS = (
    ("Nom", lambda record: record.name),
    ("Numéro", lambda record: record.identifier),
    ("RNA", lambda record: record.rna),
    ("Forme", lambda record: record.form_label),
    ("Adresse", lambda record: ", ".join(filter(None, (record.address, f"{record.postcode} {record.city}".strip())))),
    ("Site internet", lambda record: record.website),
    ("Code NAF", lambda record: record.naf_code),
    ("Effectif", lambda record: record.get_headcount_band_display()),
    ("Dans l’annuaire depuis le", lambda record: long_date(record.created_at)),
)


def _record(pk) -> Organisation:
    """A record that stands by itself: a merged one is not merged again."""
    return get_object_or_404(Organisation.objects.kept(), pk=pk)


@for_sides(Side.COORDINATION)
@require_safe
def merge(request, campaign, organisation):
    """Find the record to keep."""
    record = _record(organisation)
    search = SearchForm(request.GET) if "q" in request.GET else SearchForm(initial={"q": record.name})
    found = None
    if search.is_bound and search.is_valid():
        others = Organisation.objects.named(search.cleaned_data["q"]).exclude(pk=record.pk)
        found = list(others.order_by("name", "pk")[:RESULTS])
    context = {
        "record": record,
        "search": search,
        "found": found,
        "back": reverse("directory:edit", args=[campaign, record.pk]),
    }
    return render(request, "directory/merge.html", context)


@for_sides(Side.COORDINATION)
def merge_into(request, campaign, organisation, into):
    """Both records, what merging would do, and why."""
    merged, kept = _record(organisation), _record(into)
    if merged.pk == kept.pk:
        raise Http404
    back = reverse("directory:merge", args=[campaign, merged.pk])
    form = MergeForm(posted(request), cancel=back)
    if request.method == "POST" and form.is_valid():
        made = accepted(form, merging.merge_organisations, kept, merged, by=request.seat, **form.cleaned_data)
        if made:
            messages.success(request, f"« {merged.name} » est fusionnée dans « {kept.name} ».")
            return redirect("directory:edit", campaign, kept.pk)
    context = {
        "merged": merged,
        "kept": kept,
        "plan": merging.look(kept, merged),
        "facts": [(label, say(kept) or "—", say(merged) or "—") for label, say in FACTS],
        "form": form,
        "back": back,
        "audience": audience(Merge, to=Side.COORDINATION, subject="Le motif"),
    }
    return render(request, "directory/merge_into.html", context, status=422 if form.errors else 200)
