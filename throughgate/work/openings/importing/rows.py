"""Read one row of a register of companies: what is clear comes in, what is not is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from throughgate.foundation.imports.days import read_day
from throughgate.foundation.imports.kinds import Given
from throughgate.foundation.languages.dates import DateAnswer
from throughgate.work.openings.importing.companies import read_company, read_contact, read_site
from throughgate.work.openings.importing.draft import Draft
from throughgate.work.openings.importing.offers import read_offers

CLEARED_BY_LOOKING: Final = frozenset(
    {
        *(
            "row_short",
            "row_long",
            "shifted",
            "seats_range",
            "seats_about",
            "seats_several",
            "start_vague",
            "start_year",
        ),
        *(
            "wage_by_tariff",
            "wage_open_wage",
            "wage_range",
            "wage_about",
            "wage_period",
            "level_vague",
            "level_between",
        ),
        *("licence_class_missing", "licence_unclear", "licence_old_class", "offer_unknown"),
    }
)
"""What may stay open: the opening comes in without it, or with it in words."""


def read_row(given: Given, find_place: Callable[[str, str, str], Any], *, today: date, country: str) -> Draft:
    """Return what the row says, with everything that must be asked."""
    draft = Draft.of(given, as_text=("telephone",))
    read_company(given, draft)
    read_site(given, draft, find_place, country)
    read_contact(given, draft)
    read_offers(given, draft, today, country, confirmed=given.confirmed)
    _last_contact(given, draft, today, country)
    if given.confirmed:
        draft.settle(CLEARED_BY_LOOKING)
    return draft


def _last_contact(given: Given, draft: Draft, today: date, country: str) -> None:
    answer = read_day(given.cell("last_contact"), country=country, today=today)
    if answer.on is not None and answer.on > today:
        draft.note("last_contact_in_future", "last_contact")
    elif answer.on is not None:
        draft.last_contact = DateAnswer(answer.on, answer.precision)
    elif answer.reason not in ("empty", "unknown"):
        draft.note("last_contact_unreadable", "last_contact")
