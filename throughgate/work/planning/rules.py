"""Pure facts about plans: states, limits, how long they are kept. No database, no Django."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from throughgate.foundation.states import WORKER, StateTable, Transition

PLANS: Final = frozenset({"placement_officer"})

PLAN: Final = StateTable(
    "plan",
    [
        Transition("finish", "making", "done", frozenset({WORKER})),
        Transition("fail", "making", "failed", frozenset({WORKER})),
        Transition("stop", "making", "stopped", PLANS),
    ],
    start="making",
)

MOST_PEOPLE: Final = 60_000
"""So many people a plan holds, the first in the order of names; that there are more is said."""
MOST_OPENINGS: Final = 20_000
"""So many openings of the region that stand are planned with, the newest first; that there are more is said."""
MOST_PAIRS: Final = 10_000_000
"""So many pairs that fit are held in the memory, 2 GB; where there are more, the best of each person are, and it is said."""
MOST_TRIED: Final = 100
"""So many things are tried at once; what is beyond counts as what cannot be tried."""
KEPT: Final = timedelta(days=90)
"""How long a plan is kept: as long as an opening stands."""
PATIENCE: Final = timedelta(minutes=3)
"""A plan that was begun and gave no sign of life for so long did not finish: its worker was killed."""
GIVEN_UP: Final = timedelta(days=1)
"""How long a plan waits for a worker."""


def is_silent(state: str, begun_at: datetime | None, moved_at: datetime, now: datetime) -> bool:
    """Say whether a plan that seems to be made is made no more."""
    return state == "making" and begun_at is not None and now - moved_at > PATIENCE
