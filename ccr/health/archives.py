"""One archive of everything: the database, the files, and the proof that both are whole.

``ccr-2026-03-15-101500.tar.gz`` holds ``manifest.json`` (engine, date, SHA-256 of each part), ``database.dump``
(PostgreSQL) or ``database.sqlite3``, and ``media/…``; beside it, ``….sha256`` is the checksum of the archive itself.

The database is copied before the files: files are written before their rows, and never deleted by a request, so that
every row of the copy finds its file.
"""

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3  # wall: a backup copies the file whole, in a command and in no pass
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from django.core.files.storage import default_storage
from django.db import connection

from ccr import clock
from ccr.notifications.models import Digest, OutboxMail
from ccr.notifications.outbox import outgoing_models
from ccr.notifications.sending import hold, hold_apart

MANIFEST = "manifest.json"
MEDIA = "media/"
PARTS = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
VERSION = 1
EMPTY = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
        EXECUTE format('DROP TABLE %I CASCADE', found.tablename);
    END LOOP;
END $$;
"""
"""The archive knows its own tables only: one that a later version made would hold on to them by its foreign keys."""


class ArchiveError(Exception):
    """Why an archive cannot be made or brought back, in French, for whoever runs the command."""


def make(folder: Path) -> Path:
    """Write a dated archive into a folder, readable by its owner only. Gives its path.

    Raises ArchiveError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"ccr-{clock.real_now():%Y-%m-%d-%H%M%S}.tar.gz"
    archive, part = folder / name, folder / f"{name}.part"
    try:
        write(part)
        part.replace(archive)
    finally:
        part.unlink(missing_ok=True)
    checksum_file(archive).write_text(f"{checksum(archive)}  {archive.name}\n")
    return archive


def write(path: Path):
    """Write everything into a new file.

    Raises ArchiveError.
    """
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_private(path) as target,
        tarfile.open(fileobj=target, mode="w:gz") as tar,
    ):
        dump = Path(scratch) / PARTS[connection.vendor]
        dump_database(dump)
        parts = {dump.name: add(tar, dump.name, dump.stat().st_size, dump.open("rb"))}
        for stored in stored_files():
            name = MEDIA + stored
            parts[name] = add(tar, name, default_storage.size(stored), default_storage.open(stored))
        manifest = {
            "version": VERSION,
            "made_at": clock.real_now().isoformat(),
            "engine": connection.vendor,
            "sha256": parts,
        }
        content = json.dumps(manifest, indent=1).encode()
        add(tar, MANIFEST, len(content), io.BytesIO(content))


def restore(archive: Path, force: bool = False):
    """Bring the database and the files back, once everything in the archive was checked.

    A mail that waited in the archive may have left since: it comes back « à vérifier », and leaves by a click only.
    force: also over a database where there are people already.
    Raises ArchiveError; nothing was changed then, unless the database itself refused.
    """
    if not archive.is_file():
        raise ArchiveError(f"Archive introuvable : {archive}.")
    verify_checksum(archive)
    if not force and not database_is_empty():
        raise ArchiveError("La base n’est pas vide : rien n’a été changé. FORCE=1 la remplace par celle de l’archive.")
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch)
        manifest = unpack(archive, unpacked)
        if manifest["engine"] != connection.vendor:
            raise ArchiveError(
                f"L’archive vient d’une base {manifest['engine']}, celle-ci est une base {connection.vendor}."
            )
        load_database(unpacked / PARTS[connection.vendor])
        hold_mails()
        for name in manifest["sha256"]:
            if name.startswith(MEDIA):
                put_file(name.removeprefix(MEDIA), unpacked / name)


# The archive


