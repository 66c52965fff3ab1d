"""Individual days: thirty, by need."""

from collections import defaultdict
from decimal import Decimal

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.models import Application
from candidates.states import ApplicationState
from ccr.programme.roles import Role
from ccr.ui import french
from ccr.ui.pages import accepted, act, confirm_page, paginate, posted
from ccr.wall.access import for_roles
from ccr.wall.audience import audience
from ccr.wall.sides import Side
from dla import rules, services
from dla.filters import ResidentFilter
from dla.forms import AllocationForm
from dla.models import Allocation, DayPool, NeedsSheet
from dla.states import ALLOCATION, AllocationState
from dla.views.common import url


def _residents(request):
    """The structures that may have days: selected and not withdrawn, by name.

    Joined, not looked for in a list of selected ones: a page is then read in the order of names, and stops there.
    """
    rows = Application.objects.visible_to(request.seat).selected().exclude(state=ApplicationState.WITHDRAWN)
    return rows.select_related("organisation").order_by("organisation__name", "pk")


def _pool(request) -> DayPool:
    """The campaign's pool, or what it will be when it is first needed."""
    pool = DayPool.objects.visible_to(request.seat).select_related("campaign").first()
    return pool or DayPool(campaign=request.campaign)


@require_safe
@for_roles(Role.DLA_OFFICER)
def pool(request, campaign):
    """What is left, who has what, and the structures that may be given some."""
    allocations = list(
        Allocation.objects.visible_to(request.seat)
        .select_related("application__organisation", "pool")
        .order_by("-allocated_at", "pk")
    )
    held = defaultdict(int)
    for allocation in allocations:
        allocation.may_change = ALLOCATION.allows(allocation.state, AllocationState.RELEASED)
        if allocation.state != AllocationState.RELEASED:
            held[allocation.application] += allocation.half_days
    residents = _residents(request)
    search = ResidentFilter(request.GET, queryset=residents)
    page = paginate(request, search.qs)
    for application in page:
        application.held_half_days = held.get(application, 0)
    searched = bool(search.form.changed_data)
    count = residents.count() if searched else page.paginator.count
    context = {
        "pool": _pool(request),
        "allocations": allocations,
        "mean": french.number(Decimal(sum(held.values())) / count / 2, 1) if count else "",
        "many": [rules.many_sentence(a, total) for a, total in held.items() if total > rules.MANY_HALF_DAYS],
        "residents": page,
        "residents_count": french.counted(page.paginator.count, "structure"),
        "search": search,
        "searched": searched,
        "rate": request.campaign.day_rate,
        "spent": sum(held.values()) * request.campaign.day_rate / 2,
    }
    return render(request, "dla/pool.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def allocate(request, campaign, application):
    """Give days to one structure."""
    application = get_object_or_404(_residents(request).select_related("campaign"), pk=application)
    name = application.organisation.name
    form = AllocationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        half_days, reason = form.cleaned_data["days"], form.cleaned_data["reason"]
        if accepted(form, services.allocate_days, application, half_days, reason=reason, by=request.seat, key=form.key):
            messages.success(request, f"{french.days_from_half_days(half_days)} pour {name}.")
            if warning := rules.many_days(application):
                messages.warning(request, warning)
            return redirect(url(request, "pool"))
    context = {
        "application": application,
        "pool": _pool(request),
        "allocations": Allocation.objects.visible_to(request.seat)
        .filter(application=application)
        .select_related("pool"),
        "sheet": NeedsSheet.objects.visible_to(request.seat).filter(application=application).first(),
        "form": form,
        "audience": audience(
            Allocation, to=Side.DLA, subject="Le motif", names={Side.CONSULTANT: "le consultant de sa session"}
        ),
    }
    return render(request, "dla/allocate.html", context, status=422 if form.errors else 200)


def _allocation(request, pk) -> Allocation:
    rows = Allocation.objects.visible_to(request.seat).select_related("pool__campaign", "application__organisation")
    return get_object_or_404(rows, pk=pk)


@require_POST
@for_roles(Role.DLA_OFFICER)
def done(request, campaign, allocation):
    """The days were done."""
    allocation = _allocation(request, allocation)
    return act(
        request, services.mark_days_done, allocation, done="Les jours sont notés réalisés.", back=url(request, "pool")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.DLA_OFFICER)
def release(request, campaign, allocation):
    """Days that will not be done go back to the pool."""
    allocation = _allocation(request, allocation)
    back = url(request, "pool")
    if request.method == "POST":
        return act(request, services.release_days, allocation, done="Les jours sont rendus à la réserve.", back=back)
    return confirm_page(
        request,
        title="Rendre ces jours à la réserve ?",
        sentence=f"{french.days_from_half_days(allocation.half_days)} de {allocation.application.organisation.name} "
        "pourront être attribués à une autre structure.",
        action="Rendre les jours",
        back=back,
    )
