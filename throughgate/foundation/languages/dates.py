"""Read dates as people write them in their language, and write them so.

Two-digit years: of a birth, the latest such year that is not in the future ("05.03.90" is 1990);
otherwise the year at most 30 years ahead and at most 69 back, seen from today. Such a year is a guess and
``guessed_century`` says so, for previews of imports.

``en`` is read and written day first (as in the United Kingdom and Ireland), ``en-us`` month first.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from babel.dates import format_date as babel_format_date
from babel.dates import format_skeleton

from .date_words import is_unknown, locale_of, order_of, vocabulary
from .folding import search_key

Precision = Literal["day", "month", "year"]
Purpose = Literal["birth", "any"]

EARLIEST: Final = dt.date(1900, 1, 1)
LATEST: Final = dt.date(2100, 12, 31)
YEARS_AHEAD: Final = 30

# Excel counts days from here (its 29 February 1900, which never was, lies before any date we take).
_SERIAL_ZERO: Final = dt.date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """What was read. ``on`` is the first day of the month or year when the precision is coarser.

    ``reason`` is None for a date, or a code: ``empty``, ``unknown`` (said to be unknown, no error),
    ``not_a_date``, ``no_such_day`` (31 April, 29 February 2001), ``no_such_month``,
    ``out_of_range`` (before 1900, after 2100), ``in_future`` (of a birth).
    ``other`` is the second reading of 5/3/1990, or the only possible one of 12/13/1999.
    """

    on: dt.date | None
    precision: Precision = "day"
    reason: str | None = None
    other: dt.date | None = None
    guessed_century: bool = False

    @property
    def ambiguous(self) -> bool:
        """Tell whether the text could as well mean another day."""
        return self.on is not None and self.other is not None


def read_date(
    text: str, language: str, *, today: dt.date, purpose: Purpose = "any", serials: bool = False
) -> DateAnswer:
    """Read a date from text; never raise. ``serials`` takes Excel's day numbers, for imports."""
    if not text.isascii():
        text = "".join(map(_readable, unicodedata.normalize("NFKC", text)))
    text = text.strip()
    if not text:
        return DateAnswer(None, reason="empty")
    if is_unknown(text):
        return DateAnswer(None, reason="unknown")
    if len(text) > 60:
        return DateAnswer(None, reason="not_a_date")
    text = _TIME.sub("", text)
    if serials and (serial := _SERIAL.fullmatch(text)):
        return _checked(_Parts(*_from_serial(int(serial[1]))), today, purpose)
    parts = _numbers(text, language, today, purpose) or _words(text, language, today, purpose)
    return _checked(parts, today, purpose) if parts else DateAnswer(None, reason="not_a_date")


def format_date(on: dt.date, precision: Precision, language: str) -> str:
    """Write a date in the language, as exactly as it is known: "05.03.1990", "März 1990", "1990"."""
    locale = locale_of(language)
    if precision == "year":
        return f"{on.year:04d}"
    if precision == "month":
        return str(format_skeleton("yMMMM", on, locale=locale))
    return str(babel_format_date(on, "medium", locale=locale))


# --- reading --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Parts:
    """Year, month and day as numbers; 0 is unknown."""

    year: int
    month: int
    day: int
    swappable: bool = False
    guessed_century: bool = False


_TIME: Final = re.compile(r"(?:[T,]\s*|\s+)\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?$")
_SERIAL: Final = re.compile(r"([1-6]\d{4}|7[0-3]\d{3})(?:[.,]0+)?")
_GAP: Final = r"\s*[./\-‐‑–,\s]\s*"
_UNKNOWN_PART: Final = r"\?{1,2}|[xX]{1,2}|[-_]{2}"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}}){_GAP}(\d{{1,2}})(?:{_GAP}(\d{{1,2}}))?\.?")
_THREE: Final = re.compile(
    rf"(\d{{1,2}}|{_UNKNOWN_PART})({_GAP})(\d{{1,2}}|{_UNKNOWN_PART}){_GAP}['’]?(\d{{4}}|\d{{2}})\.?"
)
_MONTH_YEAR: Final = re.compile(rf"(\d{{1,2}}){_GAP}(\d{{4}})\.?")
_EIGHT: Final = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})")


