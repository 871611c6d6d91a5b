"""What is said about rows of a list of openings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.spreadsheets.words import VALUES
from throughgate.work.openings.importing.words import WORDS as COMPANY_WORDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: Final[dict[str, _StrPromise]] = {
    **COMPANY_WORDS,
    "not_yes_or_no": VALUES["not_yes_or_no"],
    "title_missing": _("The title is missing."),
    "company_hidden": _("The posting hides the name of the company. Which one is it?"),
    "kind_assumed": _("The kind was not said. It was taken as a job."),
    "kind_several": _("Several kinds are named: %(text)s. Which one is it?"),
    "places_several": _("Several places are named: %(text)s. Which one counts?"),
    "remote": _(
        "The work is done from home. There is no place for that here: name a place, or leave it open."
    ),
    "seats_none": _("There is no seat."),
    "day_unreadable": _("The day “%(text)s” cannot be read."),
    "closing_over": _("The last day to apply is over."),
    "order": _("The days are not in order."),
    "word_unknown": _("“%(text)s” is not in the list. What is meant?"),
    "wage_currency": _("The wage is not in euros. It can stand here in words only."),
    "wage_currency_assumed": _("No currency was said. Euros were taken."),
    "wage_turned": _("The wage “to” is less than the wage “from”."),
    "site_of_others": _("The company keeps its entry itself and has no site in %(town)s."),
    "own_site_unknown": _(
        "You have no site in %(town)s. Whoever administers your organisation adds one; or leave the place out."
    ),
    "of_another": _("This opening is of %(company)s. Bring in your own openings alone."),
    "company_several": _("Several companies have this name. Which one is it?"),
    "company_elsewhere": _("A company of this name is in another place. Is it the same?"),
    "company_new": _("The company is not in the register yet. It is added."),
    "offers_none": _("This organisation offers no openings."),
    "double_opening": _("The same opening stands in row %(row)s already."),
}
