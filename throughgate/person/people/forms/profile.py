"""What work and school need to know: home, reach, licences, wishes, languages, qualifications, conditions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.dates import DateAnswer
from throughgate.foundation.languages.fields import CleanTextField, DateField, PartDateField
from throughgate.ground.vocabulary.forms import LanguageField, LicencesField, OccupationField, PlaceField
from throughgate.person.people import choices
from throughgate.person.people.forms.identity import MEDIUM, SHORT
from throughgate.person.people.models import Person, Qualification, Wish

NOT_KNOWN = ("", _("Not known"))
WISHES = 4
"""So many fields for wishes at least; somebody with more has one to spare, so that none is lost."""


class Across(forms.RadioSelect):
    """A few short choices beside each other."""

    def __init__(self) -> None:
        super().__init__({"class": "across"})


class ProfileForm(forms.Form):
    """Home, reach, licences, right to work and wishes."""

    home = PlaceField(
        label=_("Home after release"), required=False, help_text=_("The town or village the person goes to.")
    )
    home_postcode = CleanTextField(label=_("Postcode"), max_length=12, required=False)
    travel_reach_km = forms.IntegerField(
        label=_("Travel reach in km"),
        min_value=1,
        max_value=500,
        required=False,
    )
    right_to_work = forms.ChoiceField(
        label=_("Right to work"),
        choices=[NOT_KNOWN, *choices.RightToWork.choices],
        required=False,
        widget=Across,
    )
    has_licence = forms.ChoiceField(
        label=_("Driving licence"),
        choices=[NOT_KNOWN, ("none", _("No licence")), ("some", _("These classes"))],
        required=False,
        widget=Across,
    )
    licences = LicencesField(
        label=_("Classes"), required=False, widget=forms.CheckboxSelectMultiple({"class": "across"})
    )
    wish_kinds = forms.MultipleChoiceField(
        label=_("Looks for"),
        choices=choices.WishKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "across"}),
        help_text=_("Nothing ticked means: anything."),
    )

    def __init__(self, *args: Any, wishes: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["home_postcode"].widget.attrs.update(SHORT)
        self.wish_names = [f"wish_{number}" for number in range(1, max(WISHES, wishes + 1) + 1)]
        for number, name in enumerate(self.wish_names, 1):
            self.fields[name] = OccupationField(
                label=_("Wished occupation %(number)d") % {"number": number}, required=False
            )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """Return what the form shows of a person."""
        wishes = Wish.objects.filter(person=person).select_related("occupation").order_by("occupation")
        return {
            "home": person.home,
            "home_postcode": person.home_postcode,
            "travel_reach_km": person.travel_reach_km,
            "right_to_work": person.right_to_work,
            "has_licence": "" if person.licences is None else "some" if person.licences else "none",
            "licences": person.licences or [],
            "wish_kinds": person.wish_kinds,
            **{f"wish_{number}": wish.occupation for number, wish in enumerate(wishes, 1)},
        }

    def clean(self) -> dict[str, Any]:
        """Check that licences are said one way only."""
        data = super().clean() or {}
        said, classes = data.get("has_licence", ""), data.get("licences") or []
        if said == "none" and classes:
            self.add_error("licences", _("Choose the classes, or say that there is no licence."))
        if said == "some" and not classes:
            self.add_error("licences", _("Choose at least one class."))
        return data

    def wish_fields(self) -> list[forms.BoundField]:
        """Return the fields of the wishes."""
        return [self[name] for name in self.wish_names]

    def facts(self) -> dict[str, Any]:
        """Return what is stored on the person; an unknown licence is not the same as none."""
        data = self.cleaned_data
        known = data["has_licence"] or data["licences"]
        return {
            "home": data["home"],
            "home_postcode": data["home_postcode"],
            "travel_reach_km": data["travel_reach_km"],
            "right_to_work": data["right_to_work"],
            "licences": list(data["licences"]) if known else None,
            "wish_kinds": list(data["wish_kinds"]),
        }

    def wishes(self) -> list[Any]:
        """Return the wished occupations."""
        found = (self.cleaned_data[name] for name in self.wish_names)
        return [occupation for occupation in found if occupation is not None]


class LanguageForm(forms.Form):
    """A language and how well."""

    language = LanguageField(label=_("Language"))
    level = forms.ChoiceField(
        label=_("Level"), choices=[NOT_KNOWN, *choices.Level.choices], required=False, widget=Across
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].widget.attrs.update(MEDIUM)


class QualificationForm(forms.Form):
    """What the person can show."""

    what = CleanTextField(
        label=_("What"), max_length=160, help_text=_("For example: school certificate, forklift licence.")
    )
    obtained = PartDateField(
        label=_("Obtained on"), required=False, help_text=_("The year alone is enough, or month and year.")
    )
    seen_on = DateField(
        label=_("Paper seen on"),
        required=False,
        help_text=_("The day on which you saw the paper. The paper itself is not stored."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("obtained", "seen_on"):
            self.fields[name].widget.attrs.update(SHORT)

    def clean(self) -> None:
        """Refuse papers from the future."""
        obtained = self.cleaned_data.get("obtained")
        if obtained and obtained.on > timezone.localdate():
            self.add_error("obtained", ValidationError(_("This day lies in the future."), code="future"))
        refuse_future("seen_on", self)

    @staticmethod
    def initial_of(row: Qualification) -> dict[str, Any]:
        """Return what the form shows of a qualification."""
        precision: Any = row.obtained_precision
        obtained = DateAnswer(row.obtained_on, precision) if row.obtained_on else None
        return {"what": row.what, "obtained": obtained, "seen_on": row.seen_on}

    def facts(self) -> dict[str, Any]:
        """Return what is stored."""
        data = self.cleaned_data
        obtained = data["obtained"] or DateAnswer(None)
        return {
            "what": data["what"],
            "obtained_on": obtained.on,
            "obtained_precision": obtained.precision,
            "seen_on": data["seen_on"],
        }


class ConditionForm(forms.Form):
    """A neutral limit on a job; its reason is never asked for."""

    kind = forms.ChoiceField(
        label=_("Condition"), choices=choices.ConditionKind.choices, widget=forms.RadioSelect
    )
    until_on = DateField(label=_("Until"), required=False, help_text=_("Empty: until somebody removes it."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["until_on"].widget.attrs.update(SHORT)

    def clean(self) -> None:
        """Refuse an end in the past: the condition would be nowhere."""
        refuse_past("until_on", self)


class AfterReleaseForm(forms.Form):
    """How to reach the person after release."""

    telephone = CleanTextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = CleanTextField(label=_("Address"), max_length=240, required=False)
    preferred_channel = forms.ChoiceField(
        label=_("How the person likes to be reached"), choices=[NOT_KNOWN], required=False
    )

    names: ClassVar = ("telephone", "email", "address", "preferred_channel")

    def __init__(self, *args: Any, **options: Any) -> None:
        from throughgate.ground.organisations.models import Channel

        super().__init__(*args, **options)
        field = self.fields["preferred_channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [NOT_KNOWN, *Channel.choices]
        for name in ("telephone", "preferred_channel"):
            self.fields[name].widget.attrs.update(MEDIUM)


class GuardianForm(forms.Form):
    """Who decides together with a person who is a minor."""

    given_names = CleanTextField(label=_("Given names"), max_length=100, required=False)
    family_name = CleanTextField(label=_("Family name"), max_length=100)
    relation = CleanTextField(
        label=_("Relation"), max_length=60, required=False, help_text=_("For example: mother, youth office.")
    )
    telephone = CleanTextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    names: ClassVar = ("given_names", "family_name", "relation", "telephone", "email")


def refuse_past(name: str, form: forms.Form) -> None:
    """Add an error where a day that must lie ahead lies behind."""
    day = form.cleaned_data.get(name)
    if day and day < timezone.localdate():
        form.add_error(name, ValidationError(_("This day is over."), code="past"))


def refuse_future(name: str, form: forms.Form) -> None:
    """Add an error where a day that must lie behind lies ahead."""
    day = form.cleaned_data.get(name)
    if day and day > timezone.localdate():
        form.add_error(name, ValidationError(_("This day lies in the future."), code="future"))
