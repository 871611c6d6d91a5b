"""What is typed about certificates: a teacher's decision, the file of a registration, and which people a list shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.languages.fields import AheadField, CleanTextField
from throughgate.person.schooling import choices


class DecisionForm(forms.Form):
    """A teacher agrees or disagrees with what the rule gives."""

    agrees = forms.ChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, I agree")), ("no", _("No, I disagree"))],
        widget=forms.RadioSelect,
    )
    reason = CleanTextField(
        label=_("Why not"), max_length=300, required=False, help_text=_("Needed where you disagree.")
    )
    register = forms.BooleanField(
        label=_("Make the registration for the exam at once"), required=False, initial=True
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, lets_register: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not lets_register:
            del self.fields["register"]


class FileForm(forms.Form):
    """What the authority asks for, what is there of it, and when the exam is."""

    needed = forms.MultipleChoiceField(
        label=_("The authority asks for"),
        choices=choices.Document.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ask the authority: what it wants differs."),
    )
    there = forms.MultipleChoiceField(
        label=_("This is there"),
        choices=choices.Document.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    exam_on = AheadField(label=_("First day of the exam"), required=False)


class WithdrawForm(forms.Form):
    """Why a registration ends without an exam."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=choices.WithdrawalReason.choices, widget=forms.RadioSelect
    )


class TakeBackForm(forms.Form):
    """Why a result was none."""

    why = CleanTextField(
        label=_("Why"), max_length=300, help_text=_("For whoever looks at the changes later on.")
    )


class EligibleFilter(forms.Form):
    """Which outcomes a list shows; without one those with which somebody can be registered."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[
            ("", pgettext_lazy("certificates", "can be registered, or with a resit")),
            ("nearly", choices.Outcome.NEARLY.label),
            ("unknown", choices.Outcome.UNKNOWN.label),
            ("undecided", pgettext_lazy("certificates", "waiting for my decision")),
            ("all", pgettext_lazy("certificates", "all")),
        ],
    )


class RegistrationFilter(forms.Form):
    """Which registrations a list shows; without a state those that go on."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("exam registrations", "going on")),
            ("leaving", pgettext_lazy("exam registrations", "released before the exam")),
            ("all", pgettext_lazy("exam registrations", "all")),
            *choices.RegistrationState.choices,
        ],
    )
