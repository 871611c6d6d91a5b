"""The lines that vCard and iCalendar are made of: escaped, folded by bytes, ended as the standards say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

MOST_BYTES: Final = 75
"""Bytes of a line, without its end."""
END: Final = "\r\n"
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_END: Final = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")


def escaped(text: str) -> str:
    """Return a text as it stands in a value: no sign of it parts values or lines."""
    text = _LINE_END.sub("\n", _UNSEEN.sub("", text.replace("\t", " ")))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def line(name: str, value: str, parameters: Mapping[str, str] | None = None) -> str:
    """Return one line, folded; the value is escaped already."""
    said = "".join(f";{key}={text}" for key, text in (parameters or {}).items())
    return folded(f"{name}{said}:{value}")


def folded(text: str) -> str:
    """Return a line in pieces of at most 75 bytes, none of which ends inside a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in text:
        more = len(letter.encode())
        if size + more > MOST_BYTES:
            pieces.append(piece)
            # The blank that begins a piece counts.
            piece, size = " ", 1
        piece += letter
        size += more
    return END.join([*pieces, piece]) + END


def file_of(lines: Iterable[str]) -> bytes:
    """Return lines as a file."""
    return "".join(lines).encode()
