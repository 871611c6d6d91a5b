"""Where an uploaded file waits: under a random name, readable by this program alone, until its import is finished."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

_KEY = re.compile(r"[0-9a-f]{48}")


def folder() -> Path:
    """Return the folder, made on first need."""
    place: Path = settings.VAR / "uploads" / "imports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def store(pieces: Iterable[bytes], most: int) -> tuple[str, int, str]:
    """Write a file piece by piece; return its key, its size and its SHA-256. Raise ValueError above `most` bytes."""
    key = secrets.token_hex(24)
    path = folder() / key
    path.touch(mode=0o600)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("wb") as file:
            for piece in pieces:
                size += len(piece)
                if size > most:
                    raise ValueError("too large")  # noqa: TRY301 - the half-written file is removed below
                digest.update(piece)
                file.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return key, size, digest.hexdigest()


def path_of(key: str) -> Path:
    """Return where a file lies; a path that is no file where the key is empty or strange."""
    return folder() / key if _KEY.fullmatch(key) else folder() / "none"


def remove(key: str) -> None:
    """Delete a file; twice is once."""
    if key:
        with suppress(OSError):
            path_of(key).unlink()
