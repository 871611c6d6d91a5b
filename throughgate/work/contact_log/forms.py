"""What is typed of contacts with organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.work.contact_log.models import Kind


class NoteForm(forms.Form):
    """One contact."""

    kind = forms.ChoiceField(label=_("What there was"), choices=Kind.choices, widget=forms.RadioSelect)
    happened_on = DateField(label=_("Day"))
    ours = CleanTextField(label=_("Who of us"), max_length=200, required=False)
    theirs = CleanTextField(
        label=_("Who of them"),
        max_length=200,
        required=False,
        help_text=_("Names as text, separated by commas."),
    )
    followed = CleanTextField(
        label=_("What came of it"),
        multiline=True,
        max_length=1000,
        required=False,
        help_text=_("About the company. Write nothing about people who look for a place."),
    )
    next_step = CleanTextField(label=_("Next step"), max_length=200, required=False)
    next_on = DateField(label=_("Until when"), required=False, help_text=_("Then it stands on your Today."))

    def clean(self) -> dict[str, Any]:
        """A next step has words and a day."""
        data = super().clean() or {}
        if data.get("next_step") and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", _("Until when?"))
        if data.get("next_on") and not data.get("next_step") and "next_step" not in self.errors:
            self.add_error("next_step", _("What is to be done?"))
        return data


class AgreementForm(forms.Form):
    """An agreement on paper."""

    title = CleanTextField(label=_("What it is about"), max_length=160)
    signed_on = DateField(label=_("Signed on"))
    valid_until = DateField(label=_("Valid until"), required=False, help_text=_("Empty: without an end."))
    lies_at = CleanTextField(label=_("Where the paper lies"), max_length=160, required=False)
