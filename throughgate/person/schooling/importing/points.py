"""Marks from 1 to 6 and points from 0 to 15: one order of marks in two ways of writing, each read as the other.

A point is a third of a mark: 15, 14 and 13 are 1+, 1 and 1-, and so on down to 3, 2, 1 for 5+, 5, 5-; 0 is a 6 (upper level
of German schools; NRW: APO-GOSt § 16). Between any other two scales nothing is exact.
"""

from __future__ import annotations

from typing import Final

from throughgate.person.schooling.rules.scales import Mark, Scale

MARKS: Final = "de"
POINTS: Final = "de-15"
PATTERNS: Final = {
    POINTS: ("{} Punkte", "{} (Punkte)", "{} Notenpunkte", "{} NP", "{} points", "{} (points)", "Punkte {}")
}
"""What the heading of a column says where it surely is on such a scale; of every other one a person says so."""
_TENDENCIES: Final = ("+", "", "-")


def on_other(mark: Mark, scale: Scale) -> Mark | None:
    """Return a mark as it is written on the other of the two scales; None where it is not exact."""
    if mark.whole is None:
        return None
    if (mark.scale.key, scale.key) == (POINTS, MARKS):
        if mark.whole == 0:
            return scale.mark(scale.worst)
        step, third = divmod(15 - mark.whole, 3)
        return scale.mark(1 + step, _TENDENCIES[third])
    if (mark.scale.key, scale.key) == (MARKS, POINTS):
        worst = mark.whole == mark.scale.worst
        return scale.mark(0 if worst else 18 - 3 * mark.whole - _TENDENCIES.index(mark.tendency))
    return None
