"""Read a day from a cell of a list: text as the country writes it, or what a workbook holds as a day or a moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import Final

from throughgate.foundation.languages.dates import DateAnswer, Purpose, read_date, read_moment
from throughgate.foundation.languages.texts import country_language, country_zone
from throughgate.foundation.spreadsheets import Cell
from throughgate.foundation.spreadsheets.unknown import is_unknown

FIRST_OF_WORKBOOKS: Final = dt.date(1900, 3, 1)
"""What a workbook shows as a day before is a number of hours, or a zero: before it, its own calendar is wrong."""


def read_day(
    cell: Cell, *, country: str, today: dt.date, purpose: Purpose = "any", day_first: bool = False
) -> DateAnswer:
    """Return the day of a cell; `day_first`: the other rows of its column surely write 05/03 for the fifth of March."""
    value = cell.value
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        if moment.date() < FIRST_OF_WORKBOOKS:
            return DateAnswer(None, reason="out_of_range")
        return read_moment(moment, today=today, purpose=purpose)
    answer = _from_text(cell.text, country, today, purpose)
    if day_first and _is_swapped(answer):
        return replace(answer, other=None)
    return answer


def _is_swapped(answer: DateAnswer) -> bool:
    """Say whether day and month may stand for each other."""
    on, other = answer.on, answer.other
    return bool(on and other) and (on.day, on.month) == (other.month, other.day)  # type: ignore[union-attr]


@lru_cache(maxsize=20_000)
def _from_text(text: str, country: str, today: dt.date, purpose: Purpose) -> DateAnswer:
    text = " ".join(text.split())
    if is_unknown(text):
        return DateAnswer(None, reason="unknown")
    return read_date(
        text,
        country_language(country),
        today=today,
        purpose=purpose,
        serials=True,
        zone=country_zone(country),
    )
