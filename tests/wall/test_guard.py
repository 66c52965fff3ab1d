"""The guard refuses what a side may not touch, whatever the statement, and says reads from writes."""

import contextlib
import threading

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Application, Draft, Letter
from ccr import clock
from ccr.directory.models import Organisation
from ccr.programme.models import Campaign, Event, FirstOpening, Journal, Seat
from ccr.wall import guard
from ccr.wall.guard import Pass, WallBreach, passing, read_statement
from ccr.wall.models import Breach
from ccr.wall.sides import Side
from tests.factories.core import make_campaign

pytestmark = pytest.mark.django_db


def refused(function, *sides):
    """Whether the guard stops the function on these sides."""
    with passing(sides), pytest.raises(WallBreach):
        function()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: Draft.objects.system().first(),
        lambda: Draft.objects.system().count(),
        lambda: Draft.objects.system().exists(),
        lambda: list(Draft.objects.system().iterator()),
        lambda: list(Application.objects.system().select_related("draft")),
        lambda: list(Application.objects.system().filter(draft__activity="x")),
        lambda: list(Application.objects.system().annotate(n=Count("draft"))),
        lambda: list(Application.objects.system().filter(pk__in=Draft.objects.system().values("application"))),
        lambda: list(Draft.rows.raw('select * from "candidates_draft"')),
        lambda: list(Draft.rows.raw("select * from CANDIDATES_DRAFT")),
        lambda: list(Draft.rows.raw("with d as (select * from candidates_draft) select * from d")),
        lambda: Draft.objects.system().update(activity="x"),
        lambda: Draft.objects.system().delete(),
        lambda: Draft.objects.system().select_for_update().first(),
    ],
)
def test_instruction_cannot_touch_a_draft_by_any_road(attempt, breaches):
    with transaction.atomic():
        refused(attempt, Side.INSTRUCTION)
    assert "candidates_draft" in breaches[0].tables


def test_a_breach_is_a_404():
    assert issubclass(WallBreach, Http404)


def test_instruction_writes_the_letter_and_cannot_read_it(breaches):
    with transaction.atomic():
        refused(lambda: Letter.objects.system().first(), Side.INSTRUCTION)
        refused(lambda: Letter.objects.system().update(motive="x"), Side.INSTRUCTION)
        refused(lambda: Letter.objects.system().all().delete(), Side.INSTRUCTION)


def test_a_write_only_door_takes_an_insert():
    campaign = make_campaign()
    with passing({Side.INSTRUCTION}):
        Event.objects.system().create(campaign=campaign, kind="outcome_published", at=clock.now())
    assert Event.objects.system().filter(kind="outcome_published").count() == 1


def test_a_write_only_door_takes_many_rows_at_once(postgres):
    """PostgreSQL is given many rows as ``INSERT … SELECT * FROM UNNEST(…)``: it reads parameters, no table."""
    campaign = make_campaign()
    rows = [Event(campaign=campaign, kind="outcome_published", at=clock.now()) for _ in range(3)]
    with passing({Side.INSTRUCTION}), CaptureQueriesContext(connection) as queries:
        Event.objects.system().bulk_create(rows)

    assert "UNNEST" in queries[-1]["sql"]
    assert Event.objects.system().filter(kind="outcome_published").count() == 3


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "ccr_programme_event" SELECT * FROM "candidates_draft"',
        'INSERT INTO "ccr_programme_event" SELECT * FROM UNNEST((SELECT "pieces" FROM "candidates_draft"))',
        'INSERT INTO "ccr_programme_event" SELECT * FROM UNNEST(%s), "candidates_draft"',
        'INSERT INTO "ccr_programme_event" SELECT "id" FROM "ccr_programme_event"',
    ],
)
def test_a_write_only_door_does_not_copy_a_closed_table(sql, breaches, postgres):
    def copy():
        with connection.cursor() as cursor:
            cursor.execute(sql, [[]] if "%s" in sql else None)

    with transaction.atomic():
        refused(copy, Side.INSTRUCTION)
    assert {"candidates_draft", "ccr_programme_event"} & set(breaches[0].tables)


def test_a_write_only_door_gives_nothing_back_on_conflict():
    statement = read_statement(
        'INSERT INTO "ccr_programme_event" ("id") VALUES (%s) ON CONFLICT("id") DO UPDATE SET "at" = 1'
    )
    assert "ccr_programme_event" in statement.reads


def test_an_insert_from_a_select_reads_the_selected_table():
    statement = read_statement('INSERT INTO "ccr_programme_event" SELECT * FROM "candidates_draft"')
    assert statement.reads == {"candidates_draft", "ccr_programme_event"}
    assert statement.writes == {"ccr_programme_event"}


