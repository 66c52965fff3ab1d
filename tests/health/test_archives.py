"""What is backed up comes back, and nothing else is touched."""

import json
import os
import subprocess
import sys
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from ccr.accounts.models import Person
from ccr.health import archives
from tests.plugin import ROOT

IMPORT = "from ccr.accounts.models import Person as P"


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


def demo(var, *command) -> str:
    """Run a command of the demo, on SQLite, in a folder of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment = clean | {"CCR_DEMO": "1", "CCR_VAR": str(var), "STORAGE_URL": f"file://{var / 'media'}"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    return done.stdout + done.stderr


def test_a_round_trip_on_sqlite(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    demo(here, "migrate", "-v0")
    create = f"{IMPORT}; P.objects.create_user('a@b.test', first_name='A', last_name='B')"
    demo(here, "shell", "-c", create)
    (here / "media" / "pieces").mkdir(parents=True)
    (here / "media" / "pieces" / "budget.pdf").write_bytes(b"%PDF-1.7")
    assert "Sauvegarde : " in demo(here, "backup")
    (archive,) = (here / "backups").glob("*.tar.gz")

    assert "Restauré" in demo(there, "restore", str(archive))

    count = f"{IMPORT}; print('people:', P.objects.count())"
    assert "people: 1" in demo(there, "shell", "-c", count)
    assert (there / "media" / "pieces" / "budget.pdf").read_bytes() == b"%PDF-1.7"
    assert "n’est pas vide" in demo(there, "restore", str(archive))
    assert "Restauré" in demo(there, "restore", str(archive), "--force")
