"""Expected: each country's marks keep their ends; what people write is read as it is meant, or refused with a reason."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.schooling.packs import find_scale, scales, scales_in
from throughgate.person.schooling.rules.scales import Mark, NonMark, NotAMark, Scale, average

ENDS = {
    "de": (1, 4, 6),
    "de-15": (15, 5, 0),
    "at": (1, 4, 5),
    "cz": (1, 4, 5),
    "si": (5, 2, 1),
    "it": (10, 6, 0),
    "pt": (20, 10, 0),
    "ro": (10, 5, 1),
    "is": (10, 5, 0),
    "tr": (100, 50, 0),
}
ALL = st.sampled_from(sorted(ENDS))


def scale(name: str) -> Scale:
    found = find_scale(name)
    assert found
    return found


def mark(name: str, text: str) -> Mark:
    found = scale(name).read(text)
    assert isinstance(found, Mark)
    return found


def test_every_country_has_its_scales():
    """Best mark, lowest pass and worst mark of each."""
    assert {key: (one.best, one.lowest_pass, one.worst) for key, one in scales().items()} == ENDS


@pytest.mark.parametrize(
    ("name", "key"),
    [("DE 1-6", "de"), ("de-nw", "de"), ("DE-15", "de-15"), ("Si", "si"), ("pt-0-20", "pt"), ("xx", None)],
)
def test_a_scale_has_several_names(name: str, key: str | None):
    """The key, other names, and the pack's code for its usual scale."""
    found = find_scale(name)
    assert (found and found.key) == key


class Region:
    code, country = "rur-niers", "DE"


class Elsewhere:
    code, country = "x", "XX"


def test_a_region_has_the_scales_of_its_pack():
    """The usual one first; where no pack holds, none."""
    assert [one.key for one in scales_in(Region())] == ["de", "de-15"]
    assert scales_in(Elsewhere()) == ()


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        *(
            ("de", "2-", "2-"),
            ("de", " 2 ", "2"),
            ("de", "2,0", "2"),
            ("de", "3+", "3+"),
            ("de", "4 −", "4-"),
        ),
        *(("de", "3,5", "3.5"), ("de", "3-4", "3.5"), ("de", "sehr gut", "1"), ("de", "Ungenügend", "6")),
        *(("de-15", "08", "8"), ("de-15", "0", "0"), ("at", "Genügend", "4"), ("cz", "2+", "2+")),
        *(("si", "5", "5"), ("si", "Prav dobro", "4"), ("it", "6,5", "6.5"), ("pt", "13.7", "13.7")),
        *(("ro", "8,33", "8.33"), ("is", "7.5", "7.5"), ("tr", "100", "100")),
    ],
)
def test_a_mark_is_read_and_read_back(name: str, typed: str, kept: str):
    """What is kept is short, and means the same when it is read again."""
    found = mark(name, typed)
    assert found.text == kept
    assert mark(name, kept) == found


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        *(("de", "7", "outside_scale"), ("de", "0", "outside_scale"), ("at", "6", "outside_scale")),
        *(("si", "0", "outside_scale"), ("tr", "101", "outside_scale"), ("ro", "0", "outside_scale")),
        *(("de", "2,25", "not_a_step"), ("at", "1,5", "not_a_step"), ("pt", "13,75", "not_a_step")),
        *(("de", "6-", "no_tendency"), ("de", "3,5+", "no_tendency"), ("at", "2+", "no_tendency")),
        *(("de", "befr.", "ambiguous"), ("at", "Befr", "ambiguous"), ("de", "gut so", "not_a_mark")),
        *(("de", "12/3", "not_a_mark"), ("de", "2-4", "not_a_mark"), ("de", "-2", "not_a_mark")),
        *(("de", "1e0", "not_a_mark"), ("de", "٣", "not_a_mark"), ("it", "dieci", "not_a_mark")),
    ],
)
def test_what_is_no_mark_is_refused_with_its_reason(name: str, typed: str, code: str):
    """Outside the scale, between two marks, a tendency where there is none, a word nobody knows or that means two things."""
    with pytest.raises(NotAMark) as refused:
        scale(name).read(typed)
    assert refused.value.code == code


