"""A call in preparation: begun from another or from the usual settings, prepared step by step, checked, published."""

import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from ccr import clock
from ccr.programme import calendars, campaigns, opening, rules, taking_over
from ccr.programme.forms import STEP_FIELDS, CampaignForm, NewCallForm
from ccr.programme.models import CampaignState, SiteStatus
from ccr.programme.roles import Role
from ccr.registry import Step
from ccr.ui import french
from ccr.ui.context import address
from ccr.ui.pages import accepted, posted
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

from .campaigns import axis_lines, meeting_lines

STEPS = {
    "identite": "Identité et dates",
    "sites": "Sites",
    "pieces": "Pièces",
    "nombres": "Grille et nombres",
    "calendrier": "Calendrier et réunions",
    "verifier": "Avant d’ouvrir",
}
"""The preparation of a call, in order: the end of each address, and its name."""
OWN_PAGES = {"pieces": "pieces", "verifier": "opening"}
"""Steps whose page has an address of its own."""


def step_url(campaign, step: str) -> str:
    """The page of a step."""
    if step in OWN_PAGES:
        return reverse(f"programme:{OWN_PAGES[step]}", args=[campaign.slug])
    return reverse("programme:campaign_prepare", args=[campaign.slug, step])


def preparation(campaign, here: str) -> dict:
    """What a step's page shows of the preparation: the steps, its neighbours, what is checked there."""
    checks = opening.checks(campaign)
    keys = list(STEPS)
    rank = keys.index(here)
    after = keys[rank + 1] if rank + 1 < len(keys) else None
    return {
        "here": here,
        "title": STEPS[here],
        "number": rank + 1,
        "count": len(keys),
        "steps": [_step(campaign, key, here, checks) for key in keys],
        "checks": [check for check in checks if here == "verifier" or check.url == step_url(campaign, here)],
        "before": (STEPS[keys[rank - 1]], step_url(campaign, keys[rank - 1])) if rank else None,
        "after": (STEPS[after], step_url(campaign, after)) if after else None,
    }


def _step(campaign, key, here, checks) -> Step:
    url = step_url(campaign, key)
    if key == here:
        return Step(STEPS[key], "current")
    missing = key == "verifier" or any(check.state == opening.MISSING for check in checks if check.url == url)
    return Step(STEPS[key], "todo" if missing else "done", url=url)


# Begun


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def campaign_create(request, campaign):
    """Begin another call, from one that the person coordinates or from the usual settings; she coordinates it."""
    bases = list(taking_over.calls_of(request.seat.person))
    latest = next((one for one in bases if one.is_public), bases[0])
    wanted = request.POST.get("base", "") if request.method == "POST" else request.GET.get("base", latest.slug)
    base = next((one for one in bases if one.slug == wanted), None)
    proposal = taking_over.proposal(base)
    form = NewCallForm(posted(request), bases=bases, base=base, proposal=proposal)
    if form.is_valid() and (created := _created(request, form, base)):
        done = f"L’appel « {created.title} » est créé, en préparation : personne d’autre ne le voit encore."
        messages.success(request, done)
        return redirect(step_url(created, "sites"))
    context = {"form": form, "bases": bases, "base": base, "proposal": proposal, "taken": _taken(base, proposal)}
    return render(request, "programme/new_call.html", context, status=422 if form.errors else 200)


def _created(request, form, base):
    """The new call; None when the form says why not."""
    typed = {name: value for name, value in form.cleaned_data.items() if name != "base"}
    if base is None:
        typed |= taking_over.usual_days(typed["opens_on"], typed["deadline_on"])
    regain = next(m.organisation for m in request.seat.active_mandates if m.role == Role.COORDINATOR)
    try:
        return accepted(
            form, campaigns.create_campaign, request.seat.person, regain, base=base, by=request.seat, **typed
        )
    except ValidationError as error:  # a day taken over that would be too far from the opening
        form.add_error(None, error.messages)
        return None


def _taken(base, proposal) -> dict:
    """What the new call takes over, in words: its days as they were and as they would be, sites, pieces."""
    if base is None:
        return {}
    days = [(calendars.label_of(name), getattr(base, name), proposal.days[name]) for name in calendars.DAYS]
    for meeting in taking_over.meetings_of(base):
        day = clock.in_paris(meeting.starts_at).date()
        days.append((capfirst(meeting.get_kind_display()), day, taking_over.later(day, proposal.years)))
    return {
        "days": days[2:],
        "sites": [row.site.name for row in base.sites.exclude(status=SiteStatus.ABANDONED).select_related("site")],
        "pieces": base.pieces.filter(is_asked=True).count(),
    }


