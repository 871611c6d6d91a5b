"""Measure top lists, the plan and one change, and check that the plain ways find the same."""

from __future__ import annotations

import gc
import os
import resource
import time
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import psycopg

from throughgate.bench.comparison import dense, in_sql
from throughgate.bench.comparison.made import TODAY, made_region
from throughgate.bench.imports import machine
from throughgate.work.matching.fit import MILLIONTHS
from throughgate.work.matching.region.blocks import blocks
from throughgate.work.matching.region.compare import Pairs, Region
from throughgate.work.matching.region.lists import best, eligible
from throughgate.work.matching.region.plan import make_plan

MOST = 20
SHARE = 10
"""The plain ways are timed on every tenth person, and their time is multiplied."""
SMALL_PLAN = (5_000, 1_300)

Result = TypeVar("Result")


def measure(people: int, openings: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Return the figures of one run: seconds by the clock and of the processor, and whether all agree."""
    everybody, offers = made_region(people, openings)
    gc.collect()
    figures: dict[str, Any] = {"machine": machine(), "people": people, "openings": openings}

    def timed(name: str, work: Callable[[], Result], times: int = 1) -> Result:
        clock, processor = time.perf_counter(), time.process_time()
        result = work()
        figures[name] = {
            "seconds": round((time.perf_counter() - clock) * times, 2),
            "processor": round((time.process_time() - processor) * times, 2),
        }
        say(f"{name}: {figures[name]['seconds']} s")
        return result

    region = timed("columns", lambda: Region(everybody, offers, today=TODAY))
    lists = timed("top lists", lambda: best(region, MOST))
    figures["peak MB of columns and top lists"] = _peak()
    figures["openings in reach, median"] = _in_reach(region)
    some = everybody[::SHARE]
    mine = as_lists(lists, [one.key for one in some])
    plain = timed("dense numpy, a tenth scaled", lambda: dense.top_lists(some, offers, MOST, TODAY), SHARE)
    figures["dense numpy finds the same"] = _same(mine, plain)
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        queried = timed(
            "SQL, a tenth scaled", lambda: in_sql.top_lists(connection, some, offers, MOST, TODAY), SHARE
        )
    figures["SQL finds the same"] = _same(mine, queried)
    small = Region(*made_region(*SMALL_PLAN), today=TODAY)
    for name, which in ((f"plan of {SMALL_PLAN[0]:,}", small), (f"plan of {people:,}", region)):
        plan = timed(name, lambda which=which: make_plan(which))  # type: ignore[misc]
        figures[name] |= {
            "seats": sum(one.facts.seats or 0 for one in which.openings),
            "pairs": len(eligible(which)),
            "placed": len(plan.pairs),
            "optimal": plan.optimal,
        }
    figures["peak MB"] = _peak()
    timed("one opening more", lambda: best(region.beside(offers[:1]), MOST))
    timed("one person changed", lambda: best(Region(everybody[:1], offers, today=TODAY), MOST))
    return figures


def as_markdown(figures: dict[str, Any]) -> str:
    """Return the report."""
    timed = {name: value for name, value in figures.items() if isinstance(value, dict) and "seconds" in value}
    # A tiny region takes no time that two digits show.
    ours = max(timed["columns"]["seconds"] + timed["top lists"]["seconds"], 0.01)
    lines = [
        "# How fast a region is compared",
        "",
        "Measured by `throughgate bench matching --markdown docs/benchmark-matching.md`.",
        "People and openings are made around real towns, the same in each run; one value in ten is unknown.",
        "",
        *(f"- {line}" for line in figures["machine"]),
        f"- {figures['people']:,} people, {figures['openings']:,} openings, best {MOST} of each",
        f"- {figures['openings in reach, median']:.0f} openings in reach of the median person",
        f"- memory at most {figures['peak MB of columns and top lists']} MB after the top lists",
        f"- memory at most {figures['peak MB']} MB in all",
        "",
        "| what | seconds | of the processor | beside columns and top lists |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {value['seconds']:.2f} | {value['processor']:.2f} | {value['seconds'] / ours:.2f} |"
        for name, value in timed.items()
    ]
    lines += ["", *(f"- {name}: {value}" for name, value in figures.items() if isinstance(value, bool))]
    lines += [
        f"- {name}: {value['seats']:,} seats, {value['pairs']:,} pairs that fit, {value['placed']:,} placed, "
        f"proved to be the best: {value['optimal']}"
        for name, value in timed.items()
        if "optimal" in value
    ]
    return "\n".join(lines) + "\n"


def as_lists(pairs: Pairs, keys: list[Any]) -> dense.Top:
    """Return the pairs of some people as the plain ways tell them; keys are the numbers of people."""
    found: dict[Any, list[tuple[int, float]]] = {key: [] for key in keys}
    for person, opening, fit in zip(
        pairs.people.tolist(), pairs.openings.tolist(), pairs.fit.tolist(), strict=True
    ):
        if person in found:
            found[person].append((opening, fit / MILLIONTHS))
    return list(found.values())


def _same(ours: dense.Top, theirs: dense.Top) -> bool:
    return ours == theirs


def _in_reach(region: Region) -> float:
    counts = [
        count
        for rows, columns in list(blocks(region))[::SHARE]
        for count in region.near(rows, columns).sum(axis=1)
    ]
    return float(np.median(counts))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
