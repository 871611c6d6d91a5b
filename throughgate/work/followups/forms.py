"""The form of two minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.work.followups.choices import Going, There

_YES_NO = [
    ("yes", pgettext_lazy("somebody should call", "Yes")),
    ("no", pgettext_lazy("somebody should call", "No")),
]


class FeedbackForm(forms.Form):
    """Three questions and nothing else: no field collects stories about somebody."""

    there = forms.ChoiceField(label=_("Is the person still there?"), choices=There, widget=forms.RadioSelect)
    going = forms.ChoiceField(
        label=_("How is it going?"), choices=Going, widget=forms.RadioSelect, required=False
    )
    calls = forms.ChoiceField(
        label=_("Shall somebody call?"), choices=_YES_NO, widget=forms.RadioSelect, initial="no"
    )

    def __init__(self, *args: Any, whose: str = "company", **options: Any) -> None:
        super().__init__(*args, **options)
        if whose == "person":
            self.fields["there"].label = _("Are you still there?")

    def clean(self) -> dict[str, Any]:
        """Ask how it is going of those who are there."""
        said = super().clean() or {}
        if said.get("there") == "yes" and not said.get("going"):
            self.add_error("going", _("Say how it is going."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """Return the answer as actions take it."""
        there = self.cleaned_data["there"]
        return {
            "there": there,
            "going": self.cleaned_data["going"] if there != "no" else "",
            "calls": self.cleaned_data["calls"] == "yes",
        }
