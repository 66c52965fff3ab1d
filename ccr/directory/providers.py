"""What the directory offers to the home and the navigation."""

from django.urls import reverse

from ccr import clock
from ccr.directory.models import JoinRequest, JoinState, Organisation
from ccr.directory.services import escalates_on
from ccr.registry import HomeTask, NavLink


def navigation_of_candidates(seat):
    """The organisation's own page."""
    return [
        NavLink("Organisation", reverse("directory:members", args=[pk]), f"organisation-{pk}", rank=80)
        for pk in sorted({mandate.organisation_id for mandate in seat.active_mandates})[:1]
    ]


def navigation_of_coordination(seat):
    """The directory, and the requests that came to the coordination."""
    return [NavLink("Annuaire", reverse("directory:directory", args=[seat.campaign.slug]), "directory", rank=70)]


def tasks_of_candidates(seat):
    """Requests one's organisation has to answer."""
    asked = JoinRequest.objects.filter(organisation__in=seat.organisations, state=JoinState.WAITING)
    names = dict(Organisation.objects.filter(pk__in=seat.organisations).values_list("pk", "name"))
    return [
        HomeTask(
            title=f"Une personne demande à rejoindre {names[request.organisation_id]}",
            url=reverse("directory:members", args=[request.organisation_id]),
            action="Répondre",
            due=clock.in_paris(escalates_on(request)).date(),
            detail="Sans réponse à cette date, la demande passe à la coordination.",
            rank=30,
        )
        for request in asked.select_related("campaign").order_by("asked_at", "pk")
    ]


def tasks_of_coordination(seat):
    """Requests that nobody answered, or that nobody could answer."""
    count = JoinRequest.objects.filter(campaign=seat.campaign_id, state=JoinState.ESCALATED).count()
    if not count:
        return []
    return [
        HomeTask(
            title=(
                "Une demande de rattachement attend votre réponse"
                if count == 1
                else f"{count} demandes de rattachement attendent votre réponse"
            ),
            url=reverse("directory:requests", args=[seat.campaign.slug]),
            action="Répondre",
            detail="L’organisation n’a pas répondu, ou ne le peut pas.",
            rank=30,
        )
    ]
