"""The columns of the coordination's table: where each diagnostic and each fil rouge stands."""

from django.db.models import Case, OuterRef, Subquery, Value, When

from ccr import clock
from ccr.registry import Cell, Column
from ccr.wall.sides import Lane
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
    return {
        pk: Cell(badge=d.badge, text=d.get_level_display(), date=d.held_on or d.planned_on or d.promised_on)
        for pk, d in found.items()
    }


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
        fil_rouge.diagnostic.application_id: Cell(badge=fil_rouge.badge, date=fil_rouge.closed_on or fil_rouge.ends_on)
        for fil_rouge in rows.select_related("diagnostic").order_by("starts_on", "pk")
    }


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
