"""Sheets and slips as PDF: what is on them, who prints them, and that their codes lead back."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.codes.signs import written
from throughgate.ground.conftest import statements
from throughgate.person.observations.models import Rating, SheetPerson, Slip
from throughgate.person.observations.tests.making import competencies, fill, signed, start, train
from throughgate.person.people.actions import register_person

__all__ = ["statements"]


def read(answer):
    """Return the pages of a PDF as text, and its properties."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    pages = [page.get_textpage().get_text_bounded().replace("\r\n", " ") for page in document]
    return pages, document.get_metadata_dict()


@pytest.fixture
def sheet(acting, cast):
    """Begin a draft for Emre and Milan on two competencies."""
    with acting("officer") as officer:
        return start(officer, [cast.key("emre"), cast.key("milan")], occasion="Softball")


@pytest.fixture
def line(acting, cast):
    """Give Emre's place on a signed sheet."""
    train(acting)
    with acting("officer") as officer:
        done = signed(officer, [cast.key("emre"), cast.key("milan")], level=4, occasion="Softball")
        return SheetPerson.objects.get(sheet=done, person=cast.key("emre"))


def print_slip(client, person, **data):
    """Make a slip and return where its PDF is."""
    return client.post(reverse("observations:slip", args=[person]), data)


def test_the_sheet_has_people_code_and_anchors(sheet, signed_in):
    """One page with the names, boxes and the code; the anchors stand on its back."""
    answer = signed_in("officer").get(reverse("observations:paper", args=[sheet.pk]))
    (front, back), properties = read(answer)
    assert "Markeremre" in front
    assert "Markermilan" in front
    assert written(sheet.code) in front
    assert "Softball" in front
    assert "Does the agreed part" in back
    assert "Markeremre" not in back
    assert not any("Marker" in value for value in properties.values())
    assert answer["Content-Disposition"] == 'inline; filename="sheet.pdf"'
    assert b"pdfuaid:part" in answer.content


def test_long_words_keep_fourteen_people_on_a_page(acting, signed_in):
    """Long names, a long occasion and two days leave the sheet on one page, with the anchors on its back."""
    long = "Hallenfußballkreismeisterschaftsvorbereitungsturnier der Jugendabteilung"
    with acting("lead") as lead:
        people = [
            register_person(
                actor=lead,
                family_name=f"von Hohenlohe-Langenburg-Schillingsfürst {number}",
                given_names="Maximilian-Alexander Friedrich Wilhelm",
            ).pk
            for number in range(14)
        ]
    with acting("officer") as officer:
        sheet = start(
            officer,
            people,
            columns=4,
            days_ago=9,
            occasion=long,
            observed_until_on=timezone.localdate() - timedelta(days=2),
        )
    pages, _properties = read(signed_in("officer").get(reverse("observations:paper", args=[sheet.pk])))
    assert len(pages) == 2
    assert "Schillingsfürst 13" in pages[0]
    assert long in pages[0]


def test_levels_set_already_are_crossed(sheet, acting, signed_in):
    """A print of a sheet half typed in shows what is there."""
    address = reverse("observations:paper", args=[sheet.pk])
    empty = len(signed_in("officer").get(address).content)
    with acting("officer") as officer:
        fill(officer, sheet, 3)
        assert Rating.objects.count() == 4
    assert len(signed_in("officer").get(address).content) != empty


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 403), ("company", 403), ("teacher", 403), ("stranger", 403)]
)
def test_only_observers_print_sheets(sheet, signed_in, who, status):
    """Nobody else prints somebody's sheet."""
    assert signed_in(who).get(reverse("observations:paper", args=[sheet.pk])).status_code == status


def test_foreign_sheets_do_not_exist(sheet, signed_in, acting):
    """Another observer's sheet and no sheet at all answer alike."""
    from throughgate.ground.accounts.models import Membership

    Membership.objects.filter(user__username="teacher").update(roles=["observer"])
    client = signed_in("teacher")
    for key in (sheet.pk, uuid.uuid4()):
        assert client.get(reverse("observations:paper", args=[key])).status_code == 404


def test_the_sheet_asks_few_queries(sheet, signed_in, statements):
    """Printing asks as little as the grid."""
    client = signed_in("officer")
    with statements() as queries:
        client.get(reverse("observations:paper", args=[sheet.pk]))
    assert len(queries) <= 6, queries


def test_self_rating_slip(signed_in, cast, acting):
    """All twelve competencies with every level in plain words; printed again, the code is the same."""
    client, emre = signed_in("lead"), cast.key("emre")
    first = print_slip(client, emre, kind="self_rating")
    pages, properties = read(client.get(first["Location"]))
    text = " ".join(pages)
    assert len(pages) == 2
    assert "Does the agreed part; helps when asked" in text
    assert "Problem-solving" in text
    assert not any("Marker" in value for value in properties.values())
    with acting("lead"):
        assert written(Slip.objects.get(kind="self_rating").code) in text
    assert print_slip(client, emre, kind="self_rating")["Location"] == first["Location"]


def test_remark_slip(line, signed_in, cast):
    """The slip shows the levels of this person alone, and names neither the observer nor anybody else."""
    client, emre = signed_in("lead"), cast.key("emre")
    answer = print_slip(client, emre, kind="remark", line=str(line.pk))
    (page,), _properties = read(client.get(answer["Location"]))
    assert "Softball" in page
    assert "Objection" in page
    assert "Sees what others need" in page
    assert "Markermilan" not in page
    assert "Officer Cast" not in page


def test_slips_are_for_people_that_one_may_open(line, signed_in, cast):
    """A foreign person, a foreign sheet and an unknown kind answer 404; whoever writes no voice is refused."""
    emre, ana = cast.key("emre"), cast.key("ana")
    client = signed_in("lead")
    assert print_slip(client, ana, kind="self_rating").status_code == 404
    assert print_slip(client, emre, kind="remark", line=str(uuid.uuid4())).status_code == 404
    assert print_slip(client, emre, kind="remark", line="x").status_code == 404
    assert print_slip(client, emre, kind="other").status_code == 404
    made = print_slip(client, emre, kind="self_rating")["Location"]
    for who, status in (("stranger", 404), ("teacher", 403), ("officer", 403), ("company", 403)):
        assert print_slip(signed_in(who), emre, kind="self_rating").status_code == status
        assert signed_in(who).get(made).status_code == status


def test_a_draft_has_no_slip(sheet, signed_in, cast, acting):
    """What is not signed is nothing to comment on yet."""
    with acting("officer"):
        on_draft = SheetPerson.objects.get(sheet=sheet, person=cast.key("emre")).pk
    assert (
        print_slip(signed_in("lead"), cast.key("emre"), kind="remark", line=str(on_draft)).status_code == 404
    )
    assert len(competencies()) == 2
