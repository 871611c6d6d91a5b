"""A build beside another revision: its code comes from git, and aims are judged against its floor."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from throughgate.bench.compare import Pair, rows, verdict
from throughgate.bench.revision import checked_out, databases

PAIR = Pair(
    "Grid of 30 people", "observer", 120_000, 30.0, 40.0, 6, 400, 10.0, 14.0, 440_000, 60.0, 80.0, 6, 1_500
)


def test_a_revision_is_taken_from_git_and_removed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder holds what was committed then, not what stands there now, and has its own var and database."""
    monkeypatch.setenv("THROUGHGATE_ADMIN_URL", "postgresql://admin@localhost:5/gate")

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for text in ("older", "newer"):
        (tmp_path / "page.txt").write_text(text)
        git("add", ".")
        git("commit", "-q", "-m", text)
    with checked_out("HEAD~1", tmp_path) as revision:
        assert (revision.folder / "page.txt").read_text() == "older"
        assert revision.environment["PYTHONPATH"] == str(revision.folder)
        assert revision.environment["THROUGHGATE_ADMIN_URL"].endswith(f":5/gate_{revision.name}_bench")
        assert Path(revision.environment["THROUGHGATE_VAR"]).parent == revision.folder.parent
    assert not revision.folder.exists()
    with (
        pytest.raises(LookupError, match="git knows no revision 'cooking'"),
        checked_out("cooking", tmp_path),
    ):
        pass


def test_databases_beside_each_other_differ_in_their_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """User, password and server stay; where an address is not set none is made up."""
    monkeypatch.setenv("THROUGHGATE_DATABASE_URL", "postgresql://app:word@localhost:5/gate?host=/run")
    monkeypatch.delenv("THROUGHGATE_REPORTS_URL", raising=False)
    found = databases("_compare_bench")
    assert (
        found["THROUGHGATE_DATABASE_URL"] == "postgresql://app:word@localhost:5/gate_compare_bench?host=/run"
    )
    assert "THROUGHGATE_REPORTS_URL" not in found


def test_each_aim_is_missed_by_its_own_measure() -> None:
    """Three times the floor, half of theirs, 400 buffers and 120 kB are fine for the grid; more of each is named."""
    assert verdict([PAIR]) == ["aims: missed by 0 of 1"]
    slow = Pair("Floor", "most", 9, 7.0, 8.0, 4, 600, 2.0, 2.0, 9, 10.0, 11.0, 4, 12)
    large = Pair("Grid of 30 people", "observer", 150_001, 1.0, 1.0, 1, 1, 1.0, 1.0)
    assert verdict([slow, large]) == [
        "aims: missed by 2 of 2",
        "Floor, most: 0.70 times theirs, at most 0.65; 3.5 times their floor, at most 3; 600 buffers, at most 500",
        "Grid of 30 people, observer: 150,001 bytes, at most 150,000",
    ]


def test_a_page_that_is_new_stands_without_a_ratio() -> None:
    """Where the other revision has no such page, dashes stand for its figures."""
    new = Pair("Person, work", "most", 1_024, 2.0, 3.0, 6, 70, 1.0, 1.5)
    assert rows([new]) == [
        ("Person, work", "most", "-", "2.00", "2.00", "2.0", "-", "1", "-", "6", "-", "70", "-")
    ]
