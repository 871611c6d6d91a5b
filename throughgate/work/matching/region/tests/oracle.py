"""The same answers by plain loops over `judge` and the formula as it is written down: slow, and hard to get wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from throughgate.work.matching import Verdict, is_shut, judge, reach_of
from throughgate.work.matching.fit import Weights
from throughgate.work.matching.region.columns import Key, OneOpening, OnePerson

ELIGIBLE = (Verdict.FITS, Verdict.SUPPORT)


def fit(person: OnePerson, opening: OneOpening, km: float | None, today: date, weights: Weights) -> float:
    """Return the fit of a pair, rounded to six decimals."""
    one, other = person.facts, opening.facts
    wanted = other.competencies
    competence = 0.5
    if wanted:
        counts = {name: 2 if want.needed else 1 for name, want in wanted.items()}
        competence = sum(
            counts[name] * min(one.competencies.get(name, 0) / want.level, 1) for name, want in wanted.items()
        ) / sum(counts.values())
    occupation = 0.5
    if one.wishes and other.occupation:
        occupation = max(by_digits(wish, other.occupation) for wish in one.wishes)
    if other.is_on_the_road:
        distance = 0.5
    else:
        assert km is not None
        reach = reach_of(one)
        distance = 1 - km / reach if reach else 1
    window = one.release.window(today)
    assert window is not None
    assert other.starts_on is not None
    time = 1 - min(max((other.starts_on - window[1]).days, 0), 180) / 180
    total = weights.competence + weights.occupation + weights.distance + weights.time
    return round(
        (
            weights.competence * competence
            + weights.occupation * occupation
            + weights.distance * distance
            + weights.time * time
        )
        / total,
        6,
    )


def by_digits(wish: str, occupation: str) -> float:
    """Return the nearness of two codes."""
    if wish.startswith(occupation) or occupation.startswith(wish):
        return 1
    same = next(at for at, (a, b) in enumerate(zip(wish, occupation, strict=False)) if a != b)
    return {3: 0.75, 2: 0.5, 1: 0.25, 0: 0}[same]


def everything(
    people: Sequence[OnePerson],
    openings: Sequence[OneOpening],
    today: date,
    weights: Weights | None = None,
) -> tuple[list[tuple[Key, Key, float, float | None, str]], int, int]:
    """Return the pairs that fit as (person, opening, fit, km, verdict), and how many cannot be said or are blocked."""
    pairs, cannot_say, blocked = [], 0, 0
    for person in people:
        for opening in openings:
            if is_shut(person.shut, opening.facts):
                continue
            answer = judge(person.facts, opening.facts, today=today)
            if answer.verdict in ELIGIBLE:
                value = fit(person, opening, answer.distance_km, today, weights or Weights())
                pairs.append((person.key, opening.key, value, answer.distance_km, answer.verdict.value))
            cannot_say += answer.verdict is Verdict.CANNOT_SAY
            blocked += answer.verdict is Verdict.BLOCKED
    return pairs, cannot_say, blocked
