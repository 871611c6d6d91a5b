"""Introductions of the large region, without storing them: of every tenth person one.

Whom they are about are those inside and those released last, each shared with one of the chambers; the first of these has most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from throughgate.bench.chance import bits
from throughgate.bench.names import Name
from throughgate.bench.region import Case, Region
from throughgate.bench.tables import NAMES, OPENINGS

ONE_IN = 10
STEP = 2.5
"""So far are the numbers of their people apart, counted from who was registered last."""
SHARES = (0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 9)
"""Which chamber introduces whom: the first one a quarter."""
SEEN_FOR = 365
OF_ONE_OFFICER = 250
"""So many introductions somebody has in hand or behind them."""
STATES = (
    # State, in how many of a hundred, days since the start: of those inside, then of those released.
    (
        ("proposed", 2, None), ("asked", 5, None), ("introduced", 5, None), ("in_talks", 8, None), ("trial", 3, None),
        ("offered", 2, None), ("accepted", 5, None), ("not_agreed", 25, None), ("declined", 25, None), ("withdrawn", 20, None),
    ),
    (
        ("in_talks", 2, None), ("offered", 1, None), ("started", 4, 10), ("retained_6_weeks", 5, 60), ("retained_6_months", 8, 200),
        ("retained_12_months", 3, 366), ("completed", 32, 500), ("ended_early", 20, 90), ("declined", 15, None),
        ("lapsed", 10, None),
    ),
)  # fmt: skip
NOT_INTRODUCED = ("proposed", "asked", "not_agreed")
RUNNING = ("started", "retained_6_weeks", "retained_6_months", "retained_12_months")
OVER = ("not_agreed", "declined", "withdrawn", "lapsed", "ended_early", "completed")


@dataclass(frozen=True, slots=True)
class Matter:
    """One introduction; days count back from today."""

    number: int
    case: Case
    chamber: int
    officer: int
    opening: int
    company: int
    state: str
    begun: int
    moved: int
    started: int | None
    mixed: int

    @property
    def left(self) -> int | None:
        """Return since when the chamber has no part in it: a year after it was over."""
        return self.moved - SEEN_FOR if self.state in OVER and self.moved >= SEEN_FOR else None

    @property
    def name(self) -> Name:
        """Return the person's name."""
        return NAMES.of(self.case.number)


def introductions_in(region: Region) -> int:
    """Return how many introductions there are."""
    return region.people // ONE_IN


def matters(region: Region, numbers: range) -> Iterator[Matter]:
    """Yield introductions by their numbers."""
    chambers, companies = region.numbers("chamber"), region.numbers("company")
    officers: dict[int, list[int]] = {}
    for number, chamber in officers_in(region):
        officers.setdefault(chamber, []).append(number)
    for n in numbers:
        mixed, case = bits(n, 20), region.case(region.people - 1 - int(n * STEP))
        chamber = chambers[SHARES[n % len(SHARES)]]
        if chamber == case.companion:
            chamber = chambers[SHARES[n % len(SHARES)] - 1]
        opening = n * 7 % OPENINGS
        state, started = _state(STATES[case.released is not None], mixed % 100)
        wide = mixed >> 8
        started = None if started is None else started + wide % 20
        # How long it stands as it does: since the start at most, while one talks a month, else two years.
        longest = started if started is not None else 700 if state in OVER else 30
        moved = (wide >> 8) % (longest + 1)
        begun = min((started or moved) + 20 + (wide >> 24) % 20, case.arrived)
        yield Matter(
            n, case, chamber, officers[chamber][(wide >> 16) % len(officers[chamber])], opening, companies[opening % len(companies)],
            state, begun, min(moved, begun), started, mixed,
        )  # fmt: skip


def _state(states: tuple[tuple[str, int, int | None], ...], place: int) -> tuple[str, int | None]:
    for state, share, started in states:
        place -= share
        if place < 0:
            return state, started
    raise ValueError("The shares are of a hundred.")


def officers_in(region: Region) -> Iterator[tuple[int, int]]:
    """Yield number and chamber of each placement officer who is added; no chamber is without one."""
    chambers, first = region.numbers("chamber"), len(region.members)
    for n in range(officers_count(region)):
        yield first + n, chambers[SHARES[n % len(SHARES)]]


def officers_count(region: Region) -> int:
    """Return how many placement officers are added."""
    return max(introductions_in(region) // OF_ONE_OFFICER, len(SHARES))
