"""Forms about sheets, groups, training, and what the person says."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.codes.fields import CodeField
from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.web.forms import RowChoiceField
from throughgate.ground.accounts.models import Membership
from throughgate.person.observations.models import RemarkKind, Setting
from throughgate.person.observations.models.voice import REMARK_LENGTH
from throughgate.person.observations.queries.frameworks import Column
from throughgate.person.observations.rules.sheets import NOTE_LENGTH, USUAL_COMPETENCIES

SHORT = {"class": "short"}


class DetailsForm(forms.Form):
    """What a sheet is about."""

    occasion = CleanTextField(
        label=_("Occasion"), max_length=120, help_text=_("For example “Softball training”. No names.")
    )
    setting = forms.ChoiceField(
        label=_("Setting"), choices=Setting.choices, widget=forms.RadioSelect(attrs={"class": "across"})
    )
    observed_on = DateField(label=_("Observed on"))
    observed_until_on = DateField(
        label=_("Until"), required=False, help_text=_("Only where the sheet is about several days.")
    )
    competencies = forms.MultipleChoiceField(
        label=_("Competencies"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("Two are usual, up to four are easy to judge side by side."),
    )

    def __init__(self, *args: Any, offered: Sequence[Column], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["observed_on"].widget.attrs.update(SHORT)
        self.fields["observed_until_on"].widget.attrs.update(SHORT)
        field = self.fields["competencies"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(column.id), column.name) for column in offered]

    def clean_competencies(self) -> list[uuid.UUID]:
        """Return the keys in the order of the framework."""
        return [uuid.UUID(key) for key in self.cleaned_data["competencies"]]


class StartForm(DetailsForm):
    """A new sheet: who was there, and what it is about."""

    field_order = ("people", "occasion", "setting", "observed_on", "observed_until_on", "competencies")
    people = forms.ChoiceField(
        label=_("Who was there"),
        help_text=_("People who were absent stay “not observed”, or you remove them from the sheet."),
    )

    def __init__(
        self, *args: Any, sources: Sequence[tuple[str, Any]], offered: Sequence[Column], **options: Any
    ) -> None:
        super().__init__(*args, offered=offered, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(sources)
        self.initial.setdefault("observed_on", timezone.localdate())
        self.initial.setdefault("setting", Setting.SPORT)
        self.initial.setdefault("competencies", [str(c.id) for c in offered[:USUAL_COMPETENCIES]])


class ReasonForm(forms.Form):
    """Why a signed sheet is replaced or taken back."""

    reason = CleanTextField(
        label=_("Reason"),
        max_length=300,
        multiline=True,
        help_text=_("The person and everybody who sees the sheet can read it."),
    )


class NoteForm(forms.Form):
    """What was seen, for one person and one competency."""

    person = forms.ChoiceField(label=_("Person"))
    competency = forms.ChoiceField(label=_("Competency"))
    text = CleanTextField(
        label=_("What did you see?"),
        max_length=NOTE_LENGTH,
        multiline=True,
        required=False,
        help_text=_("What somebody did, not what somebody is like. The person reads it too."),
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[Any, str]],
        competencies: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name, choices in (("person", people), ("competency", competencies)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)


class CodeForm(forms.Form):
    """The code from a sheet or a slip of paper."""

    code = CodeField(
        help_text=_("It stands at the top of the paper. Hyphens and small letters do not matter.")
    )


class GroupForm(forms.Form):
    """The name of a list of people."""

    name = CleanTextField(label=_("Name of the group"), max_length=80)
    setting = forms.ChoiceField(
        label=_("Setting"), choices=[("", _("Any")), *Setting.choices], required=False
    )


class _MemberField(RowChoiceField):
    """A member of the organisation, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name."""
        return str(obj.user)


class TrainingForm(forms.Form):
    """That somebody was trained to observe."""

    membership = _MemberField(label=_("Member"), queryset=Membership.objects.none(), empty_label=_("Choose"))
    trained_on = DateField(label=_("Trained on"))
    by_whom = CleanTextField(label=_("Trained by"), max_length=120)
    from_paper = forms.BooleanField(label=_("Taken from an earlier paper"), required=False)

    def __init__(self, *args: Any, members: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["membership"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = members
        self.fields["trained_on"].widget.attrs.update(SHORT)


class RemarkForm(forms.Form):
    """A comment or an objection, in the person's words."""

    kind = forms.ChoiceField(label=_("Kind"), choices=RemarkKind.choices, widget=forms.RadioSelect)
    text = CleanTextField(
        label=_("What the person says"),
        max_length=REMARK_LENGTH,
        multiline=True,
        help_text=_("In the person's own words, as they stand on the paper."),
    )
    made_on = DateField(label=_("Said on"), initial=timezone.localdate)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["made_on"].widget.attrs.update(SHORT)


class AnswerForm(forms.Form):
    """The answer to an objection."""

    text = CleanTextField(
        label=_("Answer"),
        max_length=REMARK_LENGTH,
        multiline=True,
        help_text=_("The person reads it. Objection and answer both stay with the sheet."),
    )