def _numbers(text: str, language: str, today: dt.date, purpose: Purpose) -> _Parts | None:
    if re.fullmatch(r"\d{4}\.?", text):
        return _Parts(int(text[:4]), 0, 0)
    if found := _YEAR_FIRST.fullmatch(text):
        return _Parts(int(found[1]), int(found[2]), int(found[3] or 0))
    if found := _MONTH_YEAR.fullmatch(text):
        return _Parts(int(found[2]), int(found[1]), 0)
    if found := _EIGHT.fullmatch(text):
        # 05031990 or 19900305: a year between 1900 and 2100 at one end is no month at the other.
        a, b, c, d = (int(pair) for pair in found.groups())
        if 19 <= a <= 20 and 1 <= c <= 12:
            return _Parts(100 * a + b, c, d)
        return _Parts(100 * c + d, b, a)
    if found := _THREE.fullmatch(text):
        first, second = (int(p) if p.isdigit() else 0 for p in (found[1], found[3]))
        year, guessed = _year(found[4], (first, second), today, purpose)
        order = order_of(language)
        if order == "ymd" and len(found[4]) == 2 and found[1].isdigit() and "." not in found[2]:
            # 90-03-05 in Hungarian, Lithuanian, Swedish
            year, guessed = _year(f"{first:02d}", (int(found[4]), second), today, purpose)
            return _Parts(year, second, int(found[4]), guessed_century=guessed)
        if order == "mdy" and "." not in found[2]:
            first, second = second, first
        return _Parts(year, second, first, swappable="." not in found[2], guessed_century=guessed)
    return None


def _words(text: str, language: str, today: dt.date, purpose: Purpose) -> _Parts | None:
    """Read "5. März 1990", "March 5th, 1990", "5 de março de 1990", "März 90", "ca. 1990"."""
    months, fillers = vocabulary(language)
    month, numbers = 0, []
    for token in re.findall(r"\d+|[^\W\d_]+", text):
        if token.isdecimal():
            numbers.append(token)
        elif (key := search_key(token)) in months and not month:
            month = months[key]
        elif key not in fillers:
            return None
    if len(numbers) == 1 and not month and len(numbers[0]) == 4:
        return _Parts(int(numbers[0]), 0, 0)
    if not month or len(numbers) not in {1, 2}:
        return None
    if len(numbers[0]) == 4:  # 1990 March 5
        numbers.reverse()
    *days, digits = numbers
    if len(digits) not in {2, 4} or any(len(day) > 2 for day in days):
        return None
    if not days and int(digits) <= 31:  # "March 15" lacks a year or a day, "März 90" does not
        return None
    day = int(days[0]) if days else 0
    year, guessed = _year(digits, (day, month), today, purpose)
    return _Parts(year, month, day, guessed_century=guessed)


def _year(digits: str, day_and_month: tuple[int, int], today: dt.date, purpose: Purpose) -> tuple[int, bool]:
    """Return the year, and whether its century is a guess."""
    year = int(digits)
    if len(digits) == 4:
        return year, False
    century = today.year // 100 * 100
    if purpose == "birth":
        day, month = (max(1, number) for number in day_and_month)
        later = (century + year, month, day) > (today.year, today.month, today.day)
        return century + year - 100 * later, True
    year += century
    if year > today.year + YEARS_AHEAD:
        year -= 100
    elif year <= today.year + YEARS_AHEAD - 100:
        year += 100
    return year, True


def _checked(parts: _Parts, today: dt.date, purpose: Purpose) -> DateAnswer:
    year, month, day = parts.year, parts.month, parts.day
    if not (year or month or day):
        return DateAnswer(None, reason="unknown")  # 00.00.0000
    if not EARLIEST.year <= year <= LATEST.year:
        return DateAnswer(None, reason="out_of_range")
    precision: Precision = "day" if day and month else "month" if month else "year"
    if month > 12:
        swapped = _date(year, day, month) if parts.swappable else None
        return DateAnswer(None, reason="no_such_month", other=swapped)
    if day and not month:
        return DateAnswer(None, reason="not_a_date")  # 05.00.1990
    on = _date(year, month or 1, day or 1)
    if on is None:
        return DateAnswer(None, precision, reason="no_such_day")
    if purpose == "birth" and on > today:
        return DateAnswer(None, precision, reason="in_future")
    other = _date(year, day, month) if parts.swappable and day and day != month else None
    return DateAnswer(on, precision, other=other, guessed_century=parts.guessed_century)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _from_serial(number: int) -> tuple[int, int, int]:
    on = _SERIAL_ZERO + dt.timedelta(days=number)
    return on.year, on.month, on.day


def _readable(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) == "Cf" else character
