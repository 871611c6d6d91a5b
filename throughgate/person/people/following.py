"""What follows of a stay in apps above: they declare it in their module `follows`, and it runs in the same transaction.

`STAY_BEGINS` and `STAY_CHANGES` are functions of the actor and the stays, many at once where a list brings them.
"""

from __future__ import annotations

from collections.abc import Sequence

from throughgate.foundation.declared import declared
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Stay


def stays_begin(actor: Actor, stays: Sequence[Stay]) -> None:
    """Let follow what follows of stays that begin now."""
    for follow in declared("follows", "STAY_BEGINS"):
        follow(actor, stays)


def stays_change(actor: Actor, stays: Sequence[Stay]) -> None:
    """Let follow what follows of stays whose arrival, release dates or end changed."""
    for follow in declared("follows", "STAY_CHANGES"):
        follow(actor, stays)
