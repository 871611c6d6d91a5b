"""Scales as they are used: a level means something on its own scale only, and nothing is converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDEST_ROW = 7
"""A scale with up to so many levels is shown as a row of buttons; a wider one is typed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole levels from lowest to highest; `best` is `lowest` or `highest`."""

    lowest: int
    highest: int
    best: str = "highest"
    key: str = ""
    name_en: str = ""
    name_de: str = ""
    region: str = ""

    def __contains__(self, level: object) -> bool:
        """Say whether this is a level of the scale."""
        return type(level) is int and self.lowest <= level <= self.highest

    @property
    def levels(self) -> range:
        """Return every level, the lowest number first."""
        return range(self.lowest, self.highest + 1)

    @property
    def is_typed(self) -> bool:
        """Say whether levels are typed rather than chosen from a row."""
        return len(self.levels) > WIDEST_ROW

    @property
    def high_is_best(self) -> bool:
        """Say which end is the good one."""
        return self.best == "highest"

    def share(self, level: float) -> float:
        """Return where a level stands between the worst (0) and the best (1) end, for drawing only."""
        place = (level - self.lowest) / (self.highest - self.lowest)
        return place if self.high_is_best else 1 - place


def read_scales(data: Mapping[str, Any]) -> dict[str, Scale]:
    """Return the scales of `scales.toml`; raise ValueError where one contradicts itself."""
    scales = {}
    for key, row in data.items():
        scale = Scale(
            lowest=row["lowest"],
            highest=row["highest"],
            best=row["best"],
            key=key,
            name_en=row["name_en"],
            name_de=row["name_de"],
            region=row.get("region", ""),
        )
        if scale.best not in ("lowest", "highest") or not 0 <= scale.lowest < scale.highest <= 100:
            raise ValueError(f"scale {key}: not a scale")
        scales[key] = scale
    return scales
