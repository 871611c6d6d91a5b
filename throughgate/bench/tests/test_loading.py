"""The large region in the database, and its pages measured through the real server."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from throughgate.bench.copying import load
from throughgate.bench.region import Region
from throughgate.config.settings import ENVIRONMENT

PEOPLE = 300
SHAPE = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE contype IN ('p', 'u', 'x', 'f')
UNION ALL SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1
"""


@pytest.fixture
def region(fresh_database: None, django_db_blocker: Any) -> Iterator[Callable[[str], list[tuple]]]:
    """Load a small "large" region into a clone without people, and give a way to ask it."""
    with psycopg.connect(ENVIRONMENT.admin_url, autocommit=True) as admin, django_db_blocker.unblock():
        admin.execute("TRUNCATE people_person, audit_history, audit_entry CASCADE")

        def ask(question: str) -> list[tuple]:
            return admin.execute(question).fetchall()

        before = ask(SHAPE)
        load(Region(PEOPLE, timezone.localdate()), ENVIRONMENT.admin_url, lambda _line: None)
        assert ask(SHAPE) == before, "keys, indexes and triggers are as they were"
        yield ask


def test_lines_equal_what_a_rebuild_gives(region: Callable[[str], list[tuple]]) -> None:
    """People, stays and links are there, and the visibility table is what the wall says it must be."""
    assert region("SELECT count(*) FROM people_person") == [(PEOPLE,)]
    assert region("SELECT gate.visibility_differences()") == [(0,)]
    for table in (
        "people_stay",
        "people_caselink",
        "people_assignment",
        "people_spokenlanguage",
    ):
        assert region(f"SELECT count(*) FROM {table}")[0][0] >= PEOPLE * 9 // 10, table
    inside = "FROM people_stay s WHERE s.ended_on IS NULL"
    assert region(f"SELECT count(*) {inside}")[0][0] >= PEOPLE // 20
    assert region(f"SELECT count(*) {inside} AND NOT EXISTS (SELECT FROM people_visibility v "
                  "WHERE v.person_id = s.person_id)") == [(0,)], "whoever is inside is seen; older lines are swept"  # fmt: skip
    assert region("SELECT count(*) FROM people_person p WHERE NOT EXISTS (SELECT FROM people_caselink l "
                  "WHERE l.person_id = p.id AND l.organisation_id = p.registered_by_id)") == [(0,)]  # fmt: skip


def test_pages_are_measured_and_reported(
    region: Callable[[str], list[tuple]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture,
    tmp_path: Any,
) -> None:
    """A short run gives figures for all three users, and a report that says which aims are met."""
    from throughgate.bench import run

    monkeypatch.setitem(os.environ, "THROUGHGATE_ADMIN_URL", ENVIRONMENT.admin_url)
    monkeypatch.setitem(os.environ, "THROUGHGATE_DATABASE_URL", ENVIRONMENT.database_url)
    monkeypatch.setattr(run, "WARM_UP", 2)
    monkeypatch.setitem(os.environ, "THROUGHGATE_VAR", str(ENVIRONMENT.var))
    options = argparse.Namespace(
        requests=4, only="by name", json=str(tmp_path / "figures.json"), markdown=str(tmp_path / "report.md"),
        plans=str(tmp_path / "plans"),
    )  # fmt: skip
    assert run.measure(options) == 0
    said = capsys.readouterr().out
    assert "p95 at most 3 times the floor" in said
    figures = json.loads((tmp_path / "figures.json").read_text())["figures"]
    assert {figure["visitor"] for figure in figures} == {"most", "few", "none"}
    assert all(figure["status"] == 200 and figure["queries"] > 2 and figure["p50"] > 0 for figure in figures)
    assert "| People by name | most | 200 |" in (tmp_path / "report.md").read_text()
    assert any((tmp_path / "plans").iterdir())
