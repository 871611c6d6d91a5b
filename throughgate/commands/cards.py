"""Print the sign-in cards of the sample region: who one can be, and the address that signs one in."""

from __future__ import annotations

import argparse
import importlib
import importlib.util

from throughgate.commands.environment import set_up_django

CARDS = "throughgate.desk.cards"


def main(arguments: list[str]) -> int:
    """Print one line for each card.

    The desk gives them: ``cards()`` returns objects with ``name``, ``role``, ``organisation`` (texts) and
    ``path`` (the page that signs this person in). Without that module nothing is printed.
    """
    parser = argparse.ArgumentParser(prog="throughgate cards", description=__doc__)
    parser.add_argument("--address", default="", help="what goes before the path")
    options = parser.parse_args(arguments)
    if importlib.util.find_spec(CARDS) is None:
        return 0
    set_up_django()
    cards = list(importlib.import_module(CARDS).cards())
    if not cards:
        return 0
    print("\nSign in as:")
    widths = [max(len(str(getattr(card, field))) for card in cards) for field in ("name", "role")]
    for card in cards:
        print(f"  {card.name:<{widths[0]}}  {card.role!s:<{widths[1]}}  {card.organisation}")
        if card.path:
            print(f"  {'':<{widths[0]}}  {options.address}{card.path}")
    return 0
