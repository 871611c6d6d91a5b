"""Measure `throughgate import people`: rows per second and memory, beside COPY of the very rows that it makes."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from throughgate.bench.import_run import backend_cpu, prison, run_import, write_list
from throughgate.bench.import_upload import upload
from throughgate.bench.revision import Revision

TABLES = (
    *("people_person", "people_caselink", "people_stay", "people_personnumber", "people_spokenlanguage"),
    *("people_wish", "people_visibility", "audit_entry", "imports_rowresult"),
)
"""What the import of a row writes, in the order in which COPY can write it again."""
PASSES = {"preview": "preview", "import": "import", "again": "the same list again"}


def measure(rows: int, say: Any = print, other: Revision | None = None) -> dict[str, Any]:
    """Make a list of so many people; preview it, import it, COPY the same rows, import it again. Return figures.

    Another build takes its turn at each pass, on the same list and in a database of its own.
    """
    folder = Path(tempfile.mkdtemp(prefix="throughgate-bench-"))
    path = folder / "list.csv"
    write_list(path, rows)
    prison()
    figures: dict[str, Any] = {
        "rows": rows,
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "facts": machine(),
    }
    for fact in figures["facts"]:
        say(fact)
    say(f"{rows:,} rows, {figures['file_mb']} MB of CSV")
    figures["web"] = web = upload(path)
    say(f"upload and page of the columns: {web['seconds']} s, peak {web['peak_mb']} MB")
    if other:
        figures["other"] = {"name": other.name}
    for name in ("preview", "import"):
        _one_pass_each(figures, name, path, say, other)
    figures["copy"] = copied = copy_again()
    for way, copy in copied.items():
        say(
            f"COPY of the {rows:,} rows' {copy['lines']:,} lines in {len(TABLES)} tables, {way}: {copy['seconds']} s"
        )
        for name in ("preview", "import"):
            _compare(figures[name], way, copy)
            say(f"  {_ratios(PASSES[name], figures[name]['of_copy'][way])}")
        both: dict[str, Any] = {
            key: _sum(figures["preview"][key], figures["import"][key]) for key in ("seconds", "cpu_all")
        }
        _compare(both, way, copy)
        figures.setdefault("both", {})[way] = both["of_copy"][way]
        say(f"  {_ratios('preview and import together', both['of_copy'][way])}")
    _one_pass_each(figures, "again", path, say, other)
    path.unlink()
    folder.rmdir()
    return figures


def machine() -> list[str]:
    """Say when and on what this was measured."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'), current_setting('fsync')"
        ).fetchone()
    assert row is not None
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        f"{date.today().isoformat()}, {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}",  # noqa: DTZ011
        f"PostgreSQL {row[0]}, {row[1]} of shared buffers, fsync {row[2]}, load of the machine before: {load}",
    ]


def _one_pass_each(figures: dict[str, Any], name: str, path: Path, say: Any, other: Revision | None) -> None:
    rows = figures["rows"]
    if other:
        figures["other"][name] = one_pass(f"{PASSES[name]}, {other.name}", path, rows, say, other.run_import)
    figures[name] = one_pass(PASSES[name], path, rows, say)


def one_pass(
    said: str,
    path: Path,
    rows: int,
    say: Any,
    run: Callable[..., tuple[dict[str, Any], dict[str, int]]] = run_import,
) -> dict[str, Any]:
    """Run the command once over the whole list and say what came of it."""
    found: dict[str, Any]
    found, outcomes = run(path, *(["--dry-run"] if said.startswith(PASSES["preview"]) else []))
    found |= {"outcomes": outcomes, "rows_per_second": round(rows / found["seconds"])}
    found["cpu_all"] = _sum(found["cpu"], found["database_cpu"])
    say(f"{said}: {found['seconds']} s, {found['rows_per_second']:,} rows a second")
    say(f"  peak {found['peak_mb']} MB, after a tenth of the time {found['early_peak_mb']} MB; {outcomes}")
    say(f"  processor time: {found['cpu']} s here, {found['database_cpu']} s in the database")
    return found


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else round(one + other, 1)


def _compare(found: dict[str, Any], way: str, copy: dict[str, Any]) -> None:
    ratios = {"by_time": round(copy["seconds"] / found["seconds"], 3)}
    if copy["cpu"] and found["cpu_all"]:
        ratios["by_cpu"] = round(copy["cpu"] / found["cpu_all"], 3)
    found.setdefault("of_copy", {})[way] = ratios


def _ratios(name: str, ratios: dict[str, float]) -> str:
    said = f"{name}: {ratios['by_time']} of COPY by the clock"
    return said + (f", {ratios['by_cpu']} by processor time" if "by_cpu" in ratios else "")


