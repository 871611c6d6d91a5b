"""Which exams come next, and who is still in custody then."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from throughgate.person.schooling.packs import read_book
from throughgate.person.schooling.rules.certificates.grammar import Window
from throughgate.person.schooling.rules.registering import here_between, here_on, next_exam


def _window(first, last, school_year=None, key="exam"):
    return Window(
        key=key, paragraph="X 1", says={"en": "Exam"}, first=first, last=last, school_year=school_year
    )


@pytest.mark.parametrize(
    ("windows", "on", "days"),
    [
        ((), date(2027, 1, 1), None),
        ((_window("05-10", "06-20"),), date(2027, 1, 1), (date(2027, 5, 10), date(2027, 6, 20))),
        # While it goes on, too; after its last day the next year's.
        ((_window("05-10", "06-20"),), date(2027, 6, 20), (date(2027, 5, 10), date(2027, 6, 20))),
        ((_window("05-10", "06-20"),), date(2027, 6, 21), (date(2028, 5, 10), date(2028, 6, 20))),
        ((_window("11-02", "11-30"),), date(2026, 9, 1), (date(2026, 11, 2), date(2026, 11, 30))),
        # The days of one year count before those of every year, in that year alone.
        (
            (_window("05-12", "05-30", 2026), _window("05-10", "06-20")),
            date(2027, 1, 1),
            (date(2027, 5, 12), date(2027, 5, 30)),
        ),
        (
            (_window("05-12", "05-30", 2026), _window("05-10", "06-20")),
            date(2027, 6, 1),
            (date(2028, 5, 10), date(2028, 6, 20)),
        ),
        ((_window("05-12", "05-30", 2026),), date(2027, 6, 1), None),
        # Of two exams a year the one that comes first.
        (
            (_window("05-10", "06-20"), _window("11-02", "11-30", key="autumn")),
            date(2027, 7, 1),
            (date(2027, 11, 2), date(2027, 11, 30)),
        ),
    ],
)
def test_which_exams_come_next(windows, on, days):
    """As the rule says it, in the school year that goes on or in the next."""
    version = read_book("de-nw").certificates["msa"].versions[0]
    assert next_exam(msgspec.structs.replace(version, windows=windows), on) == days


@pytest.mark.parametrize(
    ("release", "said"),
    [
        (date(2027, 5, 10), "gone"),
        (date(2027, 5, 11), "maybe"),
        (date(2027, 6, 20), "maybe"),
        (date(2027, 6, 21), "here"),
        (None, "unknown"),
    ],
)
def test_who_is_there_for_a_whole_exam(release, said):
    """Released on its first day is before it, within it is not safe, after its last day is there."""
    assert here_between(date(2027, 5, 10), date(2027, 6, 20), None, release, None) == said


@pytest.mark.parametrize(
    ("earliest", "expected", "latest", "said"),
    [
        (None, None, None, "unknown"),
        (date(2027, 3, 1), None, None, "here"),
        (None, date(2027, 1, 31), None, "gone"),
        (None, date(2027, 2, 1), None, "gone"),
        (date(2027, 1, 1), date(2027, 3, 1), None, "maybe"),
        (None, date(2027, 1, 1), date(2027, 6, 1), "maybe"),
        (date(2026, 1, 1), date(2026, 2, 1), date(2027, 2, 1), "gone"),
    ],
)
def test_who_is_still_here_on_the_last_day(earliest, expected, latest, said):
    """All three release dates count: before the first of them for sure, from the last on no more, else perhaps."""
    assert here_on(date(2027, 2, 1), earliest, expected, latest) == said
