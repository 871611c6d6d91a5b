"""Expected behaviour of the soundness check, and of refusing to start before an unsafe database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from throughgate.commands import check
from throughgate.config.environment import Environment, SettingError
from throughgate.foundation.database.launcher import APP, ensure_cluster

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.django_db
def test_a_prepared_database_is_sound() -> None:
    """The database that the tests prepared has nothing wrong with it."""
    assert list(check.problems()) == []


def run(command: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of an installation that is set up by these variables alone."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("THROUGHGATE_")}
    return subprocess.run(
        [sys.executable, "-m", "throughgate", command],
        cwd=ROOT,
        env={**others, "THROUGHGATE_VAR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "serve", "worker"])
def test_a_missing_address_is_told_in_a_sentence(tmp_path: Path, command: str) -> None:
    """Reached by a public name, nothing starts that would not know where links in mails lead."""
    variables = {name: os.environ[name] for name in ("THROUGHGATE_DATABASE_URL", "THROUGHGATE_SECRET_KEY")}
    result = run(command, tmp_path, **variables, THROUGHGATE_HOSTS="throughgate.example")
    assert result.returncode == 1
    assert "THROUGHGATE_ADDRESS is missing: links in mails" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"PORT": "8123"}, "http://localhost:8123"),
        ({"HOSTS": "throughgate.example"}, ""),
        (
            {"HOSTS": "throughgate.example", "ADDRESS": " https://throughgate.example/ "},
            "https://throughgate.example",
        ),
        ({"HOSTS": ".example", "ADDRESS": "https://a.b.example:8443"}, "https://a.b.example:8443"),
        ({"HOSTS": "*", "ADDRESS": "https://throughgate.example"}, "https://throughgate.example"),
        ({"ADDRESS": "http://127.0.0.1:8000"}, "http://127.0.0.1:8000"),
        ({"HOSTS": "[::1]", "ADDRESS": "http://[::1]:8000"}, "http://[::1]:8000"),
    ],
)
def test_the_address_that_links_begin_with(tmp_path: Path, variables: dict[str, str], address: str) -> None:
    """What was set, without a stroke at its end; else this machine, while nobody else is to reach it."""
    assert environment(tmp_path, variables).address == address


@pytest.mark.parametrize(
    "variables",
    [
        {"ADDRESS": "throughgate.example", "HOSTS": "throughgate.example"},
        {"ADDRESS": "ftp://throughgate.example", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://:443", "HOSTS": "*"},
        {"ADDRESS": "https://throughgate.example:port", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://[throughgate.example", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://throughgate.example/there", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://throughgate.example?a=b", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://somebody@throughgate.example", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://other.example", "HOSTS": "throughgate.example"},
        {"ADDRESS": "https://notthroughgate.example", "HOSTS": ".throughgate.example"},
        {"ADDRESS": "https://throughgate.example"},
        {"ADDRESS": "http://throughgate.example", "HOSTS": "throughgate.example", "SECURE": "yes"},
        {"ADDRESS": "https://through gate.example", "HOSTS": "throughgate.example"},
    ],
)
def test_an_address_that_leads_nowhere_is_refused(tmp_path: Path, variables: dict[str, str]) -> None:
    """No host that we answer to, no page of it, and by TLS where we are behind TLS."""
    with pytest.raises(SettingError, match="THROUGHGATE_ADDRESS must look like"):
        environment(tmp_path, variables)


def environment(var: Path, variables: dict[str, str]) -> Environment:
    """Read the settings from variables named without what they all begin with."""
    named = {name if name == "PORT" else f"THROUGHGATE_{name}": value for name, value in variables.items()}
    return Environment.read({"THROUGHGATE_VAR": str(var), **named})


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
    result = run("check", tmp_path)
    assert result.returncode == 1
    assert "To make it: throughgate prepare" in result.stdout
