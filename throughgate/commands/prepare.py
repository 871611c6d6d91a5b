"""Make the roles and the database, migrate as the owner, apply the wall, load the vocabulary."""

from __future__ import annotations

import argparse
import sys

from throughgate.commands.surroundings import set_up_django


def main(arguments: list[str]) -> int:
    """Prepare the database; safe to run again."""
    parser = argparse.ArgumentParser(prog="throughgate prepare", description=__doc__)
    parser.add_argument("--sample", action="store_true", help="load the invented sample region as well")
    options = parser.parse_args(arguments)
    set_up_django()
    from django.core.management import call_command, get_commands

    call_command("prepare")
    if options.sample:
        if "sample" not in get_commands():
            print("There is no sample region in this version.", file=sys.stderr)
            return 0
        call_command("sample")
    return 0
