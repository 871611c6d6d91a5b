"""Competencies on the person's page: the latest sheet, what the roles open, and at what cost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from throughgate.ground.conftest import statements
from throughgate.person.observations.tests.making import signed, train
from throughgate.person.people.actions import name_purpose
from throughgate.person.people.models import Person

MOST_QUERIES = 8
__all__ = ["statements"]


@pytest.fixture
def sheets(acting, cast):
    """Let the officer sign two sheets with Emre; gives them, the older first."""
    train(acting)
    with acting("officer") as officer:
        return [
            signed(officer, [cast.key("emre")], days_ago=40, occasion="Softball"),
            signed(officer, [cast.key("emre")], days_ago=3, occasion="Carpentry", setting="workshop"),
        ]


def part_of(page):
    """Return the section of a page; empty where there is none."""
    return page.content.decode().partition('id="competencies"')[2].partition("</section>")[0]


def line_of(sheet, cast):
    row = sheet.people.get(person=cast.key("emre"))
    return reverse("observations:line", args=[row.person_id, row.pk])


def test_case_lead_finds_the_latest_sheet_and_every_way(sheets, signed_in, cast, acting, statements):
    """The latest signed sheet is a link; profile, self-rating, its slip and letters are one press away."""
    key = cast.key("emre")
    client = signed_in("lead")
    with statements() as asked:
        page = client.get(reverse("desk:person", args=[key]))
    part = part_of(page)
    assert "2 signed sheets" in part
    assert "Carpentry" in part
    assert "Softball" not in part
    with acting("lead"):
        assert line_of(sheets[1], cast) in part
    for name in ("profile", "self", "letters", "slip"):
        assert reverse(f"observations:{name}", args=[key]) in part
    assert len(asked) <= MOST_QUERIES, asked


def test_dots_of_the_path_lead_to_their_sheets(sheets, signed_in, cast, acting):
    """A case lead's dot leads to the sheet as it concerns the person, an observer's to the own sheet; both open."""
    key = cast.key("emre")
    with acting("lead"):
        lines = [line_of(sheet, cast) for sheet in sheets]
    own = [reverse("observations:sheet", args=[sheet.pk]) for sheet in sheets]
    with acting("officer") as officer:
        name_purpose(actor=officer, person=Person.objects.get(pk=key), purpose="prepare")
    for who, wanted, others in (("lead", lines, own), ("officer", own, lines)):
        client = signed_in(who)
        page = client.get(reverse("desk:person", args=[key]))
        drawn = page.content.decode().partition("<figure")[2].partition("</figure>")[0]
        for address in wanted:
            assert f'href="{address}"' in drawn, (who, address)
            assert client.get(address).status_code == 200
        assert not any(address in drawn for address in others), who


def test_probation_reads_it_and_the_chamber_does_not(sheets, signed_in, cast):
    """The section stands where the access table opens competencies, and nowhere else."""
    here = reverse("desk:person", args=[cast.key("emre")])
    assert "Carpentry" in part_of(signed_in("aftercare").get(here))
    for who in ("placement", "trainer"):
        page = signed_in(who).get(here)
        assert page.status_code == 200
        assert part_of(page) == ""
        assert "Carpentry" not in page.content.decode()


def test_without_a_sheet_the_ways_are_there(signed_in, cast):
    """Nobody observed yet: the section says so; the person can rate themselves all the same."""
    part = part_of(signed_in("lead").get(reverse("desk:person", args=[cast.key("emre")])))
    assert "No signed sheets yet" in part
    assert reverse("observations:self", args=[cast.key("emre")]) in part
