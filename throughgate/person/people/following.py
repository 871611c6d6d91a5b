"""What follows of a stay in apps above: they declare it in their module `follows`, and it runs in the same transaction.

`STAY_BEGINS` and `STAY_CHANGES` are functions of the actor and the stays, many at once where a list brings them;
`STAY_WOULD_CHANGE` of the actor, one stay and other dates say what would move, and change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughgate.foundation.declared import declared
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Stay
from throughgate.person.people.rules import ReleaseDates


@dataclass(frozen=True)
class Moves:
    """What a change of release dates would move: words, the day before and after, and who sees to it."""

    what: str
    before: date | None
    after: date | None
    who: str


def stays_begin(actor: Actor, stays: Sequence[Stay]) -> None:
    """Let follow what follows of stays that begin now."""
    for follow in declared("follows", "STAY_BEGINS"):
        follow(actor, stays)


def stays_change(actor: Actor, stays: Sequence[Stay]) -> None:
    """Let follow what follows of stays whose arrival, release dates or end changed."""
    for follow in declared("follows", "STAY_CHANGES"):
        follow(actor, stays)


def would_move(actor: Actor, stay: Stay, dates: ReleaseDates) -> list[Moves]:
    """Return what would move with these dates, in the order of the new days."""
    found = [moves for ask in declared("follows", "STAY_WOULD_CHANGE") for moves in ask(actor, stay, dates)]
    return sorted(found, key=lambda moves: (moves.after is None, moves.after or date.max))
