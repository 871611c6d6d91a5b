"""What is typed about certificates: a teacher's decision, the file of a registration, and which people a list shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.languages.fields import AheadField, CleanTextField, DateField
from throughgate.foundation.languages.texts import text_in
from throughgate.person.people.forms.profile import Across
from throughgate.person.schooling import choices
from throughgate.person.schooling.queries.certificates import Asked
from throughgate.person.schooling.rules.certificates.questions import MOST, question_of


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


class FactsForm(forms.Form):
    """What certificate rules ask about a person beside marks; each answer may stay not known."""

    def __init__(self, *args: Any, asked: Iterable[Asked], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = tuple(asked)
        for one in self.asked:
            self.fields[one.name] = _field(one)

    @staticmethod
    def initial_of(given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the form shows of answers as they are kept."""
        said = {True: "yes", False: "no"}
        return {
            name: said[value]
            if isinstance(value, bool)
            else date.fromisoformat(value)
            if isinstance(value, str)
            else value
            for name, value in given.items()
        }

    def answers(self) -> dict[str, Any]:
        """Return the answers by their names as they are kept; None is not known."""
        said = {"yes": True, "no": False, "unknown": None}
        return {
            name: said[value] if value in said else value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Yield the fields by the certificate whose rule asks them first."""
        for name, some in groupby(self.asked, lambda one: text_in(one.answer.version.name)):
            yield name, [self[one.name] for one in some]


def _field(asked: Asked) -> forms.Field:
    question = question_of(asked.name)
    label = text_in(question.asks)
    hint = _("%(paragraph)s · can tell: %(who)s") % {
        "paragraph": asked.fact.paragraph,
        "who": text_in(question.who),
    }
    match question.kind:
        case "yes_no":
            options = [("yes", _("Yes")), ("no", _("No")), ("unknown", _("Not known"))]
            return forms.ChoiceField(
                label=label, help_text=hint, choices=options, initial="unknown", widget=Across
            )
        case "number":
            if question.unit:
                label = f"{label} ({text_in(question.unit)})"
            return forms.IntegerField(
                label=label, help_text=hint, min_value=0, max_value=MOST, required=False
            )
        case "day":
            return DateField(label=label, help_text=hint, required=False)


class FileForm(forms.Form):
    """What the authority asks for, what is there of it, and when the exam is."""

    needed = forms.MultipleChoiceField(
        label=_("The authority asks for"),
        choices=choices.Document.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ticked is what the rule names. Ask the authority: what it wants may differ."),
    )
    there = forms.MultipleChoiceField(
        label=_("This is there"),
        choices=choices.Document.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    exam_on = AheadField(label=_("First day of the exam"), required=False)

    def __init__(self, *args: Any, papers: Mapping[str, tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(code, name) for code, (name, _source) in papers.items()]
        for field in (self.fields["needed"], self.fields["there"]):
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = named


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
