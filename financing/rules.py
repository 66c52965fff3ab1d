"""Why not, about needs in money. Each function gives None or the French reason."""

import datetime

from candidates.rules import acts_for
from candidates.states import ApplicationState
from ccr import clock
from ccr.ui import french
from financing.states import NeedState

MONTHS_AHEAD = 60
"""How far one may look: the three years of the financing plan, counted from a later start."""


def why_not_structure(seat, application) -> str | None:
    """Only the structure's own people state its needs."""
    if acts_for(seat, application):
        return None
    return "Seules les personnes de la structure expriment ses besoins."


def why_not_open(application) -> str | None:
    """A withdrawn application states nothing more."""
    if application.state == ApplicationState.WITHDRAWN:
        return "La candidature est retirée : ses besoins de financement ne comptent plus et ne se modifient plus."
    return None


def why_not_state(seat, application) -> str | None:
    """None when the seat may state, change or withdraw the structure's needs."""
    return why_not_structure(seat, application) or why_not_open(application)


def why_not_line(line) -> str | None:
    """A withdrawn need stays as it was."""
    if line.state == NeedState.WITHDRAWN:
        return "Ce besoin est déjà retiré. Rechargez la page pour voir la situation à jour."
    return None


def why_not_statement(lines) -> str | None:
    """There is nothing to put on paper before a first need. lines: those that count."""
    return None if lines.exists() else "Exprimez d’abord un besoin : il n’y a encore rien à mettre sur papier."


def months_of(campaign) -> tuple[datetime.date, datetime.date]:
    """The first and the last month a need may be placed on."""
    first = campaign.opens_on.replace(day=1)
    return first, clock.months_after(max(first, clock.today().replace(day=1)), MONTHS_AHEAD)


def why_not_month(campaign, month) -> str | None:
    """A need is placed between the opening of the call and five years from now."""
    first, last = months_of(campaign)
    if first <= month <= last:
        return None
    return (
        f"Choisissez un mois entre {french.MONTHS[first.month - 1]} {first.year} et "
        f"{french.MONTHS[last.month - 1]} {last.year}."
    )
