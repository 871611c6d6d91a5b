"""The plain ways beside which the engine is measured find what it finds."""

from __future__ import annotations

import psycopg
import pytest

from throughgate.bench.comparison import dense, in_sql
from throughgate.bench.comparison.made import TODAY, made_region
from throughgate.bench.comparison.run import as_lists, as_markdown, measure
from throughgate.config.settings import ENVIRONMENT
from throughgate.work.matching.region.compare import Region
from throughgate.work.matching.region.lists import best


def test_a_region_is_made_the_same_each_time() -> None:
    """The same numbers give the same people and openings, however often."""
    assert made_region(20, 10) == made_region(20, 10)
    assert made_region(20, 10) != made_region(20, 10, seed=1)


def test_three_ways_find_the_same() -> None:
    """Arrays in blocks, one table and SQL give each person the same openings with the same fits."""
    people, openings = made_region(150, 600)
    mine = as_lists(best(Region(people, openings, today=TODAY), 5), [one.key for one in people])
    assert sum(map(len, mine)) > 100
    assert dense.top_lists(people, openings, 5, TODAY) == mine
    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        assert in_sql.top_lists(connection, people, openings, 5, TODAY) == mine


def test_the_report_says_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way has its time; the plan is proved; all agree."""
    monkeypatch.setenv("THROUGHGATE_ADMIN_URL", ENVIRONMENT.admin_url)
    monkeypatch.setattr("throughgate.bench.comparison.run.SMALL_PLAN", (60, 40))
    said: list[str] = []
    figures = measure(50, 30, said.append)
    report = as_markdown(figures)
    assert figures["dense numpy finds the same"] is figures["SQL finds the same"] is True
    assert figures["plan of 60"]["optimal"] is True
    assert "| SQL, a tenth scaled | " in report
    assert len(said) == report.count("\n| ") - 2
