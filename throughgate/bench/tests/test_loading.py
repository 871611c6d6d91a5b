"""The large region in the database, and its pages measured through the real server."""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from throughgate.bench.copying import load, load_placements, load_sheets
from throughgate.bench.matters import ONE_IN
from throughgate.bench.region import Region
from throughgate.bench.revision import Revision
from throughgate.bench.sheets import OF_THE_RICHEST, RATED
from throughgate.bench.users import membership_of, visitors
from throughgate.config.environment import REPOSITORY
from throughgate.config.settings import ENVIRONMENT

PEOPLE = 300
SHAPE = """
SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
WHERE contype IN ('p', 'u', 'x', 'f')
UNION ALL SELECT format('%s %s %s', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
ORDER BY 1
"""


@pytest.fixture(scope="module")
def region(shared_database: None) -> Iterator[Callable[[str], list[tuple]]]:
    """Load a small "large" region into a clone without people, and give a way to ask it."""
    with psycopg.connect(ENVIRONMENT.admin_url, autocommit=True) as admin:
        admin.execute("TRUNCATE people_person, audit_history, audit_entry CASCADE")

        def ask(question: str) -> list[tuple]:
            return admin.execute(question).fetchall()

        before = ask(SHAPE)
        load(Region(PEOPLE, timezone.localdate()), ENVIRONMENT.admin_url, lambda _line: None)
        assert ask(SHAPE) == before, "keys, indexes and triggers are as they were"
        yield ask


@pytest.fixture(scope="module")
def sheets(region: Callable[[str], list[tuple]]) -> None:
    """Add observations to it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "THROUGHGATE_ADMIN_URL", ENVIRONMENT.admin_url)
        member = membership_of("most")
    before = region(SHAPE)
    load_sheets(
        Region(PEOPLE, timezone.localdate()),
        ENVIRONMENT.admin_url,
        lambda _line: None,
        str(member.id),
        str(member.organisation_id),
    )
    assert region(SHAPE) == before


@pytest.fixture(scope="module")
def placements(sheets: None, region: Callable[[str], list[tuple]]) -> None:
    """Add introductions to it."""

    def shape() -> set[str]:
        # PostgreSQL writes the casts of a condition in another way each time it is read back.
        return {re.sub(r"::(text|character varying)(\[\])?|[()]", "", line) for (line,) in region(SHAPE)}

    before = shape()
    load_placements(Region(PEOPLE, timezone.localdate()), ENVIRONMENT.admin_url, lambda _line: None)
    assert shape() == before


def test_lines_equal_what_a_rebuild_gives(region: Callable[[str], list[tuple]]) -> None:
    """People, stays and links are there, and the visibility table is what the policies say it must be."""
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


@pytest.mark.usefixtures("sheets")
def test_everybody_has_ten_ratings_and_somebody_500_sheets(region: Callable[[str], list[tuple]]) -> None:
    """Sheets belong to people and observers of one prison; somebody in a caseload has 500, an observer a draft."""
    drafted = region("SELECT count(*) FROM observations_sheetperson WHERE state = 'draft'")[0][0]
    assert 0 < drafted <= 30
    signed = PEOPLE * 10 // RATED + OF_THE_RICHEST
    assert region("SELECT count(*) FROM observations_rating") == [((signed + drafted) * RATED,)]
    assert region("SELECT count(*) FROM observations_sheetperson GROUP BY person_id ORDER BY 1 DESC LIMIT 1")[0][0] \
        >= OF_THE_RICHEST  # fmt: skip
    assert region("SELECT count(*) FROM observations_sheetperson p JOIN observations_sheet s ON s.id = p.sheet_id "
                  "WHERE (p.observer_id, p.organisation_id, p.state, p.observed_on) <> "
                  "(s.observer_id, s.organisation_id, s.state, s.observed_on)") == [(0,)]  # fmt: skip
    found = {visitor.name: visitor for visitor in visitors()}
    assert found["most"].richest
    assert found["observer"].sheet


@pytest.mark.usefixtures("placements")
def test_every_tenth_person_is_introduced(region: Callable[[str], list[tuple]]) -> None:
    """Each has a chamber that sees the person, an introduction from the asking on, and what follows a start; two plans hold them."""
    assert region("SELECT count(*), count(DISTINCT person_id) FROM placements_placement") == [
        (PEOPLE // ONE_IN,) * 2
    ]
    assert region("SELECT gate.visibility_differences()") == [(0,)]
    assert region(
        "SELECT count(*) FROM placements_placement WHERE (introduction_id IS NULL) <> (state = 'proposed')"
    ) == [(0,)]
    assert region("SELECT count(*) FROM placements_placement p WHERE ended_on IS NULL AND NOT EXISTS (SELECT FROM "
                  "people_caseload c JOIN accounts_membership m ON m.id = c.membership_id WHERE c.person_id = p.person_id "
                  "AND m.organisation_id = p.kept_by_id AND c.until_on IS NULL)") == [(0,)]  # fmt: skip
    assert region("SELECT count(*) FROM followups_followup f JOIN placements_placement p ON p.id = f.placement_id "
                  "WHERE p.started_on IS NULL OR f.due_on < p.started_on OR f.due_on > current_date") == [(0,)]  # fmt: skip
    assert region("SELECT count(*) FROM planning_plan WHERE placed <= people AND state = 'done'") == [(2,)]
    found = {visitor.name: visitor for visitor in visitors()}
    assert found["officer"].caseload > 0
    assert found["officer"].plan
    assert found["company"].caseload == 0


@pytest.mark.usefixtures("sheets")
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
    assert all(figure["status"] == 200 and figure["queries"] > 1 and figure["p50"] > 0 for figure in figures)
    assert "| People by name | most | 200 |" in (tmp_path / "report.md").read_text()
    assert any((tmp_path / "plans").iterdir())


@pytest.mark.usefixtures("sheets")
@pytest.mark.long
def test_two_builds_are_measured_in_turns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Any
) -> None:
    """Beside itself a build has the same pages, queries and buffers; the report gives ratios to the other's floor."""
    from throughgate.bench import compare, run

    monkeypatch.setitem(os.environ, "THROUGHGATE_ADMIN_URL", ENVIRONMENT.admin_url)
    monkeypatch.setitem(os.environ, "THROUGHGATE_DATABASE_URL", ENVIRONMENT.database_url)
    monkeypatch.setitem(os.environ, "THROUGHGATE_VAR", str(ENVIRONMENT.var))
    monkeypatch.setattr(run, "WARM_UP", 4)
    monkeypatch.setattr(Revision, "throughgate", lambda _self, *_arguments: None)
    itself = Revision("itself", REPOSITORY, dict(os.environ))
    options = argparse.Namespace(
        requests=5, only="caseload by name", people=PEOPLE, json=str(tmp_path / "pairs.json"),
        markdown=str(tmp_path / "report.md"),
    )  # fmt: skip
    assert compare.measure(options, itself) == 0
    assert "p50 here / there" in capsys.readouterr().out
    pairs = json.loads((tmp_path / "pairs.json").read_text())["pairs"]
    assert {pair["visitor"] for pair in pairs} == {"most", "few", "none"}
    for pair in pairs:
        assert pair["queries"] == pair["their_queries"] > 1
        assert min(pair["p50"], pair["their_p50"], pair["floor_p50"]) > 0
    assert "| Caseload by name | most |" in (tmp_path / "report.md").read_text()
