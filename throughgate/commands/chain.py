"""The steps of a process chain along somebody's dates: no database, no account. Prints lines, or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from throughgate.foundation.languages.known import SOURCE
from throughgate.ground.jurisdictions.holidays import works_on
from throughgate.ground.jurisdictions.packs import BadPack, Texts, heads
from throughgate.person.chain.packs import CHAIN
from throughgate.person.chain.rules.grammar import TEMPLATES, Chain, common
from throughgate.person.chain.rules.unrolling import BadDates, Dates, Laid, days_of, unroll


class _Refused(ValueError):
    """What was asked cannot be; the message is one sentence."""


def main(arguments: list[str]) -> int:
    """Print the steps; 2 with one sentence where the pack, a step or a date cannot be."""
    options = _parser().parse_args(arguments)
    try:
        chain = _chain(options.pack)
        laid = _laid(chain, options)
    except (_Refused, BadPack, BadDates) as error:
        print(error, file=sys.stderr)
        return 2
    steps = [_plain(one, chain, options.language) for one in laid]
    if options.json:
        print(json.dumps({"steps": steps}, ensure_ascii=False))
    else:
        print("\n".join(_lines(steps)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="throughgate chain", description=__doc__)
    parser.add_argument("what", choices=["unroll"])
    parser.add_argument("pack", metavar="PACK", help="the code of a pack, such as de-nw")
    parser.add_argument("--arrival", required=True, metavar="DATE", help="first day inside (2026-12-01)")
    for name in ("earliest", "expected", "latest"):
        parser.add_argument(f"--{name}", metavar="DATE", help=f"the {name} release, where it is known")
    parser.add_argument(
        "--move-to",
        action="append",
        default=[],
        metavar="DATE",
        help="the expected release moves to this day; again for each move",
    )
    parser.add_argument(
        "--done",
        action="append",
        default=[],
        metavar="STEP",
        help="this step is done: it keeps the day it had before any move; again for each",
    )
    parser.add_argument("--on", metavar="DATE", help="today, where it is another day")
    parser.add_argument("--template", choices=TEMPLATES, default="full")
    parser.add_argument("--language", default=SOURCE, metavar="LANGUAGE", help="of titles and reasons")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _chain(pack: str) -> Chain:
    if pack in heads() and (found := CHAIN.in_pack(pack)):
        return found
    known = ", ".join(code for code in heads() if CHAIN.in_pack(code))
    raise _Refused(f"There is no chain for {pack!r}; there are {known}.")


def _laid(chain: Chain, options: argparse.Namespace) -> list[Laid]:
    dates = Dates(
        _day("--arrival", options.arrival),
        *(
            _day(f"--{name}", text) if (text := getattr(options, name)) else None
            for name in ("earliest", "expected", "latest")
        ),
    )
    lay = partial(
        unroll,
        chain,
        on=_day("--on", options.on) if options.on else datetime.now().astimezone().date(),
        works_on=partial(works_on, country=heads()[options.pack].country, jurisdiction=options.pack),
        template=options.template,
    )
    moved = dates
    for text in options.move_to:
        moved = moved.moved_to(_day("--move-to", text))
    before = lay(dates)
    try:
        return lay(moved, done=days_of(before, options.done))
    except KeyError as error:
        known = ", ".join(one.id for one in before)
        raise _Refused(f"There is no step {error.args[0]!r} in this chain; there are {known}.") from error


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _Refused(f"{option}: {text!r} is no day such as 2027-01-15.") from error


def _plain(laid: Laid, chain: Chain, language: str) -> dict[str, Any]:
    said = laid.step or chain.review
    why = _in(said.why, language)
    return {
        "id": laid.id,
        "stage": laid.stage,
        "title": _in(said.title, language),
        "role": laid.role,
        "due_on": laid.due_on.isoformat() if laid.due_on else None,
        "why": f"{_in(common().proposal, language)} {why}" if said.proposal else why,
        "state": laid.state,
    }


def _in(texts: Texts, language: str) -> str:
    """Return a text in a language, else in the one in which everything is said."""
    return texts.get(language) or texts[SOURCE]


def _lines(steps: Iterable[dict[str, Any]]) -> Iterable[str]:
    for step in steps:
        state = "" if step["state"] == "open" else f" ({step['state']})"
        yield f"{step['due_on'] or '-':<10}  {step['stage']:<13}  {step['role']:<17}  {step['title']}{state}"
