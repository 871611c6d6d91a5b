"""Aims are judged by what was measured."""

from __future__ import annotations

from dataclasses import replace

from throughgate.bench.figures import Figure, as_text, between_users, percentile
from throughgate.bench.statements import Statement

GOOD = Figure("Today", "most", 200, 2048, 5.0, 8.0, 2.5, 4.0, 180.0, 300.0, 7, 120, 1.5, 1.2)


def test_a_page_within_all_aims_misses_none() -> None:
    """Twice the floor, seven queries and 120 buffers are fine."""
    assert GOOD.missed() == []


def test_each_aim_is_missed_by_its_own_measure() -> None:
    """A slow page, a chatty one, a greedy one and one with a bad plan are each named."""
    assert replace(GOOD, p95=13.0).missed() == ["p95 is 3.2 times the floor"]
    assert replace(GOOD, queries=9).missed() == ["9 queries"]
    assert replace(GOOD, buffers=1_501).missed() == ["1,501 buffers"]
    assert "Today, few: hashed SubPlan" in as_text(
        [GOOD, replace(GOOD, visitor="few", problems=["hashed SubPlan"])]
    )


def test_users_are_compared_where_they_get_the_page() -> None:
    """A page that somebody may not see is not compared."""
    few, none = replace(GOOD, visitor="few", p95=48.0), replace(GOOD, visitor="none", status=404, p95=1.0)
    assert between_users([GOOD, few, none]) == {"Today": 6.0}


def test_users_with_an_empty_page_are_told_apart() -> None:
    """Somebody without people opens a page without rows: the report gives the ratio with and without them."""
    few, none = replace(GOOD, visitor="few", p50=2.5), replace(GOOD, visitor="none", p50=0.5, rows=False)
    assert between_users([GOOD, few, none], "p50") == {"Today": 10.0}
    assert between_users([GOOD, few, none], "p50", alike=True) == {"Today": 2.0}
    assert "missed by Today (10.0)" in as_text([GOOD, few, none])


def test_percentile_is_a_value_that_was_measured() -> None:
    """The nearest rank: the 95th of a hundred values."""
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7.0], 0.5) == 7.0


def test_bad_plans_are_found_deep_down() -> None:
    """A sequential scan above 1,000 rows and a hashed SubPlan that ran are found anywhere in a plan."""
    scan = {"Node Type": "Seq Scan", "Relation Name": "people_stay", "Actual Rows": 10, "Rows Removed by Filter": 2_000,
            "Actual Loops": 1}  # fmt: skip
    ran = {"Node Type": "Result", "Subplan Name": "SubPlan 2", "Actual Loops": 1, "Actual Rows": 7}
    never = {"Node Type": "Result", "Subplan Name": "SubPlan 3", "Actual Loops": 0, "Actual Rows": 0}
    above = {
        "Node Type": "Index Scan",
        "Filter": "(hashed SubPlan 2) OR (hashed SubPlan 3)",
        "Plans": [scan, ran, never],
    }
    assert list(Statement("", 0, 0.0, 0.0, {"Node Type": "Limit", "Plans": [above]}).problems()) == [
        "sequential scan of 2,010 rows of people_stay",
        "hashed SubPlan 2 of 7 rows",
    ]
