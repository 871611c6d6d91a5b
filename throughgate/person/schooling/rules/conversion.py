"""What a mark on one scale would be on another: an orientation, never a decision.

Between the best mark and the lowest pass both scales are taken as straight lines. Into German marks that is the modified
Bavarian formula, x = 1 + 3 (Nmax - Nd) / (Nmax - Nmin); out of them its inverse. Below the pass there is no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from throughgate.person.schooling.rules.scales import Mark, Scale


@dataclass(frozen=True, slots=True)
class Conversion:
    """The value on the other scale, None below the pass; with the best mark and lowest pass it was reckoned from."""

    value: Decimal | None
    source: Scale
    target: Scale
    n_max: int
    n_min: int

    @property
    def is_below_pass(self) -> bool:
        """Say whether the mark does not pass, so that it has no value elsewhere."""
        return self.value is None


def convert(mark: Mark, target: Scale) -> Conversion:
    """Return what a mark would be on another scale; a tendency that leaves the best mark or the pass behind stays there."""
    source = mark.scale
    n_max, n_min = source.best, source.lowest_pass
    if mark.is_deficit:
        return Conversion(None, source, target, n_max, n_min)
    low, high = sorted((n_max, n_min))
    number = min(max(mark.number, Decimal(low)), Decimal(high))
    share = (n_max - number) / (n_max - n_min)
    return Conversion(target.best - share * (target.best - target.lowest_pass), source, target, n_max, n_min)
