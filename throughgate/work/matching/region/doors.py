"""What would open more: for each thing that somebody lacks, how many openings become eligible by it alone.

"Eligible" is what fits, or fits with support. What a work condition shuts is behind no door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from throughgate.ground.vocabulary.rules import LEVELS, covers
from throughgate.work.matching.near import FARTHER_KM
from throughgate.work.matching.region.blocks import Told, each_block, quiet
from throughgate.work.matching.region.compare import Flags, Region, heaviest
from throughgate.work.matching.region.criteria import SUPPORT, Family, Rows

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Door:
    """One thing that can be learned, earned or arranged: what a family's criteria would then hold."""

    kind: str
    what: str
    gives: Mapping[int, Any] = field(default_factory=dict)
    """The value by the number of the criterion."""
    above: int | None = None
    """The door just below: this one is worth naming only for what it opens beyond."""


@dataclass(frozen=True)
class Opens:
    """A door of one person (its number in the region), and how many openings it opens: at least one."""

    person: int
    kind: str
    what: str
    opens: int


def doors(region: Region, told: Told = quiet) -> list[Opens]:
    """Return the doors of everybody: by person, what opens most first."""
    made = {name: list(make(region.families[name])) for name, make in MADE.items()}

    def of_block(rows: Rows, columns: Rows) -> list[Opens]:
        near = region.near(rows, columns)
        said = region.each_verdict(rows, columns)
        ready = heaviest(said.values()) <= SUPPORT
        found = list(_named(rows, REACH, _by_reach(region, rows, columns, ready & ~near)))
        for name, some in made.items():
            if some:
                others = heaviest(verdicts for family, verdicts in said.items() if family != name)
                otherwise = near & (others <= SUPPORT)
                counts = _by_family(region.families[name], rows, columns, some, otherwise)
                found.extend(_named(rows, some, counts))
        return found

    found = [one for some in each_block(region, of_block, told, farther=max(FARTHER_KM)) for one in some]
    return sorted(found, key=lambda one: (one.person, -one.opens, one.kind, one.what))


def _by_family(family: Family, rows: Rows, columns: Rows, some: Sequence[Door], otherwise: Flags) -> Counts:
    """Count what each door opens, (doors, rows), where everything else is right."""
    kinds, where = np.unique(family.of_opening[columns], return_inverse=True)
    bad = np.stack([said > SUPPORT for said in family.each(rows, kinds)])
    missing = bad.sum(axis=0)
    alike = np.zeros((len(columns), len(kinds)))
    alike[np.arange(len(columns)), where] = 1
    waiting = np.where(missing > 0, otherwise.astype(float) @ alike, 0).astype(np.int64)
    counts = np.zeros((len(some), len(rows)), np.int64)
    for number, door in enumerate(some):
        left = missing.copy()
        for at, value in door.gives.items():
            good = family.criteria[at].beside(value)[family.kinds[kinds, at]] <= SUPPORT
            left -= bad[at] & good
        counts[number] = np.where(left == 0, waiting, 0).sum(axis=1)
    return counts


def _by_reach(region: Region, rows: Rows, columns: Rows, ready: Flags) -> Counts:
    left, right = np.nonzero(ready & region.homes.known[rows, None] & region.places.known[columns])
    beyond = region.km(rows[left], columns[right]) - region.reach[rows[left]]
    return np.stack([np.bincount(left[beyond <= more], minlength=len(rows)) for more in FARTHER_KM])


def _named(rows: Rows, some: Sequence[Door], counts: Counts) -> Iterator[Opens]:
    for number, door in enumerate(some):
        below = counts[door.above] if door.above is not None else 0
        for at in np.flatnonzero(counts[number] > below).tolist():
            yield Opens(int(rows[at]), door.kind, door.what, int(counts[number][at]))


def _licences(family: Family) -> Iterator[Door]:
    classes = {one.name: number for number, one in enumerate(family.criteria) if one.name}
    for more in classes:
        yield Door(
            "licence", more, {number: True for name, number in classes.items() if covers((more,), name)}
        )


def _languages(family: Family) -> Iterator[Door]:
    made = 0
    for number, one in enumerate(family.criteria):
        if one.name:
            for step, level in enumerate(LEVELS[1:]):
                yield Door("language", f"{one.name} {level}", {number: level}, made - 1 if step else None)
                made += 1


def _qualifications(family: Family) -> Iterator[Door]:
    for number, one in enumerate(family.criteria):
        yield Door("qualification", one.name, {number: True})


MADE: dict[str, Callable[[Family], Iterator[Door]]] = {
    "licence": _licences,
    "language": _languages,
    "certificate": _qualifications,
}
REACH = [
    Door("reach", f"+{more} km", above=number - 1 if number else None)
    for number, more in enumerate(FARTHER_KM)
]
