"""Mark sheets in short: `D E4, M G3, Bi5, F*6` (extended, basic, no level; * a further foreign language)."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from throughgate.person.schooling.packs import read_book
from throughgate.person.schooling.rules.certificates.book import Book
from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.judging import Judgement, judge

SUBJECTS = {
    "D": "german",
    "M": "maths",
    "E": "english",
    "WP": "elective",
    "NW": "natural_sciences_area",
    "Bi": "biology",
    "Ch": "chemistry",
    "Ph": "physics",
    "GL": "social_studies",
    "AL": "work_economy_area",
    "AT": "technology",
    "AW": "economics",
    "AH": "home_economics",
    "Re": "religion_philosophy",
    "Sp": "sport",
    "F": "french",
    "L": "latin",
}
LEVELS = {"E": "extended", "G": "basic", "": "none"}
PLAIN = (
    "biology",
    "social_studies",
    "technology",
    "economics",
    "home_economics",
    "religion_philosophy",
    "sport",
    "french",
)


def case(text: str, *, year: int = 2020, school: str | None = "comprehensive", **facts: object) -> Case:
    """Return the case of a sheet in short."""
    found = [
        re.fullmatch(r"([A-Z][A-Za-z]?)(\*?) ?([EG]?)(\d)", one.strip())
        for one in text.split(",")
        if one.strip()
    ]
    marks = (
        GivenMark(SUBJECTS[one[1]], int(one[4]), LEVELS[one[3]], foreign_language=bool(one[2]))
        for one in found
        if one
    )
    return Case(year, school, tuple(marks), facts)


def book(code: str) -> Book:
    """Return the rules of a pack."""
    found = read_book(code)
    assert found
    return found


def answer(rule: str, given: Case, *, code: str = "de-nw", **more: object) -> Judgement:
    """Return what a rule says."""
    rules = book(code)
    return judge(rules.rule_for(rule, given), given, **more)


@st.composite
def sheets(draw: st.DrawFn, *, whole: bool = False) -> dict[str, tuple[str, int]]:
    """Return a sheet of a comprehensive school as `{subject: (level, mark)}`, now and then with something missing."""
    worst = draw(st.sampled_from([4, 5, 6]))
    mark = st.integers(draw(st.sampled_from([1, 2, 3])), worst)
    levels = st.sampled_from(["extended", "basic"])
    found = {subject: (draw(levels), draw(mark)) for subject in ("german", "maths", "english")}
    science, other = draw(st.permutations(["chemistry", "physics"]))
    found[science] = (draw(levels), draw(mark))
    for subject in (other, "elective", "natural_sciences_area", "work_economy_area", *PLAIN):
        if whole or draw(st.integers(0, 9)):
            found[subject] = ("none", draw(mark))
    return found


def as_case(sheet: dict[str, tuple[str, int]], *, year: int = 2020) -> Case:
    """Return a sheet as a case."""
    return Case(
        year, "comprehensive", tuple(GivenMark(key, mark, level) for key, (level, mark) in sheet.items())
    )
