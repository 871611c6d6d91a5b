"""Have a workbook read by a child process, and turn what it sends into rows."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from .cleaning import text_cell
from .limits import MB, Limits, Unreadable
from .model import EMPTY, NO_MARKS, Cell, Mark, RawRow
from .sources import Stored

_ROOT: Final = Path(__file__).resolve().parents[3]
_LONGEST_MESSAGE: Final = 64 * MB
_NOTES: Final = {"f": Mark.FORMULA, "n": Mark.NO_RESULT, "m": Mark.MERGED}
_HIDDEN: Final = frozenset({Mark.HIDDEN})
_EXACT_TO: Final = 10**15


class Child:
    """The process that reads one workbook; ``close`` ends it at any moment."""

    def __init__(self, path: Path | Stored, kind: str, limits: Limits) -> None:
        self._limits = limits
        self._buffer = b""
        # A child gets what it can open, and no key.
        self._plain = None if isinstance(path, Path) else path.nameless()
        place = str(path.resolve()) if isinstance(path, Path) else f"/dev/fd/{self._plain.fileno()}"  # type: ignore[union-attr]
        settings = json.dumps(dataclasses.asdict(limits))
        # Nothing of the surroundings is handed on: no addresses, no keys.
        surroundings = {"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-B",
                "-X",
                "utf8",
                "-m",
                f"{__package__}.child",
                place,
                kind,
                settings,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=surroundings,
            cwd="/",
            pass_fds=(self._plain.fileno(),) if self._plain else (),
        )

    def ask(self) -> dict[str, Any]:
        """Return the next message; raise ``Unreadable`` with what went wrong in the child."""
        line = self._line()
        if not line:
            raise Unreadable(self._fate())
        message: dict[str, Any] = json.loads(line)
        if "error" in message:
            raise Unreadable(message["error"], **message.get("detail", {}))
        return message

    def tell(self, name: str) -> None:
        """Tell the child which sheet to read."""
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pipe.write(json.dumps(name).encode() + b"\n")
            pipe.flush()
        except BrokenPipeError:
            raise Unreadable(self._fate()) from None

    def close(self) -> None:
        """End the process if it is still there."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._plain is not None:
            self._plain.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _line(self) -> bytes:
        pipe = self._process.stdout
        assert pipe is not None
        until = time.monotonic() + self._limits.wait_seconds
        parts, length = [self._buffer], len(self._buffer)
        while b"\n" not in parts[-1]:
            waiting = max(0.0, until - time.monotonic())
            if not select.select([pipe], [], [], waiting)[0]:
                self.close()
                raise Unreadable("too_slow")
            piece = os.read(pipe.fileno(), MB)
            if not piece:
                return b""
            parts.append(piece)
            length += len(piece)
            if length > _LONGEST_MESSAGE:
                self.close()
                raise Unreadable("too_wide", most=self._limits.columns)
        line, _, self._buffer = b"".join(parts).partition(b"\n")
        return line

    def _fate(self) -> str:
        """Say why the child ended without a word."""
        self._process.wait(timeout=10)
        code = self._process.returncode
        if code in (-24, -9):  # SIGXCPU, SIGKILL: its time was over
            return "too_slow"
        if code in (-6, -11, -4):  # the reader gave up: no memory left
            return "too_much_memory"
        return "damaged"


def raw_rows(messages: list[list[Any]], last: int) -> Iterator[RawRow]:
    """Turn what the child sent into rows; rows it left out are empty ones (``last``: number before)."""
    for number, hidden, values, notes in messages:
        for missing in range(last + 1, number):
            yield RawRow(missing, [])
        last = number
        cells = [_cell(value) for value in values]
        for place, letters in (notes or {}).items():
            column = int(place)
            cells.extend([EMPTY] * (column + 1 - len(cells)))
            found = {_NOTES[letter] for letter in letters}
            cells[column] = cells[column]._replace(marks=cells[column].marks | found)
        yield RawRow(number, cells, _HIDDEN if hidden else NO_MARKS)


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return text_cell(value) if value else EMPTY
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", value)
    if isinstance(value, int):
        return Cell(str(value), value, NO_MARKS if abs(value) < _EXACT_TO else _IMPRECISE)
    if isinstance(value, float):
        text = format(value, ".15g")
        if "e" in text:
            text = f"{Decimal(text):f}"
        return Cell(text, value, NO_MARKS if abs(value) < _EXACT_TO else _IMPRECISE)
    kind, text = value
    if kind == "d":
        return Cell(text, dt.date.fromisoformat(text))
    if kind == "m":
        return Cell(text.replace("T", " "), dt.datetime.fromisoformat(text))
    if kind == "x":
        return Cell("", text, _ERROR)
    return Cell(text, text)


_IMPRECISE: Final = frozenset({Mark.IMPRECISE})
_ERROR: Final = frozenset({Mark.ERROR})
