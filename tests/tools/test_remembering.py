"""A world that is made again is the one the services made, and only where nothing could make it another one."""

import contextlib

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from candidates import services
from ccr.programme.models import Campaign
from ccr.programme.roles import Role
from ccr.programme.seats import holders
from ccr.wall.errors import DomainError
from ccr.wall.guard import passing
from ccr.wall.sides import Side
from tests.factories import candidates, diagnostics, selection
from tests.factories.core import OrganisationFactory, PersonFactory, make_campaign, make_seat
from tests.remembering import memory
from tests.wall.asking import rolled_back


@pytest.fixture(autouse=True)
def november(postgres, db, freeze):
    freeze(selection.OPEN_DAY)


@pytest.fixture(autouse=True)
def nothing_made_yet():
    """What the other tests made is not remembered here: the first time is for real."""
    others, memory.steps = memory.steps, {}
    yield
    memory.steps = others


@pytest.fixture
def forgotten():
    """``with forgotten():`` the block's rows are taken back, and the database is again what it was."""

    @contextlib.contextmanager
    def taken_back():
        place = memory.place
        with rolled_back():
            yield
        memory.place = place

    return taken_back


def every_row() -> dict:
    """What every table holds, sorted: where PostgreSQL puts a row depends on what it still has to sweep."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT t::text FROM "{model._meta.db_table}" t')
            found[model._meta.label] = sorted(cursor.fetchall())
    return found


def a_committee(freeze):
    """A file received, checked, marked, decided on and published."""
    freeze(selection.OPEN_DAY)
    campaign = make_campaign()
    president, instructor = make_seat(campaign, Role.COMMITTEE_PRESIDENT), make_seat(campaign, Role.INSTRUCTOR)
    file = selection.received(campaign, "Les Paniers du Port")
    freeze(selection.COMMITTEE_DAY)
    return selection.decide(campaign, [file], president=president, instructor=instructor)


def a_diagnostic(freeze):
    """Asked, given back, its fil rouge open."""
    freeze(diagnostics.ASKED)
    return diagnostics.restituted(diagnostics.make_world())


@pytest.mark.parametrize("make", [a_committee, a_diagnostic])
def test_every_row_is_the_one_the_services_wrote(make, forgotten, freeze):
    with forgotten():
        first, made = make(freeze), every_row()
    steps = memory.made

    with forgotten():
        second, made_again = make(freeze), every_row()

    assert memory.made == steps, "it was made for real again"
    assert made_again == made
    assert second == first
    assert second is not first


def test_a_row_that_is_changed_is_not_changed_in_the_next_world(forgotten):
    with forgotten():
        campaign = make_campaign()
        campaign.title = "Un autre titre"

    with forgotten():
        assert make_campaign().title == "Appel 2011"


def test_what_a_factory_is_given_stays_itself(forgotten):
    for _ in range(2):
        with forgotten():
            campaign = make_campaign()
            assert make_seat(campaign, Role.PILOT).campaign is campaign


def test_what_a_page_left_on_a_seat_is_not_handed_to_another_test(forgotten, freeze):
    freeze(diagnostics.ASKED)
    with forgotten():
        world = diagnostics.make_world()
        world.candidate.own_applications = []
        diagnostics.ask(world)

    with forgotten():
        world = diagnostics.make_world()
        diagnostics.ask(world)
        assert not hasattr(world.candidate, "own_applications")


def test_other_arguments_make_another_world(forgotten):
    with forgotten():
        first = make_seat(make_campaign(), Role.PILOT)
    with forgotten():
        second = make_seat(make_campaign(), Role.INSTRUCTOR)
    with forgotten():
        third = make_seat(make_campaign(title="Un autre titre"), Role.PILOT)

    assert len({first.pk, second.pk, third.pk}) == 3


def test_the_next_number_follows_the_numbers_made_again(forgotten):
    """Accounts' addresses, among others, are numbered by the database."""
    numbered = [m for m in apps.get_models() if isinstance(m._meta.pk, models.AutoField)]
    for _ in range(2):
        with forgotten():
            PersonFactory(email="une@exemple.fr")
            PersonFactory(email="autre@exemple.fr")
            for model in numbered:
                keys = list(model._base_manager.values_list("pk", flat=True))
                assert len(keys) == len(set(keys))


def test_what_waits_for_the_commit_is_done_again(forgotten, commits, mailoutbox):
    sent = []
    for _ in range(2):
        with forgotten(), commits():
            candidates.deposited(make_campaign())
        sent.append([mail.subject for mail in mailoutbox])
        mailoutbox.clear()

    assert sent[0]
    assert sent[0] == sent[1]


def test_a_file_that_a_test_erased_is_there_again(forgotten):
    for _ in range(2):
        with forgotten():
            draft = candidates.fill(candidates.begin(make_campaign()))
            for piece in draft.live_pieces():
                assert default_storage.open(piece.file.name).read().startswith(b"%PDF")
                default_storage.delete(piece.file.name)


# Where nothing is remembered


@contextlib.contextmanager
def a_row_written(**tools):
    Campaign.objects.update(title="Un autre titre")
    yield


@contextlib.contextmanager
def something_taken_back(**tools):
    with transaction.atomic():
        transaction.set_rollback(True)
    yield


@contextlib.contextmanager
def a_clock_that_runs(freeze, **tools):
    freeze(selection.OPEN_DAY, tick=True)
    yield


@contextlib.contextmanager
def another_hour(freeze, **tools):
    freeze(selection.MARKING_DAY)
    yield


@contextlib.contextmanager
def a_changed_setting(**tools):
    with override_settings(CCR_BASE_URL="https://ailleurs.exemple"):
        yield


@contextlib.contextmanager
def a_replaced_function(monkeypatch, **tools):
    monkeypatch.setattr(services, "deposit", services.deposit)
    yield


@contextlib.contextmanager
def counted_queries(**tools):
    with CaptureQueriesContext(connection):
        yield


@contextlib.contextmanager
def another_pass(**tools):
    with passing(set(Side)):
        yield


@pytest.mark.parametrize(
    "difference",
    [
        a_row_written,
        something_taken_back,
        a_clock_that_runs,
        another_hour,
        a_changed_setting,
        a_replaced_function,
        counted_queries,
        another_pass,
    ],
)
def test_whatever_could_make_another_world_makes_it_for_real(difference, forgotten, freeze, monkeypatch):
    with forgotten():
        first = OrganisationFactory(name="Regain")
        known = OrganisationFactory(name="Regain")
    with forgotten():
        assert OrganisationFactory(name="Regain") == first
        with difference(freeze=freeze, monkeypatch=monkeypatch):
            assert OrganisationFactory(name="Regain") != known


def test_a_factory_that_is_refused_is_refused_again(forgotten):
    for _ in range(2):
        with forgotten():
            campaign = make_campaign()
            (coordinator,) = holders(campaign, Role.COORDINATOR)
            with pytest.raises(DomainError, match="ne tient qu’un couloir par appel"):
                make_seat(campaign, Role.INSTRUCTOR, organisation=OrganisationFactory(), person=coordinator)
