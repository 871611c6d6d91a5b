"""Forms about openings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.foundation.languages.fields import CleanTextField, DateField
from throughgate.foundation.web.forms import choice_field
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.forms import OccupationField, PlaceField
from throughgate.work.openings import choices
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.competencies import asked_competencies

UNKNOWN_YES_NO = (("", _("not known")), ("true", _("Yes")), ("false", _("No")))
WANTS = "wants_"
"""Begins the name of a field for a competency."""
NEEDED = "!"
"""Ends the value of a level that is needed, not only helpful."""
ON_THE_ROAD_HINT = _("Tick this where the place of work changes, as on building sites.")


def _yes_no(value: Any) -> bool | None:
    return {"true": True, "True": True, True: True, "false": False, "False": False, False: False}.get(value)


class OpeningForm(forms.ModelForm):
    """What an organisation offers. Everything but kind and title may stay unknown."""

    occupation = OccupationField(
        label=_("Occupation"),
        required=False,
        help_text=_(
            "An everyday word is enough, for example “warehouse”. With it, people who wish for it find it."
        ),
    )
    starts_on = DateField(label=_("Start"), required=False, help_text=_("If it can start now, write today."))
    start_until = DateField(
        label=_("Start at the latest"),
        required=False,
        help_text=_(
            "Leave this empty where one can start at any time. A training place begins on its start."
        ),
    )
    ends_on = DateField(label=_("End"), required=False, help_text=_("Only if it is limited."))
    closing_on = DateField(
        label=_("Apply until"), required=False, help_text=_("Leave this empty if it is open.")
    )
    day_release = forms.TypedChoiceField(
        label=_("Single days beforehand"),
        choices=UNKNOWN_YES_NO,
        coerce=_yes_no,
        empty_value=None,
        required=False,
        help_text=_("Somebody comes for single days before the first day, to get to know the work."),
    )
    certificates = forms.MultipleChoiceField(
        label=_("Certificates needed"),
        choices=choices.CERTIFICATE_CHOICES,
        widget=forms.CheckboxSelectMultiple({"class": "many"}),
        required=False,
    )
    shifts = forms.MultipleChoiceField(
        label=_("Working hours"),
        choices=choices.Shift.choices,
        widget=forms.CheckboxSelectMultiple({"class": "many"}),
        required=False,
    )
    demands = forms.MultipleChoiceField(
        label=_("What the work brings with it"),
        choices=choices.Demand.choices,
        widget=forms.CheckboxSelectMultiple({"class": "many"}),
        required=False,
    )

    class Meta:
        model = Opening
        fields = (
            *("kind", "title", "occupation", "site", "is_on_the_road", "seats"),
            *("starts_on", "start_until", "ends_on", "closing_on", "day_release", "shifts"),
            *("german", "licence", "certificates", "demands"),
            *("wage_from", "wage_to", "wage_period", "wage_text", "description", "is_public"),
        )
        field_classes: ClassVar = {"title": CleanTextField, "wage_text": CleanTextField}
        help_texts: ClassVar = {
            "title": _("What it says on the notice, for example “Roofer, training place”."),
            "is_on_the_road": ON_THE_ROAD_HINT,
            "seats": _("How many people. Leave this empty if it is not known."),
            "wage_text": _("For example “by collective agreement”."),
            "is_public": _(
                "Only where the organisation itself said so: others may then show it as a job advertisement."
            ),
            "description": _("What one does, what one learns, what matters to you."),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites: Any = self.fields["site"]
        sites.queryset = organisation.sites.order_by("pk")
        sites.empty_label = _("not known")
        if not self.is_bound and self.instance._state.adding and len(known := list(sites.queryset[:2])) == 1:
            self.initial.setdefault("site", known[0].pk)
        for name in ("german", "licence", "wage_period"):
            field: Any = self.fields[name]
            field.choices = [choices.NOT_KNOWN, *(c for c in field.choices if c[0])]
        choice_field(self, "kind").choices = choices.Kind.choices
        self.fields["kind"].widget = forms.RadioSelect(choices=choices.Kind.choices)
        self._offer_competencies()
        if isinstance(self.initial.get("day_release"), bool):
            self.initial["day_release"] = str(self.initial["day_release"]).lower()

    def _offer_competencies(self) -> None:
        """Add one field for each competency: not relevant, helpful or needed, from which level on."""
        self.asked = asked_competencies()
        levels = [
            (
                label,
                [
                    (
                        f"{level}{need}",
                        _("%(need)s, %(level)d of %(of)d")
                        % {"need": label, "level": level, "of": self.asked.highest},
                    )
                    for level in self.asked.levels
                ],
            )
            for need, label in (("", _("helpful")), (NEEDED, _("needed")))
        ]
        there = self.instance.requirements
        for key, name in self.asked.names.items():
            self.fields[WANTS + key] = forms.ChoiceField(
                label=name, choices=[("", _("not relevant")), *levels], required=False
            )
            if want := there.get(key):
                self.initial[WANTS + key] = f"{want['level']}{NEEDED if want['needed'] else ''}"

    @property
    def wanted(self) -> list[forms.BoundField]:
        """Return the fields of competencies."""
        return [self[name] for name in self.fields if name.startswith(WANTS)]

    @property
    def asks_competencies(self) -> bool:
        """Say whether any competency is asked for, or wrong, so that its fields stand open."""
        return any(field.value() or field.errors for field in self.wanted)

    def clean(self) -> dict[str, Any]:
        """Put the competencies together."""
        cleaned = super().clean() or self.cleaned_data
        found = {key: cleaned.pop(WANTS + key, "") for key in self.asked.names}
        cleaned["requirements"] = {
            key: {"level": int(said.removesuffix(NEEDED)), "needed": said.endswith(NEEDED)}
            for key, said in found.items()
            if said
        }
        return cleaned

    def clean_description(self) -> str:
        """Clean the text as all text is cleaned."""
        return str(CleanTextField(multiline=True, required=False).clean(self.cleaned_data["description"]))

    def _post_clean(self) -> None:
        """Leave the rest to the action, which validates the whole row with what the form does not show."""

    def validate_unique(self) -> None:
        """Leave it to the action."""


class FilterForm(forms.Form):
    """What the list of openings is narrowed by."""

    text = forms.CharField(label=pgettext_lazy("search", "Words"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("all")), *choices.Kind.choices], required=False)
    occupation = OccupationField(label=_("Occupation"), required=False)
    place = PlaceField(label=_("Near"), required=False)
    reach = forms.IntegerField(
        label=_("within km"),
        min_value=1,
        max_value=500,
        required=False,
        widget=forms.NumberInput({"class": "short"}),
    )
    start_from = DateField(label=_("Start from"), required=False)
    start_until = DateField(label=_("Start until"), required=False)
    day_release = forms.ChoiceField(
        label=_("On day release"),
        choices=[("", _("all")), ("yes", _("possible")), ("maybe", _("possible or not known"))],
        required=False,
    )
    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            ("", _("what stands")),
            ("all", _("also what is over or filled")),
            ("no_place", _("what has no known place")),
        ],
        required=False,
    )


class OwnFilterForm(FilterForm):
    """The same for one's own openings, of which there are few."""

    text = occupation = place = reach = start_from = start_until = day_release = None  # type: ignore[assignment]


class CompanyFilterForm(forms.Form):
    """Whose opening it is."""

    name = forms.CharField(label=_("Name of the company or organisation"), max_length=100, required=False)
