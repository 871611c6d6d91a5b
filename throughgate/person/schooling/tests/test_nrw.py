"""Expected: the certificates of North Rhine-Westphalia are judged as the paragraphs say."""

from __future__ import annotations

from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.schooling.rules.certificates.book import Standing
from throughgate.person.schooling.rules.certificates.deciding import OUTCOMES
from throughgate.person.schooling.rules.certificates.judging import Check, Judgement
from throughgate.person.schooling.tests.by_hand import by_hand
from throughgate.person.schooling.tests.sheets import SUBJECTS, answer, as_case, book, case, sheets

RULES = st.sampled_from(["esa", "eesa", "msa", "msa_q"])
YEARS = st.sampled_from([2019, 2020, 2021, 2022, 2026])
WORKED = {
    "esa 1": ("D G5, M G4, E G6, WP4, Bi3, Ch G4, Ph4, GL3, AT4, AW3, AH4, Re3, Sp2, F*6", "eligible", ""),
    "esa 2": ("D E6, M G5, E G3, WP4, Bi5, Ch G4, Ph4, GL4, AT3, AW4, AH4, Re3, Sp3", "resit", "D M"),
    "eesa 3": (
        "D G4, M G5, E G4, WP3, NW4, Bi5, Ch G4, Ph4, GL3, AL5, AT5, AW4, AH5, Re3, Sp4",
        "resit",
        "AL",
    ),
    "eesa 4": (
        "D G3, M G4, E G5, WP4, NW4, Bi4, Ch G4, Ph4, GL5, AL3, AT3, AW3, AH4, Re4, Sp5",
        "resit",
        "GL Sp",
    ),
    "msa 5": (
        "D E4, M G4, E E3, WP4, NW4, Bi4, Ch G3, Ph6, GL3, AL4, AT4, AW4, AH4, Re3, Sp4",
        "eligible",
        "",
    ),
    "msa 6": (
        "D E4, M G3, E E4, WP4, NW4, Bi4, Ch G3, Ph4, GL5, AL4, AT4, AW3, AH4, Re4, Sp4",
        "resit",
        "Bi Ph AT AH Re Sp",
    ),
    "msa 7": (
        "D E4, M G4, E E3, WP5, NW3, Bi3, Ch G2, Ph3, GL3, AL3, AT3, AW3, AH3, Re2, Sp2",
        "resit",
        "WP",
    ),
    "msa 8": ("D E5, M E3, E E4, WP3, NW4, Bi4, Ch E5, Ph4, GL3, AL3, AT4, AW3, AH4, Re3, Sp2", "not", ""),
    "msa_q 9": (
        "D E2, M E4, E E3, WP3, NW3, Bi2, Ch G2, Ph3, GL4, AL3, AT2, AW3, AH3, Re3, Sp5",
        "eligible",
        "",
    ),
    "msa_q 10": (
        "D E3, M E3, E E3, WP4, NW3, Bi3, Ch E4, Ph2, GL3, AL3, AT3, AW3, AH3, Re3, Sp3, L*3",
        "resit",
        "WP",
    ),
}
WHOLE = "D E3, M E3, E G3, WP3, NW3, Bi3, Ch G3, Ph3, GL3, AL3, AT3, AW3, AH3, Re3, Sp3"


def names(text: str) -> tuple[str, ...]:
    return tuple(sorted(SUBJECTS[one] for one in text.split()))


def every(checks: tuple[Check, ...]) -> list[Check]:
    return list(chain.from_iterable([one, *every(one.checks)] for one in checks))


def rank(found: Judgement) -> int:
    return OUTCOMES.index(found.outcome)


@pytest.mark.parametrize("name", WORKED)
def test_worked_examples(name: str):
    """Ten sheets, each with a reason of its own, back to 2019/20."""
    sheet, outcome, resits = WORKED[name]
    for year in (2019, 2020, 2021):
        found = answer(name.split(maxsplit=1)[0], case(sheet, year=year))
        assert (found.outcome, found.resits) == (outcome, names(resits))


def test_the_work_area_counts_until_2021():
    """Natural sciences alone are a learning area of the first group afterwards: the work subjects count singly."""
    found = answer("eesa", case(WORKED["eesa 3"][0], year=2022))
    assert (found.outcome, found.resits) == ("resit", names("AT AH"))
    without = case(WORKED["eesa 3"][0].replace("AL5, ", ""), year=2022)
    assert answer("eesa", without).resits == names("AT AH")
    assert answer("eesa", msgspec.structs.replace(without, school_year=2021)).outcome == "unknown"


def test_a_certificate_has_the_name_of_its_year():
    """The first school certificate is called so from 2022/23 on."""
    rules = book("de-nw")
    name = {year: rules.rule("esa", year, "comprehensive").version.name for year in (2021, 2022)}
    assert name[2021]["de"] == "Hauptschulabschluss nach Klasse 9"
    assert name[2022]["de"] == "Erster Schulabschluss"


