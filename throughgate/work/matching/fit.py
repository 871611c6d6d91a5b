"""How well a pair fits, from 0 to 1: it orders the openings of one person and feeds the regional plan, nothing else.

It is never shown, and people are never put in an order by it.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

HALF = 0.5
"""What a term says where nothing is wished, wanted or known."""
DAYS = 180
"""A start so many days after availability, or later, is worth nothing to the term of time."""
MILLIONTHS = 1_000_000
"""Fits are rounded to so many parts, and compared rounded: equal fits are equal for everybody."""
BY_COMMON_DIGITS = (0.0, 0.25, HALF, 0.75)
"""Nearness of two occupations by the digits of ISCO-08 in which they agree; one within the other counts 1."""


@dataclass(frozen=True)
class Weights:
    """How much each term counts, the same for all. None below zero, not all zero."""

    competence: float = 0.4
    occupation: float = 0.3
    distance: float = 0.2
    time: float = 0.1

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Return the weights as parts of 1, in the order of the fields."""
        competence, occupation, distance, time = astuple(self)
        total = competence + occupation + distance + time
        return competence / total, occupation / total, distance / total, time / total


def nearness(wish: str, occupation: str) -> float:
    """Return how near an occupation is to a wish, from 0 to 1; both are codes of ISCO-08 of one to four digits."""
    for agree, (one, other) in enumerate(zip(wish, occupation, strict=False)):
        if one != other:
            return BY_COMMON_DIGITS[min(agree, 3)]
    return 1.0
