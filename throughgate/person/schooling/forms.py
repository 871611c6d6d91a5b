"""Forms of schooling."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.languages.texts import text_in
from throughgate.foundation.web.forms import RowChoiceField, choice_field, row_field
from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation, Region, Site
from throughgate.person.schooling import choices
from throughgate.person.schooling.packs import scales, scales_in
from throughgate.person.schooling.rules.subjects import subjects

SHORT = {"class": "short"}
MEDIUM = {"class": "medium"}


class CourseFilter(forms.Form):
    """Which courses a list shows."""

    name = CleanTextField(label=_("Name contains"), max_length=60, required=False)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=(
            ("", pgettext_lazy("courses", "held now")),
            ("missing", pgettext_lazy("courses", "with marks missing before a conference")),
            ("ended", pgettext_lazy("courses", "ended")),
            ("all", pgettext_lazy("courses", "all")),
        ),
    )


class CourseForm(forms.Form):
    """What a course is."""

    name = CleanTextField(
        label=_("Name of the course"), max_length=120, help_text=_("For example “Class 10, morning group”.")
    )
    school = RowChoiceField(
        label=_("School or training body"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Our own"),
        help_text=_("Whose course it is, where a school outside teaches here."),
    )
    site = RowChoiceField(
        label=_("Where it is held"), queryset=Site.objects.none(), required=False, empty_label=_("not known")
    )
    school_type = forms.ChoiceField(
        label=_("Kind of school"),
        choices=choices.SchoolType.choices,
        help_text=_("The rules for certificates go by it."),
    )
    grade = forms.IntegerField(
        label=pgettext_lazy("of a school", "Class"),
        min_value=1,
        max_value=13,
        required=False,
        widget=forms.NumberInput(attrs=SHORT),
        help_text=_("Leave it empty where there are no classes, as in vocational training."),
    )
    scale = forms.ChoiceField(
        label=_("Scale of the marks"),
        help_text=_("Every mark of the course stands on it. It cannot be changed once marks were given."),
    )
    starts_on = DateField(label=_("Starts on"))
    ends_on = DateField(label=_("Ends on"), required=False, help_text=_("Leave it empty where it is open."))
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=500,
        required=False,
        widget=forms.NumberInput(attrs=SHORT),
        help_text=_("For how many people. Leave this empty if it is not known."),
    )
    leads_to_german = forms.ChoiceField(
        label=_("Leads to German at"),
        choices=[("", _("no level")), *choices.GERMAN_CHOICES],
        required=False,
        help_text=_("Whoever needs it for more openings finds the course beside them."),
    )
    leads_to_licence = forms.ChoiceField(
        label=_("Leads to the driving licence"),
        choices=[("", _("no licence")), *choices.LICENCE_CHOICES],
        required=False,
    )
    leads_to_certificates = forms.MultipleChoiceField(
        label=_("Leads to the certificates"),
        choices=choices.CERTIFICATE_CHOICES,
        widget=forms.CheckboxSelectMultiple({"class": "many"}),
        required=False,
    )

    def __init__(self, *args: Any, region: Region, schools: Any, sites: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row_field(self, "school").queryset = schools
        row_field(self, "site").queryset = sites
        usual = scales_in(region)
        others = [scale for scale in scales().values() if scale not in usual]
        choice_field(self, "scale").choices = [
            (scale.key, text_in(scale.name)) for scale in (*usual, *others)
        ]
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs.update(SHORT)


class SubjectForm(forms.Form):
    """A subject of a course."""

    code = forms.ChoiceField(label=_("Subject"), required=False)
    name = CleanTextField(
        label=_("Or a name of its own"),
        max_length=80,
        required=False,
        help_text=_("For what is not on the list, such as “Workshop theory”."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=choices.SubjectLevel.choices, initial="none")
    is_foreign_language = forms.BooleanField(
        label=_("It is a foreign language"),
        required=False,
        help_text=_("Tick this for an elective that is one: rules for certificates may leave it out."),
    )
    weekly_hours = forms.DecimalField(
        label=_("Hours a week"),
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={**SHORT, "inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(key, text_in(subject.name)) for key, subject in subjects().items()]
        choice_field(self, "code").choices = [("", _("not on this list")), *known]

    def clean(self) -> dict[str, Any]:
        """Ask for a subject of the list or a name; a language of the list is one."""
        said = super().clean() or {}
        known = subjects().get(said.get("code", ""))
        if known and known.is_language:
            said["is_foreign_language"] = True
        if not said.get("code") and not said.get("name"):
            self.add_error("code", _("Choose a subject, or write its name."))
        return said


class MemberField(RowChoiceField):
    """A choice among members, each with the roles: of two with the same name one teaches."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name and the roles."""
        return f"{obj.user} ({', '.join(obj.role_names)})"


class StaffForm(forms.Form):
    """A colleague in a course."""

    membership = MemberField(label=_("Member"), queryset=Membership.objects.none())
    part = forms.ChoiceField(
        label=_("Part"),
        choices=choices.StaffPart.choices,
        widget=forms.RadioSelect,
        initial="teacher",
        help_text=_("Both enter marks and see those of this course. Teachers change the course as well."),
    )

    def __init__(self, *args: Any, members: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        row_field(self, "membership").queryset = members


class ConferenceForm(forms.Form):
    """When the marks of a half-year are decided on."""

    held_on = DateField(
        label=_("Conference on"),
        required=False,
        help_text=_(
            "Marks that are missing then stand on the Today of those who teach. Empty: there is none."
        ),
    )


class SlotsForm(forms.Form):
    """Which marks of a course a grid shows."""

    KINDS = choices.MarkKind.choices
    NUMBERS = tuple(str(number) for number in range(1, 10))
    half = forms.ChoiceField(label=_("Half-year"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    number = forms.ChoiceField(
        label=pgettext_lazy("of several marks of a kind", "Which"), choices=[(one, one) for one in NUMBERS]
    )

    def __init__(self, *args: Any, halves: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice_field(self, "half").choices = list(halves)


class EnrolForm(forms.Form):
    """From when somebody is in a course."""

    from_on = DateField(label=_("From"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["from_on"].widget.attrs.update(SHORT)
        self.initial.setdefault("from_on", timezone.localdate())


class LeaveForm(forms.Form):
    """Until when somebody is in a course, and why not longer."""

    until_on = DateField(label=_("Last day"))
    reason = forms.ChoiceField(
        label=_("Why"), choices=choices.LeavingReason.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("until_on", timezone.localdate())


class LevelsForm(forms.Form):
    """At which level somebody is taught."""

    extended = forms.MultipleChoiceField(
        label=_("Extended course in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From now on. Marks that were given keep the level at which they were given."),
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice_field(self, "extended").choices = list(offered)

    def clean_extended(self) -> list[uuid.UUID]:
        """Return the keys of the subjects."""
        return [uuid.UUID(key) for key in self.cleaned_data["extended"]]
