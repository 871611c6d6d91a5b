"""The figures of one page for one visitor, and the aims they are held against. No Django."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field

MOST_OF_FLOOR = 3.0
MOST_QUERIES = 8
MOST_BUFFERS = 500
MOST_BETWEEN_USERS = 5.0


@dataclass
class Figure:
    """One page for one visitor."""

    page: str
    visitor: str
    status: int
    bytes: int
    p50: float
    p95: float
    floor_p50: float
    floor_p95: float
    alone: float
    """Answers per second, one after the other."""
    four: float
    """Answers per second, four at once."""
    queries: int
    buffers: int
    planning: float
    """Milliseconds that the database plans all statements."""
    running: float
    problems: list[str] = field(default_factory=list)
    rows: bool = True
    """Whether the page has people or other rows for this visitor; an empty page is no match for a full one."""

    @property
    def of_floor(self) -> float:
        """Return the ratio of p95 to the floor's p95, of the same user in the same minute."""
        return self.p95 / self.floor_p95

    @property
    def middle_of_floor(self) -> float:
        """Return the same ratio of the medians, which other work on the machine disturbs less."""
        return self.p50 / self.floor_p50

    def missed(self) -> list[str]:
        """Return which aims this page misses for this visitor."""
        found = []
        if self.of_floor > MOST_OF_FLOOR:
            found.append(f"p95 is {self.of_floor:.1f} times the floor")
        if self.queries > MOST_QUERIES:
            found.append(f"{self.queries} queries")
        if self.buffers > MOST_BUFFERS:
            found.append(f"{self.buffers:,} buffers")
        return found + self.problems


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value below which `share` of the values lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def between_users(
    figures: Sequence[Figure], measure: str = "p95", *, alike: bool = False
) -> dict[str, float]:
    """Return for each page the slowest user over the fastest, among those who get the page.

    `measure` is "p95" or "p50"; `alike` compares only users for whom the page has rows.
    """
    pages: dict[str, list[float]] = {}
    for figure in figures:
        if figure.status == 200 and (figure.rows or not alike):
            pages.setdefault(figure.page, []).append(getattr(figure, measure))
    return {page: max(times) / min(times) for page, times in pages.items() if len(times) > 1}


HEAD = (
    "page",
    "user",
    "status",
    "kB",
    "p50 ms",
    "p95 ms",
    "p50 x floor",
    "p95 x floor",
    "1/s",
    "1/s by 4",
    "queries",
    "buffers",
    "plan ms",
    "run ms",
    "aims",
)


def rows(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """Return the figures as cells of a table."""
    return [
        (
            f.page, f.visitor, str(f.status), f"{f.bytes / 1024:.0f}", f"{f.p50:.1f}", f"{f.p95:.1f}",
            f"{f.middle_of_floor:.1f}", f"{f.of_floor:.1f}", f"{f.alone:.0f}", f"{f.four:.0f}", str(f.queries),
            f"{f.buffers:,}", f"{f.planning:.1f}", f"{f.running:.1f}", "missed" if f.missed() else "met",
        )
        for f in figures
    ]  # fmt: skip


def as_text(figures: Sequence[Figure]) -> str:
    """Return the table for a terminal."""
    return "\n".join([in_columns([HEAD, *rows(figures)]), "", *verdict(figures)])


def as_markdown(figures: Sequence[Figure]) -> str:
    """Return the table for the docs."""
    return "\n".join([in_markdown([HEAD, *rows(figures)]), "", *(f"- {line}" for line in verdict(figures))])


def in_columns(table: Sequence[Sequence[str]]) -> str:
    """Return cells in columns: page and user to the left, figures to the right."""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def in_markdown(table: Sequence[Sequence[str]]) -> str:
    """Return cells as a table of the docs, the first row as its head."""
    lines = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join([lines[0], "|" + " --- |" * len(table[0]), *lines[1:]])


def verdict(figures: Sequence[Figure]) -> list[str]:
    """Say which aims are met and which are missed, and where."""
    total = len(figures)
    lines = [
        _aim(
            f"p95 at most {MOST_OF_FLOOR:g} times the floor",
            [f for f in figures if f.of_floor > MOST_OF_FLOOR],
            total,
        ),
        _aim(f"at most {MOST_QUERIES} queries", [f for f in figures if f.queries > MOST_QUERIES], total),
        _aim(f"at most {MOST_BUFFERS} buffers", [f for f in figures if f.buffers > MOST_BUFFERS], total),
        _aim("no large sequential scan, no hashed SubPlan", [f for f in figures if f.problems], total),
        _evenness("slowest user's p95 over the fastest's", between_users(figures)),
        _evenness("the same of p50", between_users(figures, "p50")),
        _evenness(
            "the same of p50, of users for whom the page has rows", between_users(figures, "p50", alike=True)
        ),
    ]
    lines += [f"{f.page}, {f.visitor}: {'; '.join(missed)}" for f in figures if (missed := f.missed())]
    return lines


def _aim(what: str, failing: Sequence[Figure], total: int) -> str:
    if not failing:
        return f"{what}: met by all {total}"
    return f"{what}: missed by {len(failing)} of {total}"


def _evenness(what: str, ratio: dict[str, float]) -> str:
    uneven = {page: r for page, r in ratio.items() if r > MOST_BETWEEN_USERS}
    told = "met" if not uneven else "missed by " + ", ".join(f"{p} ({r:.1f})" for p, r in uneven.items())
    largest = f"; the largest is {max(ratio.values()):.1f}" if ratio else ""
    return f"{what}, at most {MOST_BETWEEN_USERS:g}: {told}{largest}"


def as_data(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """Return plain data for JSON."""
    return [asdict(f) | {"of_floor": round(f.of_floor, 3), "missed": f.missed()} for f in figures]
