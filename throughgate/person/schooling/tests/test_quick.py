"""Expected: deciding once what a rule cannot tell apart gives the same answers as mark by mark."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.schooling.rules.certificates import quick
from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.deciding import decide
from throughgate.person.schooling.rules.certificates.grammar import Certificate
from throughgate.person.schooling.rules.certificates.judging import judge
from throughgate.person.schooling.rules.certificates.quick import Quick
from throughgate.person.schooling.rules.subjects import subjects
from throughgate.person.schooling.tests.sheets import as_case, book, case, sheets

NRW = {key: Quick(book("de-nw").rule(key, 2020, "comprehensive")) for key in ("esa", "eesa", "msa", "msa_q")}
AUSTRIA = Quick(book("at").rule("compulsory_school", 2020, "adult"))
SHEET = {
    "german": ("extended", 4),
    "english": ("extended", 3),
    "chemistry": ("basic", 4),
    "elective": ("none", 4),
    "biology": ("none", 3),
    "arts": ("none", 4),
    "music": ("none", 3),
}
ANYTHING = st.lists(
    st.builds(
        GivenMark,
        st.sampled_from(sorted(subjects())),
        st.one_of(st.none(), st.integers(1, 5)),
        st.sampled_from(["extended", "basic", "none"]),
        st.booleans(),
    ),
    max_size=14,
)


@given(st.sampled_from(sorted(NRW)), sheets())
def test_sheets_of_a_school(rule: str, sheet: dict[str, tuple[str, int]]):
    """One after another, with all that was decided before."""
    given_marks = as_case(sheet)
    assert NRW[rule].decide(given_marks) == decide(NRW[rule].rule, given_marks)


@given(st.sampled_from(sorted(NRW)), ANYTHING, st.sampled_from(["comprehensive", "main"]))
def test_sheets_of_no_school(rule: str, marks: list[GivenMark], school: str):
    """Any subject at any level, words in the place of marks, subjects twice."""
    found = Case(2020, school, tuple(marks))
    assert NRW[rule].decide(found) == decide(NRW[rule].rule, found)
    assert AUSTRIA.decide(found) == decide(AUSTRIA.rule, found)


@given(
    st.sampled_from(["esa", "msa_q", "external_exam", "trade_exam", "vocational_school"]), sheets(), st.data()
)
def test_the_book_answers_as_with_reasons(rule: str, sheet: dict[str, tuple[str, int]], data: st.DataObject):
    """Facts and all; where no rule is known, unknown."""
    school = data.draw(st.sampled_from(["comprehensive", "real", None]))
    names = (
        "certificate_held",
        "compulsory_schooling_done",
        "file_complete",
        "training_done",
        "lives_in_district",
    )
    facts = data.draw(st.dictionaries(st.sampled_from(names), st.booleans()))
    found = msgspec.structs.replace(as_case(sheet), school_type=school, facts=facts)
    rules = book("de-nw")
    told = judge(rules.rule_for(rule, found), found)
    assert rules.judge(rule, found) == told
    answer = rules.answer(rule, found)
    assert (answer.outcome, answer.resits) == (told.outcome, told.resits)


@given(sheets())
def test_courses_are_counted_where_none_is_surplus(sheet: dict[str, tuple[str, int]]):
    """A rule that needs two extended courses, and leaves others as they are."""
    rule = NRW["msa"].rule
    extended = msgspec.structs.replace(rule.version.extended, surplus="", surplus_first=())
    plain = replace(rule, version=msgspec.structs.replace(rule.version, extended=extended))
    found = as_case(sheet)
    assert Quick(plain).decide(found) == decide(plain, found)


def test_many_may_ask_at_once():
    """What is first asked by several threads at a time is the same as asked by one."""
    some = [
        as_case({**SHEET, "sport": ("none", mark), "maths": (level, other)})
        for mark in range(1, 7)
        for level in ("basic", "extended")
        for other in range(1, 7)
    ]
    rule = Quick(NRW["msa"].rule)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(rule.decide, some))
    assert found == [decide(rule.rule, one) for one in some]


def test_it_begins_anew_when_it_knows_too_much(monkeypatch):
    """The memory has an end, and the answers stay."""
    monkeypatch.setattr(quick, "MOST", 2)
    rule = Quick(NRW["esa"].rule)
    for mark in (1, 5, 6, 5, 1):
        for other in (3, 5, 6):
            found = case(f"D E{mark}, M G{other}, E G3, Ch G4, WP3")
            assert rule.decide(found) == decide(rule.rule, found)
            assert max(len(rule._known), len(rule._extended)) <= 2


@pytest.mark.parametrize("best", [1, 6])
def test_a_scale_whose_highest_mark_is_best(best: str):
    """The same rule turned round, on a scale turned round, gives the same answers."""
    text = {
        "scale": "x",
        "versions": [
            {
                "since": 2000,
                "name": {"en": "X"},
                "law": {"title": "Law", "paragraph": "§ 1", "checked": "2026-01-01"},
                "groups": [{"key": "1", "rest": True}],
                "required": dict.fromkeys(("extended", "basic", "none"), 4 if best == 1 else 3),
                "extended": {"paragraph": "§ 2", "says": {"en": "x"}, "one_better": True},
                "limits": [{"key": "one", "paragraph": "§ 3", "says": {"en": "x"}, "at_most": 1}],
                "resits": [{"paragraph": "§ 4", "says": {"en": "x"}, "marks": [5 if best == 1 else 2]}],
            }
        ],
    }
    from throughgate.person.schooling.rules.certificates.book import Book
    from throughgate.person.schooling.rules.scales import Scale

    scale = Scale(key="x", name={"en": "X"}, best=best, worst=7 - best, lowest_pass=4 if best == 1 else 3)
    rules = Book({"r": msgspec.convert(text, Certificate, strict=False)}, {"x": scale})

    def turned(mark: int) -> int:
        return mark if best == 1 else 7 - mark

    for marks, outcome, resits in (
        ((5, 4, 1), "eligible", ()),
        ((5, 5, 1), "resit", ("german", "maths")),
        ((6, 5, 1), "resit", ("maths",)),
        ((6, 6, 1), "not", ()),
        ((5, 5, 5), "not", ()),
    ):
        given_marks = (
            GivenMark(subject, turned(mark))
            for subject, mark in zip(("german", "maths", "sport"), marks, strict=True)
        )
        found = rules.answer("r", Case(2020, None, tuple(given_marks)))
        assert (found.outcome, found.resits) == (outcome, resits)
    lifted = Case(
        2020, None, tuple(GivenMark(one, turned(5), "extended") for one in ("german", "maths", "sport"))
    )
    assert rules.answer("r", lifted).outcome == "eligible"
