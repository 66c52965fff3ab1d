"""What needs in money offer to the pages that gather several rooms (DESIGN 2.4), side by side."""

import datetime

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, Sum, Value, When
from django.urls import reverse

from candidates.asked_once import applications_of, is_selected
from ccr import clock, registry
from ccr.programme.figures import SMALLEST_SHOWN
from ccr.programme.figures import Count as Counted
from ccr.registry import Cell, Column, HomeFigure, HomeTask, NavLink, Step
from ccr.ui import french
from ccr.wall.sides import Lane, Side
from ccr.workflow import Badge
from financing import totals
from financing.models import NeedLine
from financing.states import NEED, NeedState

STATED, NONE = "stated", "none"


def _url(seat, name, *args) -> str:
    return reverse(f"financing:{name}", args=[seat.campaign.slug, *args])


# The structure


def candidate_navigation(seat):
    return [NavLink("Financement", _url(seat, "mine"), "financing", rank=45)]


def _own(seat):
    return [application for application in applications_of(seat) if not application.is_withdrawn]


def _sums(seat) -> dict:
    """{application id: {total, number, last}} of the seat's structures, in one query."""
    rows = NeedLine.objects.visible_to(seat).live().order_by().values("application")
    rows = rows.annotate(total=Sum("amount"), number=Count("pk"), last=Max("changed_at"))
    return {row["application"]: row for row in rows}


def candidate_home(seat):
    """A future resident that has said nothing of its needs is asked to."""
    stated = _sums(seat).keys()
    return [
        HomeTask(
            title="Chiffrer vos besoins de financement",
            url=_url(seat, "needs", application.pk),
            action="Commencer",
            detail="Déménagement, stocks, trésorerie : combien et quand. L’appui cherche ensuite qui peut y répondre.",
            lane=Lane.SUPPORT,
            rank=60,
        )
        for application in _own(seat)
        if is_selected(application) and application.pk not in stated
    ]


def parcours(seat):
    """One step for the needs in money, in the support lane, once stated or once the structure is retained."""
    sums = _sums(seat)
    steps = []
    for application in _own(seat):
        found = sums.get(application.pk)
        if found is None and not is_selected(application):
            continue
        steps.append(
            Step(
                title="Besoins de financement",
                state="done" if found else "todo",
                when=clock.in_paris(found["last"]).date() if found else None,
                detail=_said(found) if found else "à dire quand vous voulez",
                url=_url(seat, "needs", application.pk),
                lane=Lane.SUPPORT,
                is_expected=not found,
                rank=70,
            )
        )
    return steps


def _said(found) -> str:
    return f"{french.euros(found['total'])} en {french.counted(found['number'], 'ligne')}"


# Support and coordination


def navigation(seat):
    return [NavLink("Financement", _url(seat, "overview"), "financing", rank=60)]


def _everything(seat) -> dict:
    """What the call's needs add up to, of how many structures, and how many of these said so this week.

    One query per request, kept on the seat.
    """
    if not hasattr(seat, "needs_in_all"):
        since = clock.start_of(clock.today()) - datetime.timedelta(days=7)
        seat.needs_in_all = totals.counted_in(seat.campaign_id).aggregate(
            total=Sum("amount"),
            number=Count("application", distinct=True),
            recent=Count("application", distinct=True, filter=Q(changed_at__gte=since)),
        )
    return seat.needs_in_all


def figure(seat):
    found = _everything(seat)
    if not found["number"] or totals.why_not_told(seat, found["number"]):
        return []
    return [
        HomeFigure(
            label="Besoins de financement",
            value=french.euros(found["total"]),
            sentence=f"exprimés par {french.counted(found['number'], 'structure')}",
            url=_url(seat, "overview"),
            rank=70,
        )
    ]


def finance_headline(seat):
    found = _everything(seat)
    if not found["number"]:
        return ["Aucune structure n’a encore exprimé de besoin"]
    if totals.why_not_told(seat, found["number"]):
        return [f"Moins de {SMALLEST_SHOWN} structures ont exprimé un besoin"]
    return [f"{french.counted(found['number'], 'structure')} à aider à trouver {french.euros(found['total'])}"]


def finance_home(seat):
    """How many stated or changed their needs this week."""
    number = _everything(seat)["recent"]
    if not number:
        return []
    few = totals.why_not_told(seat, number)
    return [
        HomeTask(
            title="Besoins nouveaux" if few else f"Besoins nouveaux de {french.counted(number, 'structure')}",
            url=_url(seat, "overview"),
            action="Voir les besoins",
            badge=Badge("cette semaine", "support"),
            detail="Exprimés ou modifiés depuis sept jours.",
            lane=Lane.SUPPORT,
            rank=30,
        )
    ]


# Coordination: whether a structure stated its needs, and when; never how much


def _value(seat):
    mine = totals.counted_in(seat.campaign_id).filter(application=OuterRef("pk"))
    return Case(When(Exists(mine), then=Value(STATED)), default=Value(NONE))


def _cells(seat, application_ids):
    rows = totals.counted_in(seat.campaign_id).filter(application__in=list(application_ids))
    rows = rows.order_by().values_list("application").annotate(last=Max("changed_at"))
    badge = NEED.badge(NeedState.STATED)
    return {pk: Cell(badge=badge, date=clock.in_paris(last).date()) for pk, last in rows}


def columns(seat):
    return [
        Column(
            key="financement",
            label="Financement",
            lane=Lane.SUPPORT,
            choices=[(STATED, "besoins exprimés"), (NONE, "rien encore")],
            value=_value,
            cells=_cells,
            rank=60,
        )
    ]


def figures(campaign):
    """The month's count: how many structures stated a need, never how much nor which."""
    number = totals.structures_among(totals.counted_in(campaign))
    return [Counted("financing.structures", "Structures ayant exprimé un besoin de financement", number)]


def register():
    for point, side, provider in (
        ("navigation", Side.CANDIDATE, candidate_navigation),
        ("home", Side.CANDIDATE, candidate_home),
        ("parcours", Side.CANDIDATE, parcours),
        ("navigation", Side.DLA, navigation),
        ("figures_home", Side.DLA, figure),
        ("navigation", Side.FINANCE, navigation),
        ("headline", Side.FINANCE, finance_headline),
        ("home", Side.FINANCE, finance_home),
        ("figures_home", Side.FINANCE, figure),
        ("navigation", Side.COORDINATION, navigation),
        ("figures_home", Side.COORDINATION, figure),
        ("columns", Side.COORDINATION, columns),
        ("figures", Side.COORDINATION, figures),
    ):
        registry.register(point, side, provider)
