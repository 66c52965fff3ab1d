"""What the record of receptions offers to the home page, and to the month's figures."""

from django.db.models import Count, Q
from django.urls import reverse

from candidates.asked_once import coordination_counts
from candidates.models import Came, Channel, Reception, ReceptionOutcome, Referral
from ccr.programme.figures import Count as Figure
from ccr.registry import HomeFigure, HomeTask
from ccr.ui import french
from ccr.workflow import Badge

TOTAL, ORIGIN, BEGUN = "candidates.received", "candidates.received_from", "candidates.begun_from"


def _url(seat) -> str:
    return reverse("candidates:receptions", args=[seat.campaign.slug])


def coordination_tasks(seat):
    """Somebody was promised a call."""
    waiting = coordination_counts(seat)["waiting"]
    if not waiting:
        return []
    return [
        HomeTask(
            title=f"Rappeler {french.counted(waiting, 'personne')}",
            url=f"{_url(seat)}?suite={ReceptionOutcome.CALL_BACK.value}",
            action="Ouvrir le registre d’accueil",
            badge=Badge("à rappeler", "warn"),
            rank=30,
        )
    ]


def coordination_figures(seat):
    """How many came, wrote or rang."""
    total = coordination_counts(seat)["received"]
    return [HomeFigure("Accueils notés", total, sentence="dans le registre d’accueil", url=_url(seat), rank=60)]


def figures(campaign):
    """Receptions by channel, then by who sent them; applications by who sent them: how many, never whom (A133).

    Each way to tell them apart has its own total: the parts of one would tell of the hidden parts of the other.
    """
    return [*_receptions(campaign), *_referrals(campaign)]


def _receptions(campaign):
    channels = {channel.name.lower(): Count("pk", filter=Q(channel=channel)) for channel in Channel}
    came = _by_origin()
    rows = Reception.objects.system().filter(campaign=campaign).order_by()
    counted = rows.aggregate(total=Count("pk"), **channels, **came)
    if not counted["total"]:
        return []
    return [
        Figure(TOTAL, "Accueils", counted["total"]),
        *_parts(counted, Channel, TOTAL),
        Figure(ORIGIN, "Accueils, selon qui les envoie", counted["total"]),
        *_parts(counted, Came, ORIGIN),
    ]


def _by_origin():
    return {came.name.lower(): Count("pk", filter=Q(came=came)) for came in Came}


def _referrals(campaign):
    rows = Referral.objects.system().filter(application__campaign=campaign).order_by()
    counted = rows.aggregate(total=Count("pk"), **_by_origin())
    if not counted["total"]:
        return []
    return [Figure(BEGUN, "Candidatures, selon qui les envoie", counted["total"]), *_parts(counted, Came, BEGUN)]


def _parts(counted, choices, total):
    return [Figure(f"{total}.{one.value}", one.label.capitalize(), counted[one.name.lower()], total) for one in choices]
