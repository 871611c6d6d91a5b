"""Forms are drawn in one column, and every error is tied to its field."""

from __future__ import annotations

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template

from throughgate.foundation.web.forms import DateInput, Renderer


class Sample(forms.Form):
    """A field of each kind that is drawn differently."""

    name = forms.CharField(max_length=20, help_text="As on the card.")
    born_on = forms.DateField(widget=DateInput, required=False)
    work = forms.ChoiceField(choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect)
    remark = forms.CharField(max_length=400, widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Agreed")

    def clean(self) -> None:
        self.add_error(None, "These two do not go together.")


def drawn(template: str, **values: object) -> str:
    return Template("{% load web %}" + template).render(Context(values))


def test_error_and_hint_are_announced_with_the_field() -> None:
    """A wrong field is marked invalid and described by its hint and its error."""
    html = drawn("{{ form }}", form=Sample({"work": "y"}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_a_legend() -> None:
    """Radio buttons stand in a fieldset, each inside its own label."""
    html = drawn("{{ form.work.as_field_group }}", form=Sample())
    assert "<fieldset" in html
    assert "<legend>Work" in html
    assert '<label class="choice" for="id_work_0">' in html


def test_a_lone_box_carries_its_label_beside_it() -> None:
    """A checkbox is inside its label and is never called optional."""
    html = drawn("{{ form.agreed.as_field_group }}", form=Sample())
    assert "<span>Agreed</span></label>" in html
    assert "optional" not in html


def test_only_optional_fields_are_called_so() -> None:
    """The label says what may stay empty."""
    form = Sample()
    assert "optional" in drawn("{{ form.born_on.as_field_group }}", form=form)
    assert "optional" not in drawn("{{ form.name.as_field_group }}", form=form)


def test_dates_are_typed_as_text() -> None:
    """No browser's own date field: people write dates their way."""
    html = drawn("{{ form.born_on }}", form=Sample())
    assert 'type="text"' in html
    assert 'class="short"' in html


def test_long_text_is_counted_and_never_cut() -> None:
    """A text field tells the script its limit; the browser gets none that would cut pasted text."""
    html = drawn("{{ form.remark }}", form=Sample())
    assert 'data-limit="400"' in html
    assert "maxlength" not in html


def test_summary_links_to_each_wrong_field() -> None:
    """Each line of the summary leads to its control, for a group to the first choice."""
    html = drawn("{% error_summary form %}", form=Sample({"name": "x" * 21}))
    assert 'href="#id_name"' in html
    assert 'href="#id_work_0"' in html
    assert 'href="#id_agreed"' in html
    assert 'href="#id_remark"' not in html


def test_an_error_of_the_whole_form_is_said_once() -> None:
    """With a summary the form does not repeat it; without one it is still shown."""
    data = {"name": "Emre", "work": "y", "agreed": "on"}
    assert drawn("{% error_summary form %}{{ form }}", form=Sample(data)).count("These two") == 1
    assert drawn("{{ form }}", form=Sample(data)).count("These two") == 1


def test_an_untouched_form_has_no_summary() -> None:
    """Nothing is wrong before anything was sent."""
    assert "wrongs" not in drawn("{% error_summary form nothing %}", form=Sample(), nothing=None)


class Choices(forms.Form):
    """Lists of every kind: with groups, with what is chosen, with signs that must be escaped."""

    plain = forms.ChoiceField(choices=[("", "Any"), (1, "One"), ("a&b", "<b>"), (True, "True")], initial=1)
    grouped = forms.ChoiceField(choices=[("", "-"), ("Prisons & more", [("n", "North"), ("s", "South")])])
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B"), ("c", "C")], initial=["a", "c"])
    yes_or_no = forms.NullBooleanField(initial=True)


def test_a_list_is_drawn_as_django_draws_it() -> None:
    """Our drawing of a list, which includes no template for each option, gives the same text as Django's own."""
    for form in (
        Choices(),
        Choices({"plain": "a&b", "grouped": "s", "several": ["b"], "yes_or_no": "false"}),
    ):
        for name in form.fields:
            widget = form.fields[name].widget
            ours, theirs = (
                widget.render(name, form[name].value(), {"id": name}, renderer).split()
                for renderer in (Renderer(), DjangoTemplates())
            )
            assert ours == theirs, name
