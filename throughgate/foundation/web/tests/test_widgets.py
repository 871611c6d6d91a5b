"""Controls look as Django's templates make them, whatever stands in them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.forms import Renderer

BAD = "\"<script>'&"
CHOICES = [("", gettext_lazy("Any")), ("a", BAD), (BAD, "second"), ("group", [("c", "third"), (4, "fourth")])]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(), BAD),
        (forms.TextInput(attrs={"class": BAD, "required": True, "disabled": False, "maxlength": 7}), None),
        (forms.NumberInput(attrs={"min": 0}), 0),
        (forms.EmailInput(), "a@b.example"),
        (forms.HiddenInput(), BAD),
        (forms.PasswordInput(), "never shown"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.FileInput(), None),
        (forms.DateInput(), "1 May 2031"),
        (forms.Select(choices=CHOICES), "a"),
        (forms.Select(choices=CHOICES), 4),
        (forms.Select(choices=[]), None),
        (forms.SelectMultiple(choices=CHOICES), ["a", BAD]),
    ],
)
def test_controls_are_those_of_django(widget: forms.Widget, value: Any) -> None:
    """The same elements with the same attributes; what is chosen is chosen, and every text stays text."""
    mine, theirs = (
        widget.render("name", value, attrs={"id": "id_name"}, renderer=renderer)
        for renderer in (Renderer(), DjangoTemplates())
    )
    assert parse_html(mine) == parse_html(theirs)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_options_that_all_stand_there(kind: type[forms.ChoiceWidget]) -> None:
    """Each option is a control in its label, and a group has its name before it."""
    widget = kind(attrs={"class": "across"}, choices=[("a", BAD), ("group", [("b", "second")])])
    drawn = widget.render("name", ["b"], attrs={"id": "id_name"}, renderer=Renderer())
    look = f'type="{widget.input_type}" name="name"'
    assert parse_html(drawn) == parse_html(
        f"""<div class="across choices" id="id_name">
        <label class="choice" for="id_name_0"><input {look} value="a" class="across" id="id_name_0">
            <span>&quot;&lt;script&gt;&#x27;&amp;</span></label>
        <p class="choices-group">group</p>
        <label class="choice" for="id_name_1_0"><input {look} value="b" class="across" id="id_name_1_0" checked>
            <span>second</span></label></div>"""
    )
