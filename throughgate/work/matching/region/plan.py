"""Who could go where: most people placed, then the highest fit in all, with a proof that nothing better exists.

A suggestion to talk about. It places people by what fits, it does not put them in an order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from throughgate.work.matching.region.blocks import PEOPLE, Told, each_block, quiet
from throughgate.work.matching.region.columns import Key
from throughgate.work.matching.region.compare import Flags, Pairs, Region
from throughgate.work.matching.region.criteria import CANNOT_SAY, SUPPORT, Rows
from throughgate.work.matching.region.lists import by_opening, count, eligible, first

Whole = NDArray[np.int64]
Pair = tuple[Key, Key]


class Why(StrEnum):
    """Why somebody has no place in the plan."""

    NO_SEAT = "no_seat_left"
    """Something fits, but others take its seats, so that more people have a place."""
    CANNOT_SAY = "cannot_say"
    """Nothing fits; of some openings it cannot be said, because a fact is not known."""
    NOTHING_FITS = "nothing_fits"


class NoPlan(ValueError):
    """What was asked of the plan cannot be: a locked pair that does not fit, or more locks than seats."""


@dataclass(frozen=True)
class WhatIf:
    """What to try: pairs that are kept, pairs that may not be, and seats more (openings, one entry per seat)."""

    locked: Collection[Pair] = ()
    forbidden: Collection[Pair] = ()
    seats: Collection[Key] = ()


@dataclass(frozen=True)
class Plan:
    """The pairs by person; the sum of their fits in millionths; who is left out, and why."""

    pairs: Pairs
    unplaced: Mapping[int, Why]
    optimal: bool
    """Proved: prices of seats and people were found that no other plan can beat."""
    best_each: int | None = None
    """So many pairs of each person were looked at, the best ones, because more would not fit into the memory."""

    @property
    def total_fit(self) -> int:
        """Return the sum of the fits in millionths."""
        return int(self.pairs.fit.sum())


def make_plan(
    region: Region, what_if: WhatIf | None = None, told: Told = quiet, most: int | None = None
) -> Plan:
    """Find the plan. Raise NoPlan where what is locked cannot be.

    Where more than `most` pairs fit, it is made of the best of each person, as many as come to that; it is not proved then. A
    pair takes about 220 bytes of memory.
    """
    ask = what_if or WhatIf()
    _refuse_what_cannot_be(region, ask)
    if ask.seats:
        region = region.with_seats(ask.seats)
    seats = np.array([one.facts.seats or 0 for one in region.openings], np.int64)
    pairs, best_each = _pairs(region, seats > 0, most, told)
    kept = _locked(region, ask.locked)
    np.subtract.at(seats, kept.openings, 1)
    if len(np.unique(kept.people)) < len(kept) or seats.min(initial=0) < 0:
        raise NoPlan("More is locked than there are people or seats.")
    free = ~np.isin(pairs.people, kept.people)
    free[_which(region, pairs, ask.forbidden)] = False
    rest = pairs[free]
    chosen = assign(rest.people, rest.openings, rest.fit, seats)
    placed = Pairs.joined([kept, rest[chosen]])
    placed = placed[np.argsort(placed.people)]
    return Plan(
        placed,
        _why_not(region, pairs, placed),
        best_each is None and is_optimal(rest.people, rest.openings, rest.fit, seats, chosen),
        best_each,
    )


def _pairs(region: Region, has_seats: Flags, most: int | None, told: Told) -> tuple[Pairs, int | None]:
    """Return the pairs that fit, and how many of each person they are at most where they are not all of them."""
    people = len(region.people)
    if most is None or people * len(region.openings) <= most or count(region, told) <= most:
        return eligible(region, told), None
    each = max(1, most // people)

    def best_of_block(rows: Rows, columns: Rows) -> Pairs:
        return first(region.eligible(rows, columns[has_seats[columns]]), each)

    return by_opening(Pairs.joined(list(each_block(region, best_of_block, told)))), each


def _locked(region: Region, asked: Collection[Pair]) -> Pairs:
    """Return the pairs that are to stay; each fits, though it need not be among the best of the person."""
    people = {one.key: number for number, one in enumerate(region.people)}
    openings = {one.key: number for number, one in enumerate(region.openings)}
    found = []
    for person, opening in dict.fromkeys(asked):
        pair = region.eligible(np.array([people[person]]), np.array([openings[opening]]))
        if not len(pair):
            raise NoPlan(f"{opening!r} does not fit {person!r}, so it cannot be kept.")
        found.append(pair)
    return by_opening(Pairs.joined(found))


def _refuse_what_cannot_be(region: Region, ask: WhatIf) -> None:
    """Raise NoPlan for whom and what is not in the region, and for a pair that is to stay and to go."""
    people = {one.key for one in region.people}
    openings = {one.key for one in region.openings}
    pairs = [*ask.locked, *ask.forbidden]
    for person, _ in pairs:
        if person not in people:
            raise NoPlan(f"There is no person {person!r}.")
    for opening in [*(opening for _, opening in pairs), *ask.seats]:
        if opening not in openings:
            raise NoPlan(f"There is no opening {opening!r}.")
    for person, opening in ask.locked:
        if (person, opening) in set(ask.forbidden):
            raise NoPlan(f"{person!r} and {opening!r} cannot be locked and forbidden.")


def changes(before: Iterable[Pair], after: Iterable[Pair]) -> list[tuple[Key, Key | None, Key | None]]:
    """Return whose place changed: the person, the opening before and the one after, None where there was none."""
    old, new = dict(before), dict(after)
    return [
        (person, old.get(person), new.get(person))
        for person in dict.fromkeys([*old, *new])
        if old.get(person) != new.get(person)
    ]


def assign(
    people: NDArray[np.intp], openings: NDArray[np.intp], fit: Whole, seats: Whole
) -> NDArray[np.intp]:
    """Return which pairs to take: each person once, seats respected, most people, then the highest fit.

    `people`, `openings`, `fit` (pairs,), fit in whole numbers; `seats` (openings,).
    """
    from ortools.graph.python import min_cost_flow

    if not len(people):
        return np.zeros(0, np.intp)
    named, person = np.unique(people, return_inverse=True)
    offered, opening = np.unique(openings, return_inverse=True)
    everybody, everything = np.arange(len(named)), np.arange(len(offered))
    opening += len(named)
    end = len(named) + len(offered)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([person, everybody, len(named) + everything]),
        np.concatenate([opening, np.full(len(named) + len(offered), end)]),
        np.concatenate([np.ones(len(fit) + len(named), np.int64), seats[offered]]),
        # To be placed is worth more than all fits together, so nobody is left out for a better fit of others.
        np.concatenate(
            [-fit, np.full(len(named), worth_of_a_place(fit, seats)), np.zeros(len(offered), np.int64)]
        ),
    )
    flow.set_nodes_supplies(
        np.arange(end + 1),
        np.concatenate([np.ones(len(named)), np.zeros(len(offered)), [-len(named)]]).astype(np.int64),
    )
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise RuntimeError(f"The solver gave up: {status}.")
    return np.flatnonzero(flow.flows(arcs[: len(fit)]))


def worth_of_a_place(fit: Whole, seats: Whole) -> int:
    """Return a number above what all fits of a plan can sum up to."""
    return int(fit.max(initial=0)) * int(min(len(fit), seats.sum())) + 1


def is_optimal(
    people: NDArray[np.intp], openings: NDArray[np.intp], fit: Whole, seats: Whole, chosen: NDArray[np.intp]
) -> bool:
    """Prove that a choice is the best, without trusting whoever made it.

    A price for each opening's seats and a gain for each person, none below zero, that together reach the value of every
    pair, bound the value of every plan (weak duality of linear programming; Kuhn 1955). Where the bound is reached, nothing
    is better. All in whole numbers.
    """
    taken = np.bincount(openings[chosen], minlength=len(seats))
    if len(np.unique(people[chosen])) < len(chosen) or (taken > seats).any():
        return False
    value = fit + worth_of_a_place(fit, seats)
    found = prices(people, openings, value, seats, chosen)
    if found is None:
        return False
    gain = np.zeros(int(people.max(initial=-1)) + 1, np.int64)
    np.maximum.at(gain, people, value - found[openings])
    return int(gain.sum() + (found * seats).sum()) == int(value[chosen].sum())


def prices(
    people: NDArray[np.intp],
    openings: NDArray[np.intp],
    value: Whole,
    seats: Whole,
    chosen: NDArray[np.intp],
) -> Whole | None:
    """Return the lowest prices at which everybody placed keeps the place; None where there are none.

    The longest ways in the graph of exchanges, by rounds of Bellman and Ford over what has changed.
    """
    price = np.zeros(len(seats), np.int64)
    if not len(people):
        return price
    order = np.argsort(people, kind="stable")
    people, openings, value = people[order], openings[order], value[order]
    begin = np.searchsorted(people, np.arange(people[-1] + 2))
    place = np.full(people[-1] + 1, -1, np.intp)
    where = np.empty(len(order), np.intp)
    where[order] = np.arange(len(order))
    place[people[where[chosen]]] = where[chosen]
    placed = np.flatnonzero(place >= 0)
    by_opening = placed[np.argsort(openings[place[placed]], kind="stable")]
    first = np.searchsorted(openings[place[by_opening]], np.arange(len(seats) + 1))
    asking = np.flatnonzero(np.diff(begin))
    for _ in range(len(seats) + 2):
        at = _spread(begin, asking)
        whose = people[at]
        gain = np.where(place[whose] >= 0, value[place[whose]] - price[openings[place[whose]]], 0)
        wanted = value[at] - gain
        higher = wanted > price[openings[at]]
        if not higher.any():
            return price
        raised = np.unique(openings[at][higher])
        np.maximum.at(price, openings[at][higher], wanted[higher])
        asking = by_opening[_spread(first, raised)]
    return None


def _spread(begin: NDArray[np.intp], which: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places of all rows of some groups; group n is rows `begin[n]` to `begin[n + 1]`."""
    lengths = begin[which + 1] - begin[which]
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(begin[which] - ends + lengths, lengths))


