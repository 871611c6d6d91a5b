"""Forms of the reference letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.codes.fields import CodeField
from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.web.forms import RowChoiceField

SHORT = {"class": "short"}


class _IssuerField(RowChoiceField):
    """A registered body, with its town."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name and town."""
        return f"{obj.body.name}, {obj.town}"


class LetterForm(forms.Form):
    """What the letter says, and the registered body that signs it."""

    text = CleanTextField(
        label=_("Text"),
        max_length=2400,
        multiline=True,
        help_text=_(
            "Strengths only, as they were seen. Nothing may show where the person was. "
            "A line that begins with a dash becomes a point of a list."
        ),
    )
    registered = _IssuerField(
        label=_("Body that signs"),
        queryset=None,
        empty_label=_("Choose"),
        help_text=_(
            "It agreed in writing and signs what it can stand for. Your administrator keeps the list."
        ),
    )

    def __init__(self, *args: Any, issuers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["registered"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = issuers
        self.fields["text"].widget.attrs["rows"] = 12


class IssuerForm(forms.Form):
    """What is known of a body that signs letters."""

    agreed_on = DateField(label=_("Agreed in writing on"))
    agreed_until = DateField(label=_("Agreed until"))
    street = CleanTextField(label=_("Street and number"), max_length=120)
    town = CleanTextField(label=_("Postcode and town"), max_length=80)
    domain = CleanTextField(
        label=_("Own domain"), max_length=120, help_text=_("Such as club.example. It stands on the letter.")
    )
    contact = CleanTextField(
        label=_("Who signs"),
        max_length=120,
        help_text=_("Name and function. Employers may ask this person about the letter."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("agreed_on", "agreed_until"):
            self.fields[name].widget.attrs.update(SHORT)


class NewIssuerForm(IssuerForm):
    """A body that agreed in writing."""

    body = RowChoiceField(
        label=_("Body"),
        queryset=None,
        empty_label=_("Choose"),
        help_text=_("From the register of organisations. Prisons, probation and authorities do not sign."),
    )
    field_order = ("body",)

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies


class ApprovalForm(forms.Form):
    """That the person approved the text, by the code of the signed slip."""

    code = CodeField(
        label=_("Code of the slip"), help_text=_("It stands on the slip that the person signed.")
    )
    approved_on = DateField(label=_("Approved on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["approved_on"].widget.attrs.update(SHORT)
