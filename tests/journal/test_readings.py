"""« Qui a lu ma note »: one line per reader, with the first time, the last, and how often."""

import pytest

from ccr import clock, journal
from ccr.programme.roles import Role
from ccr.wall.guard import passing_as
from diagnostics.models import Note, Reading
from tests.factories.core import make_campaign, make_seat


@pytest.fixture
def reader(db):
    return make_seat(make_campaign(), Role.CONSULTANT)


@pytest.fixture
def note():
    """A reading keeps the key of what was read, nothing of it."""
    return Note()


def test_a_reading_says_when_first_when_last_and_how_often(reader, note, freeze):
    moments = []
    for hour in (9, 10, 11):
        freeze(f"2012-03-01 {hour:02}:00")
        moments.append(clock.now())
        with passing_as(reader):
            journal.record_reading(reader, note)

    reading = Reading.objects.system().get(about_id=note.pk)
    assert (reading.first_at, reading.last_at, reading.count) == (moments[0], moments[-1], 3)
    assert (reading.reader, reading.about_type) == (reader, "diagnostics.note")


def test_each_reader_has_a_line(reader, note):
    other = make_seat(reader.campaign, Role.CONSULTANT)
    for seat in (reader, other):
        journal.record_reading(seat, note)

    assert Reading.objects.system().filter(about_id=note.pk).count() == 2


def test_two_tabs_opened_together_make_one_line(reader, note, race):
    outcomes = race(lambda: journal.record_reading(reader, note), times=4)

    assert outcomes == [None] * 4
    assert Reading.objects.system().get(about_id=note.pk).count == 4
