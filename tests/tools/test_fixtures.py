"""The tests' own tools do what they promise."""

import datetime
import threading

import pytest
from django.db import connection
from django.template import Origin, Template
from django.template.context import Context

from ccr import clock
from ccr.wall import guard
from ccr.wall.sides import Side
from tests.plugin import ROOT
from tests.strict_templates import UndefinedVariable


def ours(source, **context):
    origin = Origin(name=str(ROOT / "templates" / "essai.html"))
    return Template(source, origin=origin).render(Context(context))


def theirs(source, **context):
    origin = Origin(name=str(ROOT / ".venv" / "lib" / "x" / "essai.html"))
    return Template(source, origin=origin).render(Context(context))


def test_an_undefined_variable_of_ours_fails():
    with pytest.raises(UndefinedVariable, match=r"templates/essai\.html: \{\{ titre\|upper \}\}"):
        ours("{{ titre|upper }}")


def test_an_undefined_attribute_of_ours_fails():
    with pytest.raises(UndefinedVariable):
        ours("{% with titre=page.titre %}{{ titre }}{% endwith %}", page=object())


def test_what_a_condition_or_a_default_says_is_no_mistake():
    assert ours("{% if titre %}a{% endif %}{{ titre|default:'b' }}{% for x in titre %}c{% endfor %}") == "b"


def test_the_templates_of_libraries_keep_djangos_behaviour():
    assert theirs("[{{ titre|default:'b' }}{{ titre|upper }}{{ titre }}]") == "[b]"


def test_freeze_stops_the_clock_in_marseille_and_moves_it(freeze):
    freeze("2026-03-15 10:00")
    assert clock.now() == datetime.datetime(2026, 3, 15, 10, 0, tzinfo=clock.PARIS)

    freeze(datetime.date(2026, 7, 1))
    assert clock.now().isoformat() == "2026-07-01T00:00:00+02:00"


def test_race_gives_what_each_returned_or_raised(race):
    here = threading.get_ident()

    def fail():
        raise ValueError("lost")

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchone()[0], threading.get_ident() != here

    (first, apart), error, (second, _) = race(ask, fail, ask)

    assert apart
    assert first != second
    assert isinstance(error, ValueError)


def test_race_repeats_one_function(race):
    assert race(lambda: 1, times=3) == [1, 1, 1]


def test_an_expected_breach_is_given_to_the_test(db, breaches):
    from ccr.accounts.models import Person

    with guard.passing({Side.ANONYMOUS}), pytest.raises(guard.WallBreach):
        Person.objects.count()

    assert [breach.tables for breach in breaches] == [("ccr_accounts_person",)]
