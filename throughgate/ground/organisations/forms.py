"""Forms about organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.forms import RowChoiceField, choice_field, row_field
from throughgate.ground.organisations.models import Channel, ContactPerson, Kind, Organisation, Region, Site
from throughgate.ground.vocabulary.forms import LanguagesField, PlaceField


class FilterForm(forms.Form):
    """What a list of organisations is narrowed by."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    region = RowChoiceField(
        Region.objects.all(), label=_("Region"), required=False, to_field_name="code", empty_label=_("all")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "kind").choices = [("", _("all")), *Kind.choices]


class _AnotherOne(forms.ModelForm):
    """A form that asks whether an organisation of the same name is another one, once there is one."""

    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")
    is_another = forms.BooleanField(
        label=_("This is another organisation, although the name is the same"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row_field(self, "region").empty_label = _("choose")
        if not self.data.get("is_another"):
            self.kept = self.fields.pop("is_another")

    def ask_whether_another(self) -> None:
        """Show the box."""
        if "is_another" not in self.fields:
            self.fields["is_another"] = self.kept


class OrganisationForm(_AnotherOne):
    """Facts of one's own organisation."""

    class Meta:
        model = Organisation
        fields = ("name", "legal_name", "region", "website", "legal_regime", "controller")
        field_classes: ClassVar = {
            "name": CleanTextField,
            "legal_name": CleanTextField,
            "controller": CleanTextField,
        }
        help_texts: ClassVar = {
            "name": _("As people call it."),
            "legal_name": _("Only if it differs from the name."),
            "controller": _("Who answers for the data that this organisation keeps here."),
        }


class CompanyForm(_AnotherOne):
    """Facts of a company that a placement officer adds or keeps."""

    class Meta:
        model = Organisation
        fields = ("name", "legal_name", "sector", "region", "website")
        field_classes: ClassVar = {
            "name": CleanTextField,
            "legal_name": CleanTextField,
            "sector": CleanTextField,
        }
        help_texts: ClassVar = {
            "name": _("As people call it."),
            "legal_name": _("Only if it differs from the name."),
        }


class SiteForm(forms.ModelForm):
    """Where an organisation is."""

    place = PlaceField(
        label=_("Town"),
        required=False,
        help_text=_("Distances are measured from here. If it is not known, name the nearest larger place."),
    )

    class Meta:
        model = Site
        fields = ("name", "street", "postcode", "place", "town")
        field_classes: ClassVar = dict.fromkeys(("name", "street", "postcode", "town"), CleanTextField)
        labels: ClassVar = {"town": _("Town as written on letters")}
        help_texts: ClassVar = {
            "name": _("Only if there are several, for example “Workshop”."),
            "town": _("Only if it differs from the town above."),
        }
        widgets: ClassVar = {"postcode": forms.TextInput({"class": "short", "autocomplete": "off"})}

    def clean(self) -> dict[str, Any]:
        """Ask for something to find the place by."""
        data = super().clean() or {}
        if not self.errors and not data.get("place") and not data.get("town"):
            self.add_error("place", _("Name a town."))
        return data


class ContactForm(forms.ModelForm):
    """Somebody whom one writes to or calls."""

    class Meta:
        model = ContactPerson
        fields = (
            *("given_names", "family_name", "function", "telephone", "email"),
            *("preferred_channel", "languages", "site"),
        )
        field_classes: ClassVar = dict.fromkeys(
            ("given_names", "family_name", "function", "telephone"), CleanTextField
        )

    languages = LanguagesField(
        label=_("Languages"),
        required=False,
        help_text=_("Which languages one can speak with them, separated by commas."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "preferred_channel").choices = [("", _("not known")), *Channel.choices]
        sites = row_field(self, "site")
        sites.queryset = organisation.sites.order_by("pk")
        sites.empty_label = _("any")
