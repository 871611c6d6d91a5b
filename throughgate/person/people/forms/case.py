"""Stays that end, consents, who takes part, and why somebody opens a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.web.forms import RowChoiceField
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.ground.organisations.fields import OrganisationField
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.forms import LanguageField
from throughgate.person.people import choices
from throughgate.person.people.forms.identity import MEDIUM, SHORT
from throughgate.person.people.forms.profile import refuse_future
from throughgate.person.people.rules import BY_STATUTE, PART_OF_KIND


class _Short(forms.Form):
    """A form whose dates are short."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.widget.attrs.update(SHORT)


class ReleaseForm(_Short):
    """The end of a stay by release."""

    released_on = DateField(label=_("Released on"), initial=timezone.localdate)

    def clean(self) -> None:
        """Refuse a release in the future: that is an expected date."""
        refuse_future("released_on", self)


class TransferForm(_Short):
    """The move to another prison."""

    to = RowChoiceField(label=_("Prison"), queryset=Organisation.objects.none(), empty_label=_("Choose"))
    on = DateField(
        label=_("Moved on"),
        initial=timezone.localdate,
        help_text=_("A move is recorded on the day itself or afterwards."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Organisation.objects.of_kind("prison").exclude(pk=actor.organisation.pk)
        field.queryset = others.order_by("sort_key", "pk")
        field.widget.attrs.update(MEDIUM)

    def clean(self) -> None:
        """Refuse a move that lies ahead: until then the stay goes on here."""
        day = self.cleaned_data.get("on")
        if day and day > timezone.localdate():
            said = _(
                "This day lies in the future. Until then the stay goes on here; record the move on its day."
            )
            self.add_error("on", ValidationError(said, code="future"))


class ArrivalForm(_Short):
    """The day of arrival, put right."""

    arrived_on = DateField(label=_("Arrived on"))
    why = CleanTextField(
        label=_("Why it changes"),
        max_length=200,
        required=False,
        help_text=_("A few neutral words, for example: typing error."),
    )

    def clean(self) -> None:
        """Refuse an arrival in the future."""
        refuse_future("arrived_on", self)


class AskConsentForm(forms.Form):
    """What the person is asked for."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=choices.ConsentPurpose.choices, widget=forms.RadioSelect
    )
    recipient = OrganisationField(
        label=_("Organisation"),
        required=False,
        help_text=_("Who would take part or receive something. Type the beginning of the name."),
    )
    recipient_text = CleanTextField(
        label=_("Recipient in words"),
        max_length=160,
        required=False,
        help_text=_("Where the organisation is not in the list."),
    )
    scope = CleanTextField(
        label=_("What exactly"),
        max_length=300,
        multiline=True,
        required=False,
        help_text=_("Which papers, which facts. No words about offences or health."),
    )
    explained_in = LanguageField(
        label=_("Explained in"), help_text=_("The language in which the person had it explained.")
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["recipient"]
        assert isinstance(field, OrganisationField)
        self.asker = actor.organisation
        field.queryset = Organisation.objects.standing().exclude(pk=actor.organisation.pk)
        self.fields["explained_in"].widget.attrs.update(MEDIUM)

    def clean(self) -> dict[str, Any]:
        """Demand the organisation that would take part in the case or read, and a recipient of what goes out."""
        data = super().clean() or {}
        if data.get("purpose") == choices.ConsentPurpose.TAKE_PART and not data.get("recipient"):
            self.add_error("recipient", _("Choose the organisation that would take part."))
        part = PART_OF_KIND.get((data.get("recipient") or self.asker).kind)
        if data.get("purpose") == choices.ConsentPurpose.FEEDBACK_SHARED and part not in BY_STATUTE:
            self.add_error("recipient", _("Choose the prison or the probation service that would read it."))
        leaves = data.get("purpose") in (
            choices.ConsentPurpose.NEUTRAL_PROFILE,
            choices.ConsentPurpose.PACKAGE,
        )
        if leaves and not (data.get("recipient") or data.get("recipient_text")):
            self.add_error("recipient_text", _("Say who would receive it."))
        return data


class AnswerConsentForm(_Short):
    """What the person answered."""

    answer = forms.ChoiceField(
        label=_("The person"),
        choices=[("given", _("agrees")), ("refused", _("does not agree"))],
        widget=forms.RadioSelect,
        help_text=_("A refusal has no consequences. Only you see it, and the person."),
    )
    answered_on = DateField(label=_("Answered on"), initial=timezone.localdate)
    expires_on = DateField(
        label=_("Valid until"), required=False, help_text=_("Empty: until it is withdrawn.")
    )
    guardian_agreed_on = DateField(
        label=_("Guardian agreed on"), required=False, help_text=_("Needed where the person is a minor.")
    )

    def __init__(self, *args: Any, minor: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not minor:
            del self.fields["guardian_agreed_on"]

    def clean(self) -> None:
        """Refuse answers from the future."""
        refuse_future("answered_on", self)
        refuse_future("guardian_agreed_on", self)


class WithdrawForm(forms.Form):
    """Nothing to type: the person took the consent back."""


class AddLinkForm(_Short):
    """An organisation that takes part from now on."""

    organisation = forms.ChoiceField(label=_("Organisation"), widget=forms.RadioSelect)
    until_on = DateField(
        label=_("Until"),
        required=False,
        help_text=_("Empty: as long as your own organisation takes part. By law: without an end."),
    )

    def __init__(self, *args: Any, groups: list[tuple[Any, list[tuple[str, str]]]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = groups


class EndLinkForm(_Short):
    """The last day on which an organisation takes part."""

    last_day = DateField(label=_("Last day"), initial=timezone.localdate)


class AssignForm(forms.Form):
    """Who looks after the person."""

    membership = RowChoiceField(
        label=_("Colleague"), queryset=Membership.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, actor: Actor, assigned: set[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["membership"]
        assert isinstance(field, forms.ModelChoiceField)
        staff = Membership.objects.in_force().filter(
            organisation=actor.organisation, roles__overlap=sorted(LOOKS_AFTER), user__is_service=False
        )
        field.queryset = (
            staff.exclude(pk__in=assigned)
            .select_related("user", "organisation")
            .order_by("user__family_name", "user__given_names", "pk")
        )
        field.label_from_instance = _staff_label  # type: ignore[assignment, method-assign]


def _staff_label(membership: Any) -> str:
    return f"{membership.user}, {', '.join(membership.role_names)}"


class UnassignForm(forms.Form):
    """Nothing to type: somebody no longer looks after the person."""


class RemoveForm(forms.Form):
    """Nothing to type: a row goes."""


class PurposeForm(forms.Form):
    """Why somebody opens a person outside of their own caseload."""

    purpose = forms.ChoiceField(
        label=_("Why"), choices=choices.AccessPurpose.choices, widget=forms.RadioSelect
    )
    words = CleanTextField(label=_("In your words"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Demand words where no purpose of the list fits."""
        data = super().clean() or {}
        if data.get("purpose") == choices.AccessPurpose.OTHER and not data.get("words"):
            self.add_error("words", _("Write the reason in a few words."))
        return data
