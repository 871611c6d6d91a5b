"""Load the large region as the owner: indexes put aside, COPY in several processes, then indexes and lines."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from throughgate.bench import sheets, tables
from throughgate.bench.placed import PLACED
from throughgate.bench.region import Region
from throughgate.bench.sheets import SHEETS, Chosen
from throughgate.bench.tables import KEPT_BY_REBUILD, REGION_KEY, TABLES, Table

PART = 100_000
"""Rows' numbers that one process takes at a time."""
BLOCK = 1 << 16
"""Characters handed to COPY at once."""
SETTINGS = """
SET synchronous_commit = off; SET statement_timeout = 0; SET maintenance_work_mem = '384MB'; SET work_mem = '128MB'
"""
Say = Callable[[str], None]


@dataclass
class Aside:
    """Statements that bring back what was put aside, in the order in which that works."""

    keys: list[str] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def load(region: Region, url: str, say: Say) -> None:
    """Fill the empty, prepared database behind `url` (an administrator's)."""
    with owner(url) as connection:
        _refuse_a_full_one(connection, "people_person")
        connection.execute(
            "INSERT INTO organisations_region (id, code, name, country) VALUES (%s, 'bench', 'Bench', 'DE') "
            "ON CONFLICT DO NOTHING",
            [REGION_KEY],
        )
        tables.HOMES[:] = [
            row[0]
            for row in connection.execute(
                "SELECT id FROM vocabulary_place WHERE country = 'DE' ORDER BY population DESC, id LIMIT 400"
            ).fetchall()
        ]
    _fill(region, url, TABLES, say, KEPT_BY_REBUILD)


def load_sheets(region: Region, url: str, say: Say, membership: str, organisation: str) -> None:
    """Add observations to a region that is there; `membership` is whose pages are measured."""
    with owner(url) as connection:
        _refuse_a_full_one(connection, "observations_sheet")
        sheets.CHOSEN[0] = sheets.choose(connection, membership, organisation)
    _fill(region, url, SHEETS, say)


def load_placements(region: Region, url: str, say: Say) -> None:
    """Add introductions to a region that is there."""
    with owner(url) as connection:
        _refuse_a_full_one(connection, "placements_placement")
    _fill(region, url, PLACED, say, KEPT_BY_REBUILD)


def _fill(region: Region, url: str, filled: Sequence[Table], say: Say, rebuilt: Sequence[str] = ()) -> None:
    """Put indexes aside, copy rows in several processes, bring indexes back; `rebuilt` follow from the rows."""
    names = [_table(model) for model in (*(t.model for t in filled), *rebuilt)]
    with owner(url) as connection:
        aside = _put_aside(connection, names)
        for name in names:
            connection.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(name)))
    known = (tables.HOMES, sheets.CHOSEN[0])
    with step(say, "rows"):
        _in_parallel(_copy_part, [(region, url, known, *part) for part in _parts(region, filled)])
    late = [s for s in (*aside.keys, *aside.indexes) if any(_table(model) in s for model in rebuilt)]
    for what, statements in (("keys", aside.keys), ("indexes", aside.indexes)):
        with step(say, what):
            _in_parallel(_run, [(url, statement) for statement in statements if statement not in late])
    if rebuilt:
        with step(say, "lines of the visibility table"):
            _run((url, "SELECT gate.rebuild_visibility()"))
            _run((url, "SELECT gate.sweep_lines()"))
        with step(say, "their indexes"):
            _in_parallel(_run, [(url, statement) for statement in late])
    with step(say, "foreign keys"):
        _in_parallel(_run, [(url, statement) for statement in aside.foreign], at_once=1)
        for name in names:
            _run((url, f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))
    with step(say, "vacuum and statistics"):
        _in_parallel(_run, [(url, f'VACUUM (ANALYZE, FREEZE) "{name}"') for name in names])


@contextmanager
def step(say: Say, what: str) -> Iterator[None]:
    """Say how long something took."""
    start = time.monotonic()
    yield
    say(f"  {what}: {time.monotonic() - start:.1f} s")


