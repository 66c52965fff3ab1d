"""What is backed up comes back, and nothing else is touched."""

import datetime
import json
import os
import subprocess
import sys
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from ccr import clock
from ccr.accounts.models import AccountMail, Person
from ccr.health import archives
from ccr.notifications.states import MailState
from ccr.notifications.tasks import relay
from ccr.programme.models import Mail
from tests.plugin import ROOT


@pytest.fixture
def files(settings, tmp_path):
    """A storage of its own."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "media"), "base_url": None},
        }
    }
    return default_storage


@pytest.fixture
def world(transactional_db, postgres, files):
    """One person and two files."""
    files.save("candidates/pieces/budget.pdf", ContentFile(b"%PDF-1.7 budget"))
    files.save("statuts.pdf", ContentFile(b"%PDF-1.7 statuts"))
    return Person.objects.create_user("ines@exemple.test", first_name="Inès", last_name="Roux")


def test_a_round_trip_on_postgresql(world, files, tmp_path):
    archive = archives.make(tmp_path / "backups")
    Person.objects.all().delete()
    Person.objects.create_user("autre@exemple.test", first_name="Un", last_name="Autre")
    files.delete("statuts.pdf")

    archives.restore(archive, force=True)

    assert [person.full_name for person in Person.objects.all()] == ["Inès Roux"]
    assert files.open("statuts.pdf").read() == b"%PDF-1.7 statuts"
    assert files.open("candidates/pieces/budget.pdf").read() == b"%PDF-1.7 budget"


def test_what_a_later_version_added_goes(world, tmp_path):
    """A bad upgrade is undone by the archive made before it, whatever its tables hold on to."""
    archive = archives.make(tmp_path / "backups")
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE later (person_id uuid REFERENCES {table} (id))")
        cursor.execute("INSERT INTO later VALUES (%s)", [world.pk])
        cursor.execute(f"ALTER TABLE {table} ADD COLUMN later text NOT NULL DEFAULT ''")
        cursor.execute("CREATE VIEW later_view AS SELECT person_id FROM later")

    archives.restore(archive, force=True)

    assert "later" not in connection.introspection.table_names()
    assert Person.objects.get() == world
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
    assert "later" not in {column.name for column in columns}


def test_a_restore_that_fails_changes_nothing(world, tmp_path, monkeypatch):
    archive = archives.make(tmp_path / "backups")
    Person.objects.create_user("apres@exemple.test", first_name="Un", last_name="Autre")
    monkeypatch.setattr(archives, "EMPTY", archives.EMPTY + "SELECT 1 / 0;")

    with pytest.raises(archives.ArchiveError, match="division by zero"):
        archives.restore(archive, force=True)

    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (MailState.WAITING, MailState.UNCERTAIN),
        (MailState.HANDING, MailState.UNCERTAIN),
        (MailState.FAILED, MailState.FAILED),
        (MailState.VOID, MailState.VOID),
    ],
)
def test_a_mail_that_may_have_left_since_does_not_leave_again(world, tmp_path, mailoutbox, state, after):
    lease = clock.real_now() + datetime.timedelta(minutes=5) if state == MailState.HANDING else None
    mail = AccountMail.objects.system().create(
        kind="invitation",
        state=state,
        lease_until=lease,
        error="SMTPDataError 550" if state == MailState.FAILED else "",
        expires_at=clock.real_now() + datetime.timedelta(days=14),
    )
    held = Mail.objects.system().create(
        kind="programme.appointed", recipient=world, about_type="x", about_id=world.pk, state=MailState.HELD
    )
    archive = archives.make(tmp_path / "backups")

    archives.restore(archive, force=True)
    relay()

    mail.refresh_from_db()
    held.refresh_from_db()
    assert (mail.state, mail.lease_until) == (after, None)
    assert held.state == MailState.UNCERTAIN  # its digest may have left
    assert mailoutbox == []


def test_a_backup_that_fails_leaves_nothing_behind(world, tmp_path, monkeypatch):
    def full(target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archives, "dump_database", full)
    with pytest.raises(OSError, match="No space left"):
        archives.make(tmp_path / "backups")

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_database_with_people_is_not_replaced(world, files, tmp_path):
    archive = archives.make(tmp_path / "backups")
    files.delete("statuts.pdf")

    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("restore", archive)

    assert not files.exists("statuts.pdf")


def test_an_empty_database_is_filled_without_force(world, tmp_path):
    archive = archives.make(tmp_path / "backups")
    Person.objects.all().delete()

    call_command("restore", archive)

    assert Person.objects.count() == 1


def test_only_its_owner_reads_an_archive(world, tmp_path):
    archive = archives.make(tmp_path / "backups")

    assert archive.stat().st_mode & 0o077 == 0
    assert not list(archive.parent.glob("*.part"))


def test_a_damaged_archive_changes_nothing(world, tmp_path):
    archive = archives.make(tmp_path / "backups")
    archive.write_bytes(archive.read_bytes()[:-200] + b"x" * 200)

    with pytest.raises(archives.ArchiveError, match="somme de contrôle"):
        archives.restore(archive, force=True)

    archives.checksum_file(archive).unlink()
    with pytest.raises(archives.ArchiveError, match="abîmée"):
        archives.restore(archive, force=True)
    assert Person.objects.count() == 1


def test_a_part_that_was_changed_is_refused(world, files, tmp_path):
    archive = archives.make(tmp_path / "backups")
    archives.checksum_file(archive).unlink()
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    (tmp_path / "parts" / "media" / "statuts.pdf").write_bytes(b"%PDF-1.7 autre!!")
    with tarfile.open(archive, "w:gz") as tar:
        for part in sorted((tmp_path / "parts").iterdir()):
            tar.add(part, part.name)

    with pytest.raises(archives.ArchiveError, match="n’est plus ce qui a été sauvegardé"):
        archives.restore(archive, force=True)


def test_an_archive_of_the_other_engine_is_refused(world, tmp_path):
    archive = archives.make(tmp_path / "backups")
    archives.checksum_file(archive).unlink()
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    manifest = tmp_path / "parts" / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"engine": "sqlite"}))
    with tarfile.open(archive, "w:gz") as tar:
        for part in sorted((tmp_path / "parts").iterdir()):
            tar.add(part, part.name)

    with pytest.raises(archives.ArchiveError, match="base sqlite, celle-ci est une base postgresql"):
        archives.restore(archive, force=True)


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"not an archive")

    with pytest.raises(CommandError, match="n’est pas une sauvegarde"):
        call_command("restore", tmp_path / "photo.jpg", force=True)
    with pytest.raises(CommandError, match="introuvable"):
        call_command("restore", tmp_path / "nothing.tar.gz")


def demo(var, program) -> str:
    """Run a few lines in the demo, on SQLite, in a folder of its own. One process: starting Django takes seconds."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment = clean | {"CCR_DEMO": "1", "CCR_VAR": str(var), "STORAGE_URL": f"file://{var / 'media'}"}
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", f"{START}\n{program}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


START = """
from django.core.management import CommandError, call_command
from ccr.accounts.models import Person
"""
KEPT = """
from django.apps import apps
from django.conf import settings

settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # the tables at once: much quicker
call_command("migrate", run_syncdb=True, verbosity=0)
Person.objects.create_user("a@b.test", first_name="A", last_name="B")
call_command("backup")
"""
BROUGHT_BACK = """
call_command("restore", "{archive}")
print("people:", Person.objects.count())
try:
    call_command("restore", "{archive}")
except CommandError as error:
    print(error)
call_command("restore", "{archive}", force=True)
"""


def test_a_round_trip_on_sqlite(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    (here / "media" / "pieces").mkdir(parents=True)
    (here / "media" / "pieces" / "budget.pdf").write_bytes(b"%PDF-1.7")
    assert "Sauvegarde : " in demo(here, KEPT)
    (archive,) = (here / "backups").glob("*.tar.gz")

    said = demo(there, BROUGHT_BACK.format(archive=archive))

    assert "people: 1" in said
    assert "n’est pas vide" in said
    assert said.count("Restauré") == 2
    assert (there / "media" / "pieces" / "budget.pdf").read_bytes() == b"%PDF-1.7"
