"""Search by a half-remembered name: other spellings of one sound."""

from __future__ import annotations

import pytest

from throughgate.person.people import actions


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
    found = dict(signed_in("lead").post("/search/", {"q": asked}).context["found"]).get("People")
    assert found, asked
    assert str(found[0].name).startswith(f"{first}, ")
    assert len({person.address for person in found}) == len(found)
