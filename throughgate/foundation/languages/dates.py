"""Read dates as people write them in their language, and write them so.

Two-digit years: of a birth, the latest such year that is not in the future ("05.03.90" is 1990); of a day ahead,
the first such year from ten years ago on; otherwise the year at most 30 years ahead and at most 69 back, seen from
today. Such a year is a guess and ``guessed_century`` says so, for previews of imports.

Times beside a day: programs write midnight as a moment of another time zone, "1990-03-04T23:00Z". With a zone such a
moment is the day that it is there. A full hour late in the evening without a word of its zone may be the next day.

``en`` is read and written day first (as in the United Kingdom and Ireland), ``en-us`` month first.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final, Literal

from babel.dates import format_date as babel_format_date
from babel.dates import format_skeleton

from .date_words import is_unknown, locale_of, order_of, vocabulary, weekdays
from .folding import search_key

Precision = Literal["day", "month", "year"]
Purpose = Literal["birth", "ahead", "any"]

EARLIEST: Final = dt.date(1900, 1, 1)
LATEST: Final = dt.date(2100, 12, 31)
YEARS_AHEAD: Final = 30
YEARS_BACK: Final = 10
"""How far a day with a two-digit year that should lie ahead may lie back."""

# Excel counts days from here (its 29 February 1900, which never was, lies before any date we take).
_SERIAL_ZERO: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a spreadsheet has no zone


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """What was read. ``on`` is the first day of the month or year when the precision is coarser.

    ``reason`` is None for a date, or a code: ``empty``, ``unknown`` (said to be unknown, no error),
    ``not_a_date``, ``no_such_day`` (31 April, 29 February 2001), ``no_such_month``,
    ``out_of_range`` (before 1900, after 2100), ``in_future`` (of a birth), ``wrong_weekday`` ("Fr 15.03.2027"),
    ``estimated`` ("ca. 5.3.1990", of a day: a year that is estimated is a year).
    ``other`` is the second reading of 5/3/1990 or of a late hour, or the only possible one of 12/13/1999.
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
    text: str,
    language: str,
    *,
    today: dt.date,
    purpose: Purpose = "any",
    serials: bool = False,
    zone: dt.tzinfo = dt.UTC,
) -> DateAnswer:
    """Read a date from text; never raise. ``serials`` takes Excel's day numbers, ``zone`` moments, for imports."""
    if not text.isascii():
        text = "".join(map(_readable, unicodedata.normalize("NFKC", text)))
    text = text.strip()
    if not text:
        return DateAnswer(None, reason="empty")
    if is_unknown(text):
        return DateAnswer(None, reason="unknown")
    if len(text) > 60:
        return DateAnswer(None, reason="not_a_date")
    exact = _ESTIMATED.sub(" ", text).strip(" ,;")
    answer = _read(exact, language, today=today, purpose=purpose, serials=serials, zone=zone)
    if exact != text and answer.on and answer.precision == "day":
        return DateAnswer(None, reason="estimated", other=answer.on)
    return answer


def _read(
    text: str, language: str, *, today: dt.date, purpose: Purpose, serials: bool, zone: dt.tzinfo
) -> DateAnswer:
    if serials and (serial := _SERIAL.fullmatch(text)):
        seconds = round(float(f".{serial[2] or 0}") * 86_400)
        at = _SERIAL_ZERO + dt.timedelta(days=int(serial[1]), seconds=seconds)
        return read_moment(at, today=today, purpose=purpose)
    weekday, text = _without_weekday(text, language)
    if time := _TIME.search(text):
        text = text[: time.start()]
        if weekday is None:
            weekday, text = _without_weekday(text, language)
    parts = _numbers(text, language, today, purpose) or _words(text, language, today, purpose)
    if parts is None:
        return DateAnswer(None, reason="not_a_date")
    answer = _checked(parts, today, purpose)
    if answer.on is None or answer.precision != "day":
        return answer
    if time and (moment := _moment(answer.on, time, zone)):
        answer = _moved(answer, moment, today, purpose)
    if (
        weekday is not None
        and answer.on
        and weekday not in {answer.on.weekday(), answer.other and answer.other.weekday()}
    ):
        return DateAnswer(None, reason="wrong_weekday", other=answer.on)
    return answer


def read_moment(moment: dt.datetime, *, today: dt.date, purpose: Purpose = "any") -> DateAnswer:
    """Return the day of a moment as a spreadsheet holds it."""
    day = moment.date()
    return _moved(_checked(_Parts(day.year, day.month, day.day), today, purpose), moment, today, purpose)


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


