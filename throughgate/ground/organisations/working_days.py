"""Working days of a region, for what must be answered within some of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Final

from holidays import HolidayBase, country_holidays

from throughgate.ground.jurisdictions.packs import InCountry, jurisdiction_of
from throughgate.ground.organisations.models import Region

SATURDAY: Final = 5


def is_working_day(day: date, region: InCountry) -> bool:
    """Say whether people work on a day: Monday to Friday, and no public holiday where the region's rules count."""
    if day.weekday() >= SATURDAY:
        return False
    holidays = _holidays(region.country, jurisdiction_of(region) or "")
    return holidays is None or day not in holidays


def working_days_by_region() -> dict[uuid.UUID, Callable[[date], bool]]:
    """Return for each region how one asks whether people work there on a day. One query."""
    return {region.pk: partial(is_working_day, region=region) for region in Region.objects.all()}


@lru_cache(maxsize=64)
def _holidays(country: str, jurisdiction: str) -> HolidayBase | None:
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
