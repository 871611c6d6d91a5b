"""The reference letter: suggested, edited, approved by code, printed without a hint of custody."""

from __future__ import annotations

import io
import uuid

import pypdfium2
import pytest
from django.urls import reverse

from throughgate.person.observations.models import ReferenceLetter, Slip
from throughgate.person.observations.tests.making import signed, train


@pytest.fixture
def emre(acting, cast):
    """Let Emre be rated high on two days; return his key."""
    train(acting)
    key = cast.key("emre")
    with acting("officer") as officer:
        for days in (30, 4):
            signed(officer, [key], level=5, days_ago=days)
    return key


def at(name, *keys):
    """Return an address of this app."""
    return reverse(f"observations:{name}", args=keys)


def club(acting):
    """Return the key of the club."""
    from throughgate.ground.organisations.models import Organisation

    return Organisation.objects.get(code="club").pk


def write(client, person, body, **changed):
    """Write a letter."""
    data = {
        "text": "Emre took part in sport.\n– Brings others in\nWe wish Emre every success.",
        "body": body,
        "issuer_signs": "Andrea Coach",
        "issuer_agreed_on": "1 March 2026",
        **changed,
    }
    return client.post(at("write_letter", person) + "?language=en", data)


def letter_of(acting):
    """Return the one letter."""
    with acting("lead"):
        return ReferenceLetter.objects.get()


def test_the_text_is_suggested_from_strengths(emre, signed_in):
    """The anchors of what was typically high stand in the form, in the language chosen."""
    client = signed_in("lead")
    body = client.get(at("write_letter", emre) + "?language=en").content.decode()
    assert "This was seen again and again" in body
    assert "– Brings others in" in body
    german = client.get(at("write_letter", emre) + "?language=de").content.decode()
    assert "– Bezieht andere ein" in german


def test_without_strengths_nothing_is_suggested(acting, cast, signed_in):
    """One sheet is too little to stand for; the page says what is missing."""
    train(acting)
    with acting("officer") as officer:
        signed(officer, [cast.key("emre")], level=5)
    body = signed_in("lead").get(at("write_letter", cast.key("emre"))).content.decode()
    assert "The profile suggests no text" in body
    assert "Brings others in" not in body


def test_custody_does_not_sign(emre, signed_in, acting):
    """Prisons, probation and authorities are not offered, and refused when forged."""
    client = signed_in("lead")
    body = client.get(at("write_letter", emre)).content.decode()
    assert "BC Rhine" in body
    assert '">Prison North</option>' not in body
    assert '">Probation Rhine</option>' not in body
    from throughgate.ground.organisations.models import Organisation

    prison = Organisation.objects.get(code="north").pk
    assert write(client, emre, prison).status_code == 422


def test_telling_words_are_refused_and_nothing_is_lost(emre, signed_in, acting):
    """A word of custody is named at the text, which comes back as typed."""
    answer = write(signed_in("lead"), emre, club(acting), text="Worked in the prison kitchen.")
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Take out: “prison”" in body
    assert "Worked in the prison kitchen." in body


def test_approved_by_the_code_of_the_slip_and_printed(emre, signed_in, acting):
    """Without the person's yes there is no letter; with the code of the slip there is one page, clean of everything."""
    client = signed_in("lead")
    assert write(client, emre, club(acting)).status_code == 302
    letter = letter_of(acting)
    page, paper = at("letter", emre, letter.pk), at("letter_pdf", emre, letter.pk)
    assert client.get(paper).status_code == 404
    slip = client.get(client.post(at("slip", emre), {"kind": "letter", "letter": str(letter.pk)})["Location"])
    assert slip["Content-Type"] == "application/pdf"
    wrong = client.post(
        page, {"do": "approve", "version": 1, "code": "ABCD-EFGH", "approved_on": "1 May 2026"}
    )
    assert wrong.status_code == 422
    assert "not the code of the slip" in wrong.content.decode()
    with acting("lead"):
        code = Slip.objects.get(kind="letter").code.lower()
    done = client.post(page, {"do": "approve", "version": 1, "code": code, "approved_on": "1 May 2026"})
    assert done.status_code == 302
    answer = client.get(paper)
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    for said in ("BC Rhine", "Wassenberg", "Andrea Coach", "Brings others in", "1 May 2026"):
        assert said in text
    raw = (text + str(document.get_metadata_dict())).lower() + answer["Content-Disposition"]
    for telling in ("prison", "throughgate", "north", "gate street", "lead cast"):
        assert telling not in raw, telling
    assert answer["Content-Disposition"] == 'inline; filename="reference.pdf"'


def test_withdrawn_letters_are_not_printed(emre, signed_in, acting):
    """A withdrawn letter is gone from print; an old page gets told."""
    client = signed_in("lead")
    write(client, emre, club(acting))
    letter = letter_of(acting)
    page = at("letter", emre, letter.pk)
    assert client.post(page, {"do": "withdraw", "version": 7}).status_code == 409
    assert client.post(page, {"do": "withdraw", "version": 1}).status_code == 302
    assert client.get(at("letter_pdf", emre, letter.pk)).status_code == 404
    assert client.post(page, {"do": "withdraw", "version": 2}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("teacher", 403), ("officer", 403), ("company", 403)]
)
def test_who_does_not_reach_letters(emre, signed_in, acting, who, status):
    """A foreign case lead finds nothing; who writes no letters is refused."""
    write(signed_in("lead"), emre, club(acting))
    letter = letter_of(acting)
    client = signed_in(who)
    for address in (
        at("letters", emre),
        at("write_letter", emre),
        at("letter", emre, letter.pk),
        at("letter_pdf", emre, letter.pk),
    ):
        assert client.get(address).status_code == status, address


def test_absent_letters(emre, signed_in):
    """A letter that is not there answers 404."""
    assert signed_in("lead").get(at("letter", emre, uuid.uuid4())).status_code == 404
