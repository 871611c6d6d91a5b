"""Scales as they are used: a level means something on its own scale only, and nothing is converted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from throughgate.foundation.languages.known import by_language

WIDEST_ROW = 7
"""A scale with up to so many levels is shown as a row of buttons; a wider one is typed."""
NOT_OBSERVED = frozenset(
    {
        "-",
        "–",
        "—",
        "n",
        "nb",
        "n/b",
        "n/o",
        "n/a",
        "na",
        "ka",
        "nichtbeobachtet",
        "keineangabe",
        "notobserved",
    }
)
"""How people write that they did not see it, without full stops and blanks."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole levels from lowest to highest; `best` is `lowest` or `highest`."""

    lowest: int
    highest: int
    best: str = "highest"
    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By language."""
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


class NotALevel(ValueError):
    """The text is no level of the scale; `code` is `not_a_level` or `outside_scale`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_not_observed(text: str) -> bool:
    """Say whether the text says that something was not observed ("-", "n.b.", "k. A.")."""
    return "".join(text.casefold().replace(".", "").split()) in NOT_OBSERVED


def read_level(text: str, scale: Scale) -> int | None:
    """Return a level as people write it, never rounded; None where nothing was observed. Raise NotALevel.

    A 0 is "not observed" where it is no level itself.
    """
    text = text.strip()
    if not text or is_not_observed(text):
        return None
    whole = text[:-2] if text.endswith((".0", ",0")) else text
    if not (whole.isascii() and whole.isdecimal() and len(whole) < 4):
        raise NotALevel("not_a_level")
    level = int(whole)
    if level in scale:
        return level
    if level:
        raise NotALevel("outside_scale")
    return None


def read_scales(data: Mapping[str, Any]) -> dict[str, Scale]:
    """Return the scales of `scales.toml`; raise ValueError where one contradicts itself."""
    scales = {}
    for key, row in data.items():
        scale = Scale(
            lowest=row["lowest"],
            highest=row["highest"],
            best=row["best"],
            key=key,
            names=by_language(row, "name"),
            region=row.get("region", ""),
        )
        if scale.best not in ("lowest", "highest") or not 0 <= scale.lowest < scale.highest <= 100:
            raise ValueError(f"scale {key}: not a scale")
        scales[key] = scale
    return scales
