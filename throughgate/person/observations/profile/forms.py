"""Forms of the reference letter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.web.forms import CodeInput
from throughgate.ground.organisations.models import Kind, Organisation

SHORT = {"class": "short"}
CUSTODY = (Kind.PRISON, Kind.PROBATION, Kind.AUTHORITY)
"""A letter signed by one of these would say where the person was."""


class LetterForm(forms.Form):
    """What the letter says, and the body outside that signs it."""

    text = CleanTextField(
        label=_("Text"),
        max_length=2400,
        multiline=True,
        help_text=_(
            "Strengths only, as they were seen. Nothing may show where the person was. "
            "A line that begins with a dash becomes a point of a list."
        ),
    )
    body: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Body that signs"),
        queryset=None,
        empty_label=_("Choose"),
        help_text=_(
            "It agreed in writing and signs what it can stand for. Prisons and authorities are not offered."
        ),
    )
    issuer_signs = CleanTextField(label=_("Who signs for it"), max_length=120)
    issuer_agreed_on = DateField(label=_("Its written agreement of"))

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["body"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = bodies
        self.fields["text"].widget.attrs["rows"] = 12
        self.fields["issuer_agreed_on"].widget.attrs.update(SHORT)

    def clean_body(self) -> Organisation:
        """Refuse a body whose town is not known: the letter names it."""
        body: Organisation = self.cleaned_data["body"]
        if not body.town:  # type: ignore[attr-defined]  # annotated
            raise forms.ValidationError(
                _("The town of this body is not known. Add its site to the register first.")
            )
        return body


class ApprovalForm(forms.Form):
    """That the person approved the text, by the code of the signed slip."""

    code = forms.CharField(
        label=_("Code of the slip"),
        max_length=24,
        widget=CodeInput(),
        help_text=_("It stands on the slip that the person signed."),
    )
    approved_on = DateField(label=_("Approved on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["approved_on"].widget.attrs.update(SHORT)


def letter_language(wanted: str, own: str) -> str:
    """Return the language of a letter: what was asked for, else one's own."""
    offered = dict(settings.LANGUAGES)
    return wanted if wanted in offered else own[:2] if own[:2] in offered else "en"
