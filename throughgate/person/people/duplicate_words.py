"""What a page says about a possible duplicate: how sure, and why."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.person.people.duplicates import Match, Strength

STRENGTHS: Final[dict[Strength, Promise]] = {
    Strength.STRONG: _("Probably the same person"),
    Strength.LIKELY: _("Possibly the same person"),
    Strength.HINT: _("Perhaps the same person, check first"),
}

REASONS: Final[dict[str, Promise]] = {
    "same_name": _("same name"),
    "names_swapped": _("given and family name swapped"),
    "spelling": _("same name in another spelling"),
    "form_of_name": _("another form of the name"),
    "called_name": _("the called name fits"),
    "part_of_name": _("a part of the name is missing"),
    "typing_error": _("one letter of the name differs"),
    "given_name_missing": _("given name missing"),
    "family_name_differs": _("another family name"),
    "few_letters": _("a few letters of the names differ"),
    "same_birth": _("same date of birth"),
    "first_of_january": _("both born on 1 January, which often means that the day is not known"),
    "day_and_month_swapped": _("day and month of birth swapped"),
    "one_slip": _("one digit of the date of birth differs"),
    "partly_known": _("date of birth fits as far as it is known"),
    "birth_unknown": _("date of birth not known"),
}


def reasons_of(match: Match) -> list[Promise]:
    """Return the reasons of a match in words."""
    return [REASONS[code] for code in match.reasons]
