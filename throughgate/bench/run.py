"""Measure every page for every visitor, and print what it is."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.conf import settings

from throughgate.bench import figures, server
from throughgate.bench.figures import Figure, percentile
from throughgate.bench.pages import FLOOR, PAGES, Page
from throughgate.bench.statements import Statement, examine, outline
from throughgate.bench.users import EXPLAINED, Visitor, visitors

WARM_UP = 10


def measure(options: argparse.Namespace) -> int:
    """Run the benchmark; the exit code is 0 whatever comes out."""
    before = load()
    build_static_files()
    found: list[Figure] = []
    who = visitors()
    with server.running(settings.VAR / "bench") as running:
        for visitor in who:
            for page in PAGES:
                if options.only.lower() in page.name.lower() and page.concerns(visitor):
                    found.append(measure_page(running, page, visitor, options))
                    print(".", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    report(found, who, options, before)
    return 0


def measure_page(running: server.Server, page: Page, visitor: Visitor, options: argparse.Namespace) -> Figure:
    """Measure one page in turns with the floor, then alone and four at once, then look at its statements."""
    address, times = page.address(visitor), options.requests
    asked = [server.Asked(running.port, visitor.cookie, each) for each in (address, FLOOR)]
    server.in_turns(asked, WARM_UP)
    answers, floor = server.in_turns(asked, times)
    took, floor_took = [a.ms for a in answers], [a.ms for a in floor]
    statuses = {a.status for a in answers}
    if statuses != {page.status(visitor)} or {a.status for a in floor} != {200}:
        print(f"\n{page.name}, {visitor.name}: unexpected status {sorted(statuses)}", file=sys.stderr)
    four = server.per_second(running.port, visitor.cookie, address, times, at_once=4)
    queries = running.queries()
    statements = examine(address, visitor.cookie)
    if options.plans:
        write_plans(Path(options.plans), page, visitor, statements)
    return Figure(
        page=page.name,
        visitor=visitor.name,
        status=answers[-1].status,
        bytes=answers[-1].size,
        p50=percentile(took, 0.5),
        p95=percentile(took, 0.95),
        floor_p50=percentile(floor_took, 0.5),
        floor_p95=percentile(floor_took, 0.95),
        alone=1000 / (sum(took) / len(took)),
        four=four,
        queries=max((queries.get(a.request, 0) for a in answers), default=0),
        buffers=sum(s.buffers for s in statements),
        planning=sum(s.planning for s in statements),
        running=sum(s.running for s in statements),
        problems=sorted({problem for s in statements for problem in s.problems()}),
        rows=not page.of_people or visitor.visible > 0,
    )


def write_plans(folder: Path, page: Page, visitor: Visitor, statements: Sequence[Statement]) -> None:
    """Write the plan of every statement of a page."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", f"{page.name} {visitor.name}".lower())
    parts = [
        f"-- {s.buffers} buffers, {s.planning:.2f} ms planning, {s.running:.2f} ms running\n{s.sql}\n"
        + "\n".join(outline(s.plan))
        for s in statements
    ]
    (folder / f"{name}.txt").write_text("\n\n".join(parts) + "\n")


def report(found: list[Figure], who: Sequence[Visitor], options: argparse.Namespace, before: str) -> None:
    """Print the table, and write the files that were asked for."""
    said = facts(who, before)
    print("\n".join(said), end="\n\n")
    print(figures.as_text(found))
    if options.json:
        text = json.dumps({"facts": said, "figures": figures.as_data(found)}, indent=1)
        print(text) if options.json == "-" else Path(options.json).write_text(text + "\n")
    if options.markdown:
        Path(options.markdown).write_text(
            MARKDOWN.format(facts="\n".join(f"- {f}" for f in said), table=figures.as_markdown(found))
        )


def facts(who: Sequence[Visitor], before: str) -> list[str]:
    """Say on what and for whom this was measured; `before` is the machine's load at the start."""
    return [*machine(), f"load of the machine before: {before}; after: {load()}"] + [
        f"{v.name}: {EXPLAINED[v.name]} ({v.caseload:,} in the caseload, {v.visible:,} people visible)"
        for v in who
    ]


def machine() -> list[str]:
    """Say when, where and on what this was measured."""
    with psycopg.connect(os.environ["THROUGHGATE_ADMIN_URL"]) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database())), "
            "current_setting('shared_buffers'), (SELECT count(*) FROM people_person), "
            "(SELECT count(*) FROM people_visibility), (SELECT count(*) FROM accounts_membership), "
            "(SELECT count(*) FROM organisations_organisation), "
            "(SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'observations_rating'::regclass)"
        ).fetchone()
    assert row is not None
    version, size, shared, people, lines, members, organisations, ratings = row
    today = datetime.now(UTC).date().isoformat()
    return [
        f"{today}, {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}",
        f"PostgreSQL {version}, {shared} of shared buffers",
        f"{people:,} people, {lines:,} lines of the visibility table, {organisations:,} organisations",
        f"{members:,} members, {ratings:,} ratings of observers, {size} on disk",
        "granian with 2 workers on the same machine as the database and the client",
        "floor: same frame, one query by key, asked in turns with each page",
        "other work on the machine falls on page and floor alike: p50 suffers least, p95 most; buffers do not",
    ]


def load() -> str:
    """Return how many processes wanted to run in the last 1, 5 and 15 minutes."""
    return ", ".join(f"{n:.1f}" for n in os.getloadavg())


def build_static_files() -> None:
    """Build what `throughgate serve` needs."""
    subprocess.run([sys.executable, "-m", "throughgate", "build"], check=True)


MARKDOWN = """# How fast the pages are

Measured by `make bench` (`throughgate bench data`, then `throughgate bench pages`). It is what it is on one machine on
one day; read ratios, not milliseconds. Buffers are blocks of 8 kB that PostgreSQL touched for all statements of the
page, access log and session included; plans inside database functions are counted but not looked into. Beside an
earlier revision, in turns within one run: [benchmark-compare.md](benchmark-compare.md).

{facts}

{table}
"""
