"""What diagnostics offer to the coordination: statuses and dates, nothing of what is said."""

from django.urls import reverse

from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.registry import Check, Consequence
from ccr.ui import french
from ccr.wall.sides import Lane
from ccr.workflow import Badge
from diagnostics.events import restitutions_after_committee
from diagnostics.models import Diagnostic
from diagnostics.states import LIVE

from .common import gauge, support_task


def coordination_home(seat):
    """What a calendar or an objective asks of the coordination; no structure is named in the second."""
    campaign, tasks = seat.campaign, []
    for diagnostic in restitutions_after_committee(campaign, campaign.first_committee_day):
        tasks.append(
            support_task(
                title=f"Restitution après le comité : {diagnostic.application.organisation.name}",
                url="",
                action="",
                due=diagnostic.planned_on or diagnostic.promised_on,
                badge=Badge("à régulariser", "bad"),
                detail="À avancer par le diagnostiqueur, ou à reporter après la sélection par la structure.",
                rank=20,
            )
        )
    return tasks


def consequences(campaign, calendar):
    """What these days would leave behind: the structure, the state, the day. Nothing of what is said."""
    return [*_after_committee(campaign, calendar), *_at_risk(campaign, calendar)]


def _after_committee(campaign, calendar):
    """Restitutions that the first committee would pass: each has to be moved or put off first (D6)."""
    return [
        Consequence(
            title=diagnostic.application.organisation.name,
            when=diagnostic.due_on,
            badge=diagnostic.badge,
            detail="Restitution prévue" if diagnostic.planned_on else "Restitution promise",
            lane=Lane.SUPPORT,
            blocks=True,
        )
        for diagnostic in restitutions_after_committee(campaign, calendar.committee_day)
    ]


def _at_risk(campaign, calendar):
    """Requests without a day, which could well be handed back once the committee is over: how many."""
    if calendar.committee_day is None:
        return []
    rows = Diagnostic.objects.system().filter(campaign=campaign, before_selection=True, state__in=LIVE)
    rows = rows.filter(held_on__isnull=True, planned_on__isnull=True, promised_on__isnull=True)
    count = rows.filter(expected_until__gte=calendar.committee_day).count()
    if not count:
        return []
    return [
        Consequence(
            title=f"{french.counted(count, 'demande de diagnostic', 'demandes de diagnostic')} à risque",
            badge=Badge("à risque", "warn"),
            detail="La restitution, attendue sans date fixée, pourrait tomber après le comité.",
            lane=Lane.SUPPORT,
        )
    ]


def coordination_figures(seat):
    return gauge(seat, "")


def opening(campaign):
    """Before a call opens: whether somebody of RAMSESS receives the requests. Of the requests, nothing."""
    about = {
        "title": "Demandes de diagnostic",
        "url": reverse("programme:seats", args=[campaign.slug]),
        "rank": 75,
    }
    people = holders(campaign, Role.RAMSESS_COORDINATOR)
    if people:
        return [Check(**about, state="done", detail=f"{people[0].full_name} les reçoit et les répartit.")]
    detail = "Personne de RAMSESS ne les recevrait. À régler avant le début des diagnostics."
    return [Check(**about, state="missing", detail=detail, action="Donner un rôle")]
