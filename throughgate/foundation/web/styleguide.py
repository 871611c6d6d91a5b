"""One page that shows every component, with long words, empty states and errors."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from throughgate.foundation.web.components import ActiveFilter, Conflict, Tab, tag
from throughgate.foundation.web.forms import CodeInput, DateInput
from throughgate.foundation.web.tables import Column, Table

LONG = "Übergangsmanagementkoordinatorin der Justizvollzugsanstalt Musterstadt"


class Sample(forms.Form):
    """Every kind of field."""

    given_names = forms.CharField(max_length=100, help_text="All of them, as on the identity card.")
    called = forms.CharField(label="Called name", max_length=60, required=False)
    born_on = forms.DateField(
        label="Date of birth", widget=DateInput, help_text="For example 14.3.1998 or 14 March 1998."
    )
    long_label = forms.CharField(
        label="Berufsausbildungsvorbereitungsmaßnahmenbezeichnung der Arbeitsagenturbezirksverwaltung",
        required=False,
        widget=forms.TextInput(attrs={"class": "medium"}),
    )
    number = forms.IntegerField(label="Travel reach", help_text="In kilometres.", required=False)
    language = forms.ChoiceField(
        label="Mother tongue", choices=[("", "Choose"), ("tr", "Turkish"), ("ar", "Arabic"), ("de", "German")]
    )
    right_to_work = forms.ChoiceField(
        label="Right to work",
        choices=[("yes", "Yes"), ("no", "No"), ("unclear", "Being clarified")],
        widget=forms.RadioSelect(attrs={"class": "across"}),
        help_text="Ask the authority for foreigners where it is not clear.",
    )
    licences = forms.MultipleChoiceField(
        choices=[
            (name, name)
            for name in ("Car (B)", "Lorry (C)", "Fork-lift", "Welding", "Tractor (T)", "Moped (AM)", "Crane")
        ],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        required=False,
    )
    remark = forms.CharField(
        max_length=400, widget=forms.Textarea, required=False, help_text="No health, no offence."
    )
    paper = forms.FileField(required=False, help_text="PDF or photo, up to 10 MB.")
    code = forms.CharField(label="Code from the letter", widget=CodeInput, required=False)
    agreed = forms.BooleanField(
        label="The person agreed and knows what will be sent",
        help_text="Explained in a language the person understands.",
    )


class SampleFilter(forms.Form):
    """A filter over a list."""

    leaves = forms.ChoiceField(choices=[("", "At any time"), ("30", "Within 30 days")], required=False)
    unit = forms.ChoiceField(label="Ward", choices=[("", "All wards"), ("A", "Ward A")], required=False)


class Samples:
    """Invented rows."""

    people: ClassVar = [
        ("Şahin, Emre", "14 March 2027", "Maria Lenz", ("due 8 Jan", "due")),
        ("Popescu, Ana-Maria Ștefania", "2 February 2027", "Maria Lenz", ("late since 18 Nov", "late")),
        ("von der Heydebrand-Oberkirchenrat, Karl-Friedrich", "not known", LONG, ("no case lead", "")),
    ]


def page(request: HttpRequest) -> HttpResponse:
    """Show the style guide; it exists in the demo and while developing only."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "web/styleguide.html", context(request))


def context(request: HttpRequest) -> dict[str, Any]:
    """Return sample values for every component."""
    wrong = Sample({"born_on": "30.2.1998", "right_to_work": "perhaps", "remark": "x" * 420})
    now = timezone.localtime()
    return {
        "form": Sample(initial={"given_names": "Emre", "right_to_work": "unclear"}, prefix="good"),
        "wrong": wrong,
        "filter_form": SampleFilter(),
        "active": [ActiveFilter("Leaves within 30 days", "?"), ActiveFilter("Ward A", "?")],
        "tabs": [
            Tab("due", "?", 6, current=True),
            Tab("late", "?", 2),
            Tab("wait for others", "?", 9),
            Tab("moved", "?", 3),
            Tab("leave within 30 days", "?", 4),
        ],
        "table": Table.of(
            request,
            caption="62 people with you, by name. 1 to 3 are shown.",
            columns=[
                Column("Name", value=lambda row: row.name, link=lambda _row: "#", sort="name"),
                Column("Release", value=lambda row: row.release, sort="release", one_line=True),
                Column("Case lead", value=lambda row: row.lead),
                Column("Days left", value=lambda row: row.days, number=True, sort="days"),
                Column("State", cell=lambda row: tag(*row.mark), bare=True),
            ],
            rows=[
                SimpleNamespace(name=name, release=release, lead=lead, days=index * 37 + 12, mark=mark)
                for index, (name, release, lead, mark) in enumerate(Samples.people)
            ],
            sort="name",
            before="a",
            after="b",
        ),
        "facts": [
            ("Case lead", "Maria Lenz, Musterstadt"),
            ("Zuständige Bewährungshilfedienststelle", LONG),
            ("Home after release", ""),
        ],
        "reasons": [
            ("fits", "9 km"),
            ("fits", "teamwork 4 of 5, three observers"),
            ("gap", "B1 wanted, A2 shown"),
            ("stop", "needs a driving licence"),
            ("unknown", "right to work"),
        ],
        "conflicts": [
            Conflict("Expected release", "14 March 2027", "30 April 2027", "Jonas Adler", now),
            Conflict("Remark", "", "Wants to start at Roth Roofing\nafter the summer.", "Jonas Adler", now),
        ],
        "until": now + timedelta(minutes=24),
        "release_on": date(2027, 3, 14),
    }
