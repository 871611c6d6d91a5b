"""What is said about rows of a list of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.spreadsheets.words import VALUES
from throughgate.ground.vocabulary.words import REASONS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: Final[dict[str, _StrPromise]] = {
    "not_a_name": _("There is a digit in the name. How is it written?"),
    "name_order": _("Is “%(family)s” the family name? Write it like this: family name, given names."),
    "only_name": _("Is “%(text)s” the only name? If not, write the family name, too."),
    "name_or_unknown": _("Is “%(text)s” the family name, or is the family name not known?"),
    "family_name_missing": _("The family name is missing."),
    "birth_no_such_day": _("This day of birth does not exist."),
    "birth_no_such_month": _("This date of birth does not exist: there is no such month."),
    "birth_not_a_date": _("The date of birth is not a date."),
    "birth_out_of_range": _("The date of birth is before 1900 or after 2100."),
    "birth_in_future": _("The date of birth is in the future."),
    "birth_ambiguous": _(
        "The date of birth can be read in two ways: %(one)s or %(other)s. Which one is right?"
    ),
    "birth_unlikely": _("Is the date of birth right? It was read as %(one)s."),
    "birth_estimated": _(
        "The date of birth is only an estimate: %(other)s. Write the year alone if no more is known."
    ),
    "century_guessed": _("The year of birth has two digits. It was read as %(year)s."),
    "date_wrong_weekday": _("%(other)s is another day of the week. Which date is right?"),
    "date_estimated": _("This is only an estimate: %(other)s. Which date is right?"),
    "date_century_guessed": _("The year has two digits. It was read as %(year)s."),
    "date_no_such_day": _("This day does not exist."),
    "date_no_such_month": _("This month does not exist."),
    "date_not_a_date": _("This is not a date."),
    "date_out_of_range": _("This date is before 1900 or after 2100."),
    "date_ambiguous": _("This date can be read in two ways: %(one)s or %(other)s. Which one is right?"),
    "day_missing": _("The day is missing. Which day?"),
    "earliest_after_expected": _("The earliest release is after the expected one. Which date is right?"),
    "expected_after_latest": _("The latest release is before the expected one. Which date is right?"),
    "earliest_after_latest": _("The latest release is before the earliest one. Which date is right?"),
    "earliest_before_arrival": _("The earliest release is before the arrival. It was left out."),
    "release_before_arrival": _("The release is before the arrival. Which date is right?"),
    "arrived_before_birth": _("The arrival is before the birth. Which date is right?"),
    "arrived_as_child": _("The person would have been a child on arrival. Which date is right?"),
    "arrived_in_future": _("The arrival is in the future. Which date is right?"),
    "release_before_birth": _("The release is before the birth. Which date is right?"),
    "release_as_child": _("The person would have been a child at the release. Which date is right?"),
    "release_long_past": _("The release is long past. Is the date right, and when did the person arrive?"),
    "release_far_ahead": _("The release is very far ahead. Is the date right?"),
    "arrival_assumed": _("The arrival is not known. %(day)s was taken in its place."),
    "stay_overlaps": _("There is another stay in this time. Please check the arrival."),
    "stay_ended": _("The stay is over already; its dates were not changed."),
    "language_unknown": _("The language “%(text)s” is not known here. It was left out."),
    "wish_unknown": _("The occupation “%(text)s” was not understood. It was left out."),
    "wish_several": _("The occupation “%(text)s” can mean several. It was left out."),
    "country_unknown": _("The country “%(text)s” is not known. It was left out."),
    "place_unknown": _("The place “%(text)s” is not in the list. Which place is meant?"),
    "place_several": _("Several places are called “%(text)s”. Which one is meant?"),
    "place_postcode_elsewhere": _("The postcode does not belong to “%(text)s”. Which one is right?"),
    "place_addition_unclear": _("The addition in “%(text)s” does not say which place is meant."),
    "number_twice": _("The same number stands in row %(row)s already. Is it the same person twice?"),
    "double_in_file": _("This may be the same person as in row %(row)s."),
    "same_row": _("Row %(row)s says the same in every cell. Is it the same person twice?"),
    "double": _("This may be somebody who is here already."),
    "double_hint": _("Somebody with a similar name is here already."),
    "double_hint_in_file": _("Row %(row)s has a similar name."),
    "number_of_another": _("Somebody else has this number here."),
    "number_kept": _("The person has another number here already. It was kept."),
    "not_visible": _("Nobody whom you may see has this number. Please check it."),
    **{code: VALUES[code] for code in ("leading_zero_lost", "wrong_length", "text_beside", "not_a_postcode")},
    **{
        code: REASONS[code]
        for code in (
            *("licence_class_missing", "licence_wanted", "licence_old_class", "licence_unclear"),
            *("level_vague", "level_between", "level_any", "level_unclear"),
        )
    },
}
