"""Pure questions about a profile: what is shown of each competency, and which strengths a letter may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughgate.person.observations.rules.profile import Dot, Summary
from throughgate.person.observations.rules.scales import Scale

STRENGTH_FROM = 0.75
"""How high on its scale a typical level must be to count as a strength: the two best of five."""
STRENGTH_SHEETS = 2
"""One day says little: a strength was seen on at least so many sheets."""
MOST_STRENGTHS = 5


@dataclass(frozen=True, slots=True)
class SelfLevel:
    """How the person rated themselves on one day."""

    on: date
    level: int


@dataclass(frozen=True, slots=True)
class Strength:
    """One competency that the person showed again and again, with the level that was typical."""

    competency: object
    level: int
    sheets: int


def beside(own: SelfLevel | None, summary: Summary, scale: Scale) -> str:
    """Say how the self-rating lies to what is typical: `alike`, `higher`, `lower`, or nothing where one is missing.

    Compared on one scale only, along its good end; within the typical levels counts as alike.
    """
    if own is None or summary.typical is None:
        return ""
    low, high = sorted(scale.share(level) for level in summary.typical)
    share = scale.share(own.level)
    if low <= share <= high:
        return "alike"
    return "higher" if share > high else "lower"


def newest(levels: Iterable[SelfLevel]) -> SelfLevel | None:
    """Return the last self-rating."""
    return max(levels, key=lambda own: own.on, default=None)


def strengths(
    summaries: Mapping[object, tuple[Summary, Scale]], *, most: int = MOST_STRENGTHS
) -> list[Strength]:
    """Return what a letter may name, the clearest first: typically high, seen more than once, not out of date."""
    found: list[tuple[float, int, Strength]] = []
    for competency, (summary, scale) in summaries.items():
        if summary.typical is None or summary.is_stale or summary.sheets < STRENGTH_SHEETS:
            continue
        # Where the median lies between two levels, the weaker one is what can be stood for.
        level = min(summary.typical, key=scale.share)
        share = scale.share(level)
        if share >= STRENGTH_FROM:
            found.append((share, summary.sheets, Strength(competency, level, summary.sheets)))
    # Stable: equals stay in the order of the framework.
    found.sort(key=lambda row: (-row[0], -row[1]))
    return [strength for _, _, strength in found[:most]]


def span(dots: Iterable[Sequence[Dot]], today: date) -> tuple[date, date]:
    """Return the days between which all pictures of a page are drawn, so that they can be compared."""
    days = [dot.on for row in dots for dot in row]
    return min(days, default=today), max([today, *days])
