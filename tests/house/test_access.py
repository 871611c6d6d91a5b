"""The access table stands in the docs as one, though each app says who reads and writes its own records."""

from __future__ import annotations

import os
from pathlib import Path

from throughgate.foundation.declared import modules
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import ROLES

PAGE = Path(__file__).parents[2] / "docs" / "developers" / "access.md"
HEAD = """# Who reads and writes what

Written by `tests/house/test_access.py` from the apps' `rights.py` (THROUGHGATE_WRITE_DOCS=1 writes it anew). A right is necessary,
never sufficient: a person must also be reached through a case link, and a row be of one's own organisation.
"""


def page() -> str:
    """Return the page as the table is now."""
    lines = [HEAD, "| kind of record | writes | reads as well |", "| --- | --- | --- |"]
    for kind in ACCESS.values():
        where = f" (in {', '.join(sorted(kind.within))} alone)" if kind.within else ""
        writes, reads = (
            ", ".join(role for role in ROLES if role in roles)
            for roles in (kind.write, kind.read - kind.write)
        )
        lines.append(f"| {kind.name}{where} | {writes} | {reads} |")
    return "\n".join([*lines, ""])


def test_the_docs_show_the_table() -> None:
    """Whoever changes a right changes the page, where a reader sees the whole of it."""
    if os.environ.get("THROUGHGATE_WRITE_DOCS"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), "Run this test once with THROUGHGATE_WRITE_DOCS=1."


def test_no_kind_is_declared_twice() -> None:
    """Two apps that named the same kind would each believe it to be theirs; roles are roles of the house."""
    kinds = [kind for module in modules("rights") for kind in module.KINDS]
    assert len({kind.name for kind in kinds}) == len(kinds)
    assert {role for kind in kinds for role in kind.read} <= set(ROLES)
