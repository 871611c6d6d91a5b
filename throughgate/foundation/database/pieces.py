"""Named pieces of SQL: what many policies and functions say alike is said here.

In SQL a piece stands in braces, with the alias of the table that it is about: `WHERE {in_force v}`, `LANGUAGE sql {definer}`.
"""

from __future__ import annotations

import re

_PATH = "SET search_path = pg_catalog, public, pg_temp"
PIECES = {
    # A function sees the schemas that the application cannot write to, whoever calls it; a definer runs as the owner, and
    # checks for itself who may.
    "caller": _PATH,
    "definer": f"SECURITY DEFINER {_PATH}",
    # Once for each connection: what stands behind policies takes longer to plan than to run, and a function of many
    # statements would be planned five times more before PostgreSQL tries.
    "planned": "SET plan_cache_mode = force_generic_plan",
    "not_allowed": "RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege'",
    # Links, assignments and lines: from the first day to the last, both included.
    "in_force": "@from_on <= gate.today() AND (@until_on IS NULL OR @until_on >= gate.today())",
    "not_over": "(@until_on IS NULL OR @until_on >= gate.today())",
    # Memberships.
    "employed": "@starts_on <= gate.today() AND (@ends_on IS NULL OR @ends_on >= gate.today())",
    "stays_on": "(@ends_on IS NULL OR @ends_on >= gate.today())",
    # Of a person's stays: the one that goes on, else the one that began last.
    "latest_stay": "@arrived_on DESC, @ended_on DESC NULLS FIRST, @id DESC",
}
_NAMED = re.compile(rf"\{{({'|'.join(PIECES)})(?: (\w+))?\}}")


def piece(name: str, alias: str = "") -> str:
    """Return a piece, of the table with this alias."""
    return PIECES[name].replace("@", f"{alias}." if alias else "")


def with_pieces(sql: str) -> str:
    """Return SQL with each piece in the place of its name."""
    return _NAMED.sub(lambda found: piece(found[1], found[2] or ""), sql)
