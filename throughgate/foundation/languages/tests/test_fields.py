"""Form fields for text and dates."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django import forms
from django.utils import translation

from throughgate.foundation.languages.dates import DateAnswer
from throughgate.foundation.languages.fields import BirthField, CleanTextField, DateField

TURNED = "This text has an invisible character that turns the writing direction. Type it again."


class EntryForm(forms.Form):
    """A form with each kind of field."""

    name = CleanTextField(max_length=20)
    remark = CleanTextField(multiline=True, required=False)
    born = BirthField(required=False)
    released = DateField(required=False)


@pytest.fixture(autouse=True)
def _fourth_of_march():
    with time_machine.travel(dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)), translation.override("en"):
        yield


def entry(**typed: str) -> EntryForm:
    """Return a bound form."""
    return EntryForm({"name": "Anna", **typed})


def test_dates_are_cleaned() -> None:
    """A birth keeps its precision; another date is a plain date."""
    form = entry(born="März 1990", released="5.3.30")
    assert form.is_valid()
    assert form.cleaned_data["born"] == DateAnswer(dt.date(1990, 3, 1), "month")
    assert form.cleaned_data["released"] == dt.date(2030, 3, 5)


@pytest.mark.parametrize("typed", ["", "unbekannt", "-"])
def test_unknown_is_none(typed: str) -> None:
    """Nothing, and a word for unknown, are both no date."""
    form = entry(born=typed, released=typed)
    assert form.is_valid()
    assert form.cleaned_data["born"] is None
    assert form.cleaned_data["released"] is None


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("born", "soon", "This is not a date. Write it like this: 5 Mar 1990"),
        ("born", "29.2.2001", "This day does not exist. Check the day and the month."),
        ("born", "13.13.1999", "This month does not exist. Check the day and the month."),
        ("born", "12/13/1999", "This month does not exist. Do you mean 13 Dec 1999?"),
        ("born", "1.1.1850", "Enter a year between 1900 and 2100."),
        ("born", "5.3.2026", "A date of birth cannot be in the future."),
        ("released", "März 2027", "Enter the day too. Write the date like this: 5 Mar 1990"),
        ("name", "An\x07na", "This text has a character that cannot be stored. Type it again."),
        ("name", "An\x00na", "This text has a character that cannot be stored. Type it again."),
        ("name", "A\u202ena", TURNED),
        ("name", "Anna\nBerg", "Write this in one line."),
        ("name", "A" + "\u0301" * 9, "This text has too many accents on one letter."),
        ("name", "\u200b", "This field is required."),
    ],
)  # fmt: skip
def test_mistakes_are_explained(field: str, typed: str, message: str) -> None:
    """Each mistake has its own plain message."""
    form = entry(**{field: typed})
    assert form.errors[field] == [message]


def test_a_required_date_says_so() -> None:
    """A required date that is missing or unknown asks for a date."""
    field = DateField()
    for typed in ("", "offen"):
        with pytest.raises(forms.ValidationError, match=r"Enter a date\."):
            field.clean(typed)


def test_dates_are_shown_in_the_language_of_the_page() -> None:
    """A stored date is shown as the language writes it; what was typed comes back as typed."""
    form = EntryForm(
        initial={"born": DateAnswer(dt.date(1990, 3, 1), "month"), "released": dt.date(2030, 3, 5)}
    )
    with translation.override("de"):
        assert 'value="März 1990"' in str(form["born"])
        assert 'value="05.03.2030"' in str(form["released"])
    assert 'value="someday"' in str(entry(released="someday")["released"])


def test_another_spelling_is_no_change() -> None:
    """The same day in another spelling does not count as changed."""
    initial = {"name": "Anna", "born": DateAnswer(dt.date(1990, 3, 5)), "released": dt.date(2030, 3, 5)}
    typed = {"name": "Anna", "born": "1990-03-05", "released": "5. März 2030"}
    assert EntryForm(typed, initial=initial).changed_data == []
    assert EntryForm({**typed, "born": "März 1990"}, initial=initial).changed_data == ["born"]


def test_lines_are_kept_in_remarks() -> None:
    """A remark may have lines."""
    form = entry(remark="one\r\ntwo")
    assert form.is_valid()
    assert form.cleaned_data["remark"] == "one\ntwo"
