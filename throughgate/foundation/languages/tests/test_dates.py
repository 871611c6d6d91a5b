"""Dates as people write them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date as babel_format_date
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.languages.dates import (
    EARLIEST,
    LATEST,
    DateAnswer,
    Precision,
    Purpose,
    format_date,
    read_date,
    read_moment,
)
from throughgate.foundation.languages.days import months

TODAY = dt.date(2026, 3, 4)
LANGUAGES = ("en", "de", "it", "pt", "cs", "sl", "ro", "is", "tr", "el")
MORE_LANGUAGES = ("en-us", "fr", "es", "pl", "hr", "hu", "sq", "sr", "sr-latn", "ru", "uk", "ar", "nl", "sv")

DATES = st.dates(EARLIEST, LATEST)


def read(text: str, language: str = "de", purpose: Purpose = "birth", *, serials: bool = False) -> DateAnswer:
    """Read on the day of the tests."""
    return read_date(text, language, today=TODAY, purpose=purpose, serials=serials)


@pytest.mark.parametrize(
    "text",
    [
        "5.3.1990", "05.03.1990", "5. 3. 1990", "05.03.90", "5.3.'90", "1990-03-05", "1990/03/05",
        "5/3/1990", "5-3-1990", "05 03 1990", "5. März 1990", "5. Maerz 1990", "5.März 1990",
        "05. Mrz. 1990", "5 March 1990", "5/MAR/1990", "March 5th, 1990", "Montag, 5. März 1990",
        "1990-03-05 00:00:00", "1990-03-05T00:00:00Z", "05.03.1990 00:00", "05031990", "19900305",
        "٥.٣.١٩٩٠", "０５．０３．１９９０", "  5.3.1990. ", "1990 März 5",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(text: str) -> None:
    """The fifth of March 1990 is understood however a German office writes it."""
    answer = read(text)
    assert (answer.on, answer.precision, answer.reason) == (dt.date(1990, 3, 5), "day", None)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("März 1990", dt.date(1990, 3, 1), "month"),
        ("Mrz 90", dt.date(1990, 3, 1), "month"),
        ("03/1990", dt.date(1990, 3, 1), "month"),
        ("1990-03", dt.date(1990, 3, 1), "month"),
        ("00.03.1990", dt.date(1990, 3, 1), "month"),
        ("??.03.1990", dt.date(1990, 3, 1), "month"),
        ("1990-03-00", dt.date(1990, 3, 1), "month"),
        ("1990", dt.date(1990, 1, 1), "year"),
        ("ca. 1990", dt.date(1990, 1, 1), "year"),
        ("1990 (geschätzt)", dt.date(1990, 1, 1), "year"),
        ("etwa März 1990", dt.date(1990, 3, 1), "month"),
        ("00.00.1990", dt.date(1990, 1, 1), "year"),
        ("xx.xx.1990", dt.date(1990, 1, 1), "year"),
        ("1990-00-00", dt.date(1990, 1, 1), "year"),
    ],
)
def test_unknown_day_or_month(text: str, on: dt.date, precision: str) -> None:
    """What is not known is said by the precision, and never made up."""
    answer = read(text)
    assert (answer.on, answer.precision, answer.reason) == (on, precision, None)


@pytest.mark.parametrize(
    "text",
    [
        *("05.03.1990 (geschätzt)", "ca. 05.03.1990", "ca. 5. März 1990", "~5.3.1990", "05.03.1990 gesch."),
        *("um den 5. März 1990", "1990-03-05 (approx.)"),
    ],
)
def test_an_estimate_is_no_exact_day(text: str) -> None:
    """It is asked about, with the day as a proposal; of an hour "um" says nothing."""
    assert read(text) == DateAnswer(None, reason="estimated", other=dt.date(1990, 3, 5))
    assert read("05.03.1990 um 14:00 Uhr").on == dt.date(1990, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "unbek.",
        "Unbekannt",
        "offen",
        "k.A.",
        "k. A.",
        "keine Angabe",
        "-",
        "–",
        "?",
        "n/a",
        "00.00.0000",
        "---",
    ],
)
def test_said_to_be_unknown(text: str) -> None:
    """A word for "unknown" is an answer, not a mistake."""
    assert read(text) == DateAnswer(None, reason="unknown")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \u200b", "empty"),
        ("29.02.2001", "no_such_day"),
        ("29.02.1900", "no_such_day"),
        ("31.04.1990", "no_such_day"),
        ("32.01.1990", "no_such_day"),
        ("12/13/1999", "no_such_month"),
        ("12.13.1999", "no_such_month"),
        ("31.12.1899", "out_of_range"),
        ("01.01.2101", "out_of_range"),
        ("05.03.2026", "in_future"),
        ("2027", "in_future"),
        ("nächstes Jahr", "not_a_date"),
        ("5.3.", "not_a_date"),
        ("März", "not_a_date"),
        ("March 15", "not_a_date"),
        ("05.00.1990", "not_a_date"),
        ("32937", "not_a_date"),
        ("5.3.1990 oder 6.3.1990", "not_a_date"),
        ("1" * 10_000, "not_a_date"),
    ],
)
def test_refusals_have_reasons(text: str, reason: str) -> None:
    """A text that is no possible birth date is refused, with the reason that fits."""
    answer = read(text)
    assert (answer.on, answer.reason) == (None, reason)


def test_a_leap_day_is_a_birthday() -> None:
    """People are born on 29 February."""
    assert read("29.2.2000").on == dt.date(2000, 2, 29)


def test_slashes_may_be_american() -> None:
    """Day and month that could be swapped are flagged with the other reading; dots are certain."""
    assert read("5/3/1990").other == dt.date(1990, 5, 3)
    assert read("5/3/1990").ambiguous
    assert not read("5.3.1990").ambiguous
    assert not read("5/5/1990").ambiguous
    assert not read("25/3/1990").ambiguous
    assert read("5/3/1990", "en-us").on == dt.date(1990, 5, 3)
    assert read("12/13/1999").other == dt.date(1999, 12, 13)
    assert not read("12/13/1999").ambiguous


@pytest.mark.parametrize(
    ("text", "purpose", "year"),
    [
        ("05.03.25", "birth", 2025),
        ("04.03.26", "birth", 2026),
        ("05.03.26", "birth", 1926),
        ("05.03.27", "birth", 1927),
        ("05.03.90", "birth", 1990),
        ("05.03.26", "any", 2026),
        ("05.03.56", "any", 2056),
        ("05.03.57", "any", 1957),
    ],
)
def test_two_digit_years(text: str, purpose: Purpose, year: int) -> None:
    """Births lie in the past; other dates at most 30 years ahead; the guess is marked."""
    answer = read(text, purpose=purpose)
    assert answer.on is not None
    assert (answer.on.year, answer.guessed_century) == (year, True)


def test_spreadsheet_numbers_only_for_imports() -> None:
    """The day numbers of spreadsheets are read when asked for; four digits stay a year."""
    assert read("32937", serials=True).on == dt.date(1990, 3, 5)
    assert read("32937.0", serials=True).on == dt.date(1990, 3, 5)
    assert read("73415", purpose="any", serials=True).on == LATEST
    assert read("1990", serials=True).precision == "year"


@pytest.mark.parametrize("language", LANGUAGES + MORE_LANGUAGES)
@given(on=DATES)
def test_what_is_written_can_be_read(language: str, on: dt.date) -> None:
    """Every date we write, someone can type again in the same language."""
    assert read(format_date(on, "day", language), language, "any").on == on
    month = read(format_date(on, "month", language), language, "any")
    assert (month.on, month.precision) == (on.replace(day=1), "month")
    year = read(format_date(on, "year", language), language, "any")
    assert (year.on, year.precision) == (on.replace(month=1, day=1), "year")


@pytest.mark.parametrize("language", LANGUAGES)
@given(on=DATES)
def test_long_dates_can_be_read(language: str, on: dt.date) -> None:
    """The long forms that letters use are understood too, with and without the day of the week."""
    locale = "en_GB" if language == "en" else language
    for form in ("long", "full"):
        assert read(babel_format_date(on, form, locale=locale), language, "any").on == on


@given(
    st.one_of(st.text(max_size=30), st.from_regex(r"[0-9?x]{1,4}[./ -][0-9?x]{1,4}[./ -][0-9]{1,5}")),
    st.sampled_from(LANGUAGES + MORE_LANGUAGES + ("xx",)),
    st.sampled_from(["birth", "any"]),
    st.booleans(),
)
def test_any_text_has_an_answer(text: str, language: str, purpose: Purpose, serials: bool) -> None:
    """Whatever is typed, there is a date in the allowed range or a reason, never both or neither."""
    answer = read(text, language, purpose, serials=serials)
    assert (answer.on is None) == (answer.reason is not None)
    if answer.on is not None:
        assert EARLIEST <= answer.on <= LATEST
        if purpose == "birth":
            assert answer.on <= TODAY


@pytest.mark.parametrize(
    ("precision", "written"), [("day", "05.03.1990"), ("month", "März 1990"), ("year", "1990")]
)
def test_a_date_is_written_as_exactly_as_it_is_known(precision: Precision, written: str) -> None:
    """A birth date with unknown day is never shown with one."""
    assert format_date(dt.date(1990, 3, 5), precision, "de") == written


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "on", "other"),
    [
        ("1990-03-04T23:00:00.000Z", dt.date(1990, 3, 5), None),
        ("1990-07-04T22:00:00Z", dt.date(1990, 7, 5), None),
        ("1989-12-31 23:00:00+00:00", dt.date(1990, 1, 1), None),
        ("1990-03-05T00:00:00Z", dt.date(1990, 3, 5), None),
        ("1990-03-05T00:00:00+02:00", dt.date(1990, 3, 5), None),
        ("1990-03-05T12:00:00Z", dt.date(1990, 3, 5), None),
        ("04.03.1990 23:59:40", dt.date(1990, 3, 5), None),
        ("04.03.1990 23:00", dt.date(1990, 3, 4), dt.date(1990, 3, 5)),
        ("1990-03-04 22:00:00", dt.date(1990, 3, 4), dt.date(1990, 3, 5)),
        ("04.03.1990, 14:30 Uhr", dt.date(1990, 3, 4), None),
        ("04.03.1990 22:15", dt.date(1990, 3, 4), None),
        ("04.03.1990 99:99", dt.date(1990, 3, 4), None),
        ("32936.5", dt.date(1990, 3, 4), None),
        ("32936,99999", dt.date(1990, 3, 5), None),
        ("32936.958333333", dt.date(1990, 3, 4), dt.date(1990, 3, 5)),
    ],
)
def test_days_that_came_as_moments(text: str, on: dt.date, other: dt.date | None) -> None:
    """Midnight in Germany, written as another zone's hour of the day before, is the day it is in Germany, or asked."""
    answer = read_date(text, "de", today=TODAY, purpose="birth", serials=True, zone=BERLIN)
    assert (answer.on, answer.precision, answer.other) == (on, "day", other)


