"""What a change of the call's calendar does to the structures, for the coordination; and who of them is told."""

from candidates.models import Application, Extension
from candidates.states import SELECTED, ApplicationState
from ccr import clock
from ccr.programme import calendars, seats
from ccr.programme.roles import CANDIDATE_ROLES
from ccr.registry import Consequence
from ccr.ui import french
from ccr.wall.sides import Lane
from ccr.workflow import Badge

CHANGED = "candidates.calendar_changed"
DAYS = frozenset({*calendars.DAYS, calendars.COMMITTEE})
"""The days that a structure counts on. Of an information day, those who registered are told by it."""
EVERYBODYS = DAYS - {"sessions_from", "sessions_until"}
"""Those of every structure; the sessions are of the future residents."""


def calendar_announced(event):
    """The people of the structures still in the call are told; of the sessions alone, those that were selected."""
    calendars.tell(event, CHANGED, EVERYBODYS, lambda campaign: _people(campaign))
    calendars.tell(event, CHANGED, DAYS - EVERYBODYS, lambda campaign: _people(campaign, outcome__value__in=SELECTED))


def _people(campaign, **which) -> list:
    rows = Application.objects.system().filter(campaign=campaign, **which).exclude(state=ApplicationState.WITHDRAWN)
    return seats.holders(campaign, *sorted(CANDIDATE_ROLES), among=rows.values("organisation"))


def consequences(campaign, calendar):
    """Drafts that lose or win time, deposits that may change again, more time that would pass the committee."""
    return [*_of_deadline(campaign, calendar), *_of_extensions(campaign, calendar)]


def _of_deadline(campaign, calendar):
    was, wanted = campaign.deadline_on, calendar.deadline_on
    if was == wanted:
        return []
    counts = {
        state: Application.objects.system().filter(campaign=campaign, state=state).count()
        for state in (ApplicationState.BEGUN, ApplicationState.DEPOSITED)
    }
    begun, deposited = counts.values()
    found = []
    if begun and wanted < was:
        found.append(_item(f"{french.counted(begun, 'candidature')} en cours de saisie", _less(was, wanted), "bad"))
    elif begun:
        days = french.counted((wanted - was).days, "jour")
        found.append(_item(f"{french.counted(begun, 'candidature')} en cours de saisie", f"{days} de plus.", "ok"))
    if deposited and was < clock.today() <= wanted:
        title = french.counted(deposited, "candidature déposée", "candidatures déposées")
        found.append(_item(title, "Chacune pourrait de nouveau être modifiée, et son dépôt refait.", "warn"))
    return found


def _less(was, wanted) -> str:
    if wanted < clock.today():
        return "Elles ne pourraient plus être déposées."
    left = french.counted((wanted - clock.today()).days, "jour")
    return f"{french.counted((was - wanted).days, 'jour')} de moins : il en resterait {left}."


def _item(title, detail, tone) -> Consequence:
    words = {"bad": "moins de temps", "ok": "plus de temps", "warn": "à prévenir"}
    return Consequence(title=title, detail=detail, badge=Badge(words[tone], tone), lane=Lane.CANDIDATE)


def _of_extensions(campaign, calendar):
    """A structure that was given until a day the committee would pass: by name, with its day."""
    if not calendar.committees:
        return []
    rows = Extension.objects.system().filter(
        application__campaign=campaign,
        application__state=ApplicationState.BEGUN,
        until__gte=max(calendar.committees[-1], clock.today()),
    )
    return [
        Consequence(
            title=extension.application.organisation.name,
            when=extension.until,
            badge=Badge("après le comité", "bad"),
            detail="Délai accordé à cette structure",
            lane=Lane.CANDIDATE,
        )
        for extension in rows.select_related("application__organisation")
    ]
