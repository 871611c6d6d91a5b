"""The field that finds an organisation by its name, with suggestions and without a script."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from throughgate.ground.organisations.fields import OrganisationField
from throughgate.ground.organisations.models import Organisation

SUGGEST = "organisations:suggest"


@pytest.fixture
def field(acting):
    """Let the lead name anybody."""
    with acting("lead"):
        found = OrganisationField(required=False)
        found.queryset = Organisation.objects.standing()
        yield found


@pytest.mark.parametrize(("typed", "code"), [
    ("School Rhine", "school"),
    ("school", "school"),
    ("roth", "roofing"),
    ("Rooffing", "roofing"),
])  # fmt: skip
def test_a_name_or_its_beginning_is_enough(field, typed, code):
    """What is certain is taken, in any case of letters; a slip of the hand as well where one alone is alike."""
    assert field.clean((typed, "")).code == code


def test_several_are_asked_about(field):
    """Two prisons: the field offers both, and takes the one that is chosen."""
    with pytest.raises(ValidationError, match="Several are called so"):
        field.clean(("Prison", ""))
    offered = dict(field.widget.candidates)
    assert sorted(offered.values()) == ["Prison North, Wassenberg", "Prison South, Wassenberg"]
    south = next(key for key, label in offered.items() if "South" in label)
    assert field.clean(("Prison", south)).code == "south"


def test_nobody_is_guessed(field):
    """A name that nobody has is said to be none."""
    with pytest.raises(ValidationError, match="not in the list"):
        field.clean(("Qwxyz", ""))


def test_a_key_from_the_page_before_stands_as_it_is(field):
    """Whoever comes from an opening finds its company filled in, and sends it back."""
    roofing = field.queryset.get(code="roofing")
    assert field.prepare_value(str(roofing.pk)) == ("Roth Roofing", str(roofing.pk))
    assert field.clean(("Roth Roofing", str(roofing.pk))) == roofing


def test_suggestions_show_the_register_to_those_who_read_it(signed_in, statements):
    """Whoever reads the register gets names with towns, in one question; a company its own alone."""
    client = signed_in("lead")
    with statements() as asked:
        body = client.get(reverse(SUGGEST), {"field": "recipient", "recipient": "pris"}).content.decode()
    assert "Prison North" in body
    assert "Wassenberg" in body
    assert len(asked) <= 8
    assert "Prison" not in signed_in("company").get(reverse(SUGGEST), {"q": "pris"}).content.decode()