def test_reports_have_whole_marks():
    """A half mark of a single work stands on no report; a tendency may."""
    assert mark("de", "3,5").whole is None
    with pytest.raises(NotAMark, match="not_a_step"):
        scale("de").read("3,5", on_report=True)
    found = scale("de").read("3-", on_report=True)
    assert isinstance(found, Mark)
    assert found.whole == 3


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        *(("de", "n. b.", "not_assessed"), ("de", "NE", "not_assessed"), ("de", "at", "not_assessed")),
        *(("de", "teilg.", "attended"), ("de", "E2", "attended"), ("de", "nt", "absent")),
        *(("de-15", "AM", "released"), ("de", "befreit", "released"), ("cz", "u", "released")),
        *(("de", "–", "not_assessed"), ("is", "not assessed", "not_assessed"), ("tr", "Absent", "absent")),
    ],
)
def test_what_stands_in_the_place_of_a_mark(name: str, typed: str, said: str):
    """Codes of school programs and words are no marks, on any scale; case, blanks and stops do not count."""
    assert scale(name).read(typed) == NonMark(said)


@pytest.mark.parametrize("typed", ["", "  "])
def test_an_empty_cell_says_nothing(typed: str):
    """Neither a mark nor a word for none."""
    assert scale("de").read(typed) is None


@pytest.mark.parametrize(
    ("name", "typed", "deficit"),
    [
        *(
            ("de", "5", True),
            ("de", "5+", True),
            ("de", "4-", False),
            ("de", "4,5", True),
            ("si", "5", False),
        ),
        *(
            ("si", "1", True),
            ("si", "2", False),
            ("de-15", "4", True),
            ("de-15", "5", False),
            ("it", "5,5", True),
        ),
        *(("pt", "9", True), ("pt", "10", False), ("tr", "49", True), ("at", "5", True), ("is", "4.5", True)),
    ],
)
def test_a_deficit_is_told_by_its_own_scale(name: str, typed: str, *, deficit: bool):
    """A 5 is the best mark in Slovenia and a deficit in Germany."""
    assert mark(name, typed).is_deficit is deficit


def test_marks_of_two_scales_are_never_compared_or_averaged():
    """Neither is better, and there is no mean."""
    with pytest.raises(ValueError, match="cannot be compared"):
        mark("si", "5").better_than(mark("de", "5"))
    with pytest.raises(ValueError, match="cannot be compared"):
        average([(mark("si", "5"), 1), (mark("de", "5"), 1)])


def test_what_is_no_mark_enters_no_average():
    """A mean of 2-, of 3 with twice the weight, and of nothing else."""
    german = scale("de")
    cells = [(german.read("2-"), 1), (NonMark.ABSENT, 5), (None, 1), (german.read("3"), 2)]
    assert average(cells) == Decimal("8.3") / 3
    assert average([(NonMark.ATTENDED, 1)]) is None


@given(ALL, st.data())
def test_the_order_goes_by_the_better_end(key: str, data: st.DataObject):
    """Of two marks the better one stands nearer to the best end, in charts too; a pass is never worse than a deficit."""
    one, other = (
        scale(key).mark(data.draw(st.integers(*sorted((scale(key).best, scale(key).worst)))))
        for _ in range(2)
    )
    assert one.better_than(other) == (one.share > other.share)
    assert not (one.better_than(other) and other.better_than(one))
    if other.is_deficit and not one.is_deficit:
        assert one.better_than(other)


@pytest.mark.parametrize(
    ("better", "worse"), [("1+", "1"), ("2", "2-"), ("2-", "2.5"), ("2.5", "3+"), ("3+", "3")]
)
def test_tendencies_stand_between_marks(better: str, worse: str):
    """From 1+ down to 6 every step is worse than the one before."""
    assert mark("de", better).better_than(mark("de", worse))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lowest_pass": 1}, "lowest pass"),
        ({"lowest_pass": 7}, "lowest pass"),
        ({"worst": 1}, "lowest pass"),
        ({"step": 0}, "above zero"),
        ({"marks": {"7": ["x"]}}, "outside the scale"),
        ({"marks": {"1": ["gut"], "2": ["Gut."]}}, "twice"),
        ({"ambiguous": ["befr.", "Befr"]}, "twice"),
        ({"passes": 4}, "unknown field"),
        ({"key": "A b"}, "matching regex"),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(change: dict[str, object], said: str):
    """By what is wrong with it."""
    data = {"key": "x", "name": {"en": "X"}, "best": 1, "worst": 6, "lowest_pass": 4}
    with pytest.raises(msgspec.ValidationError, match=said):
        msgspec.convert({**data, **change}, Scale)
