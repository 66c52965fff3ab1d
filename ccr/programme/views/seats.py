"""Who sits where, and why a choice is refused (DESIGN 2.1)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ccr.accounts import services as accounts
from ccr.accounts.models import Invitation, Person
from ccr.programme import rules, seats
from ccr.programme.forms import EngagementForm, MandateForm
from ccr.programme.models import Engagement, Mandate, SeatState
from ccr.programme.roles import CANDIDATE_ROLES, Function, Role
from ccr.ui.pages import confirm_page
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Lane, Side

ORDER = [Lane.COORDINATION, Lane.SUPPORT, Lane.INSTRUCTION, Lane.PILOT]


@require_safe
@for_sides(Side.COORDINATION)
def seat_list(request, campaign):
    """Everybody who sits in the campaign, lane by lane, candidates aside; and the organisations engaged."""
    return _page(request, MandateForm(), EngagementForm())


def _page(request, mandate_form, engagement_form, status=200):
    mandates = (
        Mandate.objects.filter(seat__campaign=request.campaign, ended_at__isnull=True)
        .exclude(role__in=CANDIDATE_ROLES)
        .select_related("seat__person", "organisation")
        .order_by("seat__person__last_name", "seat__person__first_name", "pk")
    )
    engagements = (
        Engagement.objects.filter(campaign=request.campaign, ended_at__isnull=True)
        .exclude(function=Function.CANDIDACY)
        .select_related("organisation")
        .order_by("function", "organisation__name")
    )
    mandates, engagements = list(mandates), list(engagements)
    lanes = [(lane, [m for m in mandates if m.seat.lane == lane]) for lane in ORDER]
    functions = [(f, [e for e in engagements if e.function == f]) for f in Function if f != Function.CANDIDACY]
    invitations = (
        Invitation.objects.visible_to(request.seat)
        .filter(accepted_at=None, revoked_at=None)
        .select_related("organisation")
        .order_by("-created_at")
    )
    mail_badges = accounts.mail_badges(invitations)
    context = {
        "people": len({m.seat_id for m in mandates if m.seat.state == SeatState.ACTIVE}),
        "closed": rules.why_not_closed(request.campaign),
        "advice": rules.advice_on_seats(mandates),
        "lanes": lanes,
        "functions": [(f, rows) for f, rows in functions if rows],
        "invitations": [(invitation, mail_badges.get(invitation.pk)) for invitation in invitations],
        "mandate_form": mandate_form,
        "engagement_form": engagement_form,
    }
    return render(request, "programme/seats.html", context, status=status)


@for_sides(Side.COORDINATION)
def give_mandate(request, campaign):
    """Give the role at once to somebody who has an account; invite anybody else."""
    if request.method != "POST":
        return redirect("programme:seats", campaign)
    form = MandateForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        advice = rules.advice_on_mandate(request.campaign, Person.objects.known(data["email"]), Role(data["role"]))
        if advice and "confirm" not in request.POST:
            return confirm_page(
                request,
                title=f"Donner aussi le rôle « {Role(data['role']).label} » ?",
                sentence=advice,
                action="Donner le rôle quand même",
                back=reverse("programme:seats", args=[campaign]),
                typed=form,
            )
        try:
            messages.success(request, _give_or_invite(request, data))
            return redirect("programme:seats", campaign)
        except DomainError as error:
            form.add_error(None, str(error))
    return _page(request, form, EngagementForm(), status=422)


def _give_or_invite(request, data) -> str:
    """The sentence that says what happened. Raises DomainError."""
    role = Role(data["role"])
    person = Person.objects.known(data["email"])
    if person is None or not person.is_active:
        accounts.invite(request.campaign, data["email"], role, data["organisation"], by=request.seat)
        return f"Une invitation valable 14 jours part à {data['email']}."
    seats.appoint(request.campaign, person, role, data["organisation"], by=request.seat)
    return f"{person.full_name} siège désormais : {role.label}, {data['organisation'].name}. Un courrier le lui dit."


@for_sides(Side.COORDINATION)
def withdraw_mandate(request, campaign, mandate):
    """End a mandate, after a confirmation."""
    mandates = Mandate.objects.filter(seat__campaign=request.campaign, ended_at__isnull=True)
    mandate = get_object_or_404(
        mandates.exclude(role__in=CANDIDATE_ROLES).select_related("seat__person", "organisation"), pk=mandate
    )
    if request.method != "POST":
        return confirm_page(
            request,
            title="Retirer ce mandat ?",
            sentence=(
                f"{mandate.seat.person.full_name} ne sera plus « {mandate.get_role_display()} » pour "
                f"{mandate.organisation.name}. Ce qui a été fait garde son nom."
            ),
            action="Retirer le mandat",
            back=reverse("programme:seats", args=[campaign]),
            danger=True,
        )
    try:
        seats.withdraw_mandate(mandate, by=request.seat)
        messages.success(request, "Le mandat est retiré.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("programme:seats", campaign)


@for_sides(Side.COORDINATION)
def revoke_invitation(request, campaign, invitation):
    """Cancel an invitation that waits."""
    invitation = get_object_or_404(Invitation.objects.visible_to(request.seat), pk=invitation)
    if request.method == "POST":
        try:
            accounts.revoke_invitation(invitation, by=request.seat)
            messages.success(request, "L’invitation est annulée : son lien n’ouvre plus rien.")
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("programme:seats", campaign)


@for_sides(Side.COORDINATION)
def renew_invitation(request, campaign, invitation):
    """Send a new link to the same person, for the same role: the former one opens nothing any more."""
    invitation = get_object_or_404(
        Invitation.objects.visible_to(request.seat).select_related("organisation"), pk=invitation
    )
    if request.method == "POST":
        try:
            accounts.invite(
                request.campaign, invitation.email, invitation.role, invitation.organisation, by=request.seat
            )
            messages.success(request, f"Une nouvelle invitation valable 14 jours part à {invitation.email}.")
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("programme:seats", campaign)


@for_sides(Side.COORDINATION)
def engage(request, campaign):
    """Give an organisation a function in the campaign."""
    if request.method != "POST":
        return redirect("programme:seats", campaign)
    form = EngagementForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            seats.engage_organisation(request.campaign, data["organisation"], data["function"], by=request.seat)
            label = Function(data["function"]).label
            messages.success(request, f"{data['organisation'].name} tient désormais la fonction « {label} ».")
            return redirect("programme:seats", campaign)
        except DomainError as error:
            form.add_error(None, str(error))
    return _page(request, MandateForm(), form, status=422)


@for_sides(Side.COORDINATION)
def end_engagement(request, campaign, engagement):
    """End an organisation's function, after a confirmation."""
    engagements = Engagement.objects.filter(campaign=request.campaign, ended_at__isnull=True)
    engagement = get_object_or_404(
        engagements.exclude(function=Function.CANDIDACY).select_related("organisation", "campaign"), pk=engagement
    )
    if request.method != "POST":
        return confirm_page(
            request,
            title="Terminer cette fonction ?",
            sentence=(
                f"{engagement.organisation.name} ne tiendra plus la fonction « {engagement.get_function_display()} » "
                "dans cet appel."
            ),
            action="Terminer la fonction",
            back=reverse("programme:seats", args=[campaign]),
            danger=True,
        )
    try:
        seats.end_engagement(engagement, by=request.seat)
        messages.success(request, "La fonction est terminée.")
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("programme:seats", campaign)