# Prepared


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def campaign_prepare(request, campaign, step):
    """A step: what it asks, what there is already, what is checked."""
    current = request.campaign
    if current.state != CampaignState.DRAFT:
        if request.method == "POST":
            messages.error(request, "L’appel est publié : rien n’est enregistré. Modifiez-le depuis cette page.")
        return redirect("programme:campaign", campaign)
    form = None
    if step in STEP_FIELDS:
        # The form writes on its instance: what is shown of the call stays as it is.
        form = CampaignForm(posted(request), instance=copy.copy(current), only=STEP_FIELDS[step])
        if form.is_valid() and accepted(
            form, campaigns.change_campaign, current, form.changed_values(), seen=form.seen(), by=request.seat
        ):
            messages.success(request, "C’est enregistré.")
            return redirect(preparation(current, step)["after"][1])
    elif request.method == "POST":
        return redirect(request.path)
    context = {**preparation(current, step), "form": form, "closed": None, "heading": STEPS[step]}
    if step == "sites":
        context["sites"] = sites = list(current.sites.select_related("site"))
        context["heading"] = french.counted(len(sites), "site proposé", "sites proposés")
    elif step == "nombres":
        context["axes"] = axis_lines()
    elif step == "calendrier":
        context["meetings"] = meeting_lines(request)
    return render(request, "programme/prepare.html", context, status=422 if form and form.errors else 200)


# Checked, published


@require_safe
@for_sides(Side.COORDINATION)
def campaign_opening(request, campaign):
    """« Avant d’ouvrir »: what is done, what is missing, what is to look at, each with the page that mends it."""
    current = request.campaign
    if current.state != CampaignState.DRAFT:
        messages.info(request, f"{current.title} est déjà publié.")
        return redirect("programme:campaign", campaign)
    context = preparation(current, "verifier")
    refusing = sum(check.refuses for check in context["checks"])
    left = sum(check.state != opening.DONE for check in context["checks"])
    context |= {
        "heading": _heading(current, refusing, left),
        "may_open": not refusing,
        "preview_url": address("candidates:call_preview", current.slug),
    }
    return render(request, "programme/opening.html", context)


def _heading(campaign, refusing: int, left: int) -> str:
    if refusing:
        return f"Il manque {french.counted(refusing, 'chose')} pour publier {campaign.title}"
    if left:
        return f"{campaign.title} peut être publié ; {french.counted(left, 'point reste', 'points restent')} à regarder"
    return f"Tout est prêt pour publier {campaign.title}"


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.COORDINATION)
def campaign_publish(request, campaign):
    """Make the call public, after a page that says who will see what, from when."""
    current = request.campaign
    if current.state != CampaignState.DRAFT:
        messages.info(request, "L’appel est déjà publié.")
        return redirect("programme:campaign", campaign)
    if request.method != "POST":
        if refusal := opening.obstacles(current):
            messages.error(request, " ".join(refusal))
            return redirect("programme:opening", campaign)
        return render(request, "programme/publish.html", {"who_sees": _who_sees(current)})
    try:
        published = campaigns.publish_campaign(current, by=request.seat)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("programme:opening", campaign)
    messages.success(request, f"{published.title} est publié. {_opens(published)}")
    return redirect("programme:campaign", campaign)


def _opens(campaign) -> str:
    if clock.today() >= campaign.opens_on:
        return "Les candidatures sont ouvertes."
    return f"Les candidatures ouvrent le {french.long_date(campaign.opens_on)}."


def _who_sees(campaign) -> list[tuple[str, str]]:
    """Who sees what, from when: (who, what)."""
    opened = clock.today() >= campaign.opens_on
    when = "Dès maintenant" if opened else f"Le {french.day_in_words(campaign.opens_on)}, à 0{french.NBSP}h"
    barred = rules.bar_ends_on(campaign)
    return [
        (
            "Tout le monde, dès maintenant",
            "L’accueil public montre l’appel, son calendrier et ses sites ; sa page dit les pièces à préparer et la "
            "liste des structures qui diagnostiquent. La journée d’information prend les inscriptions une fois "
            "ouvertes.",
        ),
        (
            "Les structures candidates",
            f"{when}, elles commencent leur candidature, et la déposent jusqu’au "
            f"{french.binding_date(campaign.deadline_on)}. La liste des pièces ne change plus dès l’ouverture.",
        ),
        (
            "Les structures qui diagnostiquent",
            "Dès maintenant, leur nom est public, et les comités des autres appels leur sont fermés jusqu’au "
            f"{french.long_date(barred)}.",
        ),
        (
            "L’instruction et le comité",
            "Dès maintenant, l’appel et leur siège. Des candidatures, rien avant leur dépôt ; des diagnostics, rien.",
        ),
    ]
