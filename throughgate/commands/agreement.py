"""Measure how far observers agree, from a file with the columns unit, rater and value."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

from throughgate.commands.environment import set_up_django
from throughgate.foundation.spreadsheets import Unreadable
from throughgate.person.observations.agreement import (
    METRICS,
    Figure,
    Ratings,
    fleiss_kappa,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)
from throughgate.person.observations.agreement.reading import BadFile, read_ratings, read_scale

REASONS = {
    "too_few_raters": "fewer than two raters",
    "too_few_units": "fewer than two units that every rater rated",
    "not_by_two": "no unit was rated by two raters",
    "not_by_both": "no unit was rated by both",
    "not_by_all": "no unit was rated by every rater",
    "no_variation": "all ratings that can be compared are the same, so chance alone explains them",
    "units_alike": "the units do not differ: each has the same mean",
    "contradiction": "the raters contradict each other so far that the estimate leaves the range of a correlation",
    "not_defined": "a ratio scale needs values of zero or more",
    "no_interval": "the approximate interval would go beyond the range of a correlation, or not hold the value",
}


def main(arguments: list[str]) -> int:
    """Print every coefficient; 2 when the file could not be read."""
    parser = argparse.ArgumentParser(prog="throughgate agreement", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scale", help="lowest and highest value allowed, such as 1-5")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        ratings, notes = read_ratings(options.file, scale=read_scale(options.scale))
    except (BadFile, OSError) as error:
        print(f"{options.file.name}: {error}", file=sys.stderr)
        return 2
    except Unreadable as error:
        print(f"{options.file.name}: {_in_words(error)}", file=sys.stderr)
        return 2
    found = {**measure(ratings), "notes": notes}
    print(json.dumps(found, indent=2, allow_nan=False) if options.json else as_text(found))
    return 0


def _in_words(error: Unreadable) -> str:
    set_up_django()  # the words are translated
    from throughgate.foundation.spreadsheets.words import say_unreadable

    return say_unreadable(error)


def measure(ratings: Ratings) -> dict[str, Any]:
    """Return every coefficient as plain values."""
    pairs = {
        f"{ratings.raters[a]} / {ratings.raters[b]}": weighted_kappa(
            ratings.values[:, a], ratings.values[:, b]
        )
        for a, b in combinations(range(len(ratings.raters)), 2)
    }
    return {
        "units": len(ratings.units),
        "raters": len(ratings.raters),
        "quadratic_weighted_kappa": {name: _plain(figure) for name, figure in pairs.items()},
        "krippendorff_alpha": {metric: _plain(krippendorff_alpha(ratings, metric)) for metric in METRICS},
        "fleiss_kappa": _plain(fleiss_kappa(ratings)),
        "icc": {form: _plain(figure) for form, figure in intraclass(ratings).items()},
    }


def _plain(figure: Figure) -> dict[str, Any]:
    value = None if figure.value is None else _rounded(figure.value)
    found: dict[str, Any] = {"value": value, "units": figure.units, "raters": figure.raters}
    if figure.low is not None and figure.high is not None:
        found["interval_95"] = [_rounded(figure.low), _rounded(figure.high)]
    if figure.reason:
        found["reason"] = REASONS[figure.reason]
    return found


def _rounded(number: float, digits: int = 12) -> float:
    """Return the number without the noise of floating point, and without a minus before a 0."""
    return round(number, digits) + 0.0


def as_text(found: dict[str, Any]) -> str:
    """Return the coefficients as lines for a person."""
    lines = [f"{found['units']} units, {found['raters']} raters", "", "Quadratic weighted kappa (each pair)"]
    lines += [_line(name, figure) for name, figure in found["quadratic_weighted_kappa"].items()] or [
        "  no pair"
    ]
    lines += ["", "Krippendorff's alpha"]
    lines += [_line(name, figure) for name, figure in found["krippendorff_alpha"].items()]
    lines += ["", "Fleiss' kappa", _line("all raters", found["fleiss_kappa"]), "", "Intraclass correlation"]
    lines += [_line(name, figure) for name, figure in found["icc"].items()]
    lines += ["", *found["notes"]] if found["notes"] else []
    return "\n".join(lines)


def _line(name: str, figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return f"  {name:<24} cannot be given: {figure['reason']}"
    value, *interval = (_rounded(number, 3) for number in [figure["value"], *figure.get("interval_95", [])])
    bounds = "   95 % interval {:+.3f} to {:+.3f}".format(*interval) if interval else ""
    why_none = f"   without interval: {figure['reason']}" if "reason" in figure else ""
    return f"  {name:<24} {value:+.3f}{bounds}   ({figure['units']} units){why_none}"
