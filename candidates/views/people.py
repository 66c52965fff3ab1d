"""« Qui travaille à cette candidature »: colleagues, the hand-over of the representation; texts of an earlier call."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from candidates import rules, services
from candidates.forms import ColleagueForm, HandOverForm
from candidates.models import HandOver
from candidates.views.application import address, own_application
from ccr import clock
from ccr.accounts import services as accounts
from ccr.accounts.models import Invitation
from ccr.ui.pages import accepted, act, confirm_page
from ccr.wall.access import for_sides
from ccr.wall.errors import DomainError
from ccr.wall.sides import Side


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def people(request, campaign, application):
    """Who works on the application; invite a colleague, or ask a member to represent the structure."""
    found = own_application(request, application)
    if request.method != "POST":
        return _page(request, found)
    return _ask_hand_over(request, found) if "person" in request.POST else _invite(request, found)


def _page(request, found, *, invite=None, hand_over=None, status=200):
    mandates = services.mandates_of(found)
    represents = rules.represents(request.seat, found)
    waiting = HandOver.objects.visible_to(request.seat).filter(application=found).waiting()
    invitations = Invitation.objects.visible_to(request.seat).filter(organisation=found.organisation_id).pending()
    context = {
        "application": found,
        "lines": [
            {
                "mandate": mandate,
                "is_me": mandate.seat_id == request.seat.pk,
                "may_remove": rules.why_not_remove(request.seat, found, mandate) is None,
            }
            for mandate in mandates
        ],
        "invitations": list(invitations),
        "represents": represents,
        "hand_over": waiting.select_related("to", "asked_by__person").first(),
        "invite_form": invite or ColleagueForm(),
        "hand_over_form": hand_over or HandOverForm(members=_members(request, found)),
        "back": address(found),
    }
    return render(request, "candidates/people.html", context, status=status)


def _members(request, found) -> list:
    """The other members of the organisation."""
    memberships = found.organisation.memberships.current(clock.today()).exclude(person=request.seat.person_id)
    memberships = memberships.filter(person__is_active=True).select_related("person")
    return [m.person for m in memberships.order_by("person__last_name", "person__first_name", "pk")]


def _invite(request, found):
    form = ColleagueForm(request.POST)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if accepted(form, services.invite_colleague, found, email, by=request.seat):
            messages.success(request, f"L’invitation part à {email}.")
            return redirect(address(found, "people"))
    return _page(request, found, invite=form, status=422)


@require_POST
@for_sides(Side.CANDIDATE)
def revoke(request, campaign, application, invitation):
    """Cancel an invitation."""
    found = own_application(request, application)
    rows = Invitation.objects.visible_to(request.seat).filter(organisation=found.organisation_id)
    invited = get_object_or_404(rows, pk=invitation)
    done = "L’invitation est annulée : son lien n’ouvre plus rien."
    return act(request, accounts.revoke_invitation, invited, done=done, back=address(found, "people"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def remove(request, campaign, application, mandate):
    """Take a contributor off the application, after a question; or leave it."""
    found = own_application(request, application)
    mandate = next((line for line in services.mandates_of(found) if line.pk == mandate), None)
    if mandate is None:
        raise Http404
    back, me = address(found, "people"), mandate.seat_id == request.seat.pk
    if reason := rules.why_not_remove(request.seat, found, mandate):
        messages.error(request, reason)
        return redirect(back)
    if request.method != "POST":
        who = "Quitter" if me else f"Retirer {mandate.seat.person.full_name} de"
        return confirm_page(
            request,
            title=f"{who} cette candidature ?",
            sentence=(
                "Ce qui a été écrit reste. "
                + ("Vous restez" if me else "La personne reste")
                + f" membre de {found.organisation.name}, et peut revenir tant que l’appel dure."
            ),
            action="Quitter la candidature" if me else "Retirer de la candidature",
            back=back,
            danger=True,
        )
    who = "Vous ne travaillez" if me else "La personne ne travaille"
    done, back = f"{who} plus à cette candidature.", reverse("ui:entrance") if me else back
    return act(request, services.remove_contributor, found, mandate, done=done, back=back)


def _ask_hand_over(request, found):
    form = HandOverForm(request.POST, members=_members(request, found))
    if form.is_valid():
        person = form.cleaned_data["person"]
        if accepted(form, services.ask_hand_over, found, person, by=request.seat):
            messages.success(
                request,
                f"{person.full_name} reçoit votre demande par e-mail. Rien ne change avant sa réponse.",
            )
            return redirect(address(found, "people"))
    return _page(request, found, hand_over=form, status=422)


@require_POST
@for_sides(Side.CANDIDATE)
def withdraw_hand_over(request, campaign, application, hand_over):
    """Drop the request."""
    found = own_application(request, application)
    rows = HandOver.objects.visible_to(request.seat).filter(application=found)
    asked = get_object_or_404(rows, pk=hand_over)
    done = "La passation est annulée : vous représentez toujours la structure."
    return act(request, services.withdraw_hand_over, asked, done=done, back=address(found, "people"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.NEWCOMER, Side.CANDIDATE)
def answer_hand_over(request, campaign, hand_over):
    """Who is asked reads what it means, and says yes or no; with or without a seat in the campaign yet."""
    asked = services.hand_over_for(request.user, request.campaign, hand_over)
    if asked is None:
        raise Http404
    reason = rules.why_not_accept_hand_over(asked, request.user)
    if request.method == "POST":
        return _answer(request, asked)
    context = {"hand_over": asked, "application": asked.application, "reason": reason}
    return render(request, "candidates/hand_over.html", context)


def _answer(request, asked):
    yes = request.POST.get("answer") == "accept"
    verb = services.accept_hand_over if yes else services.refuse_hand_over
    name, slug = asked.application.organisation.name, request.campaign.slug
    try:
        verb(asked, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
        return redirect("candidates:hand_over", slug, asked.pk)
    if not yes:
        messages.success(request, f"Vous avez refusé. {asked.asked_by.person.full_name} en est prévenu.")
        return redirect("ui:entrance")
    messages.success(request, f"Vous représentez maintenant {name} : vous signez la charte, déposez et retirez.")
    return redirect("candidates:application", slug, asked.application_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sides(Side.CANDIDATE)
def copy(request, campaign, application):
    """Begin from what the structure deposited in an earlier call."""
    found = own_application(request, application)
    version = services.former_version(found, request.user)
    back = address(found)
    if reason := rules.why_not_copy(found, version):
        messages.error(request, reason)
        return redirect(back)
    title = version.application.campaign.title
    if request.method != "POST":
        return confirm_page(
            request,
            title=f"Reprendre les textes de votre candidature à « {title} » ?",
            sentence=(
                "Ce qui est encore vide dans votre brouillon est rempli avec ce que vous aviez déposé ; ce que vous "
                "avez déjà écrit ne change pas. Les pièces sont à joindre de nouveau, et la charte à signer. "
                "Relisez tout : un site, un chiffre ou une personne a pu changer."
            ),
            details=[("Version reprise", f"version {version.number}")],
            action="Reprendre ces textes",
            back=back,
        )
    return act(
        request,
        services.copy_former,
        found,
        done=f"Les textes de « {title} » sont dans votre brouillon. Relisez-les, joignez les pièces, signez la charte.",
        back=back,
    )
