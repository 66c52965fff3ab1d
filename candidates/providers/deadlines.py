"""What a structure is reminded of before its last day: a deposit to make, changes to deposit (A14)."""

import datetime

from django.db.models import F, OuterRef, Q, Subquery

from candidates import contents, rules
from candidates.models import Application, Draft, Version
from candidates.states import ApplicationState
from ccr import clock
from ccr.notifications.reminders import Due
from ccr.programme.models import CampaignState

REMINDER_DAYS = (30, 7, 2)
"""How many days before the deadline a structure hears of what it has not deposited (A14)."""


def deadlines(now):
    """Structures that began and have not deposited: 30, 7 and 2 days before. Run on the candidates' side."""
    waiting = Application.objects.system().filter(state=ApplicationState.BEGUN, campaign__state=CampaignState.PUBLISHED)
    waiting = waiting.with_last_day()
    waiting = waiting.filter(Q(campaign__deadline_on__gte=now.date()) | Q(extended_until__gte=now.date()))
    for application in waiting.select_related("campaign", "organisation").order_by("pk"):
        yield from _due(application, now, since=application.begun_at)


def undeposited_changes(now):
    """Structures that deposited, and whose draft says something else: 30, 7 and 2 days before.

    Run on the candidates' side. Six questions however many structures deposited, and their people of those that are
    told; the drafts of which nothing moved since the deposit are not read.
    """
    last_day = now.date() + datetime.timedelta(days=max(REMINDER_DAYS))
    versions = Version.objects.system().filter(
        is_current=True,
        application__state=ApplicationState.DEPOSITED,
        application__campaign__state=CampaignState.PUBLISHED,
        application__campaign__deadline_on__range=(now.date(), last_day),
    )
    versions = versions.select_related("application__campaign", "application__organisation")
    versions = {version.application_id: version for version in versions.defer(*Version.TYPED_FIELDS).order_by("pk")}
    for draft in _moved(versions):
        version = versions[draft.application_id]
        if contents.differs(draft, version):
            yield from _due(version.application, now, since=draft.moved_after(version.deposited_at))


def _moved(versions) -> list[Draft]:
    """The drafts of which something moved since their deposit, or whose structure's record says something else now."""
    rows = Draft.objects.system().filter(application__in=versions)
    deposited = Version.objects.system().filter(application=OuterRef("application"), is_current=True)
    touched = rows.annotate(since=Subquery(deposited.values("deposited_at"))).touched_since(F("since"))
    renamed = [
        key
        for key, version in versions.items()
        if any(
            getattr(version, name) != value
            for name, value in contents.structure_of(version.application.organisation).items()
        )
    ]
    found = rows.filter(Q(pk__in=touched.values("pk")) | Q(application__in=renamed)) if versions else rows.none()
    return list(found.with_content().order_by("pk"))


def _due(application, now, *, since):
    """The latest day reached, unless what it tells of is newer. since: when that began, None when unknown."""
    from candidates.services import people_of

    last_day = application.last_day
    reached = [days for days in REMINDER_DAYS if now >= _at_nine(last_day, days)]
    if not reached or rules.why_not_open(application.campaign, last_day):
        return
    days = min(reached)
    if since is not None and clock.in_paris(since) > _at_nine(last_day, days):
        return  # since then: the page has just said it
    yield Due(
        application,
        to=people_of(application),
        occurrence=f"J-{days} {last_day:%Y%m%d}",  # a deadline that moved is told anew
        at=_at_nine(last_day, days),
        campaign=application.campaign,
    )


def _at_nine(deadline, days: int) -> datetime.datetime:
    return clock.start_of(deadline - datetime.timedelta(days=days)) + datetime.timedelta(hours=9)
