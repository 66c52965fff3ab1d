"""Pages of nobody's room: the public ones, the way in, and « À faire »."""

import datetime
import re

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ccr import clock, registry
from ccr.library import readings
from ccr.library.models import PublicDocument
from ccr.programme.campaigns import public_calls
from ccr.programme.models import Campaign, CampaignState, Seat, SiteStatus
from ccr.programme.seats import seats_with_mandates
from ccr.ui import charts, french
from ccr.ui.context import CALL, address, help_contact
from ccr.ui.programme import calendar_items, situation
from ccr.ui.texts import RETENTION
from ccr.wall.access import enters
from ccr.wall.sides import Lane, Side

SLUG = re.compile(r"[-\w]{1,50}")
LATEST = 3
"""How many documents the public home names."""
NEXT = 3
"""How many calls to come it shows."""


@require_safe
@enters(Side.ANONYMOUS)
def public_home(request):
    """What the programme is, every open call and the next to come, their calendars, the two lanes."""
    open_now, coming, shown = public_calls()
    calls = [_call(campaign) for campaign in (*open_now, *coming[:NEXT])] or ([_call(shown)] if shown else [])
    context = {
        "shown": shown,
        "calls": calls,
        "open_calls": len(open_now),
        "situation": situation(shown) if len(open_now) < 2 else f"{len(open_now)} appels à candidatures sont ouverts",
        "lanes": charts.lanes(),
        "apply_url": calls[0]["apply_url"] if len(open_now) == 1 else "",
        "latest": PublicDocument.objects.published().order_by("-published_at", "pk")[:LATEST],
    }
    return render(request, "ui/public_home.html", context)


def _call(campaign) -> dict:
    """A call as the public home shows it."""
    return {
        "campaign": campaign,
        "situation": situation(campaign),
        "is_coming": campaign.opens_on > clock.today(),
        "page_url": address("candidates:apply", campaign.slug),
        "apply_url": address("candidates:apply", campaign.slug) if campaign.accepts_applications else "",
        "calendar": charts.calendar(
            calendar_items(campaign), clock.today(), title=f"Calendrier de l’appel : {campaign.title}"
        ),
        "offers": [one for ask in registry.providers("public", {Side.ANONYMOUS}) for one in ask(campaign)],
        "diagnosing_url": address("programme:diagnosing_list", campaign.slug),
        "sites": list(campaign.sites.exclude(status=SiteStatus.ABANDONED).select_related("site")),
    }


def own_seats(person):
    """The person's seats in public calls, latest call first, with what ``sides`` needs. Two queries."""
    return seats_with_mandates().filter(person=person).order_by("-campaign__opens_on", "campaign__slug")


@require_safe
@enters(Side.NEWCOMER)
def entrance(request):
    """After signing in: to the home of the latest call in which the person sits, else to the list of calls.

    A call still in preparation comes after those that live.
    """
    for seat in sorted(own_seats(request.user), key=lambda seat: not seat.campaign.is_public):
        if seat.sides:
            return redirect("ui:home", seat.campaign.slug)
    if request.user.is_admin:
        return redirect("admin:index")
    return redirect("ui:campaigns")


@require_safe
@enters(Side.NEWCOMER)
def campaigns(request):
    """« Mes appels »: where the person sits, and where she may begin."""
    seats = [seat for seat in own_seats(request.user) if seat.sides]
    taken = [seat.campaign_id for seat in seats]
    published = Campaign.objects.filter(state=CampaignState.PUBLISHED).exclude(pk__in=taken)
    offers = [
        {"campaign": campaign, "url": address("candidates:apply", campaign.slug)}
        for campaign in published
        if campaign.accepts_applications
    ]
    return render(request, "ui/campaigns.html", {"seats": seats, "offers": offers})


@require_safe
def home(request, campaign):
    """« À faire »: what is expected of the person, by when, one button each; then figures; the calendar beside."""
    if request.seat is None:
        return newcomer(request)
    tasks = sorted(registry.ask("home", request.seat), key=lambda task: (task.rank, task.due or datetime.date.max))
    headlines = registry.ask("headline", request.seat)
    lane = request.seat.lane
    context = {
        "tasks": tasks,
        "headline": headlines[0] if headlines else headline(tasks),
        "figures": sorted(registry.ask("figures_home", request.seat), key=lambda figure: figure.rank),
        "steps": charts.calendar_steps(calendar_items(request.campaign), clock.today()),
        "to_read": list(readings.at_home(request.seat).items()),
        "lane": lane if lane in (Lane.SUPPORT, Lane.INSTRUCTION) else "",
    }
    return render(request, "ui/home.html", context)


def headline(tasks) -> str:
    """The title of « À faire » when no room has a better one."""
    if not tasks:
        return "Rien ne vous attend aujourd’hui"
    due = [task.due for task in tasks if task.due]
    count = french.counted(len(tasks), "action vous attend", "actions vous attendent")
    if not due or min(due) < clock.today():
        return count
    return f"{count}, {'la première ' if len(tasks) > 1 else ''}{french.days_left(min(due), clock.today())}"


def newcomer(request):
    """Signed in, without an active seat in this call: what can be done."""
    campaign = request.campaign
    context = {
        "suspended": Seat.objects.filter(person=request.user, campaign=campaign).exists(),
        "situation": situation(campaign),
        "apply_url": address("candidates:apply", campaign.slug) if campaign.accepts_applications else "",
        "steps": charts.calendar_steps(calendar_items(campaign), clock.today()),
    }
    return render(request, "ui/newcomer.html", context)


@require_safe
@enters(Side.ANONYMOUS)
def legal(request):
    """Mentions légales (loi du 21 juin 2004, B7)."""
    return render(request, "ui/legal.html")


@require_safe
@enters(Side.ANONYMOUS)
def privacy(request):
    """Données personnelles: what is kept, why, how long, and one's rights (B7)."""
    return render(request, "ui/privacy.html", {"retention": RETENTION})


@require_safe
@enters(Side.ANONYMOUS)
def accessibility(request):
    """The declaration of accessibility (B7): « non conforme » until an audit says otherwise."""
    return render(request, "ui/accessibility.html")


@require_safe
@enters(Side.ANONYMOUS)
def wall(request):
    """« Ce que nous protégeons »: the wall in plain words."""
    return render(request, "ui/wall.html", {"lanes": charts.lanes()})


@require_safe
@enters(Side.ANONYMOUS)
def help_page(request):
    """Aide: the questions people ask, and whom to write to: about the public call one comes from, when there is one."""
    slug = request.GET.get(CALL, "")
    calls = Campaign.objects.exclude(state=CampaignState.DRAFT).filter(slug=slug)
    call = calls.first() if SLUG.fullmatch(slug) else None
    return render(request, "ui/help.html", {"help_contact": help_contact(None, call)})