@contextmanager
def owner(url: str) -> Iterator[psycopg.Connection]:
    """Give a connection that acts as the owner."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET ROLE throughgate_owner")
        connection.execute(SETTINGS)
        yield connection


def _table(model: str) -> str:
    return str(apps.get_model(model)._meta.db_table)


def _refuse_a_full_one(connection: psycopg.Connection, table: str) -> None:
    question = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
    if connection.execute(question).fetchone() != (False,):
        raise RuntimeError("The benchmark's data goes into an empty database only.")


def _put_aside(connection: psycopg.Connection, names: list[str]) -> Aside:
    """Drop keys, constraints and indexes of the tables, and remember how to make them."""
    aside = Aside()
    constraints = connection.execute(
        "SELECT conrelid::regclass::text, conname, contype, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype IN ('p', 'u', 'x', 'f') AND (conrelid = ANY (%s::regclass[]) OR confrelid = ANY (%s::regclass[])) "
        "AND conparentid = 0 ORDER BY array_position(ARRAY['f', 'x', 'u', 'p'], contype::text), conname",
        [names, names],
    ).fetchall()
    for table, name, kind, definition in constraints:
        bring_back = f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'
        {"f": aside.foreign, "x": aside.indexes, "u": aside.indexes, "p": aside.keys}[kind].append(bring_back)
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
    rows = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
        "WHERE indrelid = ANY (%s::regclass[]) ORDER BY 1",
        [names],
    ).fetchall()
    for name, definition in rows:
        aside.indexes.append(definition)
        connection.execute(f"DROP INDEX {name}".encode())
    return aside


def _parts(region: Region, filled: Sequence[Table]) -> Iterator[tuple[Table, int, int]]:
    """Yield table, first and last number of each part, the largest tables first so that no process idles at the end."""
    for table in sorted(filled, key=lambda table: -table.count(region)):
        count = table.count(region)
        for start in range(0, count, PART):
            yield table, start, min(start + PART, count)


def _in_parallel(function: Callable[..., None], tasks: Iterable[object], *, at_once: int = 4) -> None:
    """Run tasks in as many processes as there are processors (at most four)."""
    with ProcessPoolExecutor(min(os.cpu_count() or 1, at_once), mp_context=get_context("fork")) as pool:
        for _ in pool.map(function, tasks):
            pass


def _run(task: tuple[str, str]) -> None:
    url, statement = task
    with owner(url) as connection:
        connection.execute(statement.encode())


def _copy_part(task: tuple[Region, str, tuple[list[int], Chosen], Table, int, int]) -> None:
    region, url, (tables.HOMES[:], sheets.CHOSEN[0]), table, start, stop = task
    with owner(url) as connection:
        copy_rows(connection, table, region, range(start, stop))


def copy_rows(connection: psycopg.Connection, table: Table, region: Region, numbers: range) -> None:
    """Copy the rows of one range of numbers."""
    model = apps.get_model(table.model)
    columns = table.columns.split()
    rest = constants(model, columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, [*columns, *rest]))
    )
    end = "".join(f"\t{value}" for value in rest.values()) + "\n"
    with connection.cursor().copy(into) as copy:
        block: list[str] = []
        size = 0
        for row in table.rows(region, numbers):
            line = "\t".join(row) + end
            block.append(line)
            size += len(line)
            if size > BLOCK:
                copy.write("".join(block))
                block, size = [], 0
        copy.write("".join(block))


def constants(model: type[models.Model], named: list[str]) -> dict[str, str]:
    """Return the defaults of the columns that are not named and may not be NULL, as COPY reads them."""
    found: dict[str, str] = {}
    for each in model._meta.concrete_fields:
        if each.column in named or each.null or isinstance(each, models.AutoField | models.GeneratedField):
            continue
        found[each.column] = as_text(each.get_default())
    return found


def as_text(value: object) -> str:
    """Return a plain value as COPY reads it."""
    if isinstance(value, bool):
        return "t" if value else "f"
    return "{}" if value == [] else "" if value is None else str(value)
