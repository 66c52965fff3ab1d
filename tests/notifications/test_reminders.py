"""A missed day loses no reminder, a second run doubles none (DESIGN 3)."""

from datetime import timedelta

import pytest

from candidates.models import Application
from ccr import clock, registry
from ccr.notifications import reminders
from ccr.notifications.reminders import Due
from ccr.notifications.tasks import remind
from ccr.wall.guard import passing
from ccr.wall.sides import Side


@pytest.fixture
def remembering(monkeypatch, campaign, representative, application):
    """Reminders seven and one day before the deadline, and only these."""
    monkeypatch.setattr(registry, "_providers", type(registry._providers)(list))

    def before_deadline(now):
        for found in Application.objects.system().filter(campaign=campaign):
            for days in (7, 1):
                at = campaign.closes_at - timedelta(days=days)
                yield Due(found, [representative.person], f"J-{days}", at, campaign)

    reminders.register("tests.seated", Side.CANDIDATE, before_deadline)


def test_nothing_is_sent_before_its_day(remembering, commits, freeze, mailoutbox):
    freeze("2011-12-08 23:59")
    with commits():
        remind()

    assert mailoutbox == []


def test_a_reminder_leaves_on_its_day_once(remembering, commits, freeze, mailoutbox):
    freeze("2011-12-09 08:00")
    for _ in range(3):
        with commits():
            remind()

    assert len(mailoutbox) == 1


def test_a_missed_day_loses_none(remembering, commits, freeze, mailoutbox):
    freeze("2011-12-15 12:00")  # nobody ran on the 9th
    with commits():
        remind()

    assert len(mailoutbox) == 2


def test_a_provider_runs_in_the_pass_of_its_side_only(remembering, breaches, freeze):
    freeze("2011-12-15 12:00")

    def curious(now):
        return [Due(found, [], "x", now) for found in Application.objects.system()]

    reminders.register("tests.newcomer", Side.PILOT, curious)

    with pytest.raises(ExceptionGroup), passing({Side.MACHINE}):
        reminders.run()
    assert breaches


def test_a_provider_that_fails_stops_no_other(remembering, commits, freeze, mailoutbox):
    freeze("2011-12-15 12:00")

    def failing(now):
        raise LookupError

    reminders.register("tests.newcomer", Side.ANONYMOUS, failing)  # asked before the candidates' own

    with commits(), pytest.raises(ExceptionGroup):
        reminders.run()
    assert len(mailoutbox) == 2


def test_the_programme_s_clock_decides(remembering, commits, freeze, mailoutbox):
    """The demo moves the programme's clock: reminders follow it, leases do not."""
    freeze("2011-12-01 12:00")
    token = clock._offset.set(timedelta(days=10))
    try:
        with commits():
            reminders.run()
    finally:
        clock._offset.reset(token)

    assert len(mailoutbox) == 1
