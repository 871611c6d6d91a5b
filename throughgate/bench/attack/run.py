"""Run the kinds of attack one after another, each with its share of the requests."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from throughgate.bench.attack.addresses import Addresses
from throughgate.bench.attack.attack import Attack
from throughgate.bench.attack.house import House
from throughgate.bench.attack.marks import Marks
from throughgate.bench.attack.report import KINDS, Tally
from throughgate.bench.attack.target import NotOurs, Target

SHARES = {"access": 0.5, "forms": 0.28, "keys": 0.1, "headers": 0.06, "races": 0.05, "kills": 0.01}


def begin(url: str, database: str, var: Path, *, requests: int, seed: int, quiet: bool = False) -> Attack:
    """Look at the demo at `url` and at its database; raise NotOurs where it must not be attacked."""
    house = House(database)
    try:
        target = Target(url, house)
    except NotOurs:
        house.close()
        raise
    return Attack(target, house, Marks(house), Addresses(house), Tally(), seed, requests, var, quiet)


def run(attack: Attack, kinds: Sequence[str]) -> Tally:
    """Attack, and return what was counted."""
    whole = sum(SHARES[kind] for kind in kinds)
    for kind in KINDS:
        if kind in kinds:
            attack.forget_limits()
            module = importlib.import_module(f"throughgate.bench.attack.{kind}")
            getattr(module, kind)(attack, max(1, round(attack.requests * SHARES[kind] / whole)))
    attack.forget_limits()
    return attack.tally


def check(url: str, database: str, var: Path, *, requests: int, seed: int, kinds: Sequence[str]) -> int:
    """Attack and print; 0 where nothing was found, 1 where something was, 2 where there is nothing to attack."""
    start = time.monotonic()
    try:
        attack = begin(url, database, var, requests=requests, seed=seed)
    except NotOurs as refused:
        print(refused, file=sys.stderr)
        return 2
    print(f"Attacking {attack.target.address} with seed {seed}.", flush=True)
    try:
        tally = run(attack, kinds)
    finally:
        attack.end()
    print(file=sys.stderr)
    print(tally.table())
    minutes = (time.monotonic() - start) / 60
    print(f"\n{tally.requests:,} requests in {minutes:.1f} minutes, {tally.broken} x 5xx, seed {seed}.")
    if not tally.findings:
        print("Nothing gave way.")
        return 0
    print(f"{len(tally.findings)} findings:\n{tally.report(attack.target.address, var / 'attack')}")
    return 1
