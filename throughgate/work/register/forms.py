"""Forms of the register: the public one, the same from paper, and what officers and organisations answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.codes.fields import CodeField
from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.forms import RowChoiceField, row_field
from throughgate.ground.organisations.models import Organisation, Region
from throughgate.ground.organisations.rules import channel_lacks
from throughgate.ground.vocabulary.forms import LanguagesField
from throughgate.work.openings.choices import Kind as Offer
from throughgate.work.register import choices
from throughgate.work.register.models import Registration
from throughgate.work.register.papers import is_of_form

NOT_SAID = ("", _("not said"))
_TEXT = 600
ALL = "all"
"""Every state; the list begins with what waits."""


class Channel(forms.ChoiceField):
    """How somebody likes to be reached; through an organisation is not asked of organisations."""

    LISTED = (
        ("telephone", _("Telephone")),
        ("email", _("E-mail")),
        ("letter", _("Letter")),
        ("in_person", _("In person")),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self.LISTED, widget=forms.RadioSelect, **options)


class OfferForm(forms.Form):
    """What an organisation offers, and what it says of itself."""

    sector = forms.ChoiceField(
        label=_("Line of business"), choices=[NOT_SAID, *choices.Section.choices], required=False
    )
    size = forms.ChoiceField(label=_("Size"), choices=[NOT_SAID, *choices.Size.choices], required=False)
    offers = forms.MultipleChoiceField(
        label=_("What would you offer?"),
        choices=Offer.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
        help_text=_("A first idea is enough. It binds you to nothing."),
    )
    why = CleanTextField(
        label=_("Why would you like to?"),
        multiline=True,
        max_length=_TEXT,
        required=False,
    )
    asks = CleanTextField(
        label=_("What would you like to know beforehand?"),
        multiline=True,
        max_length=_TEXT,
        required=False,
        help_text=_("For example what the first weeks look like, or whom you can call."),
    )
    seen_by_others = forms.BooleanField(
        label=_("Other registered organisations may see our name, town and offer"), required=False
    )


class RegistrationForm(OfferForm):
    """What one says of oneself when one registers. A company reads it: no word tells where people come from."""

    kind = forms.ChoiceField(
        label=_("Who registers?"), choices=choices.Kind.choices, widget=forms.RadioSelect
    )
    name = CleanTextField(label=_("Name"), max_length=160, help_text=_("As people call it."))
    legal_name = CleanTextField(
        label=_("Legal name"),
        max_length=200,
        required=False,
        help_text=_("Only if it differs from the name."),
    )
    street = CleanTextField(label=_("Street and number"), max_length=160, required=False)
    postcode = CleanTextField(label=_("Postcode"), max_length=12, required=False)
    town = CleanTextField(label=_("Town"), max_length=120)
    region = RowChoiceField(Region.objects.order_by("name", "pk"), label=_("Region"))
    given_names = CleanTextField(label=_("Given names"), max_length=100, required=False)
    family_name = CleanTextField(label=_("Family name"), max_length=100)
    function = CleanTextField(label=_("Function"), max_length=120, required=False)
    telephone = CleanTextField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    preferred_channel = Channel(label=_("How do we best reach you?"))
    languages = LanguagesField(
        label=_("Languages"),
        required=False,
        help_text=_("Which languages one can speak with you, separated by commas."),
    )

    GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
        (_("Who you are"), ("kind", "name", "legal_name", "sector", "size")),
        (_("Where you are"), ("street", "postcode", "town", "region")),
        (
            _("Whom we call"),
            (
                *("given_names", "family_name", "function", "telephone", "email"),
                *("preferred_channel", "languages"),
            ),
        ),
        (_("What you would offer"), ("offers", "why", "asks", "seen_by_others")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions: Any = row_field(self, "region")
        regions.empty_label = _("choose")
        self.only_region = None
        if len(found := list(Region.objects.order_by("name", "pk")[:2])) == 1:
            # Where there is one region, nobody is asked which.
            self.only_region = found[0]
            del self.fields["region"]

    def groups(self) -> Iterator[tuple[Promise, list[BoundField]]]:
        """Yield the fields under their headings."""
        for title, names in self.GROUPS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Ask for what the preferred channel needs, and add the one region."""
        data = super().clean() or {}
        if self.only_region is not None:
            data["region"] = self.only_region
        channel = data.get("preferred_channel", "")
        lacking = channel_lacks(channel, telephone=data.get("telephone", ""), email=data.get("email", ""))
        if lacking and lacking not in self.errors:
            self.add_error(lacking, _("The preferred channel needs this."))
        if channel in ("letter", "in_person") and not data.get("street"):
            self.add_error("street", _("The preferred channel needs this."))
        return data


class CorrectionForm(RegistrationForm):
    """The same, corrected by a link or a code; of what kind an organisation is and in which region, stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "region"):
            self.fields.pop(name, None)
        self.only_region = None


class PaperForm(RegistrationForm):
    """The same, typed in from a form on paper."""

    code = CodeField(
        label=_("Code on the form"),
        required=False,
        help_text=_("12 letters and digits. A form is typed in once: if it was, you are led there."),
    )
    GROUPS = ((_("The sheet"), ("code",)), *RegistrationForm.GROUPS)

    def clean_code(self) -> str:
        """Refuse what stands on no form of ours."""
        code = str(self.cleaned_data["code"])
        if code and not is_of_form(code):
            raise ValidationError(_("This code stands on no form of ours. Check each sign."), code="unknown")
        return code


class AnswerForm(forms.Form):
    """What somebody with a key says."""

    answer = forms.ChoiceField(
        choices=[(name, name) for name in ("confirm", "refresh", "say_changed", "propose", "leave")]
    )
    said = CleanTextField(
        label=_("What has changed?"),
        multiline=True,
        max_length=_TEXT,
        required=False,
        help_text=_("For example a new contact person, another telephone number, or another offer."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever says that something changed says what."""
        data = super().clean() or {}
        if data.get("answer") == "say_changed" and not data.get("said") and "said" not in self.errors:
            self.add_error("said", _("Write in a few words what has changed."))
        return data


class VerifyForm(forms.Form):
    """Which organisation it is."""

    organisation = forms.ChoiceField(label=_("Which organisation is this?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, alike: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike = {str(one.pk): one for one in alike}
        known = [(key, _("The same as %(name)s") % {"name": _named(one)}) for key, one in self.alike.items()]
        field: Any = self.fields["organisation"]
        field.choices = [("new", _("A new one")), *known]
        if not known:
            field.initial, field.widget = "new", forms.HiddenInput()

    def clean_organisation(self) -> Organisation | None:
        """Return it; None for a new one."""
        return self.alike.get(self.cleaned_data["organisation"])


def _named(one: Any) -> str:
    return f"{one.name}, {one.town}" if one.town else one.name


class RefuseForm(forms.Form):
    """Why a registration is not taken up."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=choices.Refusal.choices,
        widget=forms.RadioSelect,
        help_text=_("The one who registered reads this sentence, if they gave an e-mail address."),
    )


class FilterForm(forms.Form):
    """What the list is narrowed by."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("waiting")), (ALL, _("all")), *choices.State.choices],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *choices.Kind.choices])
    offer = forms.ChoiceField(label=_("Offer"), required=False, choices=[("", _("all")), *Offer.choices])


def offer_initial(row: Registration) -> dict[str, Any]:
    """Return what the form of an entry shows."""
    return {name: getattr(row, name) for name in OfferForm.base_fields}
