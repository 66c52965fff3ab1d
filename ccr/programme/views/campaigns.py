"""The call itself: calendar, numbers, sites, meetings; the public list of who diagnoses; the monthly figures."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccr.programme import campaigns
from ccr.programme.forms import CALENDAR_FIELDS, PARAMETER_FIELDS, CampaignForm, MeetingForm, SiteForm
from ccr.programme.models import CampaignSite, CampaignState, Engagement, Figure
from ccr.programme.roles import Function, Role
from ccr.ui.pages import confirm_page
from ccr.wall.access import enters, for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side


@require_safe
@for_sides(Side.COORDINATION)
def campaign_detail(request, campaign):
    """Calendar, sites, meetings and numbers on one page."""
    current = request.campaign
    field = current._meta.get_field
    context = {
        "calendar": [(field(name).verbose_name, getattr(current, name)) for name in CALENDAR_FIELDS],
        "parameters": [
            (title, [(field(name).verbose_name, _shown(current, name)) for name in names])
            for title, names in PARAMETER_FIELDS.items()
        ],
        "sites": current.sites.select_related("site"),
        "meetings": current.meetings.all(),
        "reasons": campaigns.why_not_publish(current),
    }
    return render(request, "programme/campaign.html", context)


def _shown(campaign, name):
    value = getattr(campaign, name)
    return {True: "oui", False: "non"}.get(value, value) if isinstance(value, bool) else value


@for_sides(Side.COORDINATION)
def campaign_edit(request, campaign):
    """Change dates and numbers."""
    form = CampaignForm(request.POST or None, instance=request.campaign)
    if request.method == "POST" and form.is_valid():
        campaigns.change_campaign(request.campaign, form.cleaned_data, by=request.seat)
        messages.success(request, "L’appel est enregistré.")
        return redirect("programme:campaign", campaign)
    return render(request, "programme/campaign_form.html", {"form": form}, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def campaign_create(request, campaign):
    """Prepare another call; whoever creates it coordinates it."""
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mandate = next(m for m in request.seat.active_mandates if m.role == Role.COORDINATOR)
        try:
            created = campaigns.create_campaign(
                request.seat.person, mandate.organisation, by=request.seat, **form.cleaned_data
            )
            messages.success(
                request, f"L’appel « {created.title} » est créé, en préparation : personne ne le voit encore."
            )
            return redirect("programme:campaign", created.slug)
        except DomainError as error:
            form.add_error(None, str(error))
    return render(request, "programme/campaign_form.html", {"form": form}, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def campaign_publish(request, campaign):
    """Make the call public."""
    if request.method != "POST":
        return confirm_page(
            request,
            title="Publier l’appel ?",
            sentence="L’appel sera visible de tous, et les candidatures pourront commencer le jour de l’ouverture.",
            action="Publier l’appel",
            back=reverse("programme:campaign", args=[campaign]),
        )
    try:
        campaigns.publish_campaign(request.campaign, by=request.seat)
        messages.success(request, "L’appel est publié.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("programme:campaign", campaign)


@for_sides(Side.COORDINATION)
def site_add(request, campaign):
    """Propose a site to candidates."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaigns.add_site(request.campaign, by=request.seat, **form.cleaned_data)
            messages.success(request, "Le site est ajouté à l’appel.")
            return redirect("programme:campaign", campaign)
        except DomainError as error:
            form.add_error("name", str(error))
    context = {"form": form, "heading": "Proposer un site"}
    return render(request, "programme/simple_form.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def site_edit(request, campaign, site):
    """Change the stake or the status of a site."""
    campaign_site = get_object_or_404(CampaignSite.objects.select_related("site"), pk=site, campaign=request.campaign)
    form = SiteForm.of(campaign_site, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        campaigns.change_site(campaign_site, stake=data["stake"], status=data["status"], by=request.seat)
        messages.success(request, "Le site est enregistré.")
        return redirect("programme:campaign", campaign)
    context = {"form": form, "heading": f"Site : {campaign_site.site.name}"}
    return render(request, "programme/simple_form.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def meeting_add(request, campaign):
    """Put a meeting on the calendar."""
    form = MeetingForm(request.POST or None, campaign=request.campaign)
    if request.method == "POST" and form.is_valid():
        campaigns.add_meeting(form.instance, by=request.seat)
        messages.success(request, "La réunion est au calendrier.")
        return redirect("programme:campaign", campaign)
    context = {"form": form, "heading": "Ajouter une réunion"}
    return render(request, "programme/simple_form.html", context, status=422 if form.errors else 200)


@require_safe
@enters(Side.ANONYMOUS)
def diagnosing_list(request, campaign):
    """The public list of the organisations that diagnose, fixed by RAMSESS and Regain (DESIGN 2.1)."""
    listed = (
        Engagement.objects.filter(campaign=request.campaign, function=Function.DIAGNOSIS, ended_at__isnull=True)
        .values_list("listed_as", flat=True)
        .order_by("listed_as")
    )
    return render(request, "programme/diagnosing_list.html", {"names": list(listed)})


@require_safe
@for_sides(Side.PILOT, Side.COORDINATION)
def figures(request, campaign):
    """The monthly figures: aggregates only, nothing under 3."""
    by_key, months = defaultdict(dict), set()
    for figure in Figure.objects.visible_to(request.seat).order_by("month", "key"):
        by_key[figure.key, figure.label][figure.month] = figure.value
        months.add(figure.month)
    months = sorted(months)[-12:]
    rows = [(label, [values.get(month) for month in months]) for (_, label), values in by_key.items()]
    draft = request.campaign.state == CampaignState.DRAFT
    return render(request, "programme/figures.html", {"months": months, "rows": rows, "draft": draft})
