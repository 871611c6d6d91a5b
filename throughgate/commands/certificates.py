"""Who can be registered for a certificate, from a file of cases: no database, no account. Prints one JSON object a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from throughgate.ground.jurisdictions.packs import BadPack, heads
from throughgate.person.schooling.packs import read_book
from throughgate.person.schooling.rules.certificates.book import Book
from throughgate.person.schooling.rules.certificates.cases import BadCase, Case, read_cases
from throughgate.person.schooling.rules.certificates.judging import Check, Judgement
from throughgate.person.schooling.rules.certificates.questions import known_on

RESULTS = {True: "ok", False: "failed", None: "not known"}


class _Refused(ValueError):
    """What was asked cannot be; the message is one sentence."""


def main(arguments: list[str]) -> int:
    """Print the answers; 2 with one sentence and its place where the file, the rule or the pack cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        book = _book(options.jurisdiction, options.rule)
        with options.file.open("rb") as lines:
            cases = [_on(options.on, case) for case in read_cases(lines, book.scale(options.rule))]
    except BadCase as error:
        print(f"{options.file.name}: {error}", file=sys.stderr)
        return 2
    except (_Refused, BadPack) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror or error}.", file=sys.stderr)
        return 2
    for case in cases:
        found = book.judge(options.rule, case, on=options.on)
        print(json.dumps(_plain(case, found), ensure_ascii=False, allow_nan=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="throughgate certificates", description=__doc__)
    parser.add_argument("what", choices=["evaluate"])
    parser.add_argument("jurisdiction", metavar="JURISDICTION", help="the code of a pack, such as at")
    parser.add_argument("rule", metavar="RULE", help="a rule of that pack")
    parser.add_argument(
        "file", type=Path, metavar="FILE.jsonl", help="one case a line (docs/operators/certificates.md)"
    )
    parser.add_argument(
        "--on", type=_day, metavar="DATE", help="compare deadlines with this day (2027-01-15)"
    )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2027-01-15") from error


def _book(jurisdiction: str, rule: str) -> Book:
    if jurisdiction not in heads():
        raise _Refused(f"There is no jurisdiction {jurisdiction!r}; there are {', '.join(heads())}.")
    book = read_book(jurisdiction)
    if book is None:
        raise _Refused(f"The pack of {jurisdiction} has no certificate rule.")
    if rule not in book.certificates:
        raise _Refused(
            f"The pack of {jurisdiction} has no rule {rule!r}; it has {', '.join(sorted(book.certificates))}."
        )
    return book


def _on(day: date | None, case: Case) -> Case:
    """Return a case with what its days say on a day."""
    return msgspec.structs.replace(case, facts=known_on(case.facts, day)) if day else case


def _plain(case: Case, found: Judgement) -> dict[str, Any]:
    return {
        "id": case.id,
        "outcome": found.outcome,
        "resit_subjects": list(found.resits),
        "checks": [dict(_check(one)) for one in found.checks],
    }


def _check(check: Check) -> Iterator[tuple[str, Any]]:
    """Yield what a check says; what does not belong to it is left out."""
    yield from (("check", check.key), ("paragraph", check.paragraph), ("says", check.says))
    yield from (
        ("ok", check.ok),
        ("result", RESULTS[check.ok]),
        ("found", check.found),
        ("needed", check.needed),
    )
    if check.marks:
        yield "marks", [{"subject": subject, "mark": mark} for subject, mark in check.marks]
    if check.subjects:
        yield "subjects", list(check.subjects)
    if check.checks:
        yield "checks", [dict(_check(one)) for one in check.checks]
