"""Make a large region and measure pages, alone or beside another revision; measure imports, engines, and what is found."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from throughgate.bench import data
from throughgate.commands.environment import set_up_django
from throughgate.commands.prepare import make_database


def main(arguments: list[str]) -> int:
    """Run one of the two parts."""
    parser = argparse.ArgumentParser(prog="throughgate bench", description=__doc__)
    parser.add_argument(
        "what", choices=["data", "pages", "compare", "import", "matching", "certificates", "finding", "drop"]
    )
    parser.add_argument("revision", nargs="?", default="", help="compare: what git calls the other build")
    parser.add_argument(
        "--rows",
        type=int,
        default=100_000,
        help="import: rows of the list; certificates: people (default: %(default)s)",
    )
    parser.add_argument(
        "--against",
        default="",
        metavar="REVISION",
        help="import: let another build take its turn at each pass",
    )
    parser.add_argument(
        "--people",
        type=int,
        default=1_000_000,
        help="how many people (default: %(default)s); finding: beside those who are looked for, at most 20000",
    )
    parser.add_argument(
        "--region",
        type=int,
        nargs=2,
        default=(60_000, 20_000),
        metavar=("PEOPLE", "OPENINGS"),
        help="matching: how many people and openings (default: 60000 20000)",
    )
    parser.add_argument("--again", action="store_true", help="data: make it anew even if it is there")
    parser.add_argument("--requests", type=int, default=120, help="pages: requests per page and user")
    parser.add_argument(
        "--only",
        default="",
        help="pages: only pages whose name contains this; data: anything adds what is missing to people who are there",
    )
    parser.add_argument("--json", default="", metavar="FILE", help="write the figures to a file ('-': print)")
    parser.add_argument("--markdown", default="", metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--plans", default="", metavar="FOLDER", help="pages: write the plan of every statement there"
    )
    options = parser.parse_args(arguments)
    if options.what == "import":
        return _import(options)
    if options.what == "matching":
        return _matching(options)
    if options.what == "certificates":
        return _certificates(options)
    if options.what == "finding":
        return _finding(options)
    if options.what == "compare":
        return _compare(options)
    data.point_at_bench_database()
    if options.what == "drop":
        data.drop_database()
        return 0
    there = data.people_there()
    if options.what == "data":
        return _data(options, there)
    if there != options.people:
        print(f"Run first: throughgate bench data --people {options.people}", file=sys.stderr)
        return 2
    os.environ["DJANGO_SETTINGS_MODULE"] = "throughgate.bench.settings"
    set_up_django()
    from throughgate.bench.run import measure

    return measure(options)


def _data(options: argparse.Namespace, there: int) -> int:
    """Make people, then what was observed of them and their introductions; what is there already stays."""
    people_are_there = there == options.people and not options.again
    if people_are_there and data.sheets_there() and data.placements_there():
        print(f"{there:,} people, their sheets and introductions are there already.")
        return 0
    if not people_are_there:
        if options.only:
            print(f"Run first: throughgate bench data --people {options.people}", file=sys.stderr)
            return 2
        data.drop_database()
        make_database()
    set_up_django()

    if not people_are_there:
        data.make_data(options.people, _say)
    if not people_are_there or not data.sheets_there():
        data.make_sheets(options.people, _say)
    if not people_are_there or not data.placements_there():
        data.make_placements(options.people, _say)
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Let the other revision make its rows, copy them, bring the copy up to date, and measure both builds."""
    from throughgate.bench.revision import checked_out, copy_database, databases, tidy

    try:
        with checked_out(options.revision) as revision:
            revision.throughgate("bench", "data", "--people", str(options.people))
            ours = databases(f"_compare{data.SUFFIX}")
            copy_database(revision.environment["THROUGHGATE_ADMIN_URL"], ours["THROUGHGATE_ADMIN_URL"])
            os.environ.update(ours, DJANGO_SETTINGS_MODULE="throughgate.bench.settings")
            make_database()
            set_up_django()
            from throughgate.bench.compare import measure
            from throughgate.foundation.database.prepare import prepare

            prepare()
            tidy(ours["THROUGHGATE_ADMIN_URL"])
            return measure(options, revision)
    except LookupError as error:
        print(error, file=sys.stderr)
        return 2


def _matching(options: argparse.Namespace) -> int:
    """Measure on made people; the database only holds temporary tables for the way in SQL."""
    url = urlsplit(os.environ["THROUGHGATE_ADMIN_URL"])
    os.environ["THROUGHGATE_ADMIN_URL"] = url._replace(path="/postgres").geturl()
    set_up_django()
    from throughgate.bench.comparison.run import as_markdown, measure

    _write(options, figures := measure(options.region[0], options.region[1], _say), as_markdown(figures))
    return 0 if all(figures[name] for name in figures if isinstance(figures[name], bool)) else 1


def _certificates(options: argparse.Namespace) -> int:
    """Measure without a database: people are made, rules are those of a pack."""
    from throughgate.bench.certificates import as_markdown, measure

    _write(options, figures := measure(options.rows, _say), as_markdown(figures))
    return 0 if figures["fast enough"] and figures["equal answers"] else 1


def _import(options: argparse.Namespace) -> int:
    """Measure in a database of its own, made and removed here; another build takes turns in one of its own."""
    with _own_database("_import"):
        from throughgate.bench.imports import as_markdown, measure
        from throughgate.bench.revision import checked_out, drop_database
        from throughgate.bench.run import build_static_files

        build_static_files()
        if not options.against:
            figures = measure(options.rows, _say)
        else:
            try:
                with checked_out(options.against) as other:
                    try:
                        other.prepare_import()
                        figures = measure(options.rows, _say, other)
                    finally:
                        drop_database(other.environment["THROUGHGATE_ADMIN_URL"])
            except LookupError as error:
                print(error, file=sys.stderr)
                return 2
        _write(options, figures, as_markdown(figures))
    return 0


def _finding(options: argparse.Namespace) -> int:
    """Ask in a database of its own; 1 where too little of what was held out is found."""
    with _own_database("_finding"):
        from throughgate.bench.finding.run import MOST_PEOPLE, as_markdown, measure

        figures = measure(min(options.people, MOST_PEOPLE), _say)
        _write(options, figures, as_markdown(figures))
    return 0 if all(found for found in figures.values() if isinstance(found, bool)) else 1


@contextmanager
def _own_database(suffix: str) -> Iterator[None]:
    """Make a database with tables, policies and vocabulary, set Django up on it, and remove it afterwards."""
    for name in data.ADDRESSES:
        if address := os.environ.get(name):
            url = urlsplit(address)
            os.environ[name] = url._replace(path=f"{url.path}{suffix}").geturl()
    data.point_at_bench_database()
    data.drop_database()
    make_database()
    set_up_django()
    from throughgate.foundation.database.prepare import prepare
    from throughgate.ground.vocabulary.loading import load_vocabulary

    try:
        prepare()
        load_vocabulary(using="owner")
        yield
    finally:
        data.drop_database()


def _say(line: str) -> None:
    print(line, flush=True)


def _write(options: argparse.Namespace, figures: dict[str, Any], report: str) -> None:
    if options.markdown:
        Path(options.markdown).write_text(report)
    if options.json:
        text = json.dumps(figures, indent=1)
        print(text) if options.json == "-" else Path(options.json).write_text(text)