@pytest.mark.parametrize(
    ("moment", "on", "other"),
    [
        (dt.datetime(1990, 3, 3, 23, 0), dt.date(1990, 3, 3), dt.date(1990, 3, 4)),
        (dt.datetime(1990, 3, 3, 23, 59, 40), dt.date(1990, 3, 4), None),
        (dt.datetime(1990, 3, 3, 8, 20), dt.date(1990, 3, 3), None),
    ],
)
def test_days_of_moments_in_a_workbook(moment: dt.datetime, on: dt.date, other: dt.date | None) -> None:
    """The day of a moment is its own but where a program lost seconds, and doubtful at a late full hour."""
    answer = read_moment(moment, today=TODAY, purpose="birth")
    assert (answer.on, answer.other) == (on, other)


@pytest.mark.parametrize(
    "text",
    [
        "Mo 15.03.2027", "Mo., 15.03.27", "15.03.2027 (Mo.)", "15.03.2027 Mo", "Montag, 15. März 2027", "(Mo) 15.3.27",
        "Montag, den 15.03.2027", "Mon 15/03/2027", "Monday 2027-03-15", "Mo 15.03.2027 10:00", "15. März 2027 (Montag)",
        "15.III.2027", "15. III. 27", "Mo 15.III.2027",
    ],
)  # fmt: skip
def test_the_day_of_the_week_beside_a_date(text: str) -> None:
    """Lists write it before or after the date, and write months in Roman numerals; it is the same day."""
    answer = read(text, purpose="ahead")
    assert (answer.on, answer.reason) == (dt.date(2027, 3, 15), None)


