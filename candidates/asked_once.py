"""What several rooms ask of the applications a seat sees: once per request, kept on the seat, however many ask."""

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce

from candidates.models import Application, Reception, ReceptionOutcome
from candidates.states import ApplicationState
from ccr.programme.models import Campaign


def applications_of(seat) -> list[Application]:
    """What the seat sees, by name, with campaign, organisation and outcome. Kept on the seat: one per request."""
    if not hasattr(seat, "own_applications"):
        rows = Application.objects.visible_to(seat).with_last_day()
        rows = rows.select_related("campaign", "organisation", "outcome")
        seat.own_applications = list(rows.order_by("organisation__name", "pk"))
    return seat.own_applications


def is_selected(application) -> bool:
    """Whether a published decision makes the structure a future resident. application: of ``applications_of``."""
    outcome = getattr(application, "outcome", None)
    return outcome is not None and outcome.is_selected


def how_many(rows):
    """How many rows of a campaign there are, as a part of another query."""
    counted = rows.order_by().values("campaign").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def coordination_counts(seat) -> dict:
    """What the coordination's home counts: applications, deposits, receptions, calls to give. One query per request."""
    if not hasattr(seat, "coordination_counts"):
        applications, receptions = Application.objects.visible_to(seat), Reception.objects.visible_to(seat)
        asked = {
            "total": applications,
            "deposited": applications.filter(state=ApplicationState.DEPOSITED),
            "received": receptions,
            "waiting": receptions.filter(outcome=ReceptionOutcome.CALL_BACK),
        }
        here = Campaign.objects.filter(pk=seat.campaign_id).order_by()
        counted = here.annotate(**{f"n_{name}": how_many(rows) for name, rows in asked.items()})
        seat.coordination_counts = dict(
            zip(asked, counted.values_list(*(f"n_{name}" for name in asked)).get(), strict=True)
        )
    return seat.coordination_counts
