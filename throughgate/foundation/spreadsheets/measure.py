"""Measure how fast tables are read and with how much memory: ``python -m throughgate.foundation.spreadsheets.measure``.

100,000 rows of 16 cells, Python 3.11, on two cores shared with other work (2026-11). Rows per second are those of
one core, both processes counted; while reading XLSX the two processes work at the same time.

===== ======= ======== =================== ==========================
kind  size    rows/s   reader grows by     child at its peak
===== ======= ======== =================== ==========================
csv   15.6 MB 44,000   7 MB                none
xlsx  6.8 MB  20,000   nothing more        168 MB of 512 MB allowed
===== ======= ======== =================== ==========================
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .limits import Limits
from .reading import read_table
from .writing import OutColumn, write_csv, write_xlsx

_NAMES: Final = [
    "Krüger",
    "Yılmaz",
    "Dvořák",
    "Öztürk",
    "Meyer",
    "Novák",
    "Jónsson",
    "Kovačević",
    "Wójcik",
    "Horvat",
    "Schäfer",
    "Popescu",
]
_HEADINGS: Final = (
    "Number", "Name", "Vorname", "Geburtsdatum", "Muttersprache", "Deutsch", "Zugang", "Entlassung frühest",
    "Entlassung", "Entlassung spätest", "Abteilung", "Wohnort", "PLZ", "Führerschein", "Berufswunsch", "Bemerkung",
)  # fmt: skip


def sample_rows(count: int) -> Iterator[dict[str, str | int]]:
    """Yield made-up rows like those of a list of people; the same ones each time."""
    chance = random.Random(1)  # noqa: S311 - no secret
    for number in range(count):
        day = f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}."
        values = (
            f"2026/{number:06}", chance.choice(_NAMES), chance.choice(_NAMES), f"{day}19{chance.randint(50, 99)}",
            "Deutsch", "B1", f"{day}2024", "", f"{day}2027", f"{day}2028", "E1", "Iserlohn",
            chance.randint(10_000, 99_999), "ja (B)", "Lager, Maler/Lackierer", f"Satz {number}; mit Strichpunkt",
        )  # fmt: skip
        yield dict(zip(_HEADINGS, values, strict=True))


def main() -> None:
    """Write both kinds, read them, print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    columns = [OutColumn(heading, heading) for heading in _HEADINGS]
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("csv", "xlsx"):
            path = Path(folder) / f"rows.{kind}"
            if kind == "csv":
                with path.open("w", encoding="utf-8", newline="") as file:
                    write_csv(file, columns, sample_rows(count))
            else:
                write_xlsx(path, columns, sample_rows(count))
            before = _peak(resource.RUSAGE_SELF)
            start, used = time.perf_counter(), _seconds()
            with read_table(path, limits=Limits()) as table:
                read = sum(1 for _ in table.rows)
            seconds, used = time.perf_counter() - start, _seconds() - used
            reader, child = _peak(resource.RUSAGE_SELF) - before, _peak(resource.RUSAGE_CHILDREN)
            size = path.stat().st_size / 2**20
            print(  # noqa: T201
                f"{kind}: {read} rows, {size:.1f} MB, {seconds:.1f} s ({used:.1f} s of one core),"
                f" {read / used:,.0f} rows per second of one core, reader +{reader:.0f} MB, child {child:.0f} MB"
            )


def _seconds() -> float:
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in both)


def _peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / 1024


if __name__ == "__main__":
    main()
