"""Gather columns of one language each into one of all languages, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import models
from django.db.migrations.operations import AlterField, RemoveField, RenameField, RunSQL


def gather_texts(
    app: str, model: str, old: str, new: str, *, languages: Sequence[str], length: int = 0
) -> RunSQL:
    """Return the operation that makes `new` of `old_…`: texts of a length, or JSON where none is given.

    The first language is the one that every row has. Tables are written anew rather than updated: no trigger that
    protects what was published stands in the way.
    """
    first, *others = languages
    return RunSQL(
        ";\n".join(_gather(f"{app}_{model}", old, new, languages, empty="" if length else "{}")),
        ";\n".join(_part(f"{app}_{model}", old, new, languages, length)),
        state_operations=[
            *(RemoveField(model, f"{old}_{language}") for language in others),
            RenameField(model, f"{old}_{first}", new),
            AlterField(model, new, models.JSONField()),
        ],
    )


def _gather(table: str, old: str, new: str, languages: Sequence[str], *, empty: str) -> Iterator[str]:
    first, *others = languages
    pairs = [f"'{first}', {new}", *(f"'{one}', nullif({old}_{one}, '{empty}')" for one in others)]
    yield f"ALTER TABLE {table} RENAME COLUMN {old}_{first} TO {new}"
    yield (
        f"ALTER TABLE {table} ALTER COLUMN {new} TYPE jsonb "
        f"USING jsonb_strip_nulls(jsonb_build_object({', '.join(pairs)}))"
    )
    for one in others:
        yield f"ALTER TABLE {table} DROP COLUMN {old}_{one}"


def _part(table: str, old: str, new: str, languages: Sequence[str], length: int) -> Iterator[str]:
    first, *others = languages
    kind, arrow, empty = (f"varchar({length})", "->>", "") if length else ("jsonb", "->", "{}")
    for one in others:
        yield f"ALTER TABLE {table} ADD COLUMN {old}_{one} jsonb"
        yield (
            f"ALTER TABLE {table} ALTER COLUMN {old}_{one} TYPE {kind} "
            f"USING coalesce({new} {arrow} '{one}', '{empty}')::{kind}, "
            f"ALTER COLUMN {old}_{one} SET NOT NULL"
        )
    yield f"ALTER TABLE {table} ALTER COLUMN {new} TYPE {kind} USING ({new} {arrow} '{first}')::{kind}"
    yield f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}_{first}"
