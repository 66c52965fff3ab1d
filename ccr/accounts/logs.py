"""Log lines never hold the token of a secret link."""

import logging
import re

TOKEN = re.compile(r"(/(?:invitation|lien|agenda)/)[\w.-]{20,}")


def without_token(text: str) -> str:
    """The text with the token of a secret address masked: an invitation, a registration, a calendar."""
    return TOKEN.sub(r"\1…", text)


class HideTokens(logging.Filter):
    """Mask tokens in a record's message, whatever logger wrote it. Put on the handlers."""

    def filter(self, record):
        record.msg, record.args = without_token(record.getMessage()), None
        return True
