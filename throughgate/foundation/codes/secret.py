"""Tokens and codes as secrets: made once, stored as keyed hashes, never kept in clear.

A form's key of one change decides its code (together with the installation's secret), so that a double click shows
the same code twice instead of making the first one useless. The form's key itself is not kept.
"""

from __future__ import annotations

import base64
import secrets
import uuid

from django.utils.crypto import salted_hmac

from throughgate.foundation.codes.signs import LONG, made_from, read

SALT = "throughgate.codes"


def new_token(key: uuid.UUID | None = None) -> str:
    """Return a token for a link."""
    return base64.urlsafe_b64encode(_randomness("token", key)).decode().rstrip("=")


def new_code(key: uuid.UUID | None = None, *, length: int = LONG) -> str:
    """Return a code for paper."""
    return made_from(_randomness("code", key), length)


def hash_of(secret: str) -> str:
    """Return what is stored of a token."""
    return salted_hmac(f"{SALT}.hash", secret, algorithm="sha256").hexdigest()


def hash_of_code(typed: str) -> str:
    """Return what is stored of a code, however it was typed."""
    return hash_of(read(typed))


def _randomness(what: str, key: uuid.UUID | None) -> bytes:
    if key is None or key.version != 4:
        return secrets.token_bytes(32)
    return salted_hmac(f"{SALT}.{what}", key.bytes, algorithm="sha256").digest()
