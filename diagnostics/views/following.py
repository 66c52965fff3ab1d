"""What follows the note: the restitution, then the fil rouge."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from ccr import clock
from ccr.ui import french
from ccr.ui.pages import accepted, confirm_page, paginate, posted
from ccr.wall.access import for_sides
from ccr.wall.sides import Side
from diagnostics import audiences, rules, services
from diagnostics.forms import ContactForm, DurationForm, HeldForm, PlanForm, ReportForm
from diagnostics.models import (
    ContactEntry,
    Note,
    Restitution,
)
from diagnostics.states import NoteState
from diagnostics.views.common import their_diagnostic, url, visible_fil_rouge


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def plan(request, campaign, diagnostic):
    """Agree on a day and a place."""
    diagnostic = their_diagnostic(request, diagnostic)
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    initial = {"day": diagnostic.planned_on, "place": restitution.place if restitution else ""}
    form = PlanForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        day, place = form.cleaned_data["day"], form.cleaned_data["place"]
        if accepted(form, services.plan_restitution, diagnostic, day, place, by=request.seat):
            messages.success(request, "La restitution est prévue, la structure en est prévenue.")
            _warn_late(request, diagnostic, day)
            return redirect(url(request, "detail", diagnostic.pk))
    return _restitution_page(request, diagnostic, form, "Prévoir la restitution")


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def held(request, campaign, diagnostic):
    """Write down the restitution; the fil rouge opens."""
    diagnostic = their_diagnostic(request, diagnostic)
    note = get_object_or_404(Note.objects.visible_to(request.seat), diagnostic=diagnostic)
    restitution = Restitution.objects.visible_to(request.seat).filter(diagnostic=diagnostic).first()
    initial = {"day": diagnostic.planned_on, "place": restitution.place if restitution else ""}
    validated = note.state in (NoteState.VALIDATED, NoteState.RESTITUTED)
    form = HeldForm(posted(request), initial=initial, note_validated=validated)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        day = typed.pop("day")
        if accepted(form, services.record_restitution, diagnostic, day, by=request.seat, **typed):
            messages.success(request, "La restitution est enregistrée et le fil rouge est ouvert.")
            if typed["people"] == 1:
                messages.warning(request, "Une seule personne était présente : la restitution s’adresse au collectif.")
            _warn_late(request, diagnostic, day)
            return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _restitution_page(request, diagnostic, form, "Enregistrer la restitution")


def _warn_late(request, diagnostic, day):
    if warning := rules.late_help(diagnostic, day):
        messages.warning(request, warning)


def _restitution_page(request, diagnostic, form, heading):
    limit = request.campaign.first_committee_day
    context = {
        "diagnostic": diagnostic,
        "form": form,
        "heading": heading,
        "audience": audiences.restitution(),
        "limit": limit if diagnostic.before_selection else None,
        "back": url(request, "detail", diagnostic.pk),
    }
    return render(request, "diagnostics/diagnosis/restitution.html", context, status=422 if form.errors else 200)


# The fil rouge


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def fil_rouge(request, campaign, diagnostic):
    """The log of the follow-up; posts a line."""
    diagnostic = their_diagnostic(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    form = ContactForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.add_contact, found, by=request.seat, key=form.key, **form.cleaned_data):
            messages.success(request, "Le contact est noté.")
            return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _fil_rouge_page(request, diagnostic, found, form)


def _fil_rouge_page(request, diagnostic, found, form, duration=None):
    entries = ContactEntry.objects.visible_to(request.seat).filter(fil_rouge=found).select_related("by__person")
    months = (found.ends_on.year - clock.today().year) * 12 + found.ends_on.month - clock.today().month
    duration = duration or DurationForm(initial={"ends_on": found.ends_on})
    context = {
        "diagnostic": diagnostic,
        "fil_rouge": found,
        "form": form,
        "duration": duration,
        "audience": audiences.contact(),
        "page": paginate(request, entries),
        "months_left": max(months, 0),
        "why_not_close": rules.why_not_close(found),
        "facts": [
            ("Restitution", french.long_date(found.starts_on)),
            ("Fin au plus tôt", french.long_date(found.min_ends_on)),
            ("Fin prévue", french.long_date(found.ends_on)),
            ("Fin au plus tard", french.long_date(found.max_ends_on)),
            ("Arrêt demandé par la structure", french.long_date(found.stop_asked_on) if found.stop_asked_on else ""),
            ("Clos le", french.long_date(found.closed_on) if found.closed_on else ""),
        ],
        "back": url(request, "detail", diagnostic.pk),
    }
    wrong = form.errors or duration.errors
    return render(request, "diagnostics/diagnosis/fil_rouge.html", context, status=422 if wrong else 200)


@require_POST
@for_sides(Side.DIAGNOSIS)
def agree_duration(request, campaign, diagnostic):
    """Agree on the end."""
    diagnostic = their_diagnostic(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    form = DurationForm(request.POST)
    if form.is_valid() and accepted(
        form, services.agree_duration, found, form.cleaned_data["ends_on"], by=request.seat
    ):
        messages.success(request, "La fin du fil rouge est notée.")
        return redirect(url(request, "fil_rouge", diagnostic.pk))
    return _fil_rouge_page(request, diagnostic, found, ContactForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.DIAGNOSIS)
def close_fil_rouge(request, campaign, diagnostic):
    """Close with a report."""
    diagnostic = their_diagnostic(request, diagnostic)
    found = visible_fil_rouge(request, diagnostic=diagnostic)
    back = url(request, "fil_rouge", diagnostic.pk)
    form = ReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if accepted(form, services.close_fil_rouge, found, form.cleaned_data["report"], by=request.seat):
            messages.success(request, "Le fil rouge est clos, la structure lit votre bilan.")
            return redirect(back)
    elif request.method != "POST" and (reason := rules.why_not_close(found)):
        messages.error(request, reason)
        return redirect(back)
    return confirm_page(
        request,
        title=f"Clore le fil rouge {french.of(diagnostic.application.organisation.name)} ?",
        sentence="Le suivi s’arrête aujourd’hui. L’historique reste ; plus rien ne s’y ajoute.",
        action="Clore le fil rouge",
        back=back,
        form=form,
        danger=True,
    )