_TIME: Final = re.compile(
    r"(?:[T,]\s*|\s+)(?:um\s+|at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(?:Uhr|h)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
# Words that say "about", but for the hour: "um 14:00".
_ESTIMATED: Final = re.compile(
    r"\(?(?<!\w)(?:(?:ca|circa|etwa|ungef(?:ähr)?|um(?!\s*\d{1,2}:\d)|gesch(?:ätzt)?|schätzungsweise|vermutlich|verm|wohl"
    r"|about|around|approx|approximately|estimated|est)\b\.?|[~≈])\)?",
    re.IGNORECASE,
)
_AT_GREENWICH: Final = re.compile(r"Z|UTC|GMT|[+-]00:?00", re.IGNORECASE)
_LATE: Final = range(21, 24)
_SERIAL: Final = re.compile(r"([1-6]\d{4}|7[0-3]\d{3})(?:[.,](\d+))?")
_WORD_BEFORE: Final = re.compile(r"\(?([^\W\d_]{2,12})\.?\)?[\s,:.]*(?=\S)")
_ARTICLE: Final = re.compile(r"^(?:den|dem|the)\s+(?=\d)", re.IGNORECASE)
_WORD_AFTER: Final = re.compile(r"[\s,]*\(?\b([^\W\d_]{2,12})\.?\)?$")
_ROMAN_MONTH: Final = re.compile(
    r"(\d{1,2})\s*[./ -]\s*(I{1,3}|IV|VI{0,3}|IX|XI{0,2})\s*[./ -]\s*(\d{4}|\d{2})\.?"
)
_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_GAP: Final = r"\s*[./\-‐‑–,\s]\s*"
_UNKNOWN_PART: Final = r"\?{1,2}|[xX]{1,2}|[-_]{2}"
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}}){_GAP}(\d{{1,2}})(?:{_GAP}(\d{{1,2}}))?\.?")
_THREE: Final = re.compile(
    rf"(\d{{1,2}}|{_UNKNOWN_PART})({_GAP})(\d{{1,2}}|{_UNKNOWN_PART}){_GAP}['’]?(\d{{4}}|\d{{2}})\.?"
)
_MONTH_YEAR: Final = re.compile(rf"(\d{{1,2}}){_GAP}(\d{{4}})\.?")
_EIGHT: Final = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{2})")


def _without_weekday(text: str, language: str) -> tuple[int | None, str]:
    """Take a day of the week off: before the date or after it, "Mo., 15.03.27" and "15.03.2027 (Mo.)"."""
    for pattern, search in ((_WORD_BEFORE, _WORD_BEFORE.match), (_WORD_AFTER, _WORD_AFTER.search)):
        if (found := search(text)) and (weekday := weekdays(language).get(search_key(found[1]))) is not None:
            rest = text[found.end() :] if pattern is _WORD_BEFORE else text[: found.start()]
            return weekday, _ARTICLE.sub("", rest.strip())
    return None, text


def _moment(on: dt.date, time: re.Match[str], zone: dt.tzinfo) -> dt.datetime | None:
    """Return the moment that a time of day says, as clocks of the zone show it; None where there is no such time."""
    try:
        moment = dt.datetime.combine(on, dt.time(int(time[1]), int(time[2]), int(time[3] or 0)))
    except ValueError:
        return None
    # Of another zone that is named, the day is what people there wrote.
    if time[4] and _AT_GREENWICH.fullmatch(time[4]):
        return moment.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)
    return moment


def _moved(answer: DateAnswer, moment: dt.datetime, today: dt.date, purpose: Purpose) -> DateAnswer:
    """Return the day of a moment; of 23:59 it is the next, for programs lose seconds; of 22:00 it may be."""
    if answer.on is None:
        return answer
    # Half a minute before midnight is midnight.
    day = (moment + dt.timedelta(minutes=1)).date()
    moved = _checked(_Parts(day.year, day.month, day.day), today, purpose)
    other = answer.other if day == answer.on else None
    if moment.hour in _LATE and moment.minute == moment.second == 0:
        other = day + dt.timedelta(days=1)
    return replace(moved, other=other, guessed_century=answer.guessed_century)


def _numbers(text: str, language: str, today: dt.date, purpose: Purpose) -> _Parts | None:
    if found := _ROMAN_MONTH.fullmatch(text):
        text = f"{found[1]}.{_ROMANS.index(found[2]) + 1}.{found[3]}"
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
    if purpose == "ahead":
        is_behind = year < today.year - YEARS_BACK and year + 100 <= LATEST.year
        return year + 100 * is_behind, True
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


def _readable(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "" if unicodedata.category(character) == "Cf" else character
