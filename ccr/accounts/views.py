"""Account pages: one's own data and seats, an invitation received, second factors to reset."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from ccr import clock, own
from ccr.accounts import passkeys, rules, second_factor, services
from ccr.accounts.forms import AskResetForm, MailPaceForm, PersonForm
from ccr.accounts.models import Person
from ccr.documents import retry, serve
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
    return _profile(request, form)


@require_POST
@enters(Side.THRESHOLD)
def mails(request):
    """How one wishes to be written to."""
    form = MailPaceForm(request.POST)
    if not form.is_valid():
        return _profile(request, PersonForm(instance=Person.objects.get(pk=request.user.pk)), form)
    services.choose_pace(request.user, form.cleaned_data["pace"])
    messages.success(request, "C’est noté pour les prochains courriers.")
    return redirect(reverse("accounts:profile") + "#courriers")


def _profile(request, form, mails=None):
    seats = [s for s in seats_with_mandates().filter(person=request.user).order_by("-campaign__opens_on") if s.sides]
    context = {
        "form": form,
        "mails": mails or MailPaceForm(initial={"pace": request.user.mail_pace}),
        "seats": seats,
        "has_password": request.user.has_usable_password(),
        "passkeys": passkeys.of(request.user).count(),
        "has_second_factor": second_factor.is_asked(request.user),
        "must_have_second_factor": second_factor.must_have_one(request.user),
        "may_reset": rules.why_not_resetter(request.user) is None,
    }
    status = 422 if form.errors or context["mails"].errors else 200
    return render(request, "accounts/profile.html", context, status=status)


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


# One's own data


@require_safe
@enters(Side.THRESHOLD)
@never_cache
def data(request):
    """« Mes données »: the account, then each call in which one sits, as a file that a program reads or as a PDF."""
    exports = services.exports_of(request.user)
    places = [place for place in services.places_of(request.user) if place.is_live]
    context = {
        "account": exports.get(None),
        "places": [{"campaign": place.seat.campaign, "document": exports.get(place.seat.pk)} for place in places],
    }
    return render(request, "accounts/data.html", context)


def _place_or_404(request, campaign):
    """The seat whose part is wanted, None for the account's. Raises Http404 for a call one has no seat in."""
    if campaign is not None and request.seat is None:
        raise Http404
    return request.seat


@require_safe
@enters(Side.THRESHOLD)
@never_cache
def data_json(request, campaign=None):
    """One part, as a JSON file."""
    seat = _place_or_404(request, campaign)
    said = {
        "fait_le": clock.now().isoformat(timespec="seconds"),
        "personne": {"nom": request.user.full_name, "adresse": request.user.email},
        "appel": seat.campaign.title if seat else None,
        "rubriques": own.as_data(services.data_of(request.user, seat)),
    }
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"mes-donnees-{seat.campaign.slug if seat else 'compte'}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@enters(Side.THRESHOLD)
def data_pdf(request, campaign=None):
    """Have one part made as a PDF; the page then says where it is."""
    services.ask_data(request.user, _place_or_404(request, campaign))
    return redirect("accounts:data")


def _export_or_404(request, pk):
    export = services.export_of(request.user, pk)
    if export is None:
        raise Http404
    return export


@require_safe
@enters(Side.THRESHOLD)
def data_document(request, pk):
    """The PDF, or where its making is."""
    return serve(request, _export_or_404(request, pk))


@require_POST
@enters(Side.THRESHOLD)
def data_document_retry(request, pk):
    """Make again what failed."""
    export = _export_or_404(request, pk)
    try:
        retry(export, by=export.owner_seat)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("accounts:data")


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
