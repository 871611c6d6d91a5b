"""Report marks of a class 10 whose answer for the EESA is known: the sample's class and tests of certificates have them.

A sheet is `{subject: mark as it is typed}`. What is no deficit in it may be any mark from 1 to 4: the answer stays.
Deficits count so in a basic course: in an extended one they are improved by a step first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Sheet = Mapping[str, str]

TAUGHT: Final = (
    *((code, "each") for code in ("german", "maths", "english", "chemistry")),
    *(
        (code, "none")
        for code in ("elective", "natural_sciences_area", "work_economy_area", "biology", "physics")
    ),
    *((code, "none") for code in ("social_studies", "religion_philosophy", "sport")),
)
"""Subjects, with whether each person takes them at a level of their own."""
FINE: Final = "3"
DEFICITS: Final = ("5", "6")

GOOD: Final[Sheet] = dict.fromkeys((code for code, _ in TAUGHT), FINE)
"""Every mark a 3: eligible for the EESA."""
RESIT: Final[Sheet] = {**GOOD, "maths": "5", "natural_sciences_area": "5"}
"""Two 5s in group 1, one of them examined centrally: a resit in the learning area alone."""
RESIT_OTHERS: Final[Sheet] = {**GOOD, "maths": "5", "social_studies": "5", "sport": "5"}
"""Three 5s, one in group 1 and examined centrally: a resit in one of the two others."""
NEAR: Final[Sheet] = {**GOOD, "german": "5", "maths": "5"}
"""Two 5s, both examined centrally: one step better in one of them would do."""
NEAR_SIX: Final[Sheet] = {**GOOD, "natural_sciences_area": "6"}
"""A 6 in group 1: one step better would do, and nobody resits a 6."""
BAD: Final[Sheet] = {**GOOD, "german": "6", "maths": "6"}
"""Nothing helps."""
UNMARKED: Final[Sheet] = {**GOOD, "natural_sciences_area": "nicht beurteilt"}
"""A word where a mark of group 1 is needed: nobody can say."""
