"""The columns of the coordination's table: where each diagnostic and each fil rouge stands."""

import datetime

from django.db.models import Case, OuterRef, Subquery, Value, When

from ccr import clock
from ccr.registry import Cell, Column
from ccr.wall.sides import Lane
from ccr.workflow import Badge
from diagnostics import situation
from diagnostics.models import Diagnostic, FilRouge
from diagnostics.states import DIAGNOSTIC
from diagnostics.states import DiagnosticState as State

NONE = "none"


def _value(seat):
    rows = Diagnostic.objects.visible_to(seat)
    state = situation.state_of(rows, OuterRef("pk"))
    return Case(When(pk__in=rows.values("application"), then=state), default=Value(NONE))


def _cells(seat, application_ids):
    rows = Diagnostic.objects.visible_to(seat).filter(application__in=list(application_ids))
    found = situation.latest_by_application(rows)
    return {pk: Cell(d.badge, d.get_level_display(), *_dated(d)) for pk, d in found.items()}


def _dated(diagnostic) -> tuple:
    """The date that the state is about, and what it is where the state does not say it."""
    if diagnostic.state in DATED:
        return (_day(getattr(diagnostic, DATED[diagnostic.state])),)
    if diagnostic.planned_on:
        return diagnostic.planned_on, "restitution le"
    if diagnostic.promised_on:
        return diagnostic.promised_on, "promis pour le"
    if diagnostic.state == State.STARTED:
        return _day(diagnostic.started_at), "depuis le"
    if diagnostic.state == State.ASSIGNED:
        return (_day(diagnostic.assigned_at),)
    return _day(diagnostic.asked_at), "demandé le"


DATED = {
    State.RESTITUTED: "held_on",
    State.CLOSED: "closed_on",
    State.CANCELLED: "cancelled_at",
    State.DECLINED: "declined_at",
}
"""States that are those of a day."""


def _day(value):
    return clock.in_paris(value).date() if isinstance(value, datetime.datetime) else value


FIL_ROUGE_CHOICES = [("open", "en cours"), ("late", "à clore"), ("closed", "clos"), (NONE, "aucun")]


def _fil_rouge_value(seat):
    rows = FilRouge.objects.visible_to(seat)
    stands = Case(
        When(closed_on__isnull=False, then=Value("closed")),
        When(ends_on__lte=clock.today(), then=Value("late")),
        default=Value("open"),
    )
    mine = rows.filter(diagnostic__application=OuterRef("pk"))
    latest = Subquery(mine.order_by("-starts_on", "-pk").annotate(stands=stands).values("stands")[:1])
    return Case(When(pk__in=rows.values("diagnostic__application"), then=latest), default=Value(NONE))


def _fil_rouge_cells(seat, application_ids):
    rows = FilRouge.objects.visible_to(seat).filter(diagnostic__application__in=list(application_ids))
    return {
        fil_rouge.diagnostic.application_id: Cell(
            badge=_short(fil_rouge.badge),
            date=fil_rouge.closed_on or fil_rouge.ends_on,
            said="" if fil_rouge.closed_on else "jusqu’au",
        )
        for fil_rouge in rows.select_related("diagnostic").order_by("starts_on", "pk")
    }


def _short(badge) -> Badge:
    """« en cours »: the column's heading says what."""
    return Badge(badge.label.removeprefix("fil rouge "), badge.tone)


def columns(seat):
    return [
        Column(
            key="diagnostic",
            label="Diagnostic",
            lane=Lane.SUPPORT,
            choices=[*((state.value, DIAGNOSTIC.label(state).capitalize()) for state in State), (NONE, "Aucun")],
            value=_value,
            cells=_cells,
            rank=40,
        ),
        Column(
            key="fil_rouge",
            label="Fil rouge",
            lane=Lane.SUPPORT,
            choices=FIL_ROUGE_CHOICES,
            value=_fil_rouge_value,
            cells=_fil_rouge_cells,
            rank=45,
        ),
    ]
