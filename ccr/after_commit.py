"""Handing work to the workers once the transaction that asked for it is committed."""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger("ccr.tasks")


PROMPT = "prompt"
"""The queue of what a person waits for in front of a page (a sign-in code), beside the one of everything else."""


def start(task, *args, prompt=False):
    """Send a task now. A broker that cannot take it loses nothing: the row is there, and the relay finds it.

    prompt: it does not wait behind hundreds of mails and documents.
    """
    try:
        task.apply_async(args, queue=PROMPT if prompt else None)
    except (OperationalError, OSError) as error:
        logger.warning("broker unreachable (%s): %s is left to the relay", type(error).__name__, task.name)


def start_after_commit(task, *args, prompt=False):
    """Send a task when the caller's transaction commits; a rollback sends nothing."""
    transaction.on_commit(partial(start, task, *args, prompt=prompt))
