"""« Mon agenda »: one's dates, and the link by which a telephone or a calendar program follows them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from ccr import clock
from ccr.appointments import calendar_file
from ccr.programme import agenda as dates
from ccr.programme import rules
from ccr.ui.pages import act, confirm_page
from ccr.wall.access import enters, for_sides
from ccr.wall.guard import passing_as
from ccr.wall.sides import SEATED, Side

EVERY = ["GET", "HEAD", "POST"]
MADE = "Votre lien est prêt : ajoutez-le à votre agenda comme il est dit plus bas."


@require_safe
@for_sides(*SEATED)
def agenda(request, campaign):
    """What is on the seat's calendar, the secret link, and how to add it."""
    link, found, today = dates.live_link(request.seat), dates.of(request.seat), clock.today()
    address = dates.address_of(link, request.seat) if link else ""
    context = {
        "coming": [one for one in found if one.last_day >= today],
        "past": [one for one in reversed(found) if one.last_day < today],
        "link": link,
        "why_no_link": rules.why_not_agenda_link(request.campaign),
        "address": address,
        "subscribe": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, "programme/agenda.html", context)


@require_http_methods(EVERY)
@for_sides(*SEATED)
def agenda_link(request, campaign):
    """Make the link, or another in its place, after a question."""
    back = reverse("programme:agenda", args=[campaign])
    if request.method == "POST":
        return act(request, dates.make_link, done=MADE, back=back)
    return confirm_page(
        request,
        title="Remplacer votre lien d’agenda ?",
        sentence="L’ancien lien ne s’ouvre plus, aussitôt : les agendas qui le suivent ne reçoivent plus rien. "
        "Vous leur donnerez le nouveau.",
        action="Remplacer le lien",
        back=back,
    )


@require_http_methods(EVERY)
@for_sides(*SEATED)
def agenda_end(request, campaign):
    """Stop the link, after a question."""
    back = reverse("programme:agenda", args=[campaign])
    if request.method == "POST":
        return act(request, dates.end_link, done="Le lien est arrêté : plus personne ne peut l’ouvrir.", back=back)
    return confirm_page(
        request,
        title="Arrêter votre lien d’agenda ?",
        sentence="Le lien ne s’ouvre plus, aussitôt. Vous pourrez en créer un autre.",
        action="Arrêter le lien",
        back=back,
        danger=True,
    )


@require_safe
@enters(Side.LINK)
@never_cache
@sensitive_variables("token")
def agenda_feed(request, campaign, token):
    """The calendar file behind a secret link: what the seat that made it may see of dates, and nothing else."""
    seat = dates.seat_behind(token)
    if seat is None or seat.campaign_id != request.campaign.pk:
        raise Http404
    with passing_as(seat):
        content = calendar_file(dates.of(seat), name=f"CCR, {seat.campaign.title}")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="agenda-{seat.campaign.slug}.ics"'
    return response
