"""What is said about rows of a register of companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.spreadsheets.words import VALUES
from throughgate.ground.vocabulary.words import REASONS
from throughgate.person.people.importing.words import WORDS as PEOPLE_WORDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: Final[dict[str, _StrPromise]] = {
    **{
        code: PEOPLE_WORDS[code]
        for code in (
            *("date_ambiguous", "place_unknown", "place_several", "place_postcode_elsewhere"),
            *("place_addition_unclear", "country_unknown"),
        )
    },
    **{
        code: VALUES[code]
        for code in (
            *("leading_zero_lost", "plus_lost", "several_numbers", "text_beside", "not_a_telephone"),
            *("several_addresses", "not_an_email", "not_a_postcode", "wrong_length"),
        )
    },
    **{
        code: REASONS[code]
        for code in (
            *("licence_class_missing", "licence_wanted", "licence_old_class", "licence_unclear"),
            *("level_vague", "level_between", "level_unclear"),
        )
    },
    "remark_beside": _("“%(text)s” is more than a telephone number. What is the number alone?"),
    "name_missing": _("The name of the company is missing."),
    "website_unreadable": _("The address of the website cannot be read. It was left out."),
    "email_repaired": _("The e-mail address was repaired: %(text)s"),
    "contact_without_name": _("There is no name of a contact person. The company's name stands there."),
    "kind_maybe_club": _("Is this a company, a club or another organisation of the third sector?"),
    "kind_unknown": _("“%(text)s” is no kind of organisation. What is it?"),
    "offer_unknown": _("What is meant by “%(text)s”: internship, training place, job or voluntary support?"),
    "seats_range": _("There are %(least)s to %(most)s seats. How many count?"),
    "seats_about": _("The number of seats is an estimate. How many count?"),
    "seats_several": _("How many seats are there?"),
    "seats_not_a_count": _("The number of seats cannot be read."),
    "seats_shared": _("The seats are for several kinds of opening. They were left open."),
    "start_vague": _("When is “%(text)s”? Write a date, or leave it empty."),
    "start_year": _("The year is missing."),
    "start_by_arrangement": _("The start is by arrangement. It was left open."),
    "wage_by_tariff": _("The wage follows a collective agreement. Which amount?"),
    "wage_open_wage": _("The wage is open. Which amount?"),
    "wage_range": _("The wage is a range. Which amount counts?"),
    "wage_about": _("The wage is an estimate. Which amount counts?"),
    "wage_became_a_date": _("The spreadsheet program has made a date of the wage. What was it?"),
    "wage_period": _("Is the wage per hour or per month? Write it beside the amount."),
    "wage_not_money": _("The wage cannot be read."),
    "asks_for_record": _("An opening may not ask for a clean record. Take these words out."),
    "last_contact_in_future": _("The day of the last contact is in the future. It was left out."),
    "last_contact_unreadable": _("The day of the last contact cannot be read. It was left out."),
    "occupation_unknown": _("The occupation “%(text)s” was not understood. It stands there in words."),
    "double_in_file": _("The same company stands in row %(row)s already. Is it the same?"),
    "number_of_another_company": _("Another company has this number here. Is it the same?"),
    "double": _("There is already a company of this name in this place."),
    "same_name_elsewhere": _("There is a company of the same name in another place."),
    "keeps_itself": _("Somebody of the company keeps its entry here. Nothing was changed."),
}
