"""What is typed of introductions and placements by those who stand beside the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.ground.vocabulary.forms import LanguageField
from throughgate.work.placements import choices
from throughgate.work.placements.profiles import LONGEST_STRENGTH, MOST_STRENGTHS

NO = "no"
GOING_ON, ALL = "", "all"


class FilterForm(forms.Form):
    """Which placements the list shows; without a state those that are going on."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[(GOING_ON, _("What is going on")), (ALL, _("All")), *choices.State.choices],
        required=False,
    )


class AskForm(forms.Form):
    """What the profile says beside the facts."""

    strengths = CleanTextField(
        label=_("What the person is good at"),
        multiline=True,
        max_length=MOST_STRENGTHS * (LONGEST_STRENGTH + 2),
        required=False,
        help_text=_(
            "One thing on each line, five at most, in the person's own words. Nothing about custody."
        ),
    )

    def clean_strengths(self) -> list[str]:
        """Return the lines."""
        return [line for text in self.cleaned_data["strengths"].splitlines() if (line := text.strip())]


class PersonAnswerForm(forms.Form):
    """What the person said."""

    answer = forms.ChoiceField(
        label=_("What the person says"),
        choices=[
            (choices.Route.NEUTRAL, _("Yes, neutrally: the company learns nothing about where I come from")),
            (choices.Route.OPEN, _("Yes, openly: the company knows that I come through the network")),
            (NO, _("No")),
        ],
        widget=forms.RadioSelect,
        help_text=_("A no harms nobody. Whoever asked alone sees it."),
    )
    explained_in = LanguageField(
        label=_("Explained in"),
        help_text=_("The language in which the person had it explained."),
        required=False,
    )
    guardian_agreed_on = DateField(
        label=_("Guardian agreed on"), required=False, help_text=_("For somebody under 18.")
    )

    def after_yes(self) -> None:
        """Offer what is left to somebody who said yes and changed their mind."""
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)
        answer.choices, answer.initial = [(NO, _("No"))], NO
        del self.fields["explained_in"], self.fields["guardian_agreed_on"]


class YesNoForm(forms.Form):
    """An answer of somebody else."""

    agrees = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Yes")), (NO, _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class InviteForm(forms.Form):
    """Where and when the two sides talk."""

    talk_by = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    day = DateField(label=_("Day"), required=False)
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time", "class": "short"})
    )

    def __init__(self, *args: Any, route: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["talk_by"]
        assert isinstance(field, forms.ChoiceField)
        hidden = choices.TELLING_TALKS if route == choices.Route.NEUTRAL else ()
        field.choices = [(code, label) for code, label in choices.TalkBy.choices if code not in hidden]

    def clean(self) -> dict[str, Any]:
        """A time has a day; put both together as `talk_at`."""
        data = super().clean() or {}
        day, time = data.get("day"), data.get("time")
        if (day is None) != (time is None) and not self.errors:
            self.add_error("time" if day else "day", _("Day and time belong together."))
        data["talk_at"] = timezone.make_aware(datetime.combine(day, time)) if day and time else None
        return data


class StartForm(forms.Form):
    """The first day."""

    started_on = DateField(label=_("First day"))
    on_day_release = forms.BooleanField(
        label=_("The person goes there from inside, on day release"),
        required=False,
        help_text=_("Only before the release. The company does not read it."),
    )

    def __init__(self, *args: Any, may_be_inside: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_be_inside:
            del self.fields["on_day_release"]


class EndForm(forms.Form):
    """Why it ended."""

    reason = forms.ChoiceField(label=_("Reason"), choices=choices.Reason.choices, widget=forms.RadioSelect)
    reason_text = CleanTextField(
        label=_("In other words"),
        max_length=300,
        required=False,
        help_text=_("Only for another reason. Nothing about custody, offences or health."),
    )


class ContactForm(forms.Form):
    """How the person can be reached."""

    contact = CleanTextField(
        label=_("How the person can be reached"),
        max_length=200,
        required=False,
        help_text=_("The company reads it once it says as much of itself. Empty takes it back."),
    )


class MessageForm(forms.Form):
    """A message to the company."""

    text = CleanTextField(label=_("Message to the company"), multiline=True, max_length=2000)
