"""Neutral facts and their receipts: how two sides hear of the same thing without hearing of each other (DESIGN 2.4).

An app registers a handler with the side it runs on and its own receipt model:

>>> events.handle(EventKind.OUTCOME_PUBLISHED, Receipt, Side.DLA, open_enrolments)

The fact is a row; the relay finds the rows without a finished receipt, so that a lost message loses nothing.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from ccr import clock
from ccr.after_commit import start_after_commit
from ccr.lease import claim, is_free
from ccr.programme.models import Event, EventKind
from ccr.wall.guard import passing
from ccr.wall.sides import Side

LEASE = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Handler:
    """An app that cares about a kind of fact. function: ``function(event)``, run on ``side``."""

    kind: EventKind
    receipt: type
    side: Side
    function: Callable


_handlers: list[Handler] = []


def handle(kind, receipt, side, function):
    """Register a handler. One per kind and app: its receipt is unique per event."""
    handler = Handler(EventKind(kind), receipt, Side(side), function)
    if handler not in _handlers:
        _handlers.append(handler)


def emit(campaign, kind, *, organisation=None, about_id=None) -> Event:
    """Write a fact in the caller's transaction; its handlers run after the commit."""
    event = Event.objects.system().create(
        campaign=campaign, kind=kind, organisation=organisation, about_id=about_id, at=clock.now()
    )
    from ccr.programme.tasks import relay_events

    start_after_commit(relay_events)
    return event


def run_pending() -> int:
    """Handle every fact some app has not handled yet. Gives how many were. Called on the machine's side.

    A handler that fails keeps no other from its facts: what it raised is raised again once all were tried, and its
    lease brings it back.
    """
    handled, failures = 0, []
    for receipt in dict.fromkeys(handler.receipt for handler in _handlers):
        by_kind = {handler.kind: handler for handler in _handlers if handler.receipt is receipt}
        for event in _pending(receipt, by_kind):
            try:
                handled += _run(by_kind[event.kind], event)
            except Exception as failure:
                failures.append(failure)
    if len(failures) > 1:
        raise ExceptionGroup("several facts were not handled", failures)
    if failures:
        raise failures[0]
    return handled


def _pending(receipt, kinds) -> list[Event]:
    """The facts of these kinds that an app has not handled, as they came; receipt: where it says that it has."""
    done = receipt.objects.system().filter(event=OuterRef("pk"), done_at__isnull=False)
    return list(Event.objects.system().filter(~Exists(done), kind__in=kinds).order_by("at", "pk"))


def _run(handler, event) -> bool:
    """Take the receipt's lease, handle the fact on the app's side, close the receipt in the same transaction."""
    receipts = handler.receipt.objects.system()
    receipt, _ = receipts.get_or_create(event=event)
    if not claim(receipts.filter(is_free(), pk=receipt.pk, done_at__isnull=True), LEASE):
        return False
    with transaction.atomic():
        with passing({handler.side}):
            handler.function(event)
        receipts.filter(pk=receipt.pk).update(done_at=clock.real_now(), lease_until=None)
    return True
