"""Account pages: one's own data and seats, an invitation received, second factors to reset."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from ccr.accounts import passkeys, rules, second_factor, services
from ccr.accounts.forms import AskResetForm, PersonForm
from ccr.accounts.models import Person
from ccr.programme.seats import seats_with_mandates
from ccr.ui.pages import confirm_page
from ccr.wall.access import enters
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side

INVITATION = "ccr_invitation"
"""Session key: the invitation whose link was opened. Its number, never its token."""


@enters(Side.THRESHOLD)
@never_cache
def profile(request):
    """« Mon compte »: names and phone, ways to sign in, seats held."""
    form = PersonForm(request.POST or None, instance=Person.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Vos coordonnées sont enregistrées.")
        return redirect("accounts:profile")
    seats = [s for s in seats_with_mandates().filter(person=request.user).order_by("-campaign__opens_on") if s.sides]
    context = {
        "form": form,
        "seats": seats,
        "has_password": request.user.has_usable_password(),
        "passkeys": passkeys.of(request.user).count(),
        "has_second_factor": second_factor.is_asked(request.user),
        "must_have_second_factor": second_factor.must_have_one(request.user),
        "may_reset": rules.why_not_resetter(request.user) is None,
    }
    return render(request, "accounts/profile.html", context, status=422 if form.errors else 200)


@require_safe
@enters(Side.THRESHOLD)
@never_cache
def access(request):
    """« Mes accès »: where the person sits and why, what that opens and never opens, for whom she may act."""
    places = services.places_of(request.user)
    context = {
        "places": places,
        "live": sum(place.is_live for place in places),
        "memberships": services.memberships_of(request.user),
        "is_admin": request.user.is_admin,
    }
    return render(request, "accounts/access.html", context)


# Invitations


@enters(Side.LINK)
@never_cache
@sensitive_variables("token")
def open_invitation(request, token):
    """Keep which invitation the link carries, and go on without the token in the address."""
    invitation = services.invitation_of(token)
    if invitation is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    request.session[INVITATION] = str(invitation.pk)
    return redirect("accounts:invitation")


@enters(Side.LINK)
@never_cache
def invitation(request):
    """Who invites to what; then sign in or sign up with the invited address; then accept.

    The link came by mail to the address: opening it confirms the address, for the sign-up that follows.
    """
    invitation = services.invitation_kept(request.session.get(INVITATION))
    if invitation is None:
        return render(request, "accounts/invitation_unknown.html", status=404)
    reason = rules.why_not_open(invitation)
    signed_in = request.user.is_authenticated
    if signed_in:
        reason = reason or rules.why_not_accept(invitation, request.user)
    if request.method == "POST":
        if not signed_in:
            raise Http404
        try:
            services.accept_invitation(invitation, request.user)
        except DomainError as error:
            reason = error.sentence
        else:
            del request.session[INVITATION]
            messages.success(request, f"Bienvenue. Vous êtes {invitation.get_role_display()} dans cet appel.")
            return redirect("ui:home", invitation.campaign.slug)
    has_account = Person.objects.filter(email=invitation.email).exists()
    knows_her = Person.objects.known(invitation.email) is not None
    if not signed_in and not has_account and reason is None:
        get_adapter(request).stash_verified_email(request, invitation.email)
    context = {
        "invitation": invitation,
        "host": invitation.invited_by.person.full_name,
        "reason": reason,
        "has_account": has_account,
        "way_in": "account_login" if knows_her else "account_request_login_code",
        "is_addressee": signed_in and request.user.email == invitation.email,
    }
    return render(
        request, "accounts/invitation.html", context, status=422 if reason and request.method == "POST" else 200
    )


# Lost second factors


def _resetter_or_404(request):
    if rules.why_not_resetter(request.user):
        raise Http404


@enters(Side.THRESHOLD)
@never_cache
def resets(request):
    """Requests to confirm, and the form that makes one: for administrators and coordinators."""
    _resetter_or_404(request)
    form = AskResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.filter(email=form.cleaned_data["email"].lower()).first()
        try:
            if person is None:
                raise DomainError("Aucun compte n’a cette adresse. Vérifiez-la avec la personne.")
            services.ask_reset(person, by=request.user)
        except DomainError as error:
            form.add_error("email", error.sentence)
        else:
            messages.success(request, "Demande enregistrée. Une autre personne doit maintenant la confirmer.")
            return redirect("accounts:resets")
    context = {
        "form": form,
        "waiting": [
            {"reset": reset, "reason": rules.why_not_confirm_reset(reset, request.user)}
            for reset in services.waiting_resets()
            if not rules.is_stale(reset)
        ],
        "required": settings.CCR_MFA_REQUIRED,
    }
    return render(request, "accounts/resets.html", context, status=422 if form.errors else 200)


def _waiting_reset(pk):
    return get_object_or_404(services.resets(), pk=pk)


@enters(Side.THRESHOLD)
@never_cache
def confirm_reset(request, pk):
    """Ask before removing somebody's second factor, then do it."""
    _resetter_or_404(request)
    reset = _waiting_reset(pk)
    try:
        if request.method == "POST":
            services.confirm_reset(reset, by=request.user)
            messages.success(request, "Second facteur réinitialisé. La personne est prévenue par e-mail.")
            return redirect("accounts:resets")
        if reason := rules.why_not_confirm_reset(reset, request.user):
            raise DomainError(reason)
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect("accounts:resets")
    return confirm_page(
        request,
        title="Réinitialiser ce second facteur ?",
        sentence=(
            "Le second facteur et les codes de secours seront retirés, et ses connexions terminées. "
            "Vérifiez de vive voix que la personne le demande."
        ),
        details=[
            ("Personne", f"{reset.person.full_name} ({reset.person.email})"),
            ("Demandé par", reset.asked_by.full_name),
        ],
        action="Réinitialiser",
        back=reverse("accounts:resets"),
        danger=True,
    )


@enters(Side.THRESHOLD)
@require_POST
def cancel_reset(request, pk):
    """Drop a request."""
    _resetter_or_404(request)
    try:
        services.cancel_reset(_waiting_reset(pk), by=request.user)
        messages.success(request, "Demande annulée.")
    except DomainError as error:
        messages.error(request, error.sentence)
    return redirect("accounts:resets")
