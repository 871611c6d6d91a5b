"""The forms of imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, ImportField, Kind, Option
from throughgate.foundation.imports.words import SAID
from throughgate.foundation.spreadsheets import Table
from throughgate.foundation.spreadsheets.case_references import is_case_reference

ENCODINGS = (
    ("", _("Found by itself")),
    ("utf-8", "UTF-8"),
    ("cp1252", _("Windows, western Europe (cp1252)")),
    ("iso8859-2", _("Central Europe (ISO-8859-2)")),
    ("cp1250", _("Windows, central Europe (cp1250)")),
    ("iso8859-9", _("Turkish (ISO-8859-9)")),
    ("cp1251", _("Windows, Cyrillic (cp1251)")),
    ("utf-16", "UTF-16"),
)
SEPARATORS = (
    ("", _("Found by itself")),
    (";", _("Semicolon")),
    (",", _("Comma")),
    ("\t", _("Tabulator")),
    ("|", _("Vertical line")),
)


LONGEST_TEXT = 20_000
"""Characters of a text of several lines while it waits to be shortened."""


class UploadForm(forms.Form):
    """A file and what it holds."""

    kind = forms.ChoiceField(label=_("What is in the file?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table as XLSX, XLS, ODS, CSV or text, at most 100 MB. It is deleted when the import is finished."
        ),
        max_length=255,
        error_messages={"empty": _("This file is empty. Choose the list again.")},
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["kind"]
        field.choices = [(kind.name, kind.title) for kind in kinds]
        if len(kinds) == 1:
            field.initial = kinds[0].name
            field.widget = forms.HiddenInput()


class ReadingForm(forms.Form):
    """How the file is read, where it was not found right."""

    encoding = forms.ChoiceField(label=_("Encoding of the letters"), choices=ENCODINGS, required=False)
    separator = forms.ChoiceField(label=_("Cells are separated by"), choices=SEPARATORS, required=False)
    sheet = forms.ChoiceField(label=_("Sheet of the file"), required=False)
    header_row = forms.IntegerField(
        label=_("Row of the headings"),
        required=False,
        min_value=0,
        max_value=80,
        help_text=_("The number of the row in the file. 0 means that there are no headings."),
    )

    def __init__(self, *args: Any, table: Table | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        sheets = []
        if table is not None and table.source.sheet:
            sheets = [table.source.sheet]
            sheets += [one.name for one in table.source.other_sheets if not one.hidden and one.rows]
        is_text = table is not None and table.source.kind == "csv"
        field: Any = self.fields["sheet"]
        field.choices = [(name, name) for name in sheets]
        if len(sheets) < 2:
            del self.fields["sheet"]
        if table is not None and table.source.kind == "json-ld":
            del self.fields["header_row"]
        if not is_text:
            del self.fields["encoding"], self.fields["separator"]

    def corrections(self) -> dict[str, Any]:
        """Return what was said."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class OptionsForm(forms.Form):
    """Choices for the whole import."""

    def __init__(
        self, *args: Any, options_of: Sequence[Option], chosen: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **{**options, "prefix": "option"})
        for option in options_of:
            self.fields[option.key] = forms.ChoiceField(
                label=str(option.label),
                choices=option.choices,
                initial=chosen.get(option.key, option.usual),
                widget=forms.RadioSelect,
                help_text=str(option.hint),
            )


def refuse_case_reference(text: str) -> None:
    """Refuse the file number of a court: no field takes one, also not by hand."""
    if is_case_reference(text):
        raise ValidationError(SAID["case_reference"], code="case_reference")


class AnswerForm(forms.Form):
    """One asked or refused row: its fields as they were written, and who it is."""

    def __init__(
        self,
        *args: Any,
        fields: Iterable[ImportField],
        candidates: Sequence[Choice] = (),
        suggestions: Mapping[str, Sequence[str]] | None = None,
        confirms: bool = False,
        new_label: str | Promise = "",
        **options: Any,
    ) -> None:
        super().__init__(*args, **{**options, "prefix": "row"})
        if candidates:
            self.fields["same_as"] = forms.ChoiceField(
                label=_("Who is it?"),
                choices=[
                    *((one.key, _now("It is %(name)s") % {"name": one.label}) for one in candidates),
                    ("new", new_label or _("Somebody else")),
                ],
                required=False,
                widget=forms.RadioSelect,
            )
        for field in fields:
            if field.choices:
                self.fields[field.key] = forms.ChoiceField(
                    label=str(field.label), choices=[("", "–"), *field.choices], required=False
                )
                continue
            if field.many_lines:
                self.fields[field.key] = forms.CharField(
                    label=str(field.label),
                    required=False,
                    max_length=LONGEST_TEXT,
                    widget=forms.Textarea({"rows": 8}),
                    validators=[refuse_case_reference],
                )
                continue
            hint = ", ".join((suggestions or {}).get(field.key, ()))
            self.fields[field.key] = forms.CharField(
                label=str(field.label),
                required=False,
                max_length=400,
                validators=[refuse_case_reference],
                help_text=_now("Perhaps: %(names)s") % {"names": hint} if hint else "",
            )
        if confirms:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("The row is right as it stands"), required=False
            )

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("same_as", "confirmed")
        }
