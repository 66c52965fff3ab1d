"""Pages of the demo: the guided visit, the post, the clock, the wall from both sides."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from ccr import clock
from ccr.accounts.models import Person
from ccr.demo import mail, people, register, time, tour
from ccr.demo.models import Stage
from ccr.demo.wall_addresses import STRUCTURE
from ccr.ui.pages import paginate
from ccr.wall.access import enters
from ccr.wall.sides import Lane, Side

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def demo_view(view):
    """Pages of the demo stand on the threshold, whoever looks."""
    return login_not_required(enters(Side.THRESHOLD)(view))


@demo_view
def visit(request):
    """The sign-in page of the demo: each step says who, what to do, and has one button."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    context = {"steps": people.visit_steps(), "password": people.PASSWORD, "wanted": wanted if safe else ""}
    return render(request, "demo/visit.html", context)


@demo_view
@require_POST
def enter(request):
    """Sign in as somebody of the demo, and go where the step begins."""
    persona = people.PERSONAS.get(request.POST.get("persona", ""))
    person = persona and Person.objects.filter(email=persona.email).first()
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "ui:entrance")


@demo_view
def letter_list(request):
    """The mails of any address."""
    address = request.GET.get("adresse", "").strip()
    page = paginate(request, mail.names(address))
    context = {"address": address, "page": page, "letters": [mail.letter(name) for name in page]}
    return render(request, "demo/letters.html", context)


@demo_view
def letter_detail(request, name):
    """One mail, as it was sent."""
    letter = mail.letter(name)
    if letter is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": letter})


@demo_view
def advance(request):
    """Move the demo's clock; the days are lived in the background, the page refreshes until then."""
    stage, back = Stage.current(), back_of(request)
    if request.method == "POST":
        stop = time.stop(request.POST.get("stop", ""))
        if stop is None:
            messages.error(request, "Cette étape est déjà passée.")
        elif Stage.objects.filter(moving_to__isnull=True).update(moving_to=stop.day):
            time.start_moving(stop.day)
        return redirect(f"{reverse('demo:advance')}?{urlencode({'retour': back})}")
    context = {"stage": stage, "stops": time.stops(), "today": clock.today(), "back": back}
    response = render(request, "demo/advance.html", context)
    if stage.moving_to:
        response["Refresh"] = "2"
    return response


def back_of(request) -> str:
    """The page of ours the visitor comes from, empty when there is none to go back to."""
    back = request.POST.get("retour") or request.GET.get("retour") or ""
    if back.startswith(reverse("demo:advance")):
        return ""
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""


@demo_view
def wall(request):
    """One structure's addresses, opened as both sides: what answers, and what does not exist."""
    rooms = tour.rooms()
    lanes = [(lane, [room for room in rooms if room.address.lane == lane]) for lane in (Lane.SUPPORT, Lane.INSTRUCTION)]
    return render(request, "demo/wall.html", {"structure": STRUCTURE, "lanes": lanes})


@demo_view
def company_register(request):
    """The public register of companies, played for « Remplir depuis le SIRET »: invented organisations only."""
    return JsonResponse(register.answer(request.GET.get("q", "")))
