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


@lru_cache(maxsize=8192)
def _written(day: date, how: str, _language: str | None) -> str:
    if how == "long":
        return date_format(day, pgettext("date pattern: day, full month, year", "j F Y"))
    if how == "short":
        return date_format(day, pgettext("date pattern: day, short month, year", "j M Y"))
    return date_format(day, pgettext("date pattern: day, short month", "j M"))
