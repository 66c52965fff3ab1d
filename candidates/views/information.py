"""The information day as anybody sees it, and a registration as who holds its secret link does (A020).

The public page runs on the visitor's side whoever asks: having an account opens nothing there. The link's pages run on
the link's side, and read the one registration that the link opened in this browser.
"""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from candidates import information, rules, services
from candidates.forms.information import TRAP, PeopleForm, RegistrationForm
from candidates.models import AttendeeKind, InformationDay, Registration
from ccr import clock, documents
from ccr.directory.models import MemberKind
from ccr.library import readings
from ccr.ui.pages import confirm_page, posted
from ccr.wall.access import enters, for_sides
from ccr.wall.audience import audience
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing
from ccr.wall.sides import Lane, Side

OPENED = "ccr_registration"
"""Session key: the registration whose link was opened. Its number, never the secret."""
LIMITS = {"information": "10/m/ip,60/h/ip,6/h/key"}
TOO_MANY = "Trop de demandes d’affilée depuis cette connexion ou pour cette adresse. Réessayez dans une heure."
EVERY = ["GET", "HEAD", "POST"]


def _public_day(request, pk) -> InformationDay:
    """The day of this public call, or 404."""
    days = InformationDay.objects.select_related("meeting__campaign").filter(meeting__campaign=request.campaign)
    if not request.campaign.is_public:
        raise Http404
    return get_object_or_404(days, meeting=pk)


def _known_of(request) -> dict:
    """What the platform knows of who is signed in: her structure, and in what capacity. Read on her own side."""
    with passing(request.seat.sides if request.seat else {Side.NEWCOMER}):
        mine = request.user.memberships.current(clock.today()).select_related("organisation")
        membership = mine.order_by("organisation__name").first()
    if membership is None:
        return {}
    kind = AttendeeKind.STAFF if membership.kind == MemberKind.STAFF else AttendeeKind.ELECTED
    return {"organisation": membership.organisation.name[:150], "kind": kind}


def _readers() -> str:
    """Who reads a registration, from its door plate."""
    return audience(
        Registration, to=Side.ANONYMOUS, names={Side.CANDIDATE: "vous"}, subject="Votre inscription", feminine=True
    )


@require_http_methods(EVERY)
@enters(Side.ANONYMOUS)
@never_cache
def information_day(request, campaign, meeting):
    """What the day is, and the form: a name, an address, how many; one click for who is signed in."""
    day = _public_day(request, meeting)
    person = request.user if request.user.is_authenticated else None
    form = RegistrationForm(posted(request), person=person, initial=_known_of(request) if person else None)
    status = 200
    if request.method == "POST":
        answer = _register(request, day, form, person)
        if answer is not None:
            return answer
        status = 422
    context = {
        "day": day,
        "meeting": day.meeting,
        "is_full": services.is_full(day),
        "closed": rules.why_not_register(day),
        "readings": readings.before(day.meeting),
        "form": form,
        "person": person,
        "trap": TRAP,
        "audience": _readers(),
        "is_candidate": request.seat is not None and request.seat.lane == Lane.CANDIDATE,
    }
    return render(request, "candidates/information/day.html", context, status=status)


def _register(request, day, form, person):
    """Register and lead on to the one page that says so; None when the form has to be seen again.

    The answer is the same whether the address was known or not, and whether a machine filled the trap.
    """
    done = redirect("candidates:information_thanks", day.meeting.campaign.slug, day.meeting_id)
    if request.POST.get(TRAP):
        return done
    if not form.is_valid():
        return None
    typed = form.typed(person)
    key = typed["email"].lower()
    if not ratelimit.consume(request, app="candidates", action="information", config=LIMITS, key=key):
        form.add_error(None, TOO_MANY)
        return None
    try:
        services.register(day, **typed)
    except DomainError as refusal:
        form.add_error(None, refusal.sentence)
        return None
    if request.seat is not None and request.seat.lane == Lane.CANDIDATE:
        messages.success(request, "Votre demande est enregistrée. Nous vous l’écrivons aussi par e-mail.")
        return redirect("candidates:own_registration", day.meeting.campaign.slug, day.meeting_id)
    return done


