"""The message broker of one machine: kombu's filesystem transport, made safe.

kombu writes a message in place, so that a reader can take an empty file, which loses the message and stops the worker.
Here a message is written beside and renamed, taken by a rename, and skipped when damaged. A message can still be lost
when a worker is killed: it is never the only record of work, see the leases of mails, documents and events.
"""

import fcntl
import logging
import time
import uuid
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from typing import ClassVar

from kombu.transport import filesystem
from kombu.utils.encoding import bytes_to_str
from kombu.utils.json import dumps, loads

logger = logging.getLogger("ccr.broker")


class Channel(filesystem.Channel):
    """Messages are files of ``folder/messages``, exchanges files of ``folder/control``."""

    @property
    def data_folder_in(self):
        return self.folder("messages")

    data_folder_out = data_folder_in

    @property
    def control_folder(self):
        return self.folder("control")

    def folder(self, name: str) -> Path:
        """A folder of the broker, made when it is not there."""
        path = Path(self.transport_options["folder"]) / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def _put(self, queue, payload, **kwargs):
        # Wall time in the name keeps messages in order across a restart of the machine; monotonic time does not.
        name = f"{time.time_ns() // 1000}_{uuid.uuid4()}.{queue}.msg"
        write_whole(self.data_folder_out / name, dumps(payload))

    def _get(self, queue):
        for message in sorted(self.data_folder_in.iterdir()):
            if message.name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = message.with_name(f"{message.name}.taken")
            try:
                message.rename(taken)
            except FileNotFoundError:  # another worker was faster
                continue
            payload = taken.read_bytes()
            taken.unlink()
            try:
                return loads(bytes_to_str(payload))
            except ValueError:
                logger.error("damaged message skipped: %s", message.name)
        raise Empty

    def _queue_bind(self, exchange, routing_key, pattern, queue):
        file = self._exchange_file(exchange)
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self.control_lock():
            table = self.get_table(exchange)
            if binding not in table:
                write_whole(file, dumps([binding, *table]))

    @contextmanager
    def control_lock(self):
        """One process at a time changes the exchanges."""
        with (self.control_folder / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def write_whole(path: Path, text: str):
    """Write a file so that nobody ever reads half of it."""
    part = path.with_name(f"{path.name}.{uuid.uuid4()}.part")
    part.write_text(text)
    part.replace(path)


class Transport(filesystem.Transport):
    """Used as ``CELERY_BROKER_URL = "ccr-files://"``, the name that ``ccr.celery`` gives it."""

    Channel = Channel
    polling_interval = 0.05
    """Seconds: a worker that takes two messages at a time takes no more than two in each."""
    states: ClassVar = defaultdict(filesystem.virtual.BrokerState)
    """What this process knows of the exchanges of each folder."""

    def __init__(self, client, **kwargs):
        super().__init__(client, **kwargs)
        self.state = self.states[client.transport_options["folder"]]

    def driver_version(self):
        return "1"
