"""The strategic development plan: written by the structure, theme by theme, for as long as it is helped (A025)."""

from django.db import transaction

from ccr import clock, journal
from ccr.programme import seats
from ccr.seen import refuse_unseen
from ccr.wall.errors import refuse
from dla import rules
from dla.models import DevelopmentPlan, PlanTheme, Theme
from dla.states import Progress

WRITTEN = ("progress", "aim", "decided")


def _own_plan(application, by):
    """(the plan, locked; whether it is new; the seat as it is now), to be written by the structure's own people."""
    refuse(rules.why_not_plan(by, application))  # nobody else makes the row
    rows, now = DevelopmentPlan.objects.system(), clock.now()
    _, is_new = rows.get_or_create(application=application, defaults={"begun_at": now, "changed_at": now})
    plan, by = rows.select_for_update(of=("self",)).get(application=application), seats.acting(by)
    refuse(rules.why_not_plan(by, application))
    return plan, is_new, by


@transaction.atomic
def write_plan(application, themes: dict, *, by, seen=None) -> DevelopmentPlan | None:
    """Save what was typed. themes: {theme: {``progress``, ``aim`` or ``decided``: value}}; what is not named stays.

    seen: as ``refuse_unseen`` takes it, by ``<theme>_<name>``. Gives None when nothing was typed in a plan that is not
    begun. Raises DomainError when the plan is not open to the seat, Conflict when a colleague wrote one of them since.
    """
    if unknown := {name for values in themes.values() for name in values} - set(WRITTEN):
        raise ValueError(f"not written: {sorted(unknown)}")
    if not themes:
        refuse(rules.why_not_plan(by, application))
        return DevelopmentPlan.objects.system().filter(application=application).first()
    plan, is_new, by = _own_plan(application, by)
    known = {row.theme: row for row in PlanTheme.objects.system().filter(plan=plan)}
    rows = {theme: known.get(theme) or PlanTheme(plan=plan, theme=theme) for theme in map(Theme, themes)}
    said = {f"{theme}_{name}": value for theme, values in themes.items() for name, value in values.items()}
    stored = {f"{theme}_{name}": getattr(rows[theme], name) for theme, values in themes.items() for name in values}
    refuse_unseen(said, seen, stored)
    now = clock.now()
    if is_new:
        journal.record(by, "plan_begun", plan, campaign=application.campaign)
    for theme, values in themes.items():
        row, former = rows[theme], rows[theme].progress
        for name, value in {**values, "changed_at": now, "changed_by": by}.items():
            setattr(row, name, value)
        row.save()
        if row.progress != former:
            details = {"theme": str(theme), "progress": str(row.progress)}
            journal.record(by, "plan_moved", plan, campaign=application.campaign, **details)
    known |= rows
    counted = [row.progress for row in known.values()]
    for name in (Progress.REACHED, Progress.UNDER_WAY, Progress.ASIDE):
        setattr(plan, name, counted.count(name))
    plan.changed_at = now
    plan.save(update_fields=["changed_at", "reached", "under_way", "aside"])
    return plan
