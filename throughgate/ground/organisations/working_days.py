"""Working days of a region, for what must be answered within some of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from throughgate.ground.jurisdictions.holidays import works_on
from throughgate.ground.jurisdictions.packs import InCountry, jurisdiction_of
from throughgate.ground.organisations.models import Region


def is_working_day(day: date, region: InCountry) -> bool:
    """Say whether people work on a day in a region: its pack says which holidays count."""
    return works_on(day, region.country, jurisdiction_of(region) or "")


def working_days_by_region() -> dict[uuid.UUID, Callable[[date], bool]]:
    """Return for each region how one asks whether people work there on a day. One query."""
    return {region.pk: partial(is_working_day, region=region) for region in Region.objects.all()}
