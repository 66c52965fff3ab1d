"""What Regain asks of the Région beside the existing devices, and what it answers (A013)."""

from decimal import Decimal

from ccr.demo.people import OPEN_CALL, PAST_CALL
from ccr.demo.play.calls import COORDINATOR
from ccr.demo.play.craft import act, campaign, day, on, seat
from ccr.programme import means
from ccr.programme.models import ComplementaryMeans, MeansState

SOCIAL_ECONOMY = "Moyens complémentaires Région, économie sociale et solidaire"
EMPLOYMENT = "Moyens complémentaires Région, emploi et formation"
CULTURE = "Moyens complémentaires Région, culture"


def note(slug: str, label: str, state: str, amount: int | None, since: str):
    """A first line, on the day it is noted."""
    said = {"label": label, "state": state, "amount": amount and Decimal(amount), "since": day(since)}
    act(seat(COORDINATOR, slug), means.add, campaign(slug), **said)


def hear(slug: str, label: str, state: str, amount: int, since: str):
    """The Région was asked, or answered."""
    line = ComplementaryMeans.objects.system().select_related("campaign").get(campaign=campaign(slug), label=label)
    act(seat(COORDINATOR, slug), means.change, line, {"state": state, "amount": Decimal(amount), "since": day(since)})


def moments():
    requested, granted, refused = MeansState.REQUESTED, MeansState.GRANTED, MeansState.REFUSED
    yield on("2025-10-02 16:00", note, PAST_CALL, SOCIAL_ECONOMY, requested, 15000, "2025-10-01")
    yield on("2025-10-02 16:10", note, PAST_CALL, EMPLOYMENT, requested, 9000, "2025-10-01")
    yield on("2025-12-19 11:00", hear, PAST_CALL, SOCIAL_ECONOMY, granted, 12000, "2025-12-18")
    yield on("2026-01-15 09:40", hear, PAST_CALL, EMPLOYMENT, refused, 9000, "2026-01-13")
    yield on("2026-10-19 10:20", note, OPEN_CALL, SOCIAL_ECONOMY, requested, 18000, "2026-10-16")
    yield on("2026-11-09 14:30", note, OPEN_CALL, CULTURE, MeansState.ENVISAGED, None, "2026-11-06")
