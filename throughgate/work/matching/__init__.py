"""The comparison of people and openings: plain values in, answers with reasons out. No Django, no database."""

from throughgate.work.matching.cells import Cells, cells_within
from throughgate.work.matching.facts import (
    DEMAND_OF_CONDITION,
    NONE,
    OpeningFacts,
    PersonFacts,
    Point,
    Release,
    Wanted,
    demands_of,
    is_shut,
    shut_by,
)
from throughgate.work.matching.near import (
    DEFAULT,
    Answer,
    Reason,
    Settings,
    Verdict,
    is_near,
    judge,
    judge_all,
    reach_of,
)

__all__ = [
    "DEFAULT",
    "DEMAND_OF_CONDITION",
    "NONE",
    "Answer",
    "Cells",
    "OpeningFacts",
    "PersonFacts",
    "Point",
    "Reason",
    "Release",
    "Settings",
    "Verdict",
    "Wanted",
    "cells_within",
    "demands_of",
    "is_near",
    "is_shut",
    "judge",
    "judge_all",
    "reach_of",
    "shut_by",
]
