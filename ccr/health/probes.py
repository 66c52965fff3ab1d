"""What the platform stands on, each thing asked whether it answers. No counts, no names: the page is public."""

import datetime
import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db import connection

from ccr import clock
from ccr.celery import app
from ccr.health.models import Heartbeat

logger = logging.getLogger("ccr.health")

PROBE_BYTES = 4096
PATIENCE = datetime.timedelta(seconds=120)
"""Four missed beats: the worker is late."""


def database() -> bool:
    """Whether the database answers a statement."""
    with connection.cursor() as cursor:  # wall: it names no table
        cursor.execute("SELECT 1")
    return True


def broker() -> bool:
    """Whether a message could be left for the worker."""
    with app.connection_for_write(connect_timeout=2) as connected:
        connected.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=3)
        folder = connected.transport_options.get("folder")
        return folder is None or writable(Path(folder))


def storage() -> bool:
    """Whether files can be kept, in the folder or by the S3 service: one is written, and erased."""
    if settings.STORAGE_URL.startswith("file://"):
        return writable(Path(default_storage.location))
    default_storage.delete(default_storage.save("sante", ContentFile(b"sante")))
    return True


def writable(folder: Path) -> bool:
    """Whether a file can be kept in a folder, which is itself made with the first file: one is written, and erased.

    Raises OSError when it cannot: no such right, read-only, or full.
    """
    while not folder.exists():
        folder = folder.parent
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".sante-") as probe:
        probe.write(bytes(PROBE_BYTES))
        probe.flush()
        os.fsync(probe.fileno())
    return True


def worker() -> bool:
    """Whether the worker wrote its heartbeat lately."""
    at = Heartbeat.objects.filter(source="worker").values_list("at", flat=True).first()
    return at is not None and clock.real_now() - at < PATIENCE


PROBES = {"database": database, "broker": broker, "storage": storage, "worker": worker}


def answers(name: str) -> bool:
    """Whether one thing answers. Whatever it raises means no; the log has the kind of error, never its text."""
    try:
        return PROBES[name]()
    except DatabaseError as error:
        logger.warning("health: %s does not answer (%s)", name, type(error).__name__)
        connection.close()
        return False
    except Exception as error:
        logger.warning("health: %s does not answer (%s)", name, type(error).__name__)
        return False
