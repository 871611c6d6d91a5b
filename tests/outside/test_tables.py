"""What a backup holds: tables, columns, migrations, and the roles of the server. An older one must find its way back."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from tests.outside import inside

COLUMNS = """
    SELECT c.relname, a.attname,
           format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '' ELSE ', may be empty' END
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY c.relname COLLATE "C", a.attname COLLATE "C"
"""
ROLES = """
    SELECT rolname, CASE WHEN rolcanlogin THEN 'signs in' ELSE 'nobody signs in' END
           || CASE WHEN rolbypassrls THEN ', passes row security' ELSE '' END
    FROM pg_roles WHERE rolname ^@ 'throughgate' AND NOT rolsuper ORDER BY rolname
"""
ENTRY = re.compile(r"\d+; \d+ \d+ (?P<kind>[A-Z ]+) (?P<schema>\S+) (?P<name>\S+)")
"""A line of a backup's table of contents."""


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    """Give a connection that sees everything."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        yield connection


def test_tables(pinned, owner):
    """Every table with its columns and their types."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in owner.execute(COLUMNS):
        found.setdefault(table, {})[column] = kind
    pinned("tables", found)


def test_migrations(pinned, owner):
    """What is written down as done in a database: with other names, an older backup would not be brought up to date."""
    rows = owner.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    found: dict[str, list[str]] = {}
    for app, name in rows:
        found.setdefault(app, []).append(name)
    pinned("migrations", found)


def test_roles(pinned, owner):
    """The roles that a database administrator knows."""
    pinned("database-roles", dict(owner.execute(ROLES).fetchall()))


def test_frameworks(pinned, owner):
    """Every version of a framework with its competencies: sheets refer to them, so that a published one never changes."""
    rows = owner.execute(
        "SELECT f.key, v.number, v.digest, c.key FROM observations_framework f "
        "JOIN observations_frameworkversion v ON v.framework_id = f.id "
        "JOIN observations_competency c ON c.framework_version_id = v.id ORDER BY f.key, v.number, c.position"
    )
    found: dict[str, dict[str, list[str]]] = {}
    for framework, number, digest, competency in rows:
        found.setdefault(f"{framework} {number}", {}).setdefault(digest, []).append(competency)
    pinned("frameworks", found)


def test_backup(pinned, owner, tmp_path):
    """A file in the format of PostgreSQL's own programs, for its owner alone, with the rows of every table."""
    file = tmp_path / "kept.dump"
    assert inside.command_line().main(["backup", str(file)]) == 0
    program = next(
        folder / "pg_restore" for folder in inside.database_programs() if (folder / "pg_restore").is_file()
    )
    listed = subprocess.run([program, "--list", file], capture_output=True, text=True, check=True).stdout
    entries = [ENTRY.match(line) for line in listed.splitlines() if not line.startswith(";")]
    rows = {
        entry["name"] for entry in entries if entry["kind"] == "TABLE DATA" and entry["schema"] == "public"
    }
    tables = owner.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    )
    assert rows == {name for (name,) in tables}
    pinned(
        "backup",
        {
            "begins with": file.read_bytes()[:5].decode(),
            "rights": oct(file.stat().st_mode & 0o777),
            "holds": sorted({entry["kind"] for entry in entries}),
            "schemas": sorted({entry["schema"] for entry in entries} - {"-"}),
        },
    )
