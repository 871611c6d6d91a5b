"""What PostgreSQL takes as text."""

from __future__ import annotations


def is_text(value: str) -> bool:
    """Say whether a value can be stored or compared: no NUL, no half of a surrogate pair."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False