def _which(region: Region, pairs: Pairs, asked: Collection[Pair]) -> NDArray[np.intp]:
    """Return the places of pairs named by their keys, as far as they fit."""
    people = {one.key: number for number, one in enumerate(region.people)}
    openings = {one.key: number for number, one in enumerate(region.openings)}
    found = []
    for person, opening in asked:
        at = np.flatnonzero((pairs.people == people[person]) & (pairs.openings == openings[opening]))
        found.extend(at.tolist())
    return np.array(sorted(set(found)), np.intp)


def _why_not(region: Region, pairs: Pairs, placed: Pairs) -> dict[int, Why]:
    left = np.setdiff1d(np.arange(len(region.people)), placed.people)
    fits = np.isin(left, pairs.people)
    why = dict.fromkeys(left[fits].tolist(), Why.NO_SEAT)
    without = left[~fits]
    openings = np.arange(len(region.openings))
    for start in range(0, len(without), PEOPLE):
        rows = without[start : start + PEOPLE]
        said = region.said(rows, openings)
        # What fits without a seat is not among the pairs where only the best are.
        full, unknown = np.any(said <= SUPPORT, axis=1), np.any(said == CANNOT_SAY, axis=1)
        why |= {
            row: Why.NO_SEAT if is_full else Why.CANNOT_SAY if is_unknown else Why.NOTHING_FITS
            for row, is_full, is_unknown in zip(rows.tolist(), full.tolist(), unknown.tolist(), strict=True)
        }
    return dict(sorted(why.items()))