@given(RULES, YEARS, sheets())
def test_the_grammar_says_what_is_written_by_hand(rule: str, year: int, sheet: dict[str, tuple[str, int]]):
    """The rules written a second time, without the grammar, give the same answers."""
    found = answer(rule, as_case(sheet, year=year))
    assert (found.outcome, set(found.resits)) == by_hand(rule, sheet, year=year)


@given(RULES, sheets(), st.data())
def test_a_better_mark_never_makes_it_worse(
    rule: str, sheet: dict[str, tuple[str, int]], data: st.DataObject
):
    """One mark one step better: the answer is the same or better."""
    before = answer(rule, as_case(sheet))
    subject = data.draw(st.sampled_from([key for key, (_, mark) in sheet.items() if mark > 1] or ["german"]))
    level, mark = sheet[subject]
    after = answer(rule, as_case({**sheet, subject: (level, max(mark - 1, 1))}))
    if "unknown" in (before.outcome, after.outcome):
        assert before.outcome == after.outcome
    else:
        assert rank(after) <= rank(before)


@given(RULES, sheets(), st.randoms(use_true_random=False))
def test_order_changes_nothing(rule: str, sheet: dict[str, tuple[str, int]], random):
    """Marks in any order give the same answer, reason by reason."""
    given_marks = as_case(sheet)
    marks = list(given_marks.marks)
    random.shuffle(marks)
    assert answer(rule, msgspec.structs.replace(given_marks, marks=tuple(marks))) == answer(rule, given_marks)


@given(RULES, sheets())
def test_every_not_names_what_failed(rule: str, sheet: dict[str, tuple[str, int]]):
    """With its paragraph; what is eligible names nothing that failed."""
    found = answer(rule, as_case(sheet))
    failed = [one for one in every(found.checks) if one.ok is False]
    assert all(one.paragraph for one in every(found.checks))
    if found.outcome == "not":
        assert [one for one in failed if one.key != "resit"]
    if found.outcome == "eligible":
        assert failed == []


@given(RULES, sheets())
def test_a_resit_in_each_subject_named_would_suffice(rule: str, sheet: dict[str, tuple[str, int]]):
    """With that mark one step better and all else as it is, the certificate is reached."""
    for subject in answer(rule, as_case(sheet)).resits:
        level, mark = sheet[subject]
        assert answer(rule, as_case({**sheet, subject: (level, mark - 1)})).outcome == "eligible"


@pytest.mark.parametrize(
    ("rule", "sheet", "key", "subjects"),
    [
        ("eesa", WHOLE.replace("NW3, ", ""), "missing", names("NW")),
        ("eesa", WHOLE.replace("AL3, ", ""), "missing", names("AL")),
        ("esa", WHOLE.replace("D E3, ", ""), "missing", names("D")),
        ("msa", WHOLE.replace("WP3, ", ""), "missing", names("WP")),
        ("msa_q", WHOLE + ", Bi2", "twice", names("Bi")),
        ("msa", WHOLE.replace("Bi3", "Bi G3"), "levelled", names("D M E Bi Ch")),
        ("esa", WHOLE.replace("Ch G3", "Ch3"), "levelled", names("D M E")),
        ("eesa", WHOLE.replace("Ch G3", "Ch3").replace("Bi3", "Bi G3"), "levelled", names("D M E Bi")),
        ("msa", "D E3, M E3, E G3, WP3", "missing", ()),
    ],
)
def test_what_is_missing_makes_it_unknown(rule: str, sheet: str, key: str, subjects: tuple[str, ...]):
    """A core subject or area, a subject twice, other levels than the four: nothing can be said, and why."""
    found = answer(rule, case(sheet))
    assert (found.outcome, found.resits) == ("unknown", ())
    assert (key, None, subjects) in [(one.key, one.ok, one.subjects) for one in found.checks]


def test_any_other_subject_may_be_missing():
    """It is left out, as is one with a word in the place of a mark; in the core it is a mark that is missing."""
    assert answer("msa", case(WHOLE.replace("Bi3, ", ""))).outcome == "eligible"
    blank = case(WHOLE)
    for subject, outcome in (("biology", "eligible"), ("maths", "unknown")):
        marks = tuple(
            msgspec.structs.replace(one, mark=None) if one.subject == subject else one for one in blank.marks
        )
        assert answer("msa", msgspec.structs.replace(blank, marks=marks)).outcome == outcome


@pytest.mark.parametrize(
    ("school", "year"), [("real", 2020), ("adult", 2020), (None, 2020), ("comprehensive", 2018)]
)
def test_where_nothing_is_known_nothing_is_said(school: str | None, year: int):
    """Another kind of school, or a year before the pack begins, is unknown and never not."""
    for rule in ("esa", "eesa", "msa", "msa_q"):
        found = answer(rule, case("D G6, M G6", year=year, school=school))
        assert found.outcome == "unknown"
        assert [one.key for one in found.checks] == ["no_version"]


