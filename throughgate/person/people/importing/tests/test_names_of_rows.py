"""Names, numbers and postcodes of a row, without a database."""

from __future__ import annotations

import pytest

from throughgate.foundation.spreadsheets.cleaning import text_cell
from throughgate.person.people.importing.tests.test_days import asked, noted, read


@pytest.mark.parametrize("family", ["", "-", ".", "unbekannt", "k.A."])
def test_one_name_alone_is_asked_and_can_come_in(family):
    """Nobody is refused for having one name; once somebody has looked, it is the family name."""
    draft = read(family_name=family, given_names="Suryono")
    assert asked(draft) == {("only_name", "given_names")}
    draft = read(confirmed=True, family_name=family, given_names="Suryono")
    assert (asked(draft), draft.family_name, draft.given_names) == (set(), "Suryono", "")


@pytest.mark.parametrize("family", ["Null", "Offen", "Open", "Nil", "Na", "Ka"])
def test_people_whose_name_is_a_word_for_unknown(family):
    """They are asked about, keep both names, and come in once somebody has looked."""
    draft = read(family_name=family, given_names="Peter")
    assert asked(draft) == {("name_or_unknown", "family_name")}
    draft = read(confirmed=True, family_name=family, given_names="Peter")
    assert (asked(draft), draft.family_name, draft.given_names) == (set(), family, "Peter")


@pytest.mark.parametrize("family", ["Unbekannt", "", "-", "Null"])
def test_nobody_without_any_name(family):
    """A row that names nobody is refused, also when somebody has looked at it."""
    for given in ("Unbekannt", ""):
        assert asked(read(family_name=family, given_names=given)) == {("family_name_missing", "family_name")}


@pytest.mark.parametrize(
    ("text", "number"),
    [("4711,0", "4711"), ("4711.0", "4711"), ("'0815", "0815"), ("4711,5", "4711,5"), ("47-11", "47-11")],
)
def test_numbers_as_spreadsheets_write_them(text, number):
    """The same person is known again whatever the program made of the number."""
    assert read(number=text_cell(text).text).number == number


def test_a_postcode_that_lost_its_zero_is_kept():
    """1067 as a number is 01067; as text it is where the town fits, and else told and left out."""
    draft = read(postcode=1067, home="Dresden")
    assert (draft.postcode, noted(draft)) == ("01067", {("leading_zero_lost", "postcode")})
    draft = read(postcode="1067", home="Dresden")
    assert (draft.postcode, noted(draft)) == ("01067", {("leading_zero_lost", "postcode")})
    draft = read(postcode="1067")
    assert (draft.postcode, noted(draft)) == ("", {("wrong_length", "postcode")})


def test_the_country_of_the_home_goes_with_its_postcode():
    """Four digits are whole in Austria, also with the sign before them; what is no country is told."""
    draft = read(postcode="4020", home="Linz", country="AT")
    assert (draft.postcode, noted(draft)) == ("4020", set())
    draft = read(postcode="A-1010", home="Wien")
    assert (draft.postcode, noted(draft)) == ("1010", set())
    draft = read(home="Wien", country="Mond")
    assert noted(draft) == {("country_unknown", "country")}
