"""Where an uploaded file waits: encrypted, under a random name, until its import is finished."""

from __future__ import annotations

import errno
import hashlib
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from throughgate.foundation.imports.encrypted_file import Sealed, SealedWriter
from throughgate.foundation.spreadsheets import Unreadable

_KEY = re.compile(r"[0-9a-f]{48}")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def folder() -> Path:
    """Return the folder, made on first need."""
    place: Path = settings.VAR / "uploads" / "imports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def store(pieces: Iterable[bytes], most: int) -> tuple[str, int, str]:
    """Seal a file piece by piece; return its key, its size and its SHA-256.

    Raise Unreadable above `most` bytes, and where the disk is full; nothing is left then.
    """
    key = secrets.token_hex(24)
    digest, size = hashlib.sha256(), 0
    try:
        with SealedWriter(folder() / key) as file:
            for piece in pieces:
                size += len(piece)
                if size > most:
                    raise Unreadable("too_large", most=most)
                digest.update(piece)
                file.write(piece)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Unreadable("no_room") from error
        raise
    return key, size, digest.hexdigest()


def path_of(key: str) -> Path:
    """Return where a file lies; a path that is no file where the key is empty or strange."""
    return folder() / key if _KEY.fullmatch(key) else folder() / "none"


def file_of(key: str) -> Sealed:
    """Return a stored file as the readers of tables take it."""
    return Sealed(path_of(key))


def keys_before(moment: datetime) -> list[str]:
    """Return the keys of files that were written before a moment."""
    found = []
    for path in folder().iterdir():
        with suppress(OSError):  # deleted just now
            if _KEY.fullmatch(path.name) and path.stat().st_mtime < moment.timestamp():
                found.append(path.name)
    return found


def remove(key: str) -> None:
    """Delete a file, and with it its key; twice is once."""
    if key:
        with suppress(OSError):
            path_of(key).unlink()
