"""The applications of a structure's seat, asked once per request however many rooms speak of them."""

from candidates.models import Application


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
