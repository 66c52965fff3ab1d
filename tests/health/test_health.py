"""« /sante/ » says ok or late for each thing the platform stands on, and nothing more."""

import datetime

import pytest
from django.core.files.storage import default_storage

from ccr import clock
from ccr.health import probes, tasks
from ccr.health.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def alive():
    """A worker that just beat."""
    tasks.beat.delay()


def test_all_is_well(client, alive, postgres):
    answer = client.get("/sante/")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok", "storage": "ok", "worker": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_a_worker_never_heard_of_is_late(client):
    answer = client.get("/sante/")

    assert answer.status_code == 503
    assert answer.json()["worker"] == "late"


def test_a_worker_is_late_after_two_minutes(client, freeze):
    freeze("2026-03-15 10:00")
    tasks.beat.delay()
    freeze("2026-03-15 10:01:59")
    assert client.get("/sante/").json()["worker"] == "ok"

    freeze("2026-03-15 10:02")
    assert client.get("/sante/").json()["worker"] == "late"


def test_a_broker_that_does_not_answer_is_late(client, alive, monkeypatch):
    monkeypatch.setattr(
        probes.app, "connection_for_write", lambda **options: probes.app.connection("redis://127.0.0.1:1/0", **options)
    )

    answer = client.get("/sante/")

    assert (answer.status_code, answer.json()["broker"]) == (503, "late")


def test_a_storage_that_is_no_folder_is_late(client, alive, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(default_storage._wrapped, "_location", str(tmp_path / "file"))
    default_storage._wrapped.__dict__.pop("location", None)
    default_storage._wrapped.__dict__.pop("base_location", None)
    try:
        answer = client.get("/sante/")
    finally:
        default_storage._wrapped.__dict__.pop("location", None)
        default_storage._wrapped.__dict__.pop("base_location", None)

    assert (answer.status_code, answer.json()["storage"]) == (503, "late")


def test_a_database_that_does_not_answer_is_late(client, alive, monkeypatch):
    def refuse():
        raise probes.DatabaseError("row values that must not be logged")

    monkeypatch.setitem(probes.PROBES, "database", refuse)
    monkeypatch.setattr(probes.connection, "close", lambda: None)

    answer = client.get("/sante/")

    assert (answer.status_code, answer.json()["database"]) == (503, "late")


def test_the_log_names_the_error_and_not_its_text(client, alive, monkeypatch, caplog):
    def refuse():
        raise ValueError("password=secret")

    monkeypatch.setitem(probes.PROBES, "broker", refuse)
    client.get("/sante/")

    assert "broker does not answer (ValueError)" in caplog.text
    assert "secret" not in caplog.text


def test_a_second_beat_rewrites_the_row(freeze):
    freeze("2026-03-15 10:00")
    tasks.beat.delay()
    freeze("2026-03-15 10:00:30")
    tasks.beat.delay()

    assert [row.at for row in Heartbeat.objects.all()] == [
        datetime.datetime(2026, 3, 15, 10, 0, 30, tzinfo=clock.PARIS)
    ]


def test_posting_is_refused(client):
    assert client.post("/sante/").status_code == 405
