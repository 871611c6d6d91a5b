"""The sentences for the codes of this package: what people read when a file or a cell is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from .model import Mark, Skip

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .headings import Reason
    from .limits import Unreadable

UNREADABLE: Final[dict[str, _StrPromise]] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large. At most %(most_mb)s MB can be read."),
    "no_room": _(
        "There is no room left on the disk for this file. Nothing was stored. Please tell your administrator."
    ),
    "missing": _("The file could not be opened."),
    "not_a_table": _("This file is not a table. Save the list as XLSX, ODS or CSV."),
    "binary": _("This file holds no text and no table that can be read."),
    "damaged": _("The file is damaged or not complete. Save it again and try once more."),
    "password": _("The file is protected with a password. Save it without a password."),
    "too_many_entries": _("The file is packed in a way that no normal table is. It was not opened."),
    "inflates": _("The file becomes far too large when it is unpacked. It was not opened."),
    "ratio": _("The file becomes far too large when it is unpacked. It was not opened."),
    "nested": _("There is another packed file inside this file. It was not opened."),
    "unsafe": _("The file holds instructions that a table does not need. It was not opened."),
    "too_much_memory": _(
        "Reading the file takes too much memory. Often one cell far outside the table is filled:"
        " copy the table into a new file."
    ),
    "too_slow": _("Reading the file took too long. Split it into several files."),
    "too_many_rows": _("The table has too many rows. At most %(most)s can be read."),
    "too_wide": _("The table has too many columns. At most %(most)s can be read."),
    "line_too_long": _("Line %(number)s has no end. This is not a table with rows."),
    "only_hidden": _("All sheets with content are hidden. Hidden sheets are not read."),
    "no_table": _("No table was found in the file."),
    "nothing_described": _("Nothing of the type “%(name)s” (schema.org, JSON-LD) was found in the file."),
    "sheet_missing": _("There is no sheet “%(sheet)s” in the file."),
    "unknown_encoding": _("The encoding “%(encoding)s” does not exist."),
}

SKIPPED: Final[dict[Skip, _StrPromise]] = {
    Skip.TITLE: _("Title above the table"),
    Skip.HEADER: _("Headings"),
    Skip.REPEATED_HEADER: _("Headings once more"),
    Skip.EMPTY: _("Empty row"),
    Skip.SUM: _("Sum or number of rows"),
    Skip.SECTION: _("Heading of a section"),
    Skip.FOOTER: _("Note below the table"),
    Skip.RULE: _("Line"),
    Skip.SEPARATOR: _("Note for the spreadsheet program"),
}

MARKS: Final[dict[Mark, _StrPromise]] = {
    Mark.FORMULA: _("A formula; its stored result is used."),
    Mark.NO_RESULT: _("A formula without a stored result."),
    Mark.FORMULA_TEXT: _("Text that a spreadsheet program would run. It is kept as text."),
    Mark.ERROR: _("An error value of the spreadsheet program."),
    Mark.MERGED: _("From a merged cell."),
    Mark.IMPRECISE: _("The number has more digits than a spreadsheet program can keep."),
    Mark.GUESSED_LETTERS: _("Some letters do not fit the rest of the file. Please check them."),
    Mark.GARBLED: _("Garbled letters were repaired."),
    Mark.CONTROL: _("Characters that cannot be seen were taken out."),
    Mark.CUT: _("The text was too long and was cut."),
    Mark.SHORT: _("The row has fewer cells than there are headings."),
    Mark.LONG: _("The row has more cells than there are headings."),
    Mark.SPARSE: _("Only one cell of the row is filled."),
    Mark.STRAY_QUOTE: _("A quotation mark opens and does not close."),
    Mark.JOINED: _("A line break inside a cell was repaired."),
    Mark.HIDDEN: _("The row is hidden in the file."),
    Mark.BROKEN: _("This part of the file is damaged and cannot be read."),
}

MAPPING: Final[dict[str, _StrPromise]] = {
    "exact": _("The heading says so."),
    "order": _("The heading has the same words as “%(value)s”."),
    "lost_letters": _("The heading is “%(value)s” with lost letters."),
    "abbreviated": _("The heading is short for “%(value)s”."),
    "part": _("The heading has part of “%(value)s”."),
    "similar": _("The heading is similar to “%(value)s”."),
    "content_agrees": _("%(value)s %% of the cells fit."),
    "content_differs": _("Only %(value)s %% of the cells fit."),
    "content_only": _("No heading, but %(value)s %% of the cells fit."),
    "remembered": _("As you chose for this source before."),
    "free_text": _(
        "Free text is not imported unless you choose a field for it: it may say more than is needed."
    ),
    "never_stored": _("This is never stored here."),
    "case_references": _(
        "The cells look like file numbers of courts or prosecutors. These are never stored here."
    ),
    "running_number": _("This counts the rows of this list. Another list counts others so."),
    "empty_column": _("The column is empty."),
    "no_match": _("No field fits this heading."),
    "twice": _("Another column has the same heading. Which one is it?"),
    "taken": _("Another column fits this field better."),
}

VALUES: Final[dict[str, _StrPromise]] = {
    "not_yes_or_no": _("This is neither yes nor no."),
    "became_a_date": _("The spreadsheet program has made a date of this. What was it?"),
    "range": _("This is a range. Which number counts?"),
    "about": _("This is an estimate. Which number counts?"),
    "several": _("How many are meant?"),
    "not_a_count": _("This is no number."),
    "by_tariff": _("The wage follows a collective agreement. Which amount?"),
    "open_wage": _("The wage is open. Which amount?"),
    "not_money": _("This is no amount of money."),
    "lost_letters": _("A letter was lost. How is it written?"),
    "garbled": _("Garbled letters were repaired."),
    "leading_zero_lost": _("The first zero seems to be lost."),
    "plus_lost": _("The plus sign seems to be lost."),
    "several_numbers": _("There are several telephone numbers. Which one?"),
    "text_beside": _("There is text beside it."),
    "not_a_telephone": _("This is no telephone number."),
    "several_addresses": _("There are several e-mail addresses. Which one?"),
    "not_an_email": _("This is no e-mail address."),
    "repaired": _("The spelling was repaired."),
    "none": _("There is none."),
    "not_a_postcode": _("This is no postcode."),
    "wrong_length": _("The postcode does not have the right number of digits."),
}


def say_unreadable(error: Unreadable) -> str:
    """Return the sentence for a file that could not be read, with its numbers."""
    values = dict(error.detail)
    if isinstance(most := values.get("most"), int):
        values["most_mb"] = most // (1024 * 1024)
    return str(UNREADABLE[error.code]) % values if values else str(UNREADABLE[error.code])


def say_reason(reason: Reason) -> str:
    """Return the sentence why a column was mapped or left out."""
    return str(MAPPING[reason.code]) % {"value": reason.value}
