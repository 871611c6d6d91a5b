"""Who a person is, and the stay a person is registered with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.dates import DateAnswer
from throughgate.foundation.languages.fields import AheadField, BirthField, CleanTextField, DateField
from throughgate.person.people.models import Person
from throughgate.person.people.rules import ReleaseDates, is_likely_birth
from throughgate.person.people.stay_words import BIRTH_UNLIKELY, check_stay

SHORT = {"class": "short"}
MEDIUM = {"class": "medium"}


class IdentityForm(forms.Form):
    """Names and date of birth."""

    given_names = CleanTextField(
        label=_("Given names"), max_length=100, required=False, help_text=_("As on the papers.")
    )
    family_name = CleanTextField(
        label=_("Family name"), max_length=100, help_text=_("Somebody with one name alone has it here.")
    )
    called_name = CleanTextField(
        label=_("Called"),
        max_length=60,
        required=False,
        help_text=_("The name the person is called by, where it is another one."),
    )
    birth = BirthField(
        label=_("Date of birth"),
        required=False,
        help_text=_("Month and year, or the year alone, where the day is not known."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["birth"].widget.attrs.update(SHORT)

    def clean_birth(self) -> DateAnswer | None:
        """Refuse a year in which nobody who is in custody or aftercare was born."""
        birth: DateAnswer | None = self.cleaned_data["birth"]
        if birth and birth.on and not is_likely_birth(birth.on, timezone.localdate()):
            raise ValidationError(BIRTH_UNLIKELY, code="birth_unlikely")
        return birth

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """Return what the form shows of a person."""
        precision: Any = person.birth_precision
        birth = DateAnswer(person.birth_on, precision) if person.birth_on else None
        return {
            "given_names": person.given_names,
            "family_name": person.family_name,
            "called_name": person.called_name,
            "birth": birth,
        }

    def facts(self) -> dict[str, Any]:
        """Return what is stored."""
        data = self.cleaned_data
        birth = data["birth"] or DateAnswer(None)
        return {
            "given_names": data["given_names"],
            "family_name": data["family_name"],
            "called_name": data["called_name"],
            "birth_on": birth.on,
            "birth_precision": birth.precision,
        }


class NumberForm(forms.Form):
    """The number under which one's own organisation knows the person."""

    number = CleanTextField(label=_("Number"), max_length=40)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].widget.attrs.update(MEDIUM)


class ReleaseDatesForm(forms.Form):
    """The three release dates; each may be unknown."""

    release_earliest_on = AheadField(
        label=_("Earliest release"), required=False, help_text=_("For example with early release.")
    )
    release_expected_on = AheadField(
        label=_("Expected release"), required=False, help_text=_("The day everybody plans with.")
    )
    release_latest_on = AheadField(label=_("Latest release"), required=False)

    date_names = ("release_earliest_on", "release_expected_on", "release_latest_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.widget.attrs.update(SHORT)

    def dates(self) -> ReleaseDates:
        """Return the three dates."""
        return ReleaseDates(*(self.cleaned_data[name] for name in self.date_names))


class ChangeDatesForm(ReleaseDatesForm):
    """The same with a reason, kept in the history."""

    why = CleanTextField(
        label=_("Why the dates change"),
        max_length=200,
        required=False,
        help_text=_("A few neutral words, for example: decision of the court, new calculation."),
    )


class AdmitForm(ReleaseDatesForm):
    """The beginning of a stay."""

    arrived_on = DateField(label=_("Arrived on"), initial=timezone.localdate)

    field_order = ("arrived_on", *ReleaseDatesForm.date_names)


class AddPersonForm(IdentityForm):
    """A new person, as an organisation without cells registers them."""

    number = CleanTextField(
        label=_("Number"),
        max_length=40,
        required=False,
        help_text=_("The number by which your organisation knows the person. Others do not see it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].widget.attrs.update(MEDIUM)


class AddInmateForm(ReleaseDatesForm, AddPersonForm):
    """A new person with the stay that begins, as a prison registers them."""

    arrived_on = DateField(label=_("Arrived on"), initial=timezone.localdate)

    field_order = (
        *("given_names", "family_name", "called_name", "birth", "number"),
        *("arrived_on", *ReleaseDatesForm.date_names),
    )

    def clean(self) -> None:
        """Hold the days against each other, the birth and today, before anybody is registered."""
        super().clean()
        data = self.cleaned_data
        if {"arrived_on", "birth", *self.date_names} <= data.keys():
            birth = data["birth"].on if data["birth"] else None
            check_stay(birth, data["arrived_on"], self.dates(), timezone.localdate())
