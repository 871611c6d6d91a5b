"""Expected: the other rules of the packs, ten cases each."""

from __future__ import annotations

from datetime import date

import pytest

from throughgate.person.schooling.rules.certificates.cases import Case, GivenMark
from throughgate.person.schooling.rules.certificates.facts import day_in, held_between
from throughgate.person.schooling.rules.certificates.grammar import Window
from throughgate.person.schooling.tests.sheets import answer, book, case

AUSTRIAN = (
    "german",
    "english",
    "maths",
    "career_orientation",
    "creativity_design",
    "health_social",
    "further_language",
)
GROWN = {"age": 17, "certificate_held": False}
READY = {
    "certificate_held": False,
    "compulsory_schooling_done": True,
    "lives_in_district": True,
    "file_complete": True,
}
TRAINED = {
    "training_done": True,
    "intermediate_exam_taken": True,
    "training_record_signed": True,
    "contract_registered": True,
}


def marks(text: str, subjects: tuple[str, ...]) -> tuple[GivenMark, ...]:
    """Return marks in the order of the subjects; "-" is none."""
    pairs = zip(text.split(), subjects, strict=False)
    return tuple(GivenMark(subject, None if mark == "-" else int(mark)) for mark, subject in pairs)


def known(known: dict[str, object], **changes: object) -> Case:
    """Return a case of facts alone; a fact that is changed to None is not known."""
    facts = {key: value for key, value in {**known, **changes}.items() if value is not None}
    return Case(2026, None, (), facts)


@pytest.mark.parametrize(
    ("given", "facts", "outcome", "resits"),
    [
        ("1 2 3 4 4 4", {}, "eligible", ""),
        ("1 2 3 4 - 4 4", {}, "eligible", ""),
        ("5 2 3 4 4 4", {}, "resit", "german"),
        ("1 2 3 4 4 5", {}, "resit", "health_social"),
        ("5 5 3 4 4 4", {}, "not", ""),
        ("1 2 3 - 4 4", {}, "unknown", ""),
        ("1 2 3 4 4", {}, "unknown", ""),
        ("1 2 3 4 4 4", {"age": 15}, "not", ""),
        ("1 2 3 4 4 4", {"age": None}, "unknown", ""),
        ("1 2 3 4 4 4", {"certificate_held": True}, "not", ""),
    ],
)
def test_austria(given: str, facts: dict[str, object], outcome: str, resits: str):
    """Four areas and two of four to choose, 16 years, no certificate yet; a part that failed may be repeated."""
    known_facts = {key: value for key, value in {**GROWN, **facts}.items() if value is not None}
    found = answer("compulsory_school", Case(2026, "adult", marks(given, AUSTRIAN), known_facts), code="at")
    assert (found.outcome, found.resits) == (outcome, tuple(resits.split()))


@pytest.mark.parametrize(
    ("given", "outcome", "mean"),
    [
        *(("1 1 2", "eligible", 1.33), ("1 1 1", "eligible", 1.0), ("4 4 4", "eligible", 4.0)),
        *(("1 2 3", "eligible", 2.0), ("2 1 2", "eligible", 1.66), ("5 1 1", "not", 2.33)),
        *(
            ("1 5 1", "not", 2.33),
            ("5 5 5", "not", 5.0),
            ("1 1", "unknown", None),
            ("1 - 1", "unknown", None),
        ),
    ],
)
def test_czechia(given: str, outcome: str, mean: float | None):
    """A 5 in any exam fails; the mean is told, cut off after two decimals."""
    exams = marks(given, ("written_exam", "practical_exam", "oral_exam"))
    found = answer("final_exam", Case(2026, None, exams), code="cz")
    assert found.outcome == outcome
    assert next((one.found for one in found.checks if one.key == "average"), None) == mean


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        *(("10 10 10", "eligible"), ("20 18 14", "eligible"), ("9 18 14", "not"), ("18 9 14", "not")),
        *(("0 0 0", "not"), ("10 9 9", "not"), ("- 12 12", "unknown"), ("12", "unknown")),
        *(("12 -", "unknown"), ("12 - 10", "eligible")),
    ],
)
def test_portugal(given: str, outcome: str):
    """Every subject with 10 or more; a 20 is best."""
    found = answer(
        "upper_secondary", Case(2026, None, marks(given, ("portuguese", "maths", "history"))), code="pt"
    )
    assert found.outcome == outcome


@pytest.mark.parametrize(
    ("given", "outcome", "mean"),
    [
        *(("1/3 2/2 4/1", "eligible", 2.0), ("3/3 4/1", "eligible", 3.3), ("5/1 2/4", "eligible", 3.0)),
        *(
            ("5/3 5/1 1/1", "not", 4.0),
            ("6/1 1/4", "not", 2.6),
            ("6/3", "not", 6.0),
            ("4/2", "eligible", 4.0),
        ),
        *(("2/2.5 3/3", "eligible", 2.6), ("2/- 3/3", "eligible", None), ("", "unknown", None)),
    ],
)
def test_vocational_school(given: str, outcome: str, mean: float | None):
    """No 6 and at most one 5; from three hours a week on a subject counts twice, the mean is cut off, not rounded."""
    subjects = ("vocational_theory", "german", "politics")
    pairs = [one.split("/") for one in given.split()]
    sheet = tuple(
        GivenMark(subject, int(mark), hours=None if hours == "-" else float(hours))
        for subject, (mark, hours) in zip(subjects, pairs, strict=False)
    )
    found = answer("vocational_school", Case(2026, "adult", sheet))
    assert found.outcome == outcome
    assert next((one.found for one in found.checks if one.key == "average"), None) == mean


