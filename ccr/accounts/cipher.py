"""Encryption at rest of what must not be read in the database: sign-in mails and second factors' secrets."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

INFO = b"ccr.accounts.cipher.v1"


class Unreadable(Exception):
    """What was stored cannot be read with the present keys: the secret key changed without a fallback."""


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=INFO).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


@lru_cache(maxsize=4)
def _cipher(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _current() -> MultiFernet:
    return _cipher((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def encrypt(text: str) -> str:
    """The text under the key derived from SECRET_KEY, as printable characters."""
    return _current().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text again, also when it was written under one of SECRET_KEY_FALLBACKS.

    Raises Unreadable.
    """
    try:
        return _current().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error