@pytest.mark.parametrize("text", ["Fr 15.03.2027", "15.03.2027 (Di.)", "Sonntag, 15. März 2027"])
def test_a_day_of_the_week_that_does_not_fit(text: str) -> None:
    """Either the day is wrong or the date: nobody can tell but a person."""
    assert read(text, purpose="any") == DateAnswer(None, reason="wrong_weekday", other=dt.date(2027, 3, 15))


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("30.06.57", dt.date(2057, 6, 30)),
        ("03.04.26", dt.date(2026, 4, 3)),
        ("14.03.17", dt.date(2017, 3, 14)),
        ("14.03.15", dt.date(2015, 3, 14)),
    ],
)
def test_two_digits_of_a_day_ahead(text: str, on: dt.date) -> None:
    """A release is never far in the past: 57 is 2057."""
    answer = read(text, purpose="ahead")
    assert (answer.on, answer.guessed_century) == (on, True)


def test_a_birth_with_two_digits_lies_in_the_past() -> None:
    """46 of a birth is 1946."""
    assert read("01.02.46").on == dt.date(1946, 2, 1)


@pytest.mark.parametrize("language", ["hu", "lt"])
def test_one_digit_is_no_year(language: str) -> None:
    """1.2.27 is never a day of the year 1."""
    answer = read("1.2.27", language, purpose="any")
    assert answer.on is None or answer.on.year in {2027, 2001}


@pytest.mark.parametrize(
    ("first", "last", "english", "german"),
    [
        (dt.date(2026, 5, 2), dt.date(2026, 5, 30), "in May 2026", "im Mai 2026"),
        (dt.date(2026, 8, 2), dt.date(2026, 11, 30), "from August to November 2026", "von August bis November 2026"),
        (dt.date(2025, 12, 2), dt.date(2026, 1, 1), "from December 2025 to January 2026", "von Dezember 2025 bis Januar 2026"),
    ],
)  # fmt: skip
def test_months_in_words(first, last, english, german):
    """The year is said once where it is one."""
    with translation.override("en"):
        assert months(first, last) == english
    with translation.override("de"):
        assert months(first, last) == german
