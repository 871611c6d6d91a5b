"""Keys of rows: time-ordered inside the house, random toward the outside."""

from __future__ import annotations

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.

    It shows when the row was made, so it stays inside: outward ids are `uuid.uuid4()`, one per recipient.
    """
    return uuid.UUID(int=_number())


def uuid7_text() -> str:
    """Return one as PostgreSQL reads it, for rows by the hundred: no object is made."""
    return f"{_number():032x}"


def read_key(text: str | None) -> uuid.UUID | None:
    """Return a key as a form, a file or an address sends it; None for what is none."""
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _number() -> int:
    moment = time.time_ns() // 1_000_000
    value = (moment << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    return (value & ~(0x3 << 62)) | (0x2 << 62)
