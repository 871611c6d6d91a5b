"""Expected behaviour of the soundness check, and of refusing to start before an unsafe database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from throughgate.commands import check
from throughgate.foundation.database.launcher import APP, ensure_cluster

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_a_prepared_database_is_sound() -> None:
    """The database that the tests prepared has nothing wrong with it."""
    assert list(check.problems()) == []


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_refuses_a_role_that_passes_the_wall(tmp_path: Path, command: str) -> None:
    """Server and worker do not start when the application's role bypasses row security."""
    with ensure_cluster(tmp_path, fsync=False) as cluster:
        with psycopg.connect(cluster.admin_url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE ROLE throughgate_owner")
            connection.execute(f"CREATE ROLE {APP} LOGIN BYPASSRLS PASSWORD '{cluster.passwords[APP]}'")
        result = subprocess.run(
            [sys.executable, "-m", "throughgate", command],
            cwd=ROOT,
            env={**os.environ, "THROUGHGATE_DATABASE_URL": cluster.url(APP, "postgres")},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert result.returncode == 1
    assert "throughgate_app bypasses row-level security." in result.stderr


def test_an_absent_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Before ``prepare`` the check names the command that is missing."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHGATE_")}
    result = subprocess.run(
        [sys.executable, "-m", "throughgate", "check"],
        cwd=ROOT,
        env={**environment, "THROUGHGATE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1
    assert "To make it: throughgate prepare" in result.stdout