@pytest.mark.parametrize(
    ("facts", "on", "outcome"),
    [
        ({}, None, "eligible"),
        ({}, date(2027, 2, 1), "eligible"),
        ({}, date(2027, 2, 2), "not"),
        ({"file_complete": False}, date(2027, 1, 4), "nearly"),
        ({"file_complete": None}, None, "unknown"),
        ({"certificate_held": True}, None, "not"),
        ({"compulsory_schooling_done": False}, None, "not"),
        ({"lives_in_district": None}, None, "unknown"),
        ({"lives_in_district": False, "file_complete": False}, None, "not"),
        ({"lives_in_district": None, "file_complete": False}, None, "not"),
    ],
)
def test_external_exam(facts: dict[str, object], on: date | None, outcome: str):
    """Facts decide; papers can still be brought in time, after the last day nothing can."""
    assert answer("external_exam", known(READY, **facts), on=on).outcome == outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, "eligible"),
        ({"training_done": False, "training_months_after_exam": 2}, "eligible"),
        ({"training_done": False, "training_months_after_exam": 3}, "not"),
        ({"training_done": False}, "unknown"),
        ({"training_done": None, "training_months_after_exam": 1}, "eligible"),
        ({"training_record_signed": False}, "nearly"),
        ({"intermediate_exam_taken": False}, "nearly"),
        ({"intermediate_exam_taken": False, "training_record_signed": False}, "not"),
        ({"contract_registered": False}, "not"),
        ({"contract_registered": "yes"}, "unknown"),
    ],
)
def test_trade_exam(facts: dict[str, object], outcome: str):
    """Time done or nearly, intermediate exam, record and contract; one thing that can still be done is near."""
    assert answer("trade_exam", known(TRAINED, **facts)).outcome == outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"months_in_trade": 54, "training_months": 36}, "eligible"),
        ({"months_in_trade": 53.5, "training_months": 36, "other_evidence": False}, "not"),
        ({"months_in_trade": 53.5, "training_months": 36, "other_evidence": True}, "eligible"),
        ({"months_in_trade": 36, "training_months": 24}, "eligible"),
        ({"months_in_trade": 35, "training_months": 24}, "unknown"),
        ({"months_in_trade": 60}, "unknown"),
        ({"training_months": 36}, "unknown"),
        ({"other_evidence": True}, "eligible"),
        ({"other_evidence": False}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_trade_exam_by_work(facts: dict[str, object], outcome: str):
    """One and a half times the time of training, or other evidence; what is not known is unknown, never not."""
    assert answer("trade_exam_by_work", known(facts)).outcome == outcome


def test_near_names_the_one_fact():
    """The record that is not signed; two such things are not near."""
    rules = book("de-nw")
    found = rules.standing("trade_exam", known(TRAINED, training_record_signed=False))
    assert (found.outcome, [one.key for one in found.near_facts]) == ("nearly", ["training_record_signed"])
    both = known(TRAINED, training_record_signed=False, intermediate_exam_taken=False)
    assert rules.standing("trade_exam", both).outcome == "not"


@pytest.mark.parametrize(
    ("day", "year", "found"),
    [
        ("02-01", 2026, date(2027, 2, 1)),
        ("08-01", 2026, date(2026, 8, 1)),
        ("07-31", 2026, date(2027, 7, 31)),
        ("02-29", 2026, date(2027, 2, 28)),
        ("02-29", 2027, date(2028, 2, 29)),
    ],
)
def test_days_of_a_school_year(day: str, year: int, found: date):
    """From August on in the first calendar year, before in the second."""
    assert day_in(year, day) == found


def test_exams_are_held_between_two_days():
    """A window over the turn of the year keeps its order."""
    window = Window(key="x", paragraph="§ 1", says={"en": "x"}, first="11-02", last="02-15")
    assert held_between(window, 2026) == (date(2026, 11, 2), date(2027, 2, 15))


def test_a_reason_for_each_fact():
    """With its paragraph, what was found and what was needed; one of several is a branch of its own."""
    found = answer("trade_exam", known(TRAINED, training_done=False, training_months_after_exam=3))
    time = found.checks[0]
    assert (time.key, time.ok, time.paragraph) == ("training_time", False, "BBiG § 43 (1) Nr. 1")
    assert [(one.key, one.ok, one.found, one.needed) for one in time.checks] == [
        ("training_done", False, False, True),
        ("training_months_after_exam", False, 3, 2.0),
    ]


def test_a_school_year_before_the_rule_is_unknown():
    """Nothing is known of Austria before 2012."""
    assert answer("compulsory_school", case("D1", year=2011, school="adult"), code="at").outcome == "unknown"
