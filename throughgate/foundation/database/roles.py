"""Make the roles and the database, or print what a DBA should run instead."""

from __future__ import annotations

from pathlib import Path

import psycopg
from psycopg import sql

ROLES = Path(__file__).with_name("roles.sql").read_text()
DATABASE = Path(__file__).with_name("database.sql").read_text()
MINIMUM = {15: 15_0014, 16: 16_0010, 17: 17_0006}
"""The first minor releases without the row-security leaks of CVE-2024-10976 and CVE-2025-8713 (see `safety.md`)."""


def make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    """Make the four roles and set the passwords given."""
    connection.execute(ROLES)
    for role, password in passwords.items():
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))
        )


def make_database(admin_url: str, *, name: str, passwords: dict[str, str] | None = None) -> None:
    """Create database `name` and the four roles through `admin_url` (any database); safe to run again."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        make_roles(connection, passwords or {})
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)),
            )
        connection.execute(
            sql.SQL(
                "REVOKE CONNECT, TEMPORARY ON DATABASE {0} FROM PUBLIC; "
                "GRANT CONNECT ON DATABASE {0} TO throughgate_owner, throughgate_app, throughgate_site, "
                "throughgate_reports; GRANT TEMPORARY ON DATABASE {0} TO throughgate_owner",
            ).format(sql.Identifier(name)),
        )
    with psycopg.connect(admin_url, dbname=name, autocommit=True) as connection:
        connection.execute(DATABASE)


def problems(url: str) -> list[str]:
    """Say what is wrong with the role behind `url`: it must own nothing and bypass nothing."""
    found: list[str] = []
    with psycopg.connect(url, connect_timeout=10) as connection:
        version = connection.info.server_version
        if version < MINIMUM.get(version // 10_000, 15_0014):
            found.append(f"PostgreSQL {version} is below the minor release that fixed row-security leaks.")
        row = connection.execute(
            """SELECT current_user, rolsuper, rolbypassrls, rolcreaterole,
                      pg_has_role(current_user, 'throughgate_owner', 'MEMBER'),
                      (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)
               FROM pg_roles WHERE rolname = current_user""",
        ).fetchone()
        assert row is not None
        user, superuser, bypasses, creates, owner, owned = row
        if superuser or bypasses:
            found.append(f"{user} bypasses row-level security.")
        if creates:
            found.append(f"{user} may create roles.")
        if owner:
            found.append(f"{user} is a member of throughgate_owner.")
        if owned:
            found.append(f"{user} owns {owned} tables; it must own none.")
    return found
