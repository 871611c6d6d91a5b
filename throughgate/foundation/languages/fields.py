"""Form fields for text and dates as people type them, with plain messages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dates import DateAnswer, Purpose, format_date, read_date
from .folding import UnusableText, clean_text
from .texts import reader_language

_EXAMPLE = dt.date(1990, 3, 5)

_DATE_MESSAGES = {
    "required": _("Enter a date."),
    "not_a_date": _("This is not a date. Write it like this: %(example)s"),
    "no_such_day": _("This day does not exist. Check the day and the month."),
    "no_such_month": _("This month does not exist. Check the day and the month."),
    "swapped": _("This month does not exist. Do you mean %(other)s?"),
    "out_of_range": _("Enter a year between 1900 and 2100."),
    "wrong_weekday": _("%(other)s is another day of the week. Check the date."),
    "estimated": _("Enter the date only if it is certain, or the year alone."),
    "in_future": _("A date of birth cannot be in the future."),
    "day_needed": _("Enter the day too. Write the date like this: %(example)s"),
}


class DateInput(forms.TextInput):
    """A text input: people write dates faster than they pick them, and in their own way."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Write a date in the language of the page; leave as typed what is no date."""
        if isinstance(value, DateAnswer):
            return format_date(value.on, value.precision, reader_language()) if value.on else ""
        if isinstance(value, dt.date):
            return format_date(value, "day", reader_language())
        return super().format_value(value)


class _WrittenDate(forms.Field):
    widget = DateInput
    default_error_messages = {**_DATE_MESSAGES}
    purpose: Purpose = "any"

    def read(self, value: Any) -> DateAnswer:
        """Return what the text says, or raise with the message for its reason."""
        if isinstance(value, DateAnswer):
            return value
        if isinstance(value, dt.date):
            return DateAnswer(value)
        language = reader_language()
        answer = read_date(str(value or ""), language, today=timezone.localdate(), purpose=self.purpose)
        if answer.reason is None or answer.reason in {"empty", "unknown"}:
            return answer
        other = format_date(answer.other, "day", language) if answer.other else ""
        raise self._refusal(
            "swapped" if answer.reason == "no_such_month" and other else answer.reason, other=other
        )

    def _refusal(self, code: str, *, other: str = "") -> ValidationError:
        example = format_date(_EXAMPLE, "day", reader_language())
        params = {"example": example, "other": other}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another date was typed, not only another spelling of it."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class DateField(_WrittenDate):
    """A full date; cleaned to a ``date``, or None if it is empty or said to be unknown."""

    def to_python(self, value: Any) -> dt.date | None:
        """Return the day, or raise if only a month or a year was given."""
        answer = self.read(value)
        if answer.on and answer.precision != "day":
            raise self._refusal("day_needed")
        return answer.on


class AheadField(DateField):
    """A full date that lies ahead, or not long ago."""

    purpose: Purpose = "ahead"


class PartDateField(_WrittenDate):
    """A date of which day and month may be unknown; cleaned to a ``DateAnswer`` or None.

    Give the initial value as ``DateAnswer(on, precision)``.
    """

    def to_python(self, value: Any) -> DateAnswer | None:
        """Return day and precision; guesses and second readings are for imports."""
        answer = self.read(value)
        return DateAnswer(answer.on, answer.precision) if answer.on else None


class BirthField(PartDateField):
    """A date of birth."""

    purpose: Purpose = "birth"


class CleanTextField(forms.CharField):
    """Text that is composed, stripped and free of characters that harm; "" if nothing can be seen."""

    default_error_messages = {
        "null": _("This text has a character that cannot be stored. Type it again."),
        "surrogate": _("This text has a character that cannot be stored. Type it again."),
        "control": _("This text has a character that cannot be stored. Type it again."),
        "direction": _(
            "This text has an invisible character that turns the writing direction. Type it again."
        ),
        "line_break": _("Write this in one line."),
        "marks": _("This text has too many accents on one letter."),
    }

    def __init__(self, *, multiline: bool = False, **options: Any) -> None:
        if multiline:
            options.setdefault("widget", forms.Textarea)
        self.multiline = multiline
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """Return the clean text, or raise with the message for what is wrong."""
        if value in self.empty_values:
            return ""
        try:
            return clean_text(str(value), multiline=self.multiline)
        except UnusableText as unusable:
            raise ValidationError(self.error_messages[unusable.code], code=unusable.code) from None
