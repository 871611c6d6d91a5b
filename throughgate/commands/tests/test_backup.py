"""The restore drill: what is written down about backups is tried here each time."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

from conftest import CLUSTER

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run one command on this process's clone."""
    return subprocess.run(
        [sys.executable, "-m", "throughgate", *map(str, arguments)],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def people(url: str) -> list[tuple]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT p.id, p.family_name, v.organisation_id, v.until_on FROM people_person p "
            "JOIN people_visibility v ON v.person_id = p.id ORDER BY 1, 3"
        ).fetchall()


@pytest.fixture
def name():
    """Give a name for the restored database, and drop it afterwards."""
    name = f"throughgate_drill_{uuid.uuid4().hex[:8]}"
    yield name
    with psycopg.connect(CLUSTER.admin_url("postgres"), autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def test_backup_is_restored_whole_and_its_wall_stands(tmp_path, name):
    """A restored database holds the same people, and the application's role sees none of them without a context."""
    file = tmp_path / "kept.dump"
    assert run("backup", file).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    restored = run("restore", file, "--database", name)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert people(CLUSTER.url("throughgate_admin", name)) == people(os.environ["THROUGHGATE_ADMIN_URL"])
    assert people(CLUSTER.url("throughgate_app", name)) == []


def test_backup_writes_over_nothing_and_restore_into_nothing_there(tmp_path, name):
    """An existing file and an existing database are left alone, with a sentence."""
    file = tmp_path / "kept.dump"
    file.write_text("mine")
    assert run("backup", file).returncode == 2
    assert file.read_text() == "mine"
    refused = run("restore", file, "--database", "postgres")
    assert refused.returncode == 2
    assert "exists" in refused.stderr