def open_private(path: Path):
    """A new file that only its owner may read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def add(tar: tarfile.TarFile, name: str, size: int, content) -> str:
    """Write one part, and give its SHA-256."""
    digest = hashlib.sha256()

    class Counted:
        def read(self, length=-1):
            chunk = content.read(length)
            digest.update(chunk)
            return chunk

    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, clock.real_now().timestamp()
    with content:
        tar.addfile(info, Counted())
    return digest.hexdigest()


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def checksum_file(archive: Path) -> Path:
    return archive.with_name(archive.name + ".sha256")


def verify_checksum(archive: Path):
    """Compare an archive with the checksum beside it, when it is there.

    Raises ArchiveError.
    """
    with contextlib.suppress(FileNotFoundError):
        if checksum_file(archive).read_text().split()[:1] != [checksum(archive)]:
            raise ArchiveError("L’archive est abîmée : sa somme de contrôle n’est pas celle du fichier .sha256.")


def unpack(archive: Path, folder: Path) -> dict:
    """Unpack an archive and check each part against its manifest. Gives the manifest.

    Raises ArchiveError for what is damaged, incomplete or not ours.
    """
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest = json.loads((folder / MANIFEST).read_text())
        parts = manifest["sha256"]
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise ArchiveError(f"L’archive est abîmée ou n’est pas une sauvegarde ({type(error).__name__}).") from error
    if manifest.get("version") != VERSION:
        raise ArchiveError("L’archive vient d’une autre version de la sauvegarde.")
    for name, expected in parts.items():
        if not (folder / name).is_file() or checksum(folder / name) != expected:
            raise ArchiveError(
                f"L’archive est abîmée : {PurePosixPath(name).parts[0]} n’est plus ce qui a été sauvegardé."
            )
    return manifest


# The files


def stored_files(folder: str = "") -> Iterator[str]:
    """Every file of the storage, whatever the storage is."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:  # made with the first file
        return
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from stored_files(f"{folder}/{name}" if folder else name)


def put_file(name: str, source: Path):
    """Put a file back under its own name, in place of one that has it."""
    if default_storage.exists(name):
        default_storage.delete(name)
    with source.open("rb") as content:
        default_storage.save(name, content)


# The database


def database_is_empty() -> bool:
    """Whether nobody ever used this database: no tables, or no person in them."""
    from ccr.accounts.models import Person

    return Person._meta.db_table not in connection.introspection.table_names() or not Person.objects.exists()


def dump_database(target: Path):
    """Copy the database as it stands at one instant, while it is being used.

    Raises ArchiveError.
    """
    if connection.vendor == "sqlite":
        with open_sqlite(connection.settings_dict["NAME"]) as source, open_sqlite(target) as copy:
            source.backup(copy)
    else:
        postgres("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load_database(source: Path):
    """Replace the database by a copy, entirely or not at all: what a later version added goes too.

    Raises ArchiveError.
    """
    connection.close()
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        with open_sqlite(source) as copy, open_sqlite(connection.settings_dict["NAME"]) as target:
            copy.backup(target)
    else:
        empty, fill = source.with_suffix(".empty.sql"), source.with_suffix(".fill.sql")
        empty.write_text(EMPTY)
        written = ("--clean", "--if-exists", "--no-owner", "--no-privileges")
        postgres("pg_restore", *written, f"--file={fill}", str(source))
        together = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        postgres("psql", *together, f"--file={empty}", f"--file={fill}")


def hold_mails():
    """Let no restored mail leave by itself."""
    tables = connection.introspection.table_names()
    there = [model for model in outgoing_models() if model._meta.db_table in tables]
    for model in there:
        hold(model)
    if Digest in there:  # an archive made before there were digests has no column for them
        for model in there:
            if issubclass(model, OutboxMail) and model is not Digest:
                hold_apart(model)


@contextlib.contextmanager
def open_sqlite(path):
    """An SQLite file, by SQLite itself: Django's connection would hold transactions open."""
    with contextlib.closing(sqlite3.connect(path, timeout=20)) as opened:
        yield opened


def postgres(program: str, *arguments: str):
    """Run one of PostgreSQL's programs on our database.

    Raises ArchiveError with its kind of failure; never with the rows it may quote.
    """
    found = client_program(program)
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {variable: str(given[key]) for variable, key in names.items() if given.get(key)}
    if mode := given.get("OPTIONS", {}).get("sslmode"):
        environment["PGSSLMODE"] = mode
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = re.findall(r"^(?:pg_dump|pg_restore|psql).*?: (?:error|ERROR): +(.*)$", done.stderr, re.M)
        raise ArchiveError(f"{program} a échoué : {said[0] if said else done.returncode}")


def client_program(name: str) -> str:
    """The newest of the installed versions: a program older than its server is refused by it.

    Raises ArchiveError.
    """
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        raise ArchiveError(f"{name} manque : apt install postgresql-client.")
    return found
