"""What is said about imports and their rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Text, kinds
from throughgate.foundation.spreadsheets import Unreadable
from throughgate.foundation.spreadsheets.words import SKIPPED, say_unreadable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from throughgate.foundation.imports.models import Import

FAULT: Final[_StrPromise] = _(
    "Something went wrong here, not with your file. What was imported before can be undone. Please tell your support."
)

SAID: Final[dict[str, _StrPromise]] = {
    "case_reference": _(
        "This looks like the file number of a court or prosecutor, or like a penal provision. Such a text is never stored."
    ),
    "row_short": _(
        "The row has fewer cells than there are headings. Is anything missing or in the wrong column?"
    ),
    "row_long": _("The row has more cells than there are headings. Is anything in the wrong column?"),
    "shifted": _("A quotation mark in this row opens and does not close. Is anything in the wrong column?"),
    "row_hidden": _("The row is hidden in the file."),
    "row_broken": _("This part of the file is damaged and cannot be read."),
    "formula": _("A formula; its stored result was used."),
    "formula_without_result": _("A formula without a stored result: it counts as empty."),
    "error_value": _("An error value of the spreadsheet program: it counts as empty."),
    "formula_text": _("This is text that a spreadsheet program would run. What should stand here?"),
    "guessed_letters": _("Some letters do not fit the rest of the file. How is it written?"),
    "digits_lost": _("The spreadsheet program has shortened this number. How is it written in full?"),
    "control": _("Characters that cannot be seen were taken out."),
    "unusable": _("This text has a character that cannot be stored. Type it again."),
    "too_long": _("This text is too long."),
    "lost_letters": _("A letter was lost in “%(text)s”. How is it written?"),
    "garbled": _("Garbled letters were repaired."),
    "cannot_be_stored": _("The row cannot be stored as it stands. Please check all fields."),
    "changed_since": _("Somebody changed this since the import. It was left as it is."),
    "used_since": _("This is used elsewhere by now. It was left as it is."),
    "gone": _("This is not there any more."),
}


def words_of(kind: str, code: str) -> Text | None:
    """Return the words for a reason, values still open; None for a code that nobody knows."""
    return kinds()[kind].words.get(code) or SAID.get(code)


def say_reason(kind: str, code: str, values: Mapping[str, Any]) -> str:
    """Return the sentence for a reason."""
    words = words_of(kind, code)
    if words is None:
        return code
    shown = {name: _shown(value) for name, value in values.items()}
    return str(words) % shown if shown else str(words)


def _shown(value: Any) -> Any:
    if isinstance(value, str) and len(value) == len("2026-11-21") and value[4] == value[7] == "-":
        try:
            return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
        except ValueError:
            return value
    return value


def say_failure(job: Import) -> str:
    """Return the sentence for a file that could not be read to its end."""
    code = job.failure.get("code", "fault")
    if code == "fault":
        return str(FAULT)
    return say_unreadable(Unreadable(code, **job.failure.get("detail", {})))


def say_skipped(reason: str) -> str:
    """Return what a row is that is no data."""
    return str(next((words for skip, words in SKIPPED.items() if str(skip) == reason), reason))
