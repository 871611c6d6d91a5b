"""Form fields that ask when a word is not certain."""

from __future__ import annotations

import pytest
from django import forms
from django.utils import translation

from throughgate.ground.vocabulary.forms import LanguageField, LanguageLevelField, OccupationField, PlaceField
from throughgate.ground.vocabulary.models import Place

pytestmark = pytest.mark.django_db


class HomeForm(forms.Form):
    home = PlaceField(required=False)
    wish = OccupationField(required=False)
    language = LanguageLevelField(required=False)


def test_a_certain_word_becomes_its_row() -> None:
    """A place that only one thing is called is taken."""
    form = HomeForm(
        {"home": "Geilenkirchen", "wish": "Maurer", "language_0": "Rumänisch", "language_1": "B1"}
    )
    assert form.is_valid(), form.errors
    assert str(form.cleaned_data["home"]) == "Geilenkirchen, Nordrhein-Westfalen, DE"
    assert form.cleaned_data["wish"].code == "7112"
    assert form.cleaned_data["language"] == ("ro", "B1")


def test_empty_is_unknown_not_wrong() -> None:
    """Nothing typed is nothing known."""
    form = HomeForm({"home": "", "wish": " ", "language_0": "", "language_1": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"home": None, "wish": None, "language": None}


def test_an_uncertain_place_is_asked_and_the_choice_is_taken() -> None:
    """The field comes back with the candidates; choosing one answers, the typed text stays."""
    form = HomeForm({"home": "Frankfurt"})
    assert not form.is_valid()
    shown = str(form["home"])
    assert 'value="Frankfurt"' in shown
    oder = Place.objects.get(name="Frankfurt (Oder)")
    assert f'<option value="{oder.pk}">' in shown
    answered = HomeForm({"home": "Frankfurt", "home_for": "Frankfurt", "home_choice": str(oder.pk)})
    assert answered.is_valid()
    assert answered.cleaned_data["home"] == oder


def test_a_choice_for_another_text_or_of_no_candidate_is_not_taken() -> None:
    """Who types something else is asked anew; a place that was not offered cannot be slipped in."""
    oder = Place.objects.get(name="Frankfurt (Oder)")
    assert not HomeForm({"home": "Münster", "home_for": "Frankfurt", "home_choice": str(oder.pk)}).is_valid()
    assert not HomeForm({"home": "Frankfurt", "home_for": "Frankfurt", "home_choice": "1"}).is_valid()


def test_candidates_of_one_form_do_not_show_in_another() -> None:
    """Each form asks its own questions."""
    HomeForm({"home": "Frankfurt"}).is_valid()
    assert "<select" not in str(HomeForm()["home"])


def test_a_word_for_several_groups_asks_which() -> None:
    """ "Lager" means clerks and hands; one field holds one."""
    form = HomeForm({"wish": "Lager"})
    assert not form.is_valid()
    assert [key for key, _ in form.fields["wish"].widget.candidates] == ["432", "933"]
    assert HomeForm({"wish": "Lager", "wish_for": "Lager", "wish_choice": "933"}).is_valid()


def test_a_stored_place_is_shown_and_unchanged_when_sent_back() -> None:
    """Opening and saving a form without typing changes nothing."""
    place = Place.objects.get(name="Geilenkirchen")
    for initial in (place, place.pk):
        form = HomeForm({"home": str(place)}, initial={"home": initial})
        assert f'value="{place}"' in str(HomeForm(initial={"home": initial})["home"])
        assert form.is_valid()
        assert form.changed_data == []


def test_the_same_place_among_several_of_its_name_is_kept() -> None:
    """A stored place whose label fits several is kept when its form comes back untouched."""
    twin = Place.objects.filter(name="Halle", country="DE", region_name="Niedersachsen").latest("pk")
    shown = str(HomeForm(initial={"home": twin.pk})["home"])
    assert f'name="home_choice" value="{twin.pk}"' in shown
    sent = {"home": str(twin), "home_for": str(twin), "home_choice": str(twin.pk)}
    form = HomeForm(sent, initial={"home": twin.pk})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["home"] == twin
    assert form.changed_data == []


def test_an_answered_question_is_not_asked_again_when_another_field_is_wrong() -> None:
    """The choice survives a form that comes back for another reason."""
    oder = Place.objects.get(name="Frankfurt (Oder)")
    sent = {"home": "Frankfurt", "home_for": "Frankfurt", "home_choice": str(oder.pk), "wish": "Astronaut"}
    form = HomeForm(sent)
    assert not form.is_valid()
    assert f'name="home_choice" value="{oder.pk}"' in str(form["home"])


def test_a_language_is_shown_in_the_readers_language() -> None:
    """A code stays a code; the reader sees a name."""
    with translation.override("de"):
        assert LanguageField().prepare_value("ro") == "Rumänisch"
    assert LanguageField().clean("română") == "ro"
    with pytest.raises(forms.ValidationError):
        LanguageField().clean("Klingonisch")


def test_a_level_without_a_language_is_asked() -> None:
    """A level alone says nothing. Both halves of the field have a name for screen readers."""
    shown = str(HomeForm()["language"])
    assert 'aria-label="language"' in shown
    assert 'aria-label="level"' in shown
    assert not HomeForm({"language_0": "", "language_1": "B1"}).is_valid()


def test_what_was_typed_is_escaped() -> None:
    """A name with a script in it comes back as text."""
    form = HomeForm({"home": '"><script>alert(1)</script>'})
    assert not form.is_valid()
    assert "<script>" not in str(form["home"])