@require_safe
@enters(Side.ANONYMOUS)
def information_thanks(request, campaign, meeting):
    """The same page for everybody who sent the form."""
    day = _public_day(request, meeting)
    return render(request, "candidates/information/thanks.html", {"day": day, "meeting": day.meeting})


# The secret link


@require_safe
@enters(Side.LINK)
@never_cache
@sensitive_variables("token")
def registration_link(request, campaign, token):
    """Keep which registration the link opens, and go on without the secret in the address."""
    found = services.registration_by_link(information.key_in(token))
    if found is None or found.day.meeting.campaign_id != request.campaign.pk:
        return render(request, "candidates/information/unknown.html", status=404)
    request.session[OPENED] = str(found.pk)
    return redirect("candidates:registration", campaign)


@require_safe
@for_sides(Side.CANDIDATE)
def own_registration(request, campaign, meeting):
    """A candidate opens her own registration, found by the address she signs in with."""
    rows = Registration.objects.visible_to(request.seat)
    request.session[OPENED] = str(get_object_or_404(rows, day__meeting=meeting).pk)
    return redirect("candidates:registration", campaign)


def _opened(request) -> Registration:
    """The registration that this browser's link opened, in this call; else 404."""
    found = services.registration_by_link(request.session.get(OPENED))
    if found is None or found.day.meeting.campaign_id != request.campaign.pk:
        raise Http404
    return found


@require_http_methods(EVERY)
@enters(Side.LINK)
@never_cache
def registration(request, campaign):
    """One's registration: where it stands, how many come, the documents, the calendar file, cancelling."""
    found = _opened(request)
    form = PeopleForm(posted(request), initial={"people": found.people})
    refusal = rules.why_not_change_registration(found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_people(found, form.cleaned_data["people"])
        except DomainError as error:
            form.add_error("people", error.sentence)
        else:
            messages.success(request, "C’est noté. Le nombre de personnes est à jour.")
            return redirect("candidates:registration", campaign)
    context = {
        "registration": found,
        "day": found.day,
        "meeting": found.day.meeting,
        "form": form,
        "refusal": refusal,
        "rank": services.place_in_line(found) if found.is_waiting else None,
        "papers": services.documents_for(found),
        "readings": [] if found.is_cancelled else readings.before(found.day.meeting),
        "audience": _readers(),
        "facts": _facts(found),
    }
    return render(request, "candidates/information/registration.html", context, status=422 if form.errors else 200)


def _facts(found) -> list[tuple[str, str]]:
    shown = [("Nom", found.name), ("Structure", found.organisation), ("Adresse e-mail", found.email)]
    shown += [("Vous venez en tant que", found.get_kind_display()), ("Lieu", found.day.meeting.place)]
    return [(label, value) for label, value in shown if value]


@require_http_methods(EVERY)
@enters(Side.LINK)
@never_cache
def registration_cancel(request, campaign):
    """Give one's place back, after a question."""
    found, back = _opened(request), reverse("candidates:registration", args=[campaign])
    try:
        if request.method == "POST":
            services.cancel_registration(found)
            messages.success(request, "Votre inscription est annulée. Merci : votre place servira à quelqu’un d’autre.")
            return redirect(back)
        if refusal := rules.why_not_change_registration(found):
            raise DomainError(refusal)
    except DomainError as error:
        messages.error(request, error.sentence)
        return redirect(back)
    return confirm_page(
        request,
        title="Annuler votre inscription ?",
        sentence="Votre place ira à la première personne en attente. Vous pourrez vous réinscrire, en fin de liste.",
        action="Annuler mon inscription",
        back=back,
        danger=True,
    )


@require_safe
@enters(Side.LINK)
@never_cache
def registration_calendar(request, campaign):
    """The day as a calendar file."""
    response = HttpResponse(information.calendar_of(_opened(request)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="journee-information.ics"'
    return response


@require_safe
@enters(Side.LINK)
@never_cache
def registration_document(request, campaign, document):
    """A document of the day, for who holds a link to it."""
    found = _opened(request)
    paper = next((one for one in services.documents_for(found) if one.pk == document), None)
    if paper is None:
        raise Http404
    return documents.attachment(paper.file, paper.name, paper.mime)
