"""Handing work to the workers once the transaction that asked for it is committed."""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger("ccr.tasks")


def start(task, *args):
    """Send a task now. A broker that cannot take it loses nothing: the row is there, and the relay finds it."""
    try:
        task.delay(*args)
    except (OperationalError, OSError) as error:
        logger.warning("broker unreachable (%s): %s is left to the relay", type(error).__name__, task.name)


def start_after_commit(task, *args):
    """Send a task when the caller's transaction commits; a rollback sends nothing."""
    transaction.on_commit(partial(start, task, *args))
