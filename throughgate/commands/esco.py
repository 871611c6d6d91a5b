"""Import what an operator adds to the vocabulary: ESCO and postcodes, as the owner."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from throughgate.commands.environment import set_up_django, what_to_prepare


def main(arguments: list[str]) -> int:
    """Run ``import esco DIR``; 0 when whole, 3 when rows were refused, 2 when it could not be read."""
    parser = argparse.ArgumentParser(prog="throughgate import esco", description=__doc__)
    parser.add_argument("directory", type=Path, help="folder with the CSV files of ESCO, packed or not")
    options = parser.parse_args(arguments)
    set_up_django()
    if not _is_ready():
        return 2
    from throughgate.ground.vocabulary.esco import UnusableFiles, import_esco
    from throughgate.ground.vocabulary.words import REASONS

    try:
        report = import_esco(options.directory)
    except UnusableFiles as error:
        for name, code in error.reasons:
            print(f"{options.directory / name}: {code}", file=sys.stderr)
        return 2
    for name, row, code in report.refused:
        print(f"{name}, row {row}: {REASONS[code]}", file=sys.stderr)
    print(
        f"ESCO: {report.groups} groups, {report.occupations} occupations, {report.skills} transversal skills"
        + ("." if report.is_changed else "; nothing new."),
    )
    return 3 if report.refused else 0


def postcodes(arguments: list[str]) -> int:
    """Run ``import postcodes FILE``; the same exit codes."""
    parser = argparse.ArgumentParser(prog="throughgate import postcodes", description=__doc__)
    parser.add_argument(
        "file", type=Path, help="GeoNames' postal codes, or CSV: country, code, place, latitude, longitude"
    )
    options = parser.parse_args(arguments)
    set_up_django()
    if not _is_ready():
        return 2
    from throughgate.ground.vocabulary.loading import load_postcodes
    from throughgate.ground.vocabulary.words import REASONS

    try:
        report = load_postcodes(options.file)
    except (OSError, UnicodeDecodeError) as error:
        print(f"{options.file}: {error}", file=sys.stderr)
        return 2
    for row, code in report.refused:
        print(f"{options.file.name}, row {row}: {REASONS[code]}", file=sys.stderr)
    print(f"Postcodes: {report.rows}" + ("." if report.is_changed else "; nothing new."))
    return 3 if report.refused else 0


def _is_ready() -> bool:
    """Say why nothing can be loaded where only the application's address is set, or there are no tables."""
    from django.db import connections

    said = what_to_prepare()
    if not said and "owner" not in connections:
        said = "Set THROUGHGATE_ADMIN_URL: the vocabulary is loaded as the owner of the tables."
    if said:
        print(said, file=sys.stderr)
    return not said
