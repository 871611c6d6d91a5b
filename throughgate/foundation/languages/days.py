"""Days in words. A page of a list writes a hundred of them, mostly the same few: what was written once is kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext


def long_day(day: date) -> str:
    """Return a day with its month written out, as in a sentence."""
    return _written(day, "long", get_language())


def short_day(day: date) -> str:
    """Return a day with its year, short."""
    return _written(day, "short", get_language())


def day_and_month(day: date) -> str:
    """Return a day without its year, short."""
    return _written(day, "near", get_language())


def months(first: date, last: date) -> str:
    """Return the months from one day to another, as in “from March to May 2026”; one month alone as “in May 2026”."""
    month, whole = (
        pgettext("date pattern: full month", "F"),
        pgettext("date pattern: full month, year", "F Y"),
    )
    end = date_format(last, whole)
    if (first.year, first.month) == (last.year, last.month):
        return pgettext("months", "in %(month)s") % {"month": end}
    start = date_format(first, month if first.year == last.year else whole)
    return pgettext("months", "from %(first)s to %(last)s") % {"first": start, "last": end}


@lru_cache(maxsize=8192)
def _written(day: date, how: str, _language: str | None) -> str:
    if how == "long":
        return date_format(day, pgettext("date pattern: day, full month, year", "j F Y"))
    if how == "short":
        return date_format(day, pgettext("date pattern: day, short month, year", "j M Y"))
    return date_format(day, pgettext("date pattern: day, short month", "j M"))
