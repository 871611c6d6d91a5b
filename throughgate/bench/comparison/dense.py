"""The same top lists the plain way: a table of everybody beside everything in numpy, nothing left out early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from throughgate.bench.comparison.made import COMPETENCIES, KINDS, LANGUAGES
from throughgate.ground.vocabulary.rules import LEVELS, LICENCES, covers
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM
from throughgate.work.matching import PersonFacts
from throughgate.work.matching.fit import nearness
from throughgate.work.matching.region.columns import OneOpening, OnePerson

AT_ONCE = 50
"""So many people beside all openings at a time."""
NEVER = -(10**6)

Table = NDArray[np.float64]
Top = list[list[tuple[int, float]]]


def column(values: Sequence[float | None]) -> Table:
    """Return a column, NaN where nothing is known."""
    return np.array([np.nan if value is None else value for value in values], float)


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _free(person: PersonFacts, today: date) -> date | None:
    window = person.release.window(today)
    return None if window is None else window[1]


class Offers:
    """The openings as columns, in their order."""

    def __init__(self, openings: Sequence[OneOpening], today: date) -> None:
        """Write down every fact of every opening."""
        facts = [one.facts for one in openings]
        self.south = np.radians(column([one.position.latitude if one.position else None for one in facts]))
        self.west = np.radians(column([one.position.longitude if one.position else None for one in facts]))
        self.road = np.array([one.is_on_the_road for one in facts])
        self.starts = column([_ordinal(one.starts_on) for one in facts])
        self.last = column([_ordinal(one.last_start) for one in facts])
        known = [None not in (one.seats, one.licences, one.languages, one.starts_on) for one in facts]
        self.open = np.array(known) & np.array([one.seats != 0 for one in facts])
        self.open &= ~(self.last < today.toordinal())
        self.wanted = column2(
            [one.competencies[name].level if name in one.competencies else np.nan for name in COMPETENCIES]
            for one in facts
        )
        self.counts = column2(
            [1.0 + one.competencies[name].needed if name in one.competencies else 0 for name in COMPETENCIES]
            for one in facts
        )
        self.asks = column2(
            [LEVELS.index((one.languages or {}).get(name, "none")) for name in LANGUAGES] for one in facts
        )
        self.drives = [np.array([name in (one.licences or ()) for one in facts]) for name in LICENCES]
        self.kinds = np.array([KINDS.index(one.kind) for one in facts])
        self.codes = sorted({one.occupation for one in facts})
        self.occupation = np.array([self.codes.index(one.occupation) for one in facts])


def column2(rows: Iterable[Sequence[float]]) -> Table:
    """Return a table of rows."""
    return np.array(list(rows), float)


def top_lists(people: Sequence[OnePerson], openings: Sequence[OneOpening], most: int, today: date) -> Top:
    """Return for each person the best openings as (number, fit), best first."""
    offers = Offers(openings, today)
    found: Top = []
    for begin in range(0, len(people), AT_ONCE):
        some = [one.facts for one in people[begin : begin + AT_ONCE]]
        free = column([_ordinal(_free(one, today)) for one in some])[:, None]
        reach = column([30.0 if one.reach_km is None else one.reach_km for one in some])[:, None]
        km = _km(some, offers)
        good = _good(some, offers, free) & ((km <= reach) | (offers.road & np.isnan(offers.south)))
        distance = np.where(offers.road, 0.5, np.where(reach > 0, 1 - km / reach, 1))
        time = 1 - np.clip(offers.starts - free, 0, 180) / 180
        fit = 0.4 * _competence(some, offers) + 0.3 * _occupation(some, offers) + 0.2 * distance + 0.1 * time
        fit = np.where(good, np.round(fit, 6), NEVER)
        order = np.argsort(-fit, axis=1, kind="stable")[:, :most]
        for row, best in enumerate(order.tolist()):
            found.append([(number, float(fit[row, number])) for number in best if fit[row, number] > NEVER])
    return found


def _km(some: Sequence[PersonFacts], offers: Offers) -> Table:
    north = np.radians(column([one.home.latitude if one.home else None for one in some]))[:, None]
    east = np.radians(column([one.home.longitude if one.home else None for one in some]))[:, None]
    half, turn = np.sin((offers.south - north) / 2) ** 2, np.sin((offers.west - east) / 2) ** 2
    root = np.sqrt(half + np.cos(north) * np.cos(offers.south) * turn)
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(root))


def _good(some: Sequence[PersonFacts], offers: Offers, free: Table) -> NDArray[np.bool_]:
    good = offers.open & ~(offers.last < free) & (offers.starts <= free + 365)
    for number, name in enumerate(LANGUAGES):
        shown = column(
            [-9 if one.languages is None else LEVELS.index(one.languages.get(name, "none")) for one in some]
        )
        asked = offers.asks[:, number]
        good &= (asked == 0) | (asked <= shown[:, None] + 1)
    for name, driving in zip(LICENCES, offers.drives, strict=True):
        holds = np.array([covers(tuple(one.licences or ()), name) for one in some])
        good &= ~driving | holds[:, None]
    wishes = np.array([[not one.wish_kinds or kind in one.wish_kinds for kind in KINDS] for one in some])
    return np.asarray(good & wishes[:, offers.kinds])


def _competence(some: Sequence[PersonFacts], offers: Offers) -> Table:
    found = np.zeros((len(some), len(offers.road)))
    for number, name in enumerate(COMPETENCIES):
        shown = column([one.competencies.get(name, 0) for one in some])[:, None]
        ratio = np.minimum(shown / offers.wanted[:, number], 1)
        found += np.where(offers.counts[:, number] > 0, offers.counts[:, number] * ratio, 0)
    return np.asarray(found / offers.counts.sum(axis=1))


def _occupation(some: Sequence[PersonFacts], offers: Offers) -> Table:
    found = np.full((len(some), len(offers.codes)), 0.5)
    for row, one in enumerate(some):
        if one.wishes:
            found[row] = [
                max(nearness(wish, code) for wish in one.wishes) if code else 0.5 for code in offers.codes
            ]
    return np.asarray(found[:, offers.occupation])
