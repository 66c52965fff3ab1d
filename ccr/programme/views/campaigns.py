"""The call itself: calendar, numbers, sites, meetings; the public list of who diagnoses."""

import copy
from decimal import Decimal

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST, require_safe

from ccr.directory import contacts
from ccr.library import readings
from ccr.programme import calendars, campaigns, means, meetings, rules
from ccr.programme.forms import (
    CALENDAR_FIELDS,
    HELP,
    PARAMETER_FIELDS,
    CalendarForm,
    CampaignForm,
    MeetingChangeForm,
    MeetingForm,
    SiteForm,
)
from ccr.programme.models import Axis, CalendarChange, CampaignSite, CampaignState, Engagement, Meeting, SiteStatus
from ccr.programme.roles import Function
from ccr.ui import french
from ccr.ui.pages import accepted, confirm_page, posted
from ccr.wall.access import enters, for_sides
from ccr.wall.errors import DomainError, refuse
from ccr.wall.sides import Side
from ccr.workflow import Badge

SHOWN_CHANGES = 8


def back_to(campaign, step: str):
    """Where a page of the call leads back: the step that it is part of while the call is prepared, else the call."""
    if campaign.state == CampaignState.DRAFT:
        return reverse("programme:campaign_prepare", args=[campaign.slug, step])
    return reverse("programme:campaign", args=[campaign.slug])


@require_safe
@for_sides(Side.COORDINATION)
def campaign_detail(request, campaign):
    """Calendar, sites, meetings and numbers on one page."""
    current = request.campaign
    field = current._meta.get_field
    context = {
        "calendar": [(field(name).verbose_name, getattr(current, name)) for name in CALENDAR_FIELDS],
        "parameters": [
            (title, [(_label(field(name)), _shown(current, name)) for name in names])
            for title, names in PARAMETER_FIELDS.items()
        ],
        "changes": [
            (change, calendars.lines(change))
            for change in CalendarChange.objects.visible_to(request.seat).select_related("by")[:SHOWN_CHANGES]
        ],
        "sites": current.sites.select_related("site"),
        "meetings": meeting_lines(request),
        "axes": axis_lines(),
        "is_draft": current.state == CampaignState.DRAFT,
        "pieces": current.pieces.filter(is_asked=True),
        "means": means.summary(request.seat),
        "based_on": current.based_on,
        "why_not_close": rules.why_not_close(current),
        "closed": rules.why_not_closed(current),
    }
    return render(request, "programme/campaign.html", context)


def _axis_badge(axis) -> Badge:
    return Badge("ouvert", "ok") if axis.is_open else Badge("fermé")


def axis_lines() -> list[dict]:
    """The six axes, and why one may not be switched."""
    return [
        {"axis": axis, "badge": _axis_badge(axis), "reason": rules.why_not_switch(axis)}
        for axis in Axis.objects.order_by("number")
    ]


def meeting_lines(request) -> list[dict]:
    """The meetings, with what to read before, the date that waits for each and whether it may still change."""
    rows = list(request.campaign.meetings.all())
    to_read = readings.before_each(rows)
    closed = rules.why_not_closed(request.campaign)
    waiting = {change.meeting_id: change for change in meetings.open_changes(request.seat)}
    return [
        {
            "meeting": meeting,
            "readings": to_read.get(meeting.pk),
            "change": waiting.get(meeting.pk),
            "may_change": (closed or meetings.why_not_change(meeting)) is None,
        }
        for meeting in rows
    ]


def _label(field) -> str:
    """The name of a number on a line of its own; its amount says the euros."""
    return capfirst(field.verbose_name.removesuffix(" (€)"))


def _shown(campaign, name):
    value = getattr(campaign, name)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not value and name in PARAMETER_FIELDS[HELP]:
        return "celui de la plateforme" if name == "help_phone" else "celle de la plateforme"
    return french.euros(value) if isinstance(value, Decimal) else value


