"""Public holidays where a jurisdiction's rules count, and the days on which people work there."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from holidays import HolidayBase, country_holidays

SATURDAY: Final = 5


def works_on(day: date, country: str, jurisdiction: str) -> bool:
    """Say whether people work on a day: Monday to Friday, and no public holiday where the rules of a pack count."""
    if day.weekday() >= SATURDAY:
        return False
    holidays = public_holidays(country, jurisdiction)
    return holidays is None or day not in holidays


@lru_cache(maxsize=64)
def public_holidays(country: str, jurisdiction: str) -> HolidayBase | None:
    """Return the holidays of the part of the country that a jurisdiction names behind its hyphen, else of all of it.

    None where the country is not known. They are asked by dates alone: text would be read month first.
    """
    part = jurisdiction.partition("-")[2].upper() or None
    for subdivision in (part, None):
        try:
            return country_holidays(country, subdiv=subdivision)
        except NotImplementedError:  # what the package says of a part or a country that it does not know
            continue
    return None
