"""Measure how far observers agree, from a file with the columns unit, rater and value."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from throughgate.foundation.tables import Table, Unreadable, read_table
from throughgate.person.observations.agreement import (
    METRICS,
    Figure,
    Ratings,
    fleiss_kappa,
    intraclass,
    krippendorff_alpha,
    weighted_kappa,
)
from throughgate.person.observations.agreement.data import Twice

FIELDS = ("unit", "rater", "value")
REASONS = {
    "too_few_raters": "fewer than two raters",
    "too_few_units": "fewer than two units that every rater rated",
    "no_overlap": "no unit was rated by all of them",
    "no_variation": "all ratings are the same, so chance alone explains them",
    "not_defined": "a ratio scale needs values of zero or more",
}


class BadFile(ValueError):
    """The file cannot be measured; the message says where and why."""


def main(arguments: list[str]) -> int:
    """Print every coefficient; 2 when the file could not be read."""
    parser = argparse.ArgumentParser(prog="throughgate agreement", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--scale", help="lowest and highest value allowed, such as 1-5")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    try:
        ratings = read_ratings(options.file, scale=read_scale(options.scale))
    except (BadFile, Twice, Unreadable, OSError) as error:
        print(f"{options.file.name}: {error}", file=sys.stderr)
        return 2
    found = measure(ratings)
    print(json.dumps(found, indent=2) if options.json else as_text(found))
    return 0


def read_scale(text: str | None) -> tuple[float, float] | None:
    """Read `1-5` as the lowest and highest value."""
    if text is None:
        return None
    try:
        low, high = (float(part) for part in text.split("-"))
    except ValueError as error:
        raise BadFile(f"the scale {text!r} is not written like 1-5") from error
    return min(low, high), max(low, high)


def read_ratings(path: Path, *, scale: tuple[float, float] | None) -> Ratings:
    """Read the file; an empty value is a gap. Raise BadFile, Twice or Unreadable."""
    with read_table(path) as table:
        keys = [_column(table, name) for name in FIELDS]
        rows = list(_rows(table, keys, scale))
    if not rows:
        raise BadFile("there are no ratings in it")
    return Ratings.of(rows)


def _column(table: Table, name: str) -> str:
    for column in table.columns:
        if column.heading.strip().casefold() == name:
            return column.key
    raise BadFile(f"there is no column {name!r}; it needs unit, rater and value")


def _rows(
    table: Table, keys: list[str], scale: tuple[float, float] | None
) -> Iterator[tuple[str, str, float]]:
    for row in table.rows:
        unit, rater, value = (row.text(key).strip() for key in keys)
        if not value:
            continue
        if not unit or not rater:
            raise BadFile(f"row {row.number}: the unit or the rater is missing")
        try:
            number = float(value.replace(",", "."))
        except ValueError as error:
            raise BadFile(f"row {row.number}: {value!r} is not a number") from error
        if scale and not scale[0] <= number <= scale[1]:
            raise BadFile(f"row {row.number}: {value} is outside the scale {scale[0]:g}-{scale[1]:g}")
        yield unit, rater, number


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
    found: dict[str, Any] = {"value": figure.value, "units": figure.units, "raters": figure.raters}
    if figure.low is not None:
        found["interval_95"] = [figure.low, figure.high]
    if figure.reason:
        found["reason"] = REASONS[figure.reason]
    return found


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
    return "\n".join(lines)


def _line(name: str, figure: dict[str, Any]) -> str:
    if figure["value"] is None:
        return f"  {name:<24} cannot be given: {figure['reason']}"
    interval = figure.get("interval_95")
    bounds = f"   95 % interval {interval[0]:+.3f} to {interval[1]:+.3f}" if interval else ""
    return f"  {name:<24} {figure['value']:+.3f}{bounds}   ({figure['units']} units)"
