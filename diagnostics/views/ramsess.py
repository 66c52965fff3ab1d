"""The RAMSESS coordination's pages: requests to confirm and to assign, places, waiting list, load."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ccr.directory.models import Organisation
from ccr.programme.roles import Role
from ccr.ui import charts, french
from ccr.ui.pages import accepted, act, confirm_page, posted
from ccr.wall.access import for_roles
from diagnostics import rules, services, situation
from diagnostics.forms import AssignForm, CapacityForm, PromiseForm
from diagnostics.models import Diagnostic
from diagnostics.states import DiagnosticState as State
from diagnostics.states import Outlook
from diagnostics.views.common import url, visible_diagnostic


@require_safe
@for_roles(Role.RAMSESS_COORDINATOR)
def requests(request, campaign):
    """What waits for RAMSESS, the gauge of the call, what each organisation carries."""
    waiting = [State.TO_CONFIRM, State.REQUESTED, State.WAITING]
    rows = Diagnostic.objects.visible_to(request.seat).with_list_data().filter(state__in=waiting)
    by_state = {state: [] for state in waiting}
    for diagnostic in rows.order_by("expected_until", "asked_at", "pk"):
        by_state[State(diagnostic.state)].append(diagnostic)
    by_state[State.WAITING].sort(key=lambda diagnostic: diagnostic.asked_at)
    loads = situation.loads(request.campaign)
    places = situation.places(request.campaign, waiting=len(by_state[State.WAITING]))
    limit = request.campaign.first_committee_day
    late = [d for d in by_state[State.REQUESTED] if d.missed(limit)]
    to_assign = [d for d in by_state[State.REQUESTED] if not d.missed(limit)]
    to_do = len(by_state[State.TO_CONFIRM]) + len(to_assign)
    context = {
        "to_confirm": by_state[State.TO_CONFIRM],
        "to_assign": to_assign,
        "late": late,
        "committee_came": any(d.missed(limit) for d in by_state[State.TO_CONFIRM]),
        "why_not_serve": rules.why_not_serve(request.campaign),
        "waiting": by_state[State.WAITING],
        "orphans": situation.without_referent(request.campaign).with_list_data(),
        "places": places,
        "loads": loads,
        "chart": _load_chart(loads),
        "heading": (
            french.counted(to_do, "demande vous attend", "demandes vous attendent")
            if to_do
            else "Aucune demande ne vous attend"
        ),
    }
    return render(request, "diagnostics/ramsess/requests.html", context)


def _load_chart(loads):
    if not any(load.in_hand for load in loads):
        return None
    total = french.counted(sum(load.in_hand for load in loads), "diagnostic")
    return charts.bars(
        [(load.organisation.name, load.in_hand, load.capacity) for load in loads],
        title="Diagnostics en cours par structure",
        sentence=f"{total} en cours, {french.counted(len(loads), 'structure')} sur la liste publique.",
        heading="Structure",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.RAMSESS_COORDINATOR)
def confirm(request, campaign, diagnostic):
    """Take a request at risk, or a late one with a date."""
    diagnostic = visible_diagnostic(request, diagnostic)
    back = url(request, "requests")
    if reason := rules.why_not_in_time(diagnostic):
        messages.error(request, reason)
        return redirect(back)
    form = PromiseForm(posted(request), needed=diagnostic.outlook == Outlook.RED)
    if request.method == "POST" and form.is_valid():
        promised = form.cleaned_data["promised_on"]
        if accepted(form, services.confirm, diagnostic, promised_on=promised, by=request.seat):
            messages.success(request, "La demande est confirmée : il reste à l’attribuer.")
            return redirect(url(request, "assign", diagnostic.pk))
    limit = request.campaign.first_committee_day
    return confirm_page(
        request,
        title=f"Confirmer le diagnostic {french.of(diagnostic.application.organisation.name)} ?",
        sentence="La structure compte alors sur une restitution avant le comité"
        + (f" du {french.long_date(limit)}." if limit else "."),
        details=[
            ("Demandé le", french.long_date(diagnostic.asked_at)),
            ("Calendrier", diagnostic.get_outlook_display()),
            (
                "Restitution attendue",
                f"{french.short_date(diagnostic.expected_from)} – {french.short_date_year(diagnostic.expected_until)}",
            ),
        ],
        action="Confirmer",
        back=back,
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.RAMSESS_COORDINATOR)
def decline(request, campaign, diagnostic):
    """Not in time: the structure is offered a diagnostic after the selection."""
    diagnostic = visible_diagnostic(request, diagnostic)
    back = url(request, "requests")
    if request.method != "POST":
        return confirm_page(
            request,
            title=f"Ne pas confirmer le diagnostic {french.of(diagnostic.application.organisation.name)} ?",
            sentence="La structure en est prévenue ; il lui est proposé un diagnostic complet après la sélection. Sa "
            "place est "
            "rendue.",
            action="Ne pas confirmer",
            back=back,
            danger=True,
        )
    return act(request, services.decline, diagnostic, done="La structure est prévenue.", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.RAMSESS_COORDINATOR)
def assign(request, campaign, diagnostic):
    """Give a request to an organisation and a person, or hand a diagnostic over to another person."""
    diagnostic = visible_diagnostic(request, diagnostic)
    handing_over = diagnostic.organisation_id is not None
    if not handing_over and diagnostic.state != State.REQUESTED:
        messages.error(request, f"Cette demande ne s’attribue pas : elle est « {diagnostic.get_state_display()} ».")
        return redirect(url(request, "requests"))
    if not handing_over and (reason := rules.why_not_in_time(diagnostic)):
        messages.error(request, reason)
        return redirect(url(request, "requests"))
    loads = situation.loads(request.campaign)
    only = diagnostic.organisation_id if handing_over and diagnostic.state != State.ASSIGNED else None
    form = AssignForm(posted(request), loads=loads, current=diagnostic.diagnostician_id, only=only)
    if request.method == "POST" and form.is_valid():
        organisation, seat = form.chosen
        verb = services.hand_over if handing_over else services.assign
        if accepted(form, verb, diagnostic, organisation, seat, by=request.seat):
            messages.success(request, f"{seat.person.full_name} et la structure en sont prévenus par e-mail.")
            return redirect(url(request, "requests"))
    context = {
        "diagnostic": diagnostic,
        "form": form,
        "handing_over": handing_over,
        "back": url(request, "detail" if handing_over else "requests", *([diagnostic.pk] if handing_over else [])),
    }
    return render(request, "diagnostics/ramsess/assign.html", context, status=422 if form.errors else 200)


def _served(number) -> str:
    if not number:
        return "Aucune place n’est à donner : toutes sont prises, ou personne n’attend."
    given = french.counted(number, "place est donnée", "places sont données")
    return f"{given}, dans l’ordre des demandes."


@require_POST
@for_roles(Role.RAMSESS_COORDINATOR)
def serve_waiting_list(request, campaign):
    """Give the free places."""
    return act(
        request,
        services.serve_waiting_list,
        request.campaign,
        done=_served,
        back=url(request, "requests"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.RAMSESS_COORDINATOR)
def capacity(request, campaign, organisation):
    """How many diagnostics an organisation carries at once."""
    found = Organisation.objects.filter(pk=organisation).first()
    if found is None or rules.why_not_listed(request.campaign, found):
        raise Http404
    back = url(request, "requests")
    load = next(load for load in situation.loads(request.campaign) if load.organisation == found)
    form = CapacityForm(posted(request), initial={"simultaneous": load.capacity})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["simultaneous"]
        if accepted(form, services.set_capacity, request.campaign, found, number, by=request.seat):
            messages.success(request, f"Capacité {french.of(found.name)} : {number}.")
            return redirect(back)
    return confirm_page(
        request,
        title=f"Capacité {french.of(found.name)}",
        sentence="Ce nombre est montré au moment d’attribuer ; il n’empêche pas de le dépasser.",
        details=[("En cours", load.in_hand), ("Fils rouges", load.following)],
        action="Enregistrer",
        back=back,
        form=form,
    )
