"""Keeping a file that somebody joins to a row of hers, once it was checked."""

from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import transaction

from ccr.documents.storage import private_path

LONGEST_NAME = 200


def told_of(file, checked) -> dict:
    """What a row tells of its file, by column: ``name``, ``mime``, ``size``, ``sha256``. checked: a CheckedUpload.

    The name is the file's own, short enough for the table, its ending kept.
    """
    name = file.name if len(file.name) <= LONGEST_NAME else file.name[:150] + file.name[-40:]
    return {"name": name, "mime": checked.mime, "size": checked.size, "sha256": checked.sha256}


def same_joined(rows, row):
    """The row of the same file, under the same name, among these; None. Sent twice, a file is joined once.

    rows: those that a page shows, their owner locked.
    """
    return rows.filter(name=row.name, sha256=row.sha256).first()


@contextmanager
def stored(row, file):
    """``with stored(row, file) as path:`` stores the file, then runs the block in a transaction.

    Stored before the transaction, which no upload keeps waiting; erased again when the block fails, or keeps no row.
    """
    path = default_storage.save(private_path(row, file.name), file)
    try:
        with transaction.atomic():
            yield path
    except Exception:
        default_storage.delete(path)
        raise
    if row._state.adding:
        default_storage.delete(path)
