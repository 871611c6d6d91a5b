"""What is said about rows and cells of a table with levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: Final[dict[str, _StrPromise]] = {
    "outside_scale": _("“%(text)s” is not on the scale of this sheet."),
    "not_a_level": _("“%(text)s” is not a level. Write a whole number, or - for “not observed”."),
    "formula": _("This is a formula. Type the level itself."),
    "merged": _("This cell is merged with others. Give each person a cell."),
    "error": _("This is an error of the spreadsheet program."),
    "not_on_sheet": _("This sheet is not about this competency. The level “%(text)s” was not taken."),
    "row_long": _("The row has more cells than there are headings. The cells beyond were not taken."),
    "unknown_row": _("Nobody on this sheet has this row."),
    "which_person": _("Who on this sheet is meant?"),
    "which_sheet": _("Choose the sheet first: names alone do not say which one is meant."),
    "twice": _("This person has row %(row)s already. Which levels are right?"),
    "sheet_closed": _("The sheet was signed or discarded meanwhile. Nothing of this row was taken."),
    "replaced": _("“%(before)s” stood here before."),
}
