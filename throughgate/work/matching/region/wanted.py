"""What is shown beside what is wanted: competencies, and occupations beside wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from throughgate.work.matching.fit import HALF, nearness
from throughgate.work.matching.region.columns import Floats, OneOpening
from throughgate.work.matching.region.criteria import Rows, numbered
from throughgate.work.matching.region.people import NO_WISH, People


@dataclass(frozen=True)
class Skills:
    """Competencies shown and wanted, over the levels that any opening wants.

    `shown` (P, competencies): levels, 0 where not observed. `of_level` (levels,): whose competency it is. `wanted`
    (levels,): the level. `counts` (O, levels): how often it counts, twice where needed. `total` (O,): their sum.
    """

    shown: Floats
    of_level: Rows
    wanted: Floats
    counts: csr_array
    total: Floats

    @classmethod
    def of(cls, people: People, openings: Sequence[OneOpening]) -> Skills:
        """Collect levels in the order of their names, so that sums do not hang on the order of what came in."""
        levels = sorted(
            {(name, float(want.level)) for one in openings for name, want in one.facts.competencies.items()}
        )
        number = {level: at for at, level in enumerate(levels)}
        names = {name: at for at, name in enumerate(dict.fromkeys(name for name, _ in levels))}
        shown = [people.levels(name) for name in names]
        cells = [
            (row, number[name, float(want.level)], 2.0 if want.needed else 1.0)
            for row, one in enumerate(openings)
            for name, want in one.facts.competencies.items()
        ]
        rows, columns, counts = zip(*cells, strict=True) if cells else ((), (), ())
        matrix = csr_array((counts, (rows, columns)), shape=(len(openings), len(levels)))
        matrix.sort_indices()
        return cls(
            np.stack(shown, axis=1) if shown else np.zeros((len(people), 0)),
            np.array([names[name] for name, _ in levels], np.intp),
            np.array([level for _, level in levels]),
            matrix,
            np.asarray(matrix.sum(axis=1)).reshape(-1),
        )

    def reached(self, rows: Rows, columns: Rows) -> Floats:
        """Return the sum of what is reached of each wanted level, (rows, columns); all of `total` is all reached."""
        with np.errstate(over="ignore"):  # a level is wanted that is next to nothing
            ratio = np.minimum(self.shown[np.ix_(rows, self.of_level)] / self.wanted, 1.0)
        return np.asarray((self.counts[columns] @ ratio.T).T)


@dataclass(frozen=True)
class Wishes:
    """Occupations. `wished` (P, most wishes): numbers of wishes. `offered` (O,): numbers of occupations.

    `near` (wishes, occupations): nearness.
    """

    wished: Rows
    offered: Rows
    near: Floats

    @classmethod
    def of(cls, people: People, openings: Sequence[OneOpening]) -> Wishes:
        """Compare each wish with each occupation once."""
        offered, occupations = numbered(one.facts.occupation for one in openings)
        wished, codes = people.wishes
        near = np.full((len(codes) + 1, len(occupations)), HALF)
        for column, occupation in enumerate(occupations):
            if occupation:
                near[NO_WISH + 1 :, column] = [nearness(wish, occupation) for wish in codes]
        return cls(wished, offered, near)

    def nearness(self, rows: Rows, columns: Rows) -> Floats:
        """Return how near each occupation is to the best wish, (rows, columns)."""
        wished = self.wished[rows]
        best = self.near[wished[:, 0]]
        for number in range(1, wished.shape[1]):
            np.maximum(best, self.near[wished[:, number]], out=best)
        return np.take(best, self.offered[columns], axis=1)
