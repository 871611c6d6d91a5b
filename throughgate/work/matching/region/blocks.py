"""Put people who live near each other and travel equally far into blocks, and find the openings a block may reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

import numpy as np
from scipy.spatial import cKDTree

from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM
from throughgate.work.matching.region.columns import Floats
from throughgate.work.matching.region.compare import Region
from throughgate.work.matching.region.criteria import Rows

PEOPLE = 128
"""So many people at most in a block: their table with the openings around stays within the processor's cache."""
THREADS = 2
PAD_KM = 0.01

Told = Callable[[int, int], None]
"""Is told how many people are done, of how many."""
Answer = TypeVar("Answer")


def quiet(done: int, people: int) -> None:
    """Say nothing."""


def blocks(region: Region, farther: float = 0) -> Iterator[tuple[Rows, Rows]]:
    """Yield people with the openings that may be eligible for them, `farther` km than they travel; each person once.

    Whoever's home nobody knows is laid beside openings that begin anywhere, everybody else beside what lies around too.
    """
    anywhere = np.flatnonzero(region.anywhere)
    known = region.homes.known
    for unknown in _halved(np.flatnonzero(~known), np.zeros((len(known), 1))):
        yield unknown, anywhere
    placed = np.flatnonzero(region.places.known)
    homes, places = region.homes.on_the_sphere, region.places.on_the_sphere
    tree = cKDTree(places[placed]) if len(placed) else None
    # A kilometre of reach counts as a kilometre of way: both widen the circle that holds a block.
    apart = np.column_stack([homes * EARTH_RADIUS_KM, region.reach])
    for rows in _halved(np.flatnonzero(known), apart):
        around = np.zeros(0, np.intp)
        if tree is not None:
            centre = homes[rows].mean(axis=0)
            away = np.linalg.norm(homes[rows] - centre, axis=1)
            angle = np.minimum((region.reach[rows] + farther + PAD_KM) / EARTH_RADIUS_KM, np.pi)
            chord = 2 * np.sin(angle / 2)
            around = placed[np.array(tree.query_ball_point(centre, float((away + chord).max())), np.intp)]
        yield rows, np.sort(np.concatenate([around, anywhere]))


def _halved(rows: Rows, where: Floats) -> Iterator[Rows]:
    """Halve along the widest direction until a block is small enough."""
    if len(rows) == 0:
        return
    if len(rows) <= PEOPLE:
        yield rows
        return
    here = where[rows]
    widest = int(np.argmax(here.max(axis=0) - here.min(axis=0)))
    half = len(rows) // 2
    order = np.argpartition(here[:, widest], half)
    yield from _halved(rows[order[:half]], where)
    yield from _halved(rows[order[half:]], where)


def each_block(
    region: Region, work: Callable[[Rows, Rows], Answer], told: Told = quiet, farther: float = 0
) -> Iterator[Answer]:
    """Do the work of all blocks on two threads (numpy computes outside Python's lock) and yield it in their order."""
    done = 0
    waiting = blocks(region, farther)
    with ThreadPoolExecutor(THREADS) as pool:
        while some := list(islice(waiting, 4 * THREADS)):
            # For one block alone, as of one person, a thread costs more than it brings.
            answers = map if len(some) == 1 else pool.map
            for (rows, _), answer in zip(some, answers(lambda block: work(*block), some), strict=True):
                done += len(rows)
                told(done, len(region.people))
                yield answer
