"""Languages, qualifications and conditions: what is there once, what is over, what cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.person.people.models import Person, Qualification, SpokenLanguage, WorkCondition


def post(client, name, key, *row, **typed):
    return client.post(reverse(f"people:{name}", args=[key, *row]), typed)


def test_a_condition_that_ended_can_be_set_again(signed_in, acting, cast):
    """The day after its end a condition is gone from the page, and setting it again brings it back."""
    key, today = cast.key("emre"), timezone.localdate()
    with acting("lead"):
        WorkCondition.objects.filter(person=key).update(until_on=today - timedelta(days=1))
    client = signed_in("lead")
    assert post(client, "add-condition", key, kind="no_driving").status_code == 302
    with acting("lead"):
        assert WorkCondition.objects.get(person=key, kind="no_driving").until_on is None
    assert "No driving" in client.get(reverse("desk:person-work", args=[key])).content.decode()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("name", "field", "typed", "said"),
    [
        (
            "add-condition",
            "kind",
            {"kind": "no_driving"},
            {"en": "This condition is there already.", "de": "Diese Bedingung gibt es schon."},
        ),
        (
            "add-language",
            "language",
            {"language": "Deutsch"},
            {"en": "This language is there already.", "de": "Diese Sprache steht schon da."},
        ),
        (
            "add-condition",
            "until_on",
            {"kind": "no_cash", "until_on": "1.3.2020"},
            {"en": "This day is over.", "de": "Dieser Tag ist vorbei."},
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(signed_in, cast, language, name, field, typed, said):
    """No machine's message: a whole sentence in the reader's language, at the field."""
    client = signed_in("lead")
    client.cookies["django_language"] = language
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    answer = post(client, name, cast.key("emre"), **typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [said[language]]}


def test_a_language_is_not_changed_into_one_that_is_there(signed_in, acting, cast):
    """Changing says the same as adding."""
    key = cast.key("emre")
    with acting("lead"):
        row = SpokenLanguage.objects.get(person=key, language="tr")
    answer = post(signed_in("lead"), "language", key, row.pk, language="de", version=row.version)
    assert answer.context["form"].errors == {"language": ["This language is there already."]}


@pytest.mark.parametrize(
    ("typed", "day", "precision", "shown"),
    [
        ("2008", date(2008, 1, 1), "year", "2008"),
        ("March 2008", date(2008, 3, 1), "month", "March 2008"),
        ("5 March 2008", date(2008, 3, 5), "day", "5 Mar 2008"),
        ("", None, "day", ""),
    ],
)
def test_a_qualification_is_dated_as_far_as_it_is_known(
    signed_in, acting, cast, typed, day, precision, shown
):
    """Year, or month and year, are enough, and come back as they were typed."""
    key, client = cast.key("emre"), signed_in("lead")
    answer = post(client, "add-qualification", key, what="Welder", obtained=typed)
    assert answer.status_code == 302, answer.context["form"].errors
    with acting("lead"):
        row = Qualification.objects.get(person=key, what="Welder")
    assert (row.obtained_on, row.obtained_precision) == (day, precision)
    page = client.get(reverse("desk:person-work", args=[key])).content.decode()
    assert shown in page
    form = client.get(reverse("people:qualification", args=[key, row.pk])).content.decode()
    assert f'value="{typed}"' in form or not typed or precision == "day"


def test_no_guardian_is_added_for_an_adult(signed_in, acting, cast):
    """Who came of age keeps a guardian until somebody removes them, and gets no new one."""
    key, client = cast.key("emre"), signed_in("lead")
    page = reverse("desk:person-facts", args=[key])
    address = reverse("people:remove-guardian", args=[key])
    assert address in client.get(page).content.decode()
    assert client.post(address).status_code == 302
    assert "Markeremreguardian" not in client.get(page).content.decode()
    add = reverse("people:guardian", args=[key])
    assert client.get(add).status_code == 404
    assert client.post(add, {"family_name": "Y", "version": 0}).status_code == 404
    with acting("lead"):
        Person.objects.filter(pk=key).update(birth_on=timezone.localdate() - timedelta(days=17 * 365))
    assert client.post(add, {"family_name": "Y", "version": 0}).status_code == 302


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("add-language", {"language": "Klingonisch"}, "language"),
        ("profile", {"home": "Xqzwvkk"}, "home"),
    ],
)
def test_nothing_is_offered_where_there_is_nothing(signed_in, cast, name, typed, field):
    """Without candidates nobody is told to choose one of these."""
    answer = post(signed_in("lead"), name, cast.key("emre"), **typed)
    assert answer.context["form"].errors == {field: ["This name is not in the list. Try another spelling."]}
