"""A task says its side or is refused, and reads nothing else; the broker of one machine loses nothing it can keep."""

import contextlib
import threading
import time

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from kombu import Connection

from ccr import broker
from ccr.accounts.models import Person
from ccr.after_commit import start
from ccr.celery import SealedCelery, SealedTask, app
from ccr.wall import guard
from ccr.wall.models import Breach
from ccr.wall.sides import Side


@pytest.fixture
def tasks():
    """An application of its own, whose tasks run in place."""
    made = SealedCelery("essai", task_cls=SealedTask, set_as_current=False)
    made.conf.update(task_always_eager=True, task_eager_propagates=True)
    return made


def test_a_task_without_a_side_is_refused_where_it_is_written(tasks):
    with pytest.raises(TypeError, match="declares its side"):

        @tasks.task
        def read():
            pass


def test_a_task_class_without_a_side_is_refused():
    with pytest.raises(TypeError, match="declares no side"):
        type("Read", (SealedTask,), {})


def test_a_task_runs_on_its_side(tasks):
    @tasks.task(side=Side.MACHINE, shared=False)
    def read():
        return guard.current_pass().sides

    assert read.delay().result == {Side.MACHINE}
    assert guard.current_pass() is None


def test_a_task_may_declare_several_sides_and_the_base_class(tasks):
    @tasks.task(base=SealedTask, side={Side.MACHINE, Side.AUDIT})
    def read():
        return guard.current_pass().sides

    assert read.delay().result == {Side.MACHINE, Side.AUDIT}


def test_a_task_does_not_read_what_its_side_keeps_closed(tasks, db, breaches):
    @tasks.task(side=Side.ANONYMOUS, shared=False)
    def read():
        return Person.objects.count()

    with pytest.raises(guard.WallBreach):
        read.delay()


def test_a_breach_that_a_task_swallows_fails_it_all_the_same(tasks, db, breaches):
    @tasks.task(side=Side.ANONYMOUS, shared=False)
    def read():
        try:
            return Person.objects.count()
        except guard.WallBreach:
            return 0

    with pytest.raises(guard.WallBreach):
        read.delay()

    (line,) = Breach.objects.system().all()
    assert (line.view, line.sides, line.tables) == (f"task {read.name}", "anonymous", "ccr_accounts_person")


def test_a_breach_in_what_a_task_opens_is_journaled_on_its_side(tasks, db, breaches):
    @tasks.task(side=Side.MACHINE, shared=False)
    def render():
        with contextlib.suppress(guard.WallBreach), guard.passing({Side.ANONYMOUS}):
            Person.objects.count()

    with pytest.raises(guard.WallBreach):
        render.delay()

    assert [line.sides for line in Breach.objects.system().all()] == ["anonymous"]


def test_beat_sends_only_tasks_that_exist():
    app.loader.import_default_modules()
    app.finalize()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= app.tasks.keys()


def test_every_task_of_ours_has_a_side():
    app.loader.import_default_modules()
    app.finalize()
    ours = [task for name, task in app.tasks.items() if not name.startswith("celery.")]

    assert ours
    assert all(task.sides for task in ours)


def test_what_a_person_waits_for_does_not_wait_behind_the_rest(tmp_path, monkeypatch):
    """A worker of one thread, thirty messages waiting, then a code."""
    monkeypatch.setattr(guard, "_default", guard._default)  # a worker closes it for its whole process
    made = SealedCelery("essai", task_cls=SealedTask, set_as_current=False)
    made.conf.update(
        broker_url="ccr-files://",
        broker_transport_options={"folder": str(tmp_path / "broker")},
        task_queues=settings.CELERY_TASK_QUEUES,
        worker_prefetch_multiplier=settings.CELERY_WORKER_PREFETCH_MULTIPLIER,
        task_acks_late=settings.CELERY_TASK_ACKS_LATE,
        worker_enable_remote_control=False,
        task_ignore_result=True,
    )
    done = []

    @made.task(side=Side.MACHINE, shared=False, name="essai.note")
    def note(word):
        done.append(word)

    for number in range(30):
        start(note, number)
    start(note, "code", prompt=True)
    with start_worker(made, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        deadline = time.monotonic() + 30
        while len(done) < 31 and time.monotonic() < deadline:
            time.sleep(0.02)

    assert len(done) == 31
    assert done.index("code") < 5


@pytest.fixture
def queue(tmp_path):
    """``queue()``: a connection of its own to the same folder."""
    opened = []

    def connect():
        connection = Connection("ccr-files://", transport_options={"folder": str(tmp_path / "broker")})
        opened.append(connection)
        return connection.SimpleQueue("essai")

    yield connect
    for connection in opened:
        connection.release()


def test_messages_come_out_in_the_order_they_went_in(queue):
    sender, receiver = queue(), queue()
    for number in range(5):
        sender.put(number)

    assert [receiver.get(timeout=2).payload for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(receiver.Empty):
        receiver.get(block=False)


def test_a_damaged_message_is_skipped(queue, tmp_path):
    receiver = queue()
    messages = tmp_path / "broker" / "messages"
    messages.mkdir(parents=True, exist_ok=True)
    (messages / "0_damaged.essai.msg").write_text("")
    (messages / "0_half.essai.msg").write_text('{"body": "eyJ')
    queue().put("whole")

    assert receiver.get(timeout=2).payload == "whole"
    assert not list(messages.iterdir())


def test_a_message_that_is_being_written_is_not_seen(queue, tmp_path):
    receiver = queue()
    broker.write_whole(tmp_path / "broker" / "messages" / "0_a.essai.msg.other", "{}")

    with pytest.raises(receiver.Empty):
        receiver.get(block=False)


def test_each_message_is_taken_once_by_many_readers(queue):
    sender = queue()
    sent, got, lock = set(range(200)), [], threading.Lock()
    connections = [queue() for _ in range(4)]
    for number in sent:
        sender.put(number)

    def read(receiver):
        while True:
            try:
                message = receiver.get(block=False)
            except receiver.Empty:
                return
            with lock:
                got.append(message.payload)

    readers = [threading.Thread(target=read, args=(receiver,)) for receiver in connections]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(30)

    assert sorted(got) == sorted(sent)
