"""What a company fills in on the page of an introduction; every form is about one move."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.work.placements.choices import Reason
from throughgate.work.placements.company_words import MEETS
from throughgate.work.placements.models import Message

_REASONS: Final = (
    *("place_filled", "skills", "hours", "distance", "date_moved", "not_reachable", "did_not_come"),
    "other",
)


class Plain(forms.Form):
    """A move that needs nothing more than its button."""

    def facts(self) -> dict[str, Any]:
        """Return what goes with the move."""
        return {}


class InviteForm(Plain):
    """Where and when one talks."""

    by = forms.ChoiceField(
        label=_("Where do you talk?"),
        choices=[(name, MEETS[name]) for name in ("at_company", "phone")],
        initial="at_company",
        widget=forms.RadioSelect,
    )
    day = DateField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        help_text=_("For example 14:30."),
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={"invalid": _("Write the time like this: 14:30")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that is over."""
        given = super().clean() or self.cleaned_data
        if given.get("day") and given.get("time") and self._at() < timezone.now():
            raise ValidationError({"day": _("This moment is over. Choose another day or time.")})
        return given

    def _at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))

    def facts(self) -> dict[str, Any]:
        """Return place and moment."""
        return {"by": self.cleaned_data["by"], "at": self._at().isoformat()}


class DeclineForm(Plain):
    """Why it goes no further."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[("", _("Choose a reason")), *((name, Reason(name).label) for name in _REASONS)],
    )
    reason_text = CleanTextField(label=_("In other words"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for words where no reason of the list is it."""
        given = super().clean() or self.cleaned_data
        if given.get("reason") == "other" and not given.get("reason_text"):
            raise ValidationError({"reason_text": _("Say it in a few words.")})
        return given

    def facts(self) -> dict[str, Any]:
        """Return the reason."""
        return {name: self.cleaned_data[name] for name in ("reason", "reason_text")}


class ShareForm(Plain):
    """How the company can be reached."""

    contact = CleanTextField(
        label=_("How can we reach you?"),
        max_length=200,
        required=False,
        help_text=_(
            "Name, telephone or e-mail, as you would tell it to somebody new. Once the other side does the same, each "
            "reads the other's here."
        ),
    )

    def facts(self) -> dict[str, Any]:
        """Return it."""
        return {"contact": self.cleaned_data["contact"]}


class WriteForm(Plain):
    """A message."""

    text = CleanTextField(
        label=_("Your message"),
        multiline=True,
        max_length=Message._meta.get_field("text").max_length,
    )

    def facts(self) -> dict[str, Any]:
        """Return it."""
        return {"text": self.cleaned_data["text"]}


FORMS: Final[dict[str, type[Plain]]] = {
    **dict.fromkeys(("agree", "refuse", "try", "offer", "read"), Plain),
    "invite": InviteForm,
    "decline": DeclineForm,
    "share": ShareForm,
    "write": WriteForm,
}
"""The form of each move."""