def test_a_main_school_needs_no_levels():
    """Marks without levels are judged; the work area stays in the first group there."""
    plain = "D5, M5, E4, NW4, AL4, GL3, Sp2"
    for year in (2020, 2026):
        found = answer("eesa", case(plain, year=year, school="main"))
        assert (found.outcome, found.resits) == ("not", ())
        assert answer("eesa", case(plain.replace("M5", "M4"), year=year, school="main")).outcome == "eligible"


def test_facts_are_told_and_change_nothing():
    """A fact that is not given is not known; one that is, is told; marks alone decide."""
    for rule, sheet in (("esa", WORKED["esa 1"][0]), ("msa", WHOLE)):
        for facts, ok in (
            ({}, None),
            ({"certificate_held": False}, True),
            ({"certificate_held": True}, False),
        ):
            found = answer(rule, case(sheet, **facts))
            assert found.outcome == "eligible"
            assert {one.key: one.ok for one in found.checks}["certificate_held"] is ok


def test_a_language_marked_so_is_ignored_for_the_first_certificates():
    """An elective that is a language counts, unless it is marked as one; English always counts."""
    bad = "D G4, M G4, E G4, WP{}6, NW4, AL4, Ch G4, GL5, Sp5"
    assert answer("esa", case(bad.format(""))).outcome == "resit"
    assert answer("esa", case(bad.format("*"))).outcome == "eligible"
    assert answer("eesa", case(bad.format("*").replace("E G4", "E* G6"))).outcome == "resit"


def test_the_upper_level_needs_the_certificate_beneath():
    """Two other subjects are made good, but two threes are missing: no certificate, so no entitlement yet."""
    few = case("D E2, M E2, E E2, WP2, Ch G2, GL4, Sp4")
    found = answer("msa_q", few)
    assert (found.outcome, found.resits) == ("resit", names("GL Sp"))
    assert {one.key: one.ok for one in found.checks}["above"] is False
    assert answer("msa", few).resits == names("GL Sp")
    assert answer("msa_q", case("D E2, M E2, E E2, WP2, Ch G3, GL4, Sp4")).outcome == "not"


def test_reasons_name_what_was_left_out_and_made_good():
    """Maths by English, physics left out: each with its marks."""
    found = answer("msa", case(WORKED["msa 5"][0]))
    made = next(one for one in found.checks if one.key == "made_good")
    assert made.ok
    assert [(one.key, one.marks) for one in made.checks if one.key != "two_threes"] == [
        ("left_out", (("physics", 6),)),
        ("compensated", (("maths", 4), ("english", 3))),
    ]


def test_near_names_the_one_thing():
    """Nobody may resit maths here, but one step there would do; a resit comes first, and two things are not near."""
    rules = book("de-nw")
    near = case("D G4, M G6, E G4, WP3, NW4, Ch G4, AL4, GL4, Sp4")
    assert answer("eesa", near).outcome == "not"
    assert rules.standing("eesa", near) == Standing("nearly", near=names("M"))
    resit = case("D G4, M G5, E G4, WP3, NW5, Ch G4, AL4, GL4, Sp4")
    assert rules.standing("eesa", resit) == Standing("resit", names("NW"))
    far = case("D G4, M G6, E G4, WP3, NW6, Ch G4, AL4, GL4, Sp4")
    assert rules.standing("eesa", far) == Standing("not")
    assert rules.standing("eesa", case(WHOLE)) == Standing("eligible")
    assert rules.standing("eesa", case("D G4", school="real")) == Standing("unknown")


@given(RULES, sheets())
def test_near_is_not_and_one_step(rule: str, sheet: dict[str, tuple[str, int]]):
    """Who is near is judged not, and each mark named would change that alone."""
    rules = book("de-nw")
    found = rules.standing(rule, as_case(sheet))
    assert found.outcome == ("nearly" if found.near else answer(rule, as_case(sheet)).outcome)
    for subject in found.near:
        level, mark = sheet[subject]
        assert answer(rule, as_case(sheet)).outcome == "not"
        assert answer(rule, as_case({**sheet, subject: (level, mark - 1)})).outcome == "eligible"


def test_the_deadline_is_told_where_a_day_is_given():
    """1 February of the second calendar year; it changes nothing of an answer by marks."""
    from datetime import date

    for day, ok in ((date(2021, 2, 1), True), (date(2021, 2, 2), False)):
        found = answer("msa", case(WHOLE), on=day)
        assert found.outcome == "eligible"
        assert {one.key: (one.ok, one.needed) for one in found.checks}["external_exam"] == (ok, "2021-02-01")
    assert "external_exam" not in {one.key for one in answer("msa", case(WHOLE)).checks}
