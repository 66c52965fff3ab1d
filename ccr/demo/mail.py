"""The demo's post: mails are files in ``var/mail``, which « Courrier » shows."""

import email
import email.policy
import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from ccr import clock

FOLDER = settings.VAR_DIR / "mail"
_NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{32}\.eml")


UNKNOWN = "gael.tournier@exemple.fr"
"""An address that the demo's post refuses, so that « Courriers » has a failure to show."""
CUT_OFF = "serge.kassab@exemple.fr"
"""An address at which the line is cut before the post says whether it took the mail: « à vérifier »."""


class FileBackend(BaseEmailBackend):
    """Writes each message to a file whose name says when it was written. Renamed once whole."""

    def send_messages(self, messages):
        """Give how many were taken.

        Raises SMTPRecipientsRefused and SMTPServerDisconnected, as a real post does, for the two addresses above.
        """
        FOLDER.mkdir(parents=True, exist_ok=True)
        for message in messages:
            if UNKNOWN in message.to:
                raise SMTPRecipientsRefused({UNKNOWN: (550, b"no such address")})
            name = f"{_written_at(message):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex}.eml"
            part = FOLDER / f".{name}.part"
            part.write_bytes(message.message().as_bytes())
            part.rename(FOLDER / name)
            if CUT_OFF in message.to:
                raise SMTPServerDisconnected
        return len(messages)


def _written_at(message) -> datetime:
    """The mail's own date, by the demo's clock: the play's mails leave together, long after they were written."""
    said = message.extra_headers.get("Date")
    return clock.in_paris(parsedate_to_datetime(said)) if said else clock.now()


@dataclass(frozen=True)
class Letter:
    """A mail as « Courrier » shows it."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str


def names(address: str = "") -> list[str]:
    """The mails of an address, or of everybody, the latest first: the names of their files."""
    paths = sorted(FOLDER.glob("*.eml"), reverse=True)
    return [path.name for path in paths if not address or address.casefold() in _recipient(path).casefold()]


def letter(name: str) -> Letter | None:
    """One mail by its file's name, None for anything that is not one."""
    path = FOLDER / name
    return _read(path) if _NAME.fullmatch(name) and path.is_file() else None


def _recipient(path: Path) -> str:
    with path.open("rb") as file:
        return str(BytesHeaderParser(policy=email.policy.default).parse(file)["To"])


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    at = datetime.strptime(path.name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=clock.PARIS)
    body = message.get_body(("plain",))
    return Letter(path.name, at, str(message["To"]), str(message["Subject"]), body.get_content() if body else "")