@for_sides(Side.COORDINATION)
def campaign_edit(request, campaign):
    """Change the numbers of a published call; one in preparation is changed step by step."""
    if request.campaign.state == CampaignState.DRAFT:
        return redirect("programme:campaign_prepare", campaign, "identite")
    form = CampaignForm(request.POST or None, instance=request.campaign)
    if request.method == "POST" and form.is_valid():
        # Not the form's own instance: it holds the new values already.
        values, seen = form.changed_values(), form.seen()
        if accepted(form, campaigns.change_campaign, request.campaign, values, seen=seen, by=request.seat):
            messages.success(request, "L’appel est enregistré.")
            return redirect("programme:campaign", campaign)
    return render(request, "programme/campaign_form.html", {"form": form}, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def calendar_edit(request, campaign):
    """Move the days of a published call: what it breaks on both sides is shown first, then the act and its reason."""
    if request.campaign.state == CampaignState.DRAFT:
        return redirect("programme:campaign_prepare", campaign, "calendrier")
    if reason := rules.why_not_closed(request.campaign):
        messages.error(request, reason)
        return redirect("programme:campaign", campaign)
    # The form writes on its instance: what is shown of the call stays as it is.
    form = CalendarForm(posted(request), instance=copy.copy(request.campaign))
    context = {"form": form, "shown": None}
    if form.is_valid():
        moved, why = form.moved(), form.cleaned_data["reason"]
        context["shown"] = [
            (calendars.label_of(name), getattr(request.campaign, name), day) for name, day in moved.items()
        ]
        context["consequences"] = calendars.consequences(request.campaign, calendars.wanted(request.campaign, moved))
        context["typed"] = form.cleaned_data
        if "confirm" in request.POST:
            how = {"reason": why, "seen": form.seen(), "by": request.seat}
            done = accepted(form, campaigns.change_campaign, request.campaign, moved, **how)
            if done:
                messages.success(request, "Le calendrier est changé. Les personnes concernées sont prévenues.")
                return redirect("programme:campaign", campaign)
            context["shown"] = None
        elif reason := rules.why_not_calendar(request.campaign, moved):
            form.add_error(None, reason)
            context["shown"] = None
    return render(request, "programme/calendar_form.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def campaign_close(request, campaign):
    """End the call, after a page that says what it changes."""
    try:
        if request.method == "POST":
            campaigns.close_campaign(request.campaign, by=request.seat)
            messages.success(request, "L’appel est clos. Tout y reste lisible.")
            return redirect("programme:campaign", campaign)
        refuse(rules.why_not_close(request.campaign))
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("programme:campaign", campaign)
    return confirm_page(
        request,
        title="Clore l’appel ?",
        sentence=(
            "L’accueil public ne le présentera plus comme l’appel en cours. On n’y donnera plus de siège, n’y ajoutera "
            "plus de réunion, n’y changera plus de date. Les fils rouges, les notes et les lettres restent lisibles "
            "par qui les lit aujourd’hui."
        ),
        action="Clore l’appel",
        back=reverse("programme:campaign", args=[campaign]),
        danger=True,
    )


@require_POST
@for_sides(Side.COORDINATION)
def axis_switch(request, campaign, axis):
    """Open or close one of the six axes, for every call."""
    axis = get_object_or_404(Axis, pk=axis)
    try:
        axis = campaigns.switch_axis(axis, is_open="open" in request.POST, by=request.seat)
        messages.success(request, f"L’axe {axis.number} est {_axis_badge(axis).label}.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(back_to(request.campaign, "nombres"))


@for_sides(Side.COORDINATION)
def site_add(request, campaign):
    """Propose a site to candidates."""
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            campaigns.add_site(request.campaign, by=request.seat, **form.cleaned_data)
            messages.success(request, "Le site est ajouté à l’appel.")
            return redirect(back_to(request.campaign, "sites"))
        except DomainError as error:
            form.add_error("name", str(error))
    context = {"form": form, "heading": "Proposer un site", "back": back_to(request.campaign, "sites")}
    return render(request, "programme/simple_form.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def site_edit(request, campaign, site):
    """Change the stake or the status of a site."""
    campaign_site = get_object_or_404(
        CampaignSite.objects.select_related("site", "campaign"), pk=site, campaign=request.campaign
    )
    form = SiteForm.of(campaign_site, posted(request))
    context = {"form": form, "site": campaign_site, "typed": None, "confirming": None}
    context["back"] = back_to(request.campaign, "sites")
    if form.is_valid():
        data = {name: getattr(campaign_site, name) for name in form.SAID} | form.changed_values()
        moved = request.campaign.is_public and data["status"] != campaign_site.status
        refusal = rules.why_not_site(campaign_site, data["status"], data.get("reason", ""), data.get("replaced_by"))
        if moved and not refusal and "confirm" not in request.POST:
            context |= {
                "typed": data,
                "wanted": SiteStatus(data["status"]).label,
                "confirming": campaigns.site_consequences(campaign_site, data["status"]),
            }
        elif accepted(form, campaigns.change_site, campaign_site, **data, seen=form.seen(), by=request.seat):
            messages.success(request, "Le site est enregistré.")
            return redirect(back_to(request.campaign, "sites"))
    return render(request, "programme/site_form.html", context, status=422 if form.errors else 200)


@for_sides(Side.COORDINATION)
def meeting_add(request, campaign):
    """Put a meeting on the calendar; of a published call, once what it entails was shown, for a reason."""
    form = MeetingForm(posted(request), campaign=request.campaign)
    back, shown = back_to(request.campaign, "calendrier"), None
    if form.is_valid():
        meeting, reason = form.instance, form.cleaned_data.get("reason", "")
        if reason_not := rules.why_not_closed(request.campaign) or meetings.why_not_add(meeting, reason):
            form.add_error(None, reason_not)
        elif request.campaign.is_public and not _confirms(request):
            shown = meeting
        elif "again" not in request.POST and accepted(
            form, meetings.add_meeting, meeting, reason=reason, by=request.seat
        ):
            messages.success(request, "La réunion est au calendrier.")
            return redirect(back)
    context = {"form": form, "meeting": None, "back": back, **_entailed(form, shown)}
    return render(request, "programme/meeting_form.html", context, status=422 if form.errors else 200)


def _confirms(request) -> bool:
    """Whether what the act entails was shown, and it is confirmed, or is to be typed again."""
    return bool({"confirm", "again"} & request.POST.keys())


def _entailed(form, meeting) -> dict:
    """What the page says of a meeting as it is asked for, before anything is written; nothing without one."""
    if meeting is None:
        return {"typed": None}
    data = form.cleaned_data
    found = meetings.consequences(meeting, data["starts_at"])
    return {
        "typed": data,
        "asked": data["starts_at"],
        "kind": meeting.get_kind_display(),
        "late": [item for item in found if item.blocks],
        "tight": [item for item in found if not item.blocks],
    }


@for_sides(Side.COORDINATION)
def meeting_edit(request, campaign, meeting):
    """Move a meeting, once what it entails was shown; what would then fall after it has to be moved or put off (D6)."""
    rows = Meeting.objects.select_related("campaign")
    meeting = get_object_or_404(rows, pk=meeting, campaign=request.campaign)
    if reason := meetings.why_not_change(meeting):
        messages.error(request, reason)
        return redirect(back_to(request.campaign, "calendrier"))
    change = meetings.open_changes(request.seat).filter(meeting=meeting).first()
    form = MeetingChangeForm.of(meeting, posted(request), change)
    shown = None
    if form.is_valid():
        data = form.cleaned_data
        wanted = {"starts_at": data["starts_at"], "place": data["place"]}
        asks = request.campaign.is_public and meetings.is_told(meeting, **wanted)
        known = change is not None and change.starts_at == data["starts_at"]  # this page has just shown it
        why = data.get("reason", "")
        if refusal := meetings.why_not_move(meeting, **wanted, reason=why):
            form.add_error(None, refusal)
        elif asks and not known and not _confirms(request):
            shown = meeting
        elif "again" not in request.POST:
            try:
                waiting = meetings.change_meeting(meeting, **wanted, reason=why, by=request.seat)
                _say_changed(request, waiting)
                return redirect(back_to(request.campaign, "calendrier"))
            except DomainError as error:
                form.add_error(None, str(error))
    late = meetings.consequences(meeting, change.starts_at) if change else []
    context = {
        "form": form,
        "meeting": meeting,
        "change": change,
        "late": [item for item in late if item.blocks],
        "tight": [item for item in late if not item.blocks],
        "asked": change and change.starts_at,
        "kind": meeting.get_kind_display(),
        "back": back_to(request.campaign, "calendrier"),
        **_entailed(form, shown),
    }
    return render(request, "programme/meeting_form.html", context, status=422 if form.errors else 200)


def _say_changed(request, waiting):
    if waiting is None:
        messages.success(request, "La réunion est modifiée.")
    else:
        messages.warning(
            request,
            "La date est proposée, le calendrier ne change pas encore : les personnes concernées sont prévenues, et "
            "chaque restitution doit d’abord être avancée ou reportée.",
        )


@require_POST
@for_sides(Side.COORDINATION)
def meeting_drop_change(request, campaign, meeting):
    """Give up a date that was proposed."""
    meeting = get_object_or_404(Meeting.objects.select_related("campaign"), pk=meeting, campaign=request.campaign)
    meetings.drop_change(meeting, by=request.seat)
    messages.success(request, "Le changement de date est abandonné : la réunion garde sa date.")
    return redirect(back_to(request.campaign, "calendrier"))


@require_safe
@enters(Side.ANONYMOUS)
def diagnosing_list(request, campaign):
    """The public list of the organisations that diagnose, fixed by RAMSESS and Regain (DESIGN 2.1)."""
    listed = (
        Engagement.objects.filter(campaign=request.campaign, function=Function.DIAGNOSIS, ended_at__isnull=True)
        .values_list("listed_as", "organisation_id")
        .order_by("listed_as")
    )
    people = contacts.public_of([key for _, key in listed])
    context = {
        "listed": [(name, people.get(key, [])) for name, key in listed],
        "last": rules.last_restitution(request.campaign),
        "until": rules.bar_ends_on(request.campaign),
    }
    return render(request, "programme/diagnosing_list.html", context)
