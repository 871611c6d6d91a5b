"""What earlier rows of a file said, for finding doubles in it: on disk, so that memory stays flat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

_MOST_PER_QUERY: Final = 500
_BITS: Final = 1 << 26
"""Of the filter: 8 MB. A file of 100,000 people has 1.4 million keys; one question in fifty is then asked in vain."""


class Seen:
    """Rows by keys. The file has no name and is gone with the process; keys are hashed, as only this process does it.

    Nearly every key that is looked for has never been seen: a filter of one bit per key answers before the file does.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        # Nothing here outlives the process, so nothing needs to be safe on disk.
        self._database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; "
            "PRAGMA cache_size = -32000;"
            "CREATE TABLE row (number INTEGER PRIMARY KEY, said TEXT) WITHOUT ROWID;"
            "CREATE TABLE key (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;",
        )
        self._filter = bytearray(_BITS // 8)

    def add(self, rows: Iterable[tuple[int, Iterable[str], Any]]) -> None:
        """Add rows: number, keys, and what shall be found again (JSON)."""
        given = [(number, list(map(hash, keys)), json.dumps(said)) for number, keys, said in rows]
        bits = self._filter
        for _, keys, _ in given:
            for key in keys:
                bits[(key & _BITS - 1) >> 3] |= 1 << (key & 7)
        self._database.execute("BEGIN")
        self._database.executemany(
            "INSERT OR REPLACE INTO row VALUES (?, ?)", [(number, said) for number, _, said in given]
        )
        self._database.executemany(
            "INSERT OR IGNORE INTO key VALUES (?, ?)",
            # In the order in which they lie, so that each page is touched once.
            sorted((key, number) for number, keys, _ in given for key in keys),
        )
        self._database.execute("COMMIT")

    def find(self, keys: Iterable[str]) -> dict[str, list[tuple[int, Any]]]:
        """Return per key the rows that have it, first ones first."""
        bits = self._filter
        by_short = {
            short: key for key in keys if bits[((short := hash(key)) & _BITS - 1) >> 3] & 1 << (short & 7)
        }
        found: dict[str, list[tuple[int, Any]]] = {}
        said_by: dict[int, Any] = {}
        shorts = list(by_short)
        for start in range(0, len(shorts), _MOST_PER_QUERY):
            part = shorts[start : start + _MOST_PER_QUERY]
            marks = ",".join("?" * len(part))
            query = (
                f"SELECT key, number, said FROM key JOIN row USING (number) WHERE key IN ({marks}) "  # noqa: S608
                "ORDER BY number"
            )
            for key, number, said in self._database.execute(query, part):
                if number not in said_by:
                    said_by[number] = json.loads(said)
                found.setdefault(by_short[key], []).append((number, said_by[number]))
        return found

    def close(self) -> None:
        """Forget everything."""
        self._database.close()
