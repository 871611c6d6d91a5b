"""Policies by how a row belongs to whoever acts: it is of the own organisation, of the member, of a row above it.

Rows about a person are in `person/people/policies.py` (`of_person`). Each maker takes the kind of record in the access table
and, for each command, what a row must be besides: SQL, with the columns of the table. A command whose condition is None is
not granted at all; what fits no maker is a `Protected` with conditions of its own.
"""

from __future__ import annotations

from throughgate.foundation.database.policies import Protected, all_of, any_of

OUR = "organisation_id = gate.organisation()"
SOMEBODY = "gate.membership() IS NOT NULL OR gate.person() IS NOT NULL"
Condition = str | None


def reads(kind: str) -> str:
    """Return the condition that a role reads `kind`; the sub-select runs once per query, not per row."""
    return f"(SELECT gate.reads('{kind}'))"


def writes(kind: str) -> str:
    """Return the condition that a role writes `kind`."""
    return f"(SELECT gate.writes('{kind}'))"


def mine(column: str = "membership_id") -> str:
    """Return the condition that the row names the acting member in this column."""
    return f"{column} = gate.membership()"


def both(condition: str, more: Condition) -> Condition:
    """Join a condition with one more of a command; None where the command is not granted."""
    return None if more is None else condition if more == "true" else all_of(condition, more)


def of_organisation(
    table: str,
    kind: str,
    *,
    select: str = "true",
    insert: Condition = "true",
    update: Condition = "true",
    delete: Condition = None,
) -> Protected:
    """Protect the own organisation's rows, for its roles that read and write `kind`."""
    write = all_of(writes(kind), OUR)
    return Protected(
        table,
        select=both(all_of(reads(kind), OUR), select),
        insert=both(write, insert),
        update=both(write, update),
        delete=both(write, delete),
    )


def register(table: str, every: str, own: str) -> Protected:
    """Protect a list that staff keep for everybody (kind `every`), and each organisation its own part of (kind `own`)."""
    write = any_of([writes(every), f"{writes(own)} AND {OUR}"])
    return Protected(
        table,
        select=any_of([reads(every), f"{reads(own)} AND {OUR}"]),
        insert=write,
        update=write,
        delete=write,
    )


def under(table: str, parent: str, key: str, *more: str) -> str:
    """Return the condition that the row's parent is there for whoever asks; `more` is asked of it as `p`."""
    extra = "".join(f" AND {condition}" for condition in more)
    return f'EXISTS (SELECT FROM {parent} p WHERE p.id = "{table}".{key}{extra})'


def of_parent(
    table: str, kind: str, *, parent: str, key: str, while_: str, select: str = "true"
) -> Protected:
    """Protect rows of a row above: seen with it, and changed by who writes `kind` while it is `p.…`."""
    change = all_of(writes(kind), under(table, parent, key, while_))
    return Protected(
        table,
        select=all_of(SOMEBODY, select, under(table, parent, key)),
        insert=change,
        update=change,
        delete=change,
    )


def of_member(table: str, *, seen_by: str = "", insert: Condition = None) -> Protected:
    """Protect what is the acting member's own; `seen_by` says who of the own organisation reads it as well."""
    also = [all_of(reads(seen_by), OUR)] if seen_by else []
    return Protected(table, select=any_of([mine(), *also]), insert=both(mine(), insert))