def as_markdown(figures: dict[str, Any]) -> str:
    """Return the report."""
    table = [
        "| pass | seconds | rows a second | peak MB | after a tenth | CPU s, worker | CPU s, database |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, words in PASSES.items():
        found = figures[name]
        table.append(
            f"| {words} | {found['seconds']} | {found['rows_per_second']:,} | {found['peak_mb']} "
            f"| {found['early_peak_mb']} | {found['cpu']} | {found['database_cpu']} |"
        )
    ratios = ["| of COPY | by the clock | by processor time |", "| --- | --- | --- |"]
    for way in figures["copy"]:
        passes = {PASSES[name]: figures[name]["of_copy"][way] for name in ("preview", "import")}
        passes["both together"] = figures["both"][way]
        ratios += [
            f"| {words}, COPY {way} | {found['by_time']} | {found.get('by_cpu', '-')} |"
            for words, found in passes.items()
        ]
    copies = [
        f"- COPY {way}: {copy['seconds']} s, {copy['cpu']} s of processor time, {copy['lines']:,} lines"
        for way, copy in figures["copy"].items()
    ]
    return MARKDOWN.format(
        rows=figures["rows"],
        facts="\n".join(f"- {fact}" for fact in figures["facts"]),
        web=f"- upload of {figures['file_mb']} MB and page of the columns: {figures['web']['seconds']} s, "
        f"peak of the web process {figures['web']['peak_mb']} MB",
        outcomes="\n".join(f"- {PASSES[name]}: {figures[name]['outcomes']}" for name in PASSES),
        table="\n".join(table),
        copies="\n".join(copies),
        ratios="\n".join(ratios),
        other=_beside(figures) if "other" in figures else "",
        met="met" if figures["import"]["of_copy"]["plain"]["by_time"] >= AIM else "missed",
        aim=AIM,
    )


def _beside(figures: dict[str, Any]) -> str:
    """Return the table of each pass here and by the other build."""
    other = figures["other"]
    lines = [
        f"Beside revision {other['name']}, which took its turn before each pass, on the same list and in a database of its",
        "own. Checks that came since are among what this build does in its time.",
        "",
        "| pass | seconds here | there | there / here | CPU s here | there | there / here | outcomes there |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, words in PASSES.items():
        here, there = figures[name], other[name]
        lines.append(
            f"| {words} | {here['seconds']} | {there['seconds']} | {there['seconds'] / here['seconds']:.2f} "
            f"| {here['cpu_all']} | {there['cpu_all']} | {there['cpu_all'] / here['cpu_all']:.2f} | {there['outcomes']} |"
            if here["cpu_all"] and there["cpu_all"]
            else f"| {words} | {here['seconds']} | {there['seconds']} | {there['seconds'] / here['seconds']:.2f} | | | | |"
        )
    return "\n".join(lines) + "\n\n"


AIM = 0.1
MARKDOWN = """# How fast a list comes in

Measured by `throughgate bench import --rows {rows} --markdown docs/benchmark-import.md`, in a database of its own that
it makes and drops. It is what it is on one machine on one day; read ratios.

A made-up release list goes through the command `throughgate import people` and every check: first as a preview, which
writes nothing but what would become of each row; then for real; then once more, when nothing changes. The clock of a pass
runs from opening the file to the last line of output, columns and report included. COPY writes exactly the
lines that the import made, in all tables, once as fast as it can (*plain*: no triggers, no foreign keys) and once with
both. Memory is the peak of the process; the web process only takes the file and guesses the columns.

{facts}
{web}
{outcomes}

{table}

{copies}

{ratios}

{other}The aim for the import is {aim} of plain COPY by the clock: {met}. Where other work keeps the machine busy, the processor
time says more than the clock.
"""


def copy_again() -> dict[str, dict[str, Any]]:
    """Take out the imported rows and COPY them back: as fast as it can, and with triggers and foreign keys."""
    url = os.environ["THROUGHGATE_ADMIN_URL"]
    with psycopg.connect(url) as connection:
        # What the preview left is none of the import's lines.
        connection.execute("DELETE FROM imports_rowresult WHERE is_preview")
        connection.commit()
        blocks = {table: _out(connection, table) for table in TABLES}
    found: dict[str, dict[str, Any]] = {}
    for way in ("with triggers", "plain"):
        with psycopg.connect(url) as connection:
            tables = sql.SQL(", ").join(sql.Identifier(table) for table in TABLES)
            connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(tables))
            connection.commit()
            if way == "plain":
                connection.execute("SET session_replication_role = replica")
            backend = connection.info.backend_pid
            before, start, lines = backend_cpu(backend), time.monotonic(), 0
            for table, block in blocks.items():
                if way == "with triggers" and table == "people_visibility":
                    continue  # the triggers make them
                with connection.cursor() as cursor:
                    with cursor.copy(
                        sql.SQL("COPY {} ({}) FROM STDIN").format(
                            sql.Identifier(table), _columns(connection, table)
                        )
                    ) as copy:
                        copy.write(block)
                    lines += cursor.rowcount
            connection.commit()
            seconds = round(time.monotonic() - start, 1)
            found[way] = {"seconds": seconds, "cpu": _used(backend, before), "lines": lines}
    return {"plain": found["plain"], "with triggers": found["with triggers"]}


def _used(backend: int, before: float | None) -> float | None:
    after = backend_cpu(backend)
    return None if before is None or after is None else round(after - before, 1)


def _out(connection: psycopg.Connection, table: str) -> bytes:
    pieces: Iterator[Any]
    with connection.cursor().copy(
        sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), _columns(connection, table))
    ) as copy:
        pieces = iter(copy)
        return b"".join(bytes(piece) for piece in pieces)


def _columns(connection: psycopg.Connection, table: str) -> sql.Composed:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum",
        [table],
    ).fetchall()
    return sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)
