"""What a mark on one scale would be on another, as an orientation. Prints JSON."""

from __future__ import annotations

import argparse
import json
import sys

from throughgate.person.schooling.packs import find_scale, scales
from throughgate.person.schooling.rules.conversion import Conversion, convert
from throughgate.person.schooling.rules.scales import Mark, NotAMark, Scale

WRONG = {
    "not_a_mark": "no mark on it",
    "outside_scale": "outside it",
    "not_a_step": "between two of its marks",
    "no_tendency": "a mark with a tendency, which it has not",
    "ambiguous": "a word that may mean a mark or none",
}
DECIMALS = 6


class _Refused(ValueError):
    """What was asked cannot be; the message is one sentence."""


def main(arguments: list[str]) -> int:
    """Print a conversion; 2 with one sentence where the scale or the mark cannot be."""
    parser = argparse.ArgumentParser(prog="throughgate scales", description=__doc__)
    parser.add_argument("what", choices=["convert"])
    parser.add_argument("source", metavar="FROM", help=f"one of {', '.join(scales())}")
    parser.add_argument("target", metavar="TO", help="another one")
    parser.add_argument("value", metavar="VALUE", help='a mark, such as "2-" or 13,5')
    options = parser.parse_args(arguments)
    try:
        source, target = _scale(options.source), _scale(options.target)
        found = convert(_mark(source, options.value), target)
    except _Refused as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(_plain(found, options.value), ensure_ascii=False))
    return 0


def _scale(name: str) -> Scale:
    if found := find_scale(name):
        return found
    raise _Refused(f"There is no scale {name!r}; there are {', '.join(scales())}.")


def _mark(scale: Scale, text: str) -> Mark:
    try:
        found = scale.read(text)
    except NotAMark as error:
        raise _Refused(
            f"The scale {scale.key} goes from {scale.best}, the best, to {scale.worst}; {text!r} is {WRONG[error.code]}."
        ) from error
    if isinstance(found, Mark):
        return found
    raise _Refused(f"{text!r} stands in the place of a mark on the scale {scale.key}, and is none.")


def _plain(found: Conversion, text: str) -> dict[str, object]:
    value = None if found.value is None else round(float(found.value), DECIMALS)
    pair = f"best mark {found.n_max}, lowest pass {found.n_min} on the scale {found.source.key}"
    note = (
        f"Not passed: {text.strip()} is below the lowest pass, so there is no value on the scale {found.target.key} ({pair})."
        if value is None
        else f"An orientation, not a decision: reckoned by the modified Bavarian formula ({pair})."
    )
    return {
        "value": value,
        "from": found.source.key,
        "to": found.target.key,
        "n_max": found.n_max,
        "n_min": found.n_min,
        "note": note,
    }
