"""« /sante/ » says ok or late for each thing the platform stands on, and nothing more."""

import datetime
from typing import ClassVar

import pytest

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


@pytest.fixture
def stored_in(settings):
    """``stored_in(path)``: files are kept there."""

    def move(path):
        options = {"location": str(path), "base_url": None}
        backend = "django.core.files.storage.FileSystemStorage"
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": options}}

    return move


def test_a_storage_that_is_no_folder_is_late(client, alive, stored_in, tmp_path):
    (tmp_path / "file").write_text("")
    stored_in(tmp_path / "file")

    answer = client.get("/sante/")

    assert (answer.status_code, answer.json()["storage"]) == (503, "late")


def test_a_full_disk_is_late(client, alive, monkeypatch):
    """The folder may be written to; nothing fits in it any more."""

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(probes.os, "fsync", full)

    answer = client.get("/sante/")

    assert (answer.status_code, answer.json()["storage"]) == (503, "late")


def test_the_probe_leaves_nothing_behind(client, alive, stored_in, tmp_path):
    stored_in(tmp_path)

    assert client.get("/sante/").json()["storage"] == "ok"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def service(settings, monkeypatch):
    """A service instead of a folder, and what it was asked."""

    class Service:
        asked: ClassVar[list] = []

        def save(self, name, content):
            self.asked.append(("save", name))
            return f"{name}_1"

        def delete(self, name):
            self.asked.append(("delete", name))

    settings.STORAGE_URL = "s3://key:secret@s3.exemple.fr/ccr"
    monkeypatch.setattr(probes, "default_storage", Service())
    return Service


def test_a_service_keeps_and_forgets_a_file_too(client, alive, service):
    assert client.get("/sante/").json()["storage"] == "ok"
    assert service.asked == [("save", "sante"), ("delete", "sante_1")]


def test_a_database_far_away_is_given_three_seconds(settings, postgres):
    assert settings.DATABASES["default"]["OPTIONS"]["connect_timeout"] == 3


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
