"""What an observer's own ratings look like from outside: pure counts and means, told to the observer alone.

Levels of different scales are never put together: every question here is asked for one scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from throughgate.person.observations.rules.scales import Scale

FEWEST = 10
"""Below so many comparisons nothing is said: chance alone would speak."""
FEWEST_OTHERS = 3
"""The mean of fewer colleagues would tell how one of them rates."""
MARKED_DIFFERENCE = 0.5
MARKED_SHARE = 0.6
MARKED_HALO = 0.8


@dataclass(frozen=True, slots=True)
class Given:
    """One level that the observer gave."""

    line: object
    """The person on one sheet."""
    competency: object
    level: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Own levels beside those of others: a pair is an own level and what others gave the same person there."""

    pairs: int = 0
    raters: int = 0
    """How many others there are."""
    own_mean: float | None = None
    others_mean: float | None = None
    """Means in levels of the scale; None where too few stand behind them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer: its code, what was measured, and on how many things it rests.

    Codes: `too_few`; leniency `alike`, `milder`, `stricter`; spread `one_level`, `spread`; halo `much_alike`, `differs`.
    """

    code: str
    value: float = 0.0
    count: int = 0
    of: int = 0
    level: int = 0


def leniency(beside: Beside, scale: Scale) -> Finding:
    """Say whether one rates better or worse than others who rated the same people.

    The value is the mean difference in levels, above 0 where one rates better.
    """
    few = beside.pairs < FEWEST or beside.raters < FEWEST_OTHERS
    if few or beside.own_mean is None or beside.others_mean is None:
        return Finding("too_few", count=beside.pairs, of=beside.raters)
    mean = beside.own_mean - beside.others_mean
    if not scale.high_is_best:
        mean = -mean
    code = "alike" if abs(mean) < MARKED_DIFFERENCE else "milder" if mean > 0 else "stricter"
    return Finding(code, value=mean, count=beside.pairs, of=beside.raters)


def spread(given: Iterable[Given], scale: Scale) -> Finding:
    """Say whether one gives the same level most of the time; the value is that level's share."""
    counts = Counter(row.level for row in given)
    total = sum(counts.values())
    if total < 2 * FEWEST:
        return Finding("too_few", count=total)
    # The lower number wins a tie, so that the order of the rows changes nothing.
    level, times = min(counts.items(), key=lambda item: (-item[1], item[0]))
    share = times / total
    code = "one_level" if share >= MARKED_SHARE else "spread"
    return Finding(code, value=share, count=times, of=total, level=level)


def used_levels(given: Iterable[Given]) -> int:
    """Return how many different levels were given at all."""
    return len({row.level for row in given})


def halo(given: Iterable[Given]) -> Finding:
    """Say whether who is rated high in one competency is rated high in all.

    The value is the mean correlation between pairs of competencies; `count` of `of` rows hold one level throughout.
    """
    lines: dict[object, dict[object, int]] = {}
    for row in given:
        lines.setdefault(row.line, {})[row.competency] = row.level
    rows = [levels for levels in lines.values() if len(levels) > 1]
    if len(rows) < FEWEST:
        return Finding("too_few", count=len(rows), of=len(rows))
    same = sum(len(set(levels.values())) == 1 for levels in rows)
    found = [value for value in _correlations(rows) if value is not None]
    mean = sum(found) / len(found) if found else 0.0
    marked = mean >= MARKED_HALO or same / len(rows) >= MARKED_HALO
    return Finding("much_alike" if marked else "differs", value=mean, count=same, of=len(rows))


def _correlations(rows: Sequence[Mapping[object, int]]) -> Iterable[float | None]:
    competencies = sorted({key for row in rows for key in row}, key=str)
    for one, other in combinations(competencies, 2):
        both = [(row[one], row[other]) for row in rows if one in row and other in row]
        if len(both) >= FEWEST:
            yield correlation(both)


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation; None where one side never varies."""
    n = len(pairs)
    mean_x = sum(x for x, _ in pairs) / n
    mean_y = sum(y for _, y in pairs) / n
    of_x = sum((x - mean_x) ** 2 for x, _ in pairs)
    of_y = sum((y - mean_y) ** 2 for _, y in pairs)
    if of_x == 0 or of_y == 0:
        return None
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    return max(-1.0, min(1.0, both / sqrt(of_x * of_y)))
