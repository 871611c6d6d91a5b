"""Decide which of several places a text means; say what to ask when that is not certain."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from throughgate.foundation.languages.folding import plain

from .distance import Position, distance_km
from .places import PlaceText, base_name, fits_shape, regions_of_postcode, spellings, written_out

# Two entries of one name so near to each other are one town (a town and its municipality).
_TWINS_KM = 6.0
# A postcode's own position lies inside its town; the largest German towns are about 40 km across.
_POSTCODE_KM = 25.0

# What people write for a state, beside its name.
_SHORT_REGIONS = {
    "nrw": "07", "nw": "07", "bw": "01", "bayern": "02", "by": "02", "nds": "06", "rlp": "08", "sh": "10",
    "mv": "12", "meck pomm": "12", "lsa": "14", "westfalen": "07", "rheinland": "07", "pfalz": "08",
    "no": "03", "noe": "03", "oo": "04", "ooe": "04",
}  # fmt: skip


class Candidate(Position, Protocol):
    """A place that may be meant."""

    name: str
    other_names: list[str]
    country: str
    region: str
    region_name: str
    near: str
    population: int


C = TypeVar("C", bound=Candidate)


@dataclass(frozen=True)
class Decision(Generic[C]):
    """One place, or the candidates and the code of why to ask.

    Codes: ``several``, ``unknown``, ``postcode_elsewhere``, ``addition_unclear``, ``empty``.
    """

    place: C | None = None
    candidates: tuple[C, ...] = ()
    reason: str = ""


def decide(
    text: PlaceText,
    candidates: Iterable[C],
    *,
    postcode: str = "",
    positions: Sequence[Position] = (),
    near: Position | None = None,
) -> Decision[C]:
    """Choose among places found by their wide keys; ``positions`` are those known for the postcode.

    A place is found when exactly one is called so, and no larger place is called so as well. A postcode, a
    region or a country may rule places out; nothing is ever preferred because it is likely.
    """
    if not text.name:
        return Decision(reason="empty")
    pool = _without_twins(candidates)
    first, second, needs_addition = _called(text, pool)
    named = [*first, *second]
    if not named:
        return Decision(candidates=_sorted(pool, near), reason="unknown")
    if needs_addition:
        named = [place for place in named if _is_in(place, text.addition)]
        if not named:
            return Decision(candidates=_sorted([*first, *second], near), reason="addition_unclear")
    if postcode:
        left = [place for place in named if _fits_postcode(place, postcode, positions)]
        if not left:
            return Decision(candidates=_sorted(named, near), reason="postcode_elsewhere")
        named = left
    mine, others = [p for p in named if p in first], [p for p in named if p not in first]
    meant = mine or others
    is_clear = len(meant) == 1 and not any(other.population > meant[0].population for other in others)
    return Decision(meant[0]) if is_clear else Decision(candidates=_sorted(named, near), reason="several")


def _called(text: PlaceText, pool: list[C]) -> tuple[list[C], list[C], bool]:
    """Give the places of that name, those also called so, and whether the addition is still to be read."""
    for written, needs_addition in ((text.whole, False), (text.name, bool(text.addition))):
        first = [place for place in pool if _same(written, (place.name, base_name(place.name)))]
        second = [place for place in pool if place not in first and _same(written, place.other_names)]
        if first or second:
            return first, second, needs_addition
    return [], [], False


def _same(written: str, names: Iterable[str]) -> bool:
    wanted = spellings(written)
    exact = _letters(written)
    # An accent that was written is meant (Münster is not Munster); one that is missing may have been lost.
    return any(
        wanted & spellings(name) and (exact.isascii() or _letters(name) == exact or not name.isascii())
        for name in names
    )


def _letters(name: str) -> str:
    return unicodedata.normalize("NFC", written_out(name)).casefold()


def _is_in(place: Candidate, addition: str) -> bool:
    key = plain(written_out(addition))
    return (
        key in {plain(place.region_name), plain(place.near), plain(place.country)}
        or (place.country in {"DE", "AT"} and _SHORT_REGIONS.get(key) == place.region)
        or key == plain(f"{place.region_name} {place.near}")
    )


def _fits_postcode(place: Candidate, postcode: str, positions: Sequence[Position]) -> bool:
    if not fits_shape(place.country, postcode):
        return False
    if positions:
        return any(distance_km(place, position) <= _POSTCODE_KM for position in positions)
    regions = regions_of_postcode(place.country, postcode)
    return not regions or place.region in regions


def _without_twins(candidates: Iterable[C]) -> list[C]:
    kept: list[C] = []
    for place in sorted(candidates, key=lambda p: (-p.population, p.latitude, p.longitude)):
        if not any(p.name == place.name and distance_km(p, place) <= _TWINS_KM for p in kept):
            kept.append(place)
    return kept


def _sorted(places: Iterable[C], near: Position | None) -> tuple[C, ...]:
    if near is not None:
        return tuple(sorted(places, key=lambda p: (distance_km(near, p), p.name)))
    return tuple(sorted(places, key=lambda p: (-p.population, p.name, p.latitude, p.longitude)))
