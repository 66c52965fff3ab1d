"""Reminders: what is due and not sent, however many days nobody looked (DESIGN 3).

A reminder is a mail; its unique key (kind, object, occurrence, recipient) is the mail's. So a second run doubles none,
and a missed day loses none: the provider gives everything whose date has come, the engine queues what has no mail yet.

    def deadline_in_a_week(now):  # run in the pass of its side
        for application in Application.objects.system().filter(...):
            yield Due(application, to=application.contacts, occurrence="J-7", at=..., campaign=application.campaign)


    reminders.register("candidates.deadline", Side.CANDIDATE, deadline_in_a_week)  # in ready(), after outbox.register

A provider says when a reminder is no longer worth sending by not giving it any more.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from ccr import clock, registry
from ccr.wall.guard import passing
from ccr.wall.sides import Side

from . import outbox


@dataclass(frozen=True)
class Due:
    """One occurrence of a reminder: about what, to whom (people, or addresses), which one, from when."""

    about: models.Model
    to: Iterable
    occurrence: str
    at: datetime.datetime
    campaign: models.Model | None = None


def days_before(meeting, days: int) -> datetime.datetime:
    """Nine in the morning, so many days before the day of a meeting."""
    day = clock.in_paris(meeting.starts_at).date()
    return clock.start_of(day - datetime.timedelta(days=days)) + datetime.timedelta(hours=9)


@dataclass(frozen=True)
class Provider:
    """A kind of reminder and the function that finds its occurrences."""

    kind: str
    occurrences: Callable[[datetime.datetime], Iterable[Due]]

    def __call__(self, now) -> list[Due]:
        return [due for due in self.occurrences(now) if due.at <= now]


def register(kind: str, side: Side, occurrences):
    """Have ``occurrences(now)`` asked at each run, in the pass of ``side``; ``kind`` is a declared kind of mail."""
    registry.register("reminders", side, Provider(kind, occurrences))


def run() -> int:
    """Queue every reminder that is due and has no mail. Gives how many.

    One provider that fails stops only itself; its error is raised once the others are done.
    """
    now, queued, errors = clock.now(), 0, []
    for side in Side:
        for provider in registry.providers("reminders", {side}):
            try:
                with passing({side}):
                    found = provider(now)
                queued += _queue_missing(provider.kind, found)
            except Exception as error:
                errors.append(error)
    if errors:
        raise ExceptionGroup("reminders", errors)
    return queued


def _queue_missing(kind, found) -> int:
    by_app = defaultdict(list)
    for due in found:
        by_app[due.about._meta.app_label].append(due)
    queued = 0
    for app_label, dues in by_app.items():
        sent = apps.get_model(app_label, "Mail").objects.system().filter(kind=kind)
        sent = sent.filter(about_id__in={due.about.pk for due in dues})
        known = set(sent.values_list("about_id", "occurrence", "recipient_id", "address"))
        for due in dues:
            missing = [who for who in due.to if (due.about.pk, due.occurrence, *_recipient(who)) not in known]
            if missing:
                with transaction.atomic():
                    outbox.queue(kind, about=due.about, to=missing, campaign=due.campaign, occurrence=due.occurrence)
                queued += len(missing)
    return queued


def _recipient(who) -> tuple:
    """The person's key, or the bare address, as the mail's row keeps them."""
    return (None, who) if isinstance(who, str) else (who.pk, "")
