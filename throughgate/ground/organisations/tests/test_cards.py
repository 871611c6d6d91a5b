"""Contact persons for an address book: one, all of an organisation, all of a list, as far as one may see them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import ContactPerson


@pytest.fixture
def known(acting, cast):
    """Two contact persons of the club, one of them at its site."""
    with acting("placement") as actor:
        club = actions.add_organisation(
            actor=actor,
            kind="club",
            name="Turnverein Au",
            region=actor.organisation.region,
            website="https://tv.example",
        )
        site = actions.add_site(
            actor=actor, organisation=club, street="Markt 1", postcode="41849", town="Wassenberg"
        )
        first = actions.add_contact(
            actor=actor,
            organisation=club,
            site=site,
            given_names="Änne",
            family_name="Groß",
            email="a@tv.example",
        )
        actions.add_contact(actor=actor, organisation=club, family_name="Klein", telephone="02432 1")
        return club, first


def names(response):
    """Return the full names in a file of cards."""
    lines = response.content.decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("FN:") for line in lines if line.startswith("FN:")]


def test_all_of_an_organisation_and_one(signed_in, known):
    """Both, or the one that was chosen, with the organisation and its address; the file names nobody."""
    club, first = known
    client = signed_in("placement")
    both = client.post(reverse("organisations:cards", args=[club.code]))
    assert names(both) == ["Änne Groß", "Klein"]
    assert both["Content-Type"] == "text/vcard; charset=utf-8"
    assert both["Content-Disposition"].startswith('attachment; filename="contacts-2')
    one = client.post(reverse("organisations:card", args=[club.code, first.pk]))
    assert names(one) == ["Änne Groß"]
    text = one.content.decode()
    for line in (
        "ORG:Turnverein Au",
        "ADR;TYPE=work:;;Markt 1;Wassenberg;;41849;",
        f"UID:urn:uuid:{first.pk}",
    ):
        assert line in text


def test_one_of_another_organisation_is_not_there(signed_in, known, cast):
    """A contact person is found under their own organisation alone."""
    _club, first = known
    client = signed_in("placement")
    assert (
        client.post(
            reverse("organisations:card", args=[cast.organisation("roofing").code, first.pk])
        ).status_code
        == 404
    )


def test_all_of_a_list(signed_in, known):
    """Those of the organisations that the filter leaves."""
    client = signed_in("placement")
    address = reverse("organisations:cards-of-list")
    assert names(client.post(address, {"name": "turnverein"})) == ["Änne Groß", "Klein"]
    assert names(client.post(address, {"name": "nobody is called so"})) == []


def test_nobody_gets_more_than_they_see(signed_in, acting, known):
    """Somebody of a company gets the contact persons that the pages show them, and no others."""
    with acting("company"):
        seen = ContactPerson.objects.count()
    assert len(names(signed_in("company").post(reverse("organisations:cards-of-list")))) <= seen


def test_a_long_list_asks_no_more(signed_in, known, django_assert_max_num_queries):
    """Cards of many take as many questions as those of one."""
    client = signed_in("placement")
    with django_assert_max_num_queries(14):
        client.post(reverse("organisations:cards-of-list"))
