"""Compare people with openings from a file: no database, no account. Prints JSON; nothing of it is kept."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from math import isnan
from pathlib import Path
from typing import Any

from throughgate.work.matching.fit import MILLIONTHS
from throughgate.work.matching.region.blocks import Told, quiet
from throughgate.work.matching.region.columns import Key
from throughgate.work.matching.region.compare import Pairs, Region
from throughgate.work.matching.region.criteria import NAMES
from throughgate.work.matching.region.doors import doors
from throughgate.work.matching.region.lists import best, everything
from throughgate.work.matching.region.plan import NoPlan, WhatIf, changes, make_plan
from throughgate.work.matching.region.reading import BadFile, read_pairs, read_region

MOST_DIGITS = 9
"""Of a number of openings: no region has more."""


def main(arguments: list[str]) -> int:
    """Print what was asked; 2 with one sentence where the file, or what is asked of it, cannot be."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.plan and (options.lock or options.forbid or options.seat or options.since):
        parser.error("--lock, --forbid, --seat and --since ask about a plan: they need --plan")
    try:
        people, openings, weights = read_region(options.file)
        today = options.on or datetime.now().astimezone().date()
        region = Region(people, openings, today=today, weights=weights)
        found = _found(region, options)
    except BadFile as error:
        print(error, file=sys.stderr)
        return 2
    except NoPlan as error:
        print(f"{options.file.name}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror or error}.", file=sys.stderr)
        return 2
    json.dump(found, sys.stdout, ensure_ascii=False, allow_nan=False)
    print()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="throughgate match", description=__doc__)
    parser.add_argument("file", type=Path, help="people and openings as JSON (docs/operators/match.md)")
    ask = parser.add_mutually_exclusive_group()
    ask.add_argument(
        "--all", action="store_true", help="every pair that fits (this is meant where nothing is said)"
    )
    ask.add_argument("--top", type=_above_zero, metavar="N", help="the best N openings of each person")
    ask.add_argument("--plan", action="store_true", help="who could go where: most people, then the best fit")
    ask.add_argument("--doors", action="store_true", help="what would open more openings for each person")
    parser.add_argument("--on", type=_day, metavar="DATE", help="the day it is, if not today (2027-03-01)")
    parser.add_argument("--progress", action="store_true", help="tell on the error output how far it is")
    plan = parser.add_argument_group("what if (with --plan)")
    pair = {"nargs": 2, "action": "append", "default": [], "metavar": ("PERSON", "OPENING")}
    plan.add_argument("--lock", help="keep this pair", **pair)  # type: ignore[arg-type]
    plan.add_argument("--forbid", help="do not use this pair", **pair)  # type: ignore[arg-type]
    plan.add_argument("--seat", action="append", default=[], metavar="OPENING", help="one seat more there")
    plan.add_argument("--since", type=Path, metavar="BEFORE.json", help="an earlier plan: tell what changed")
    return parser


def _above_zero(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text[:MOST_DIGITS]) > 0):
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 up")
    return int(text[:MOST_DIGITS])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is no day such as 2027-03-01") from error


def _found(region: Region, options: argparse.Namespace) -> dict[str, Any]:
    told = _tell if options.progress else quiet
    if options.top:
        return {"people": list(_by_person(region, best(region, options.top, told)))}
    if options.doors:
        return _doors(region, told)
    if options.plan:
        return _plan(region, options, told)
    found = everything(region, told)
    return {"pairs": _pairs(region, found.pairs), "cannot_say": found.cannot_say, "blocked": found.blocked}


def _pairs(region: Region, pairs: Pairs) -> list[dict[str, Any]]:
    """Return pairs in plain values; km and fit with six decimals."""
    return [
        {
            "person": region.people[person].key,
            "opening": region.openings[opening].key,
            "fit": fit / MILLIONTHS,
            "km": None if isnan(km) else round(km, 6),
            "verdict": NAMES[verdict],
        }
        for person, opening, fit, km, verdict in zip(
            pairs.people.tolist(),
            pairs.openings.tolist(),
            pairs.fit.tolist(),
            pairs.km.tolist(),
            pairs.verdict.tolist(),
            strict=True,
        )
    ]


def _by_person(region: Region, pairs: Pairs) -> Iterator[dict[str, Any]]:
    found: dict[Key, list[dict[str, Any]]] = {one.key: [] for one in region.people}
    for pair in _pairs(region, pairs):
        found[pair.pop("person")].append(pair)
    for person, openings in found.items():
        yield {"person": person, "openings": openings}


def _doors(region: Region, told: Told) -> dict[str, Any]:
    found: dict[Key, list[dict[str, Any]]] = {one.key: [] for one in region.people}
    for one in doors(region, told):
        found[region.people[one.person].key].append({"kind": one.kind, "what": one.what, "opens": one.opens})
    return {"people": [{"person": person, "doors": some} for person, some in found.items()]}


def _plan(region: Region, options: argparse.Namespace, told: Told) -> dict[str, Any]:
    person = _by_text([one.key for one in region.people])
    opening = _by_text([one.key for one in region.openings])
    plan = make_plan(
        region,
        WhatIf(
            [(person(one), opening(other)) for one, other in options.lock],
            [(person(one), opening(other)) for one, other in options.forbid],
            [opening(one) for one in options.seat],
        ),
        told,
    )
    pairs = _pairs(region, plan.pairs)
    found: dict[str, Any] = {
        "pairs": pairs,
        "placed": len(pairs),
        "total_fit": plan.total_fit / MILLIONTHS,
        "optimal": plan.optimal,
        "unplaced": [{"person": region.people[one].key, "why": why} for one, why in plan.unplaced.items()],
    }
    if options.since:
        now = [(pair["person"], pair["opening"]) for pair in pairs]
        found["changed"] = [
            {"person": person, "before": before, "after": after}
            for person, before, after in changes(read_pairs(options.since), now)
        ]
    return found


def _by_text(keys: list[Key]) -> Callable[[str], Key]:
    """Return how to find what the command line names: there, numbers are texts too."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(str(key), []).append(key)

    def find(text: str) -> Key:
        match found.get(text, [text]):
            case [key]:
                return key
            case _:
                raise NoPlan(f"{text!r} stands in the file as a number and as a text.")

    return find


def _tell(done: int, people: int) -> None:
    print(f"\r{done} of {people} people", end="" if done < people else "\n", file=sys.stderr, flush=True)
