"""Search by a half-remembered name: other spellings of one sound."""

from __future__ import annotations

import pytest

from throughgate.person.people import actions
from throughgate.person.people.models import Person


@pytest.fixture
def people(acting):
    """Register two whose names sound alike."""
    with acting("lead") as actor:
        for family, given in (("Şahin", "Murat"), ("Shala", "Arben"), ("Salah", "Omar")):
            actions.register_person(actor=actor, family_name=family, given_names=given)


@pytest.mark.parametrize(
    ("asked", "first"),
    [("Şahin", "Şahin"), ("Sahin", "Şahin"), ("Shahin", "Şahin"), ("Schahin", "Şahin"), ("Shala", "Shala")],
)
@pytest.mark.usefixtures("people")
def test_english_and_german_spellings_of_one_letter_are_found(signed_in, asked, first):
    """Ş is written sh in English papers and sch in German ones; whoever is written as asked comes first."""
    found = signed_in("lead").post("/search/", {"q": asked}).context["people"]
    assert found, asked
    assert isinstance(found[0], Person)
    assert found[0].family_name == first
    assert len({person.pk for person in found}) == len(found)
