"""What speaks against the days of a stay, in words beside the fields that they are about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from throughgate.person.people.rules import ReleaseDates, problems_of_stay

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROBLEMS: Final[dict[str, _StrPromise]] = {
    "earliest_after_expected": _("The earliest release is after the expected one."),
    "expected_after_latest": _("The expected release is after the latest one."),
    "earliest_after_latest": _("The earliest release is after the latest one."),
    "before_arrival": _("A release date is before the arrival."),
    "arrived_before_birth": _("The arrival is before the birth."),
    "arrived_as_child": _("The person would have been a child on arrival."),
    "arrived_in_future": _("This day lies in the future."),
    "release_before_birth": _("The release is before the birth."),
    "release_as_child": _("The person would have been a child at the release."),
    "release_long_past": _("The release is long past."),
    "release_far_ahead": _("This day is very far ahead."),
}
BIRTH_UNLIKELY: Final = _(
    "Somebody born then would be a child, or more than a hundred years old. Check the year."
)


def check_stay(birth_on: date | None, arrived_on: date, dates: ReleaseDates, today: date) -> None:
    """Raise with what speaks against the days of a stay, by field."""
    errors: dict[str, list[ValidationError]] = {}
    whole = [(code, "") for code in dates.problems()]
    if any(day < arrived_on for day in (dates.earliest_on, dates.expected_on, dates.latest_on) if day):
        whole.append(("before_arrival", ""))
    for code, name in (*whole, *problems_of_stay(birth_on, arrived_on, dates, today)):
        field = f"{name}_on" if name else NON_FIELD_ERRORS
        errors.setdefault(field, []).append(ValidationError(PROBLEMS[code], code=code))
    if errors:
        raise ValidationError(errors)