@pytest.mark.parametrize(
    "sql",
    [
        'WITH gone AS (DELETE FROM "candidates_draft" RETURNING *) SELECT * FROM gone',
        "SELECT 1; SELECT 2",
        'TRUNCATE "candidates_draft"',
        'DROP TABLE "candidates_draft"',
        'COPY "candidates_draft" TO STDOUT',
        "SELECT query_to_xml(%s, true, true, %s)",
        # What stands where the written table should is none: a schema, a conflict clause, a table nobody declared.
        'UPDATE "main"."ccr_programme_campaign" SET "name" = %s',
        "DELETE FROM main.ccr_programme_campaign",
        'INSERT INTO main.ccr_programme_site SELECT * FROM "ccr_programme_site"',
        "UPDATE OR IGNORE ccr_programme_campaign SET name = %s",
        'UPDATE ONLY "public"."candidates_version" SET "number" = 1',
        'INSERT INTO "nobodys" ("id") VALUES (%s)',
    ],
)
def test_what_the_orm_never_says_is_refused_to_everybody(sql):
    assert read_statement(sql).forbidden


@pytest.mark.parametrize("sql", ["SAVEPOINT a", "RELEASE SAVEPOINT a", "ROLLBACK TO SAVEPOINT a", "BEGIN IMMEDIATE"])
def test_transactions_go_through(sql):
    assert not read_statement(sql).forbidden


def test_the_names_of_savepoints_push_no_statement_out():
    read_before = read_statement.cache_info().currsize
    with passing({Side.COORDINATION}), transaction.atomic(), transaction.atomic():
        pass

    assert read_statement.cache_info().currsize == read_before
    assert not guard.is_savepoint('SAVEPOINT "a"; DELETE FROM "candidates_draft"')


def test_names_that_look_alike_are_told_apart():
    assert read_statement('SELECT * FROM "django_session"').reads == {"django_session"}
    assert read_statement('SELECT * FROM "candidates_applications"').reads == frozenset()


def test_a_side_that_names_nothing_opens_nothing(breaches):
    refused(lambda: Organisation.objects.count())
    assert breaches


def test_two_sides_open_the_doors_of_both():
    with passing({Side.DIAGNOSIS, Side.CANDIDATE}):
        assert Draft.objects.system().count() == 0


def test_a_nested_pass_closes_then_gives_back(breaches):
    with passing({Side.COORDINATION}) as outer:
        refused(lambda: Draft.objects.system().count(), Side.INSTRUCTION)
        assert Draft.objects.system().count() == 0
    assert outer.breached, "a breach inside marks the pass around it"


def test_a_swallowed_breach_stays_recorded(breaches):
    with passing({Side.INSTRUCTION}) as opened, contextlib.suppress(WallBreach):
        Draft.objects.system().count()
    assert opened.breached


def careless(get_response):
    """A middleware with a bug: it looks past the threshold, and swallows the refusal."""

    def middleware(request):
        with contextlib.suppress(WallBreach):
            Draft.objects.system().count()
        return get_response(request)

    return middleware


def test_a_breach_swallowed_on_the_threshold_ends_in_the_404_and_in_the_journal(client, settings, breaches):
    page = Client().get(reverse("account_login"))
    settings.MIDDLEWARE = [*settings.MIDDLEWARE[:-1], "tests.wall.test_guard.careless", settings.MIDDLEWARE[-1]]

    answer = client.get(reverse("account_login"))

    assert (page.status_code, answer.status_code) == (200, 404)
    assert "Il n’y a rien à cette adresse" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    assert not answer.cookies
    (line,) = Breach.objects.system().all()
    assert (line.view, line.sides, line.tables) == ("account_login", "threshold", "candidates_draft")


def test_a_thread_without_a_pass_opens_nothing_once_closed_by_default(monkeypatch, breaches):
    monkeypatch.setattr(guard, "_default", Pass(frozenset()))
    outcomes = []

    def in_a_thread():
        try:
            outcomes.append(Draft.objects.system().count())
        except WallBreach as error:
            outcomes.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    assert [type(outcome) for outcome in outcomes] == [WallBreach]


def test_parameters_are_never_in_a_breach(breaches):
    with transaction.atomic():
        refused(lambda: list(Draft.objects.system().filter(activity="un mot secret")), Side.INSTRUCTION)
    assert "secret" not in repr(breaches)


def test_open_tables_are_open_to_whoever_signed_in():
    for side in (Side.CANDIDATE, Side.INSTRUCTION, Side.DIAGNOSIS, Side.NEWCOMER):
        with passing({side}):
            assert Organisation.objects.count() == 0
            assert Campaign.objects.count() == 0


def test_machine_keeps_books_and_reads_no_content(breaches):
    with passing({Side.MACHINE}):
        Event.objects.system().count()
    with transaction.atomic():
        refused(lambda: Draft.objects.system().count(), Side.MACHINE)


def test_audit_reads_seats_and_openings():
    with passing({Side.AUDIT}):
        Seat.objects.count()
        FirstOpening.objects.system().count()
        Journal.objects.system().count()


def test_the_guard_is_on_the_connection_of_a_new_thread():
    found = []

    def in_a_thread():
        connection.ensure_connection()
        found.append(guard.guard in connection.execute_wrappers)
        connection.close()

    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    assert found == [True]
