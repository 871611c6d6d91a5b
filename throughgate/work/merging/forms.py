"""The form by which two entries are merged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.forms import choice_field


class FindForm(forms.Form):
    """By which name one looks for the other entry."""

    name = CleanTextField(label=_("Name of the other entry"), max_length=60, required=False)


class MergeForm(forms.Form):
    """Which of two entries stays, and that one means it."""

    stays = forms.ChoiceField(label=_("Which entry stays?"), widget=forms.RadioSelect)
    sure = forms.BooleanField(
        label=_("It is the same organisation"),
        help_text=_("Merging cannot be undone."),
        error_messages={"required": _("Tick this if you are sure that it is the same organisation.")},
    )
    other = forms.SlugField(widget=forms.HiddenInput)
    other_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, both: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        choice_field(self, "stays").choices = list(both)
