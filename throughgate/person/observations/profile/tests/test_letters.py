"""The reference letter: suggested, edited, approved by code, printed without a hint of custody."""

from __future__ import annotations

import html
import io
import re
import uuid
from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.codes.tries import OF_MEMBERS
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterIssuer, ReferenceLetter, Slip
from throughgate.person.observations.profile.issuers import FACTS
from throughgate.person.observations.tests.making import approved, register, signed, train
from throughgate.person.people.models import Person


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


@pytest.fixture
def club(acting):
    """Register the club; return the key of its entry."""
    return register(acting).pk


def write(client, person, issuer, **changed):
    """Write a letter."""
    data = {
        "text": "Emre took part in sport.\n– Brings others in\nWe wish Emre every success.",
        "registered": issuer,
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
    assert "We met Emre Markeremregiven Markeremrefamily several times" in body
    assert " brings others in and agrees with them who does what." in body
    german = client.get(at("write_letter", emre) + "?language=de&as=she").content.decode()
    assert "Dabei ist uns aufgefallen:" in german
    assert "– Sie bezieht andere ein und spricht mit ihnen ab, wer was macht." in german


def test_without_strengths_nothing_is_suggested(acting, cast, signed_in):
    """One sheet is too little to stand for; the page says what is missing."""
    train(acting)
    with acting("officer") as officer:
        signed(officer, [cast.key("emre")], level=5)
    body = signed_in("lead").get(at("write_letter", cast.key("emre"))).content.decode()
    assert "The profile suggests no text" in body
    assert "Brings others in" not in body


@pytest.mark.parametrize("code", ["north", "probation", "roofing"])
def test_custody_does_not_sign(acting, code):
    """Prisons, probation and employers are not registered, neither by the page's action nor by the database."""
    with pytest.raises(ValidationError) as refusal:
        register(acting, code)
    assert refusal.value.error_dict["body"][0].code == "issuer_custody"
    with acting("admin") as admin, pytest.raises(DatabaseError), transaction.atomic():
        LetterIssuer(
            organisation=admin.organisation,
            body=Organisation.objects.get(code=code),
            agreed_on=timezone.localdate(),
            agreed_until=timezone.localdate(),
        ).save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("street", "Gate Street 1"),
        ("street", "Haus 3, Justizvollzugsanstalt"),
        ("town", "52062 Aachen, JVA"),
        ("domain", "jva-aachen.nrw.example"),
        ("domain", "https://club.example"),
        ("domain", "prison-fellowship.example"),
        ("contact", "A. Coach, Bewährungshilfe"),
        ("agreed_on", timezone.localdate() + timedelta(days=1)),
        ("agreed_until", timezone.localdate() - timedelta(days=300)),
    ],
)
def test_an_issuer_has_nothing_of_custody(acting, name, text):
    """Address, domain and contact of an issuer show no custody; its agreement has a past day and an end."""
    with pytest.raises(ValidationError) as refusal:
        register(acting, **{name: text})
    assert name in refusal.value.error_dict


def test_the_administrator_keeps_the_register(signed_in, acting):
    """A body is registered once, shown with its end, and changed; a case lead does not reach the register."""
    client = signed_in("admin")
    with acting("admin"):
        body = Organisation.objects.get(code="club").pk
    data = {
        "body": body,
        "agreed_on": "1 March 2026",
        "agreed_until": "1 March 2030",
        "street": "Sports Lane 4",
        "town": "41849 Wassenberg",
        "domain": "WWW.bc-rhine.example",
        "contact": "Andrea Coach",
    }
    shown = client.get(at("issuers")).content.decode()
    assert "BC Rhine" in shown
    assert "Prison South</option>" not in shown
    assert client.post(at("issuers"), {**data, "domain": "jva.example"}).status_code == 422
    assert client.post(at("issuers"), data).status_code == 302
    assert "registered already" in client.post(at("issuers"), data).content.decode()
    with acting("admin"):
        issuer = LetterIssuer.objects.get()
        assert issuer.domain == "bc-rhine.example"
    page = at("issuer", issuer.pk)
    assert client.post(page, {**data, "version": 1, "agreed_until": "1 April 2026"}).status_code == 302
    assert client.post(page, {**data, "version": 1}).status_code == 409
    assert "ended on" in client.get(at("issuers")).content.decode()
    for who in ("lead", "officer", "probadmin", "southadmin"):
        assert signed_in(who).get(page).status_code in (403, 404)
    for who in ("lead", "officer", "company"):
        assert signed_in(who).get(at("issuers")).status_code == 403


def test_only_bodies_in_force_are_named(emre, signed_in, acting):
    """Without an agreement in force no letter is written or approved, and an approved one is not printed."""
    client = signed_in("lead")
    ended = register(acting, agreed_until=timezone.localdate() - timedelta(days=1))
    shown = client.get(at("write_letter", emre)).content.decode()
    assert "No body is registered" in shown
    assert write(client, emre, ended.pk).status_code == 422
    with acting("lead") as lead:
        same = {"actor": lead, "person": Person.objects.get(pk=emre), "language": "en", "text": "Worked."}
        with pytest.raises(ValidationError):
            actions.write_letter(**same, registered=ended)
    with acting("admin") as admin:
        facts = {name: getattr(ended, name) for name in FACTS}
        facts["agreed_until"] = timezone.localdate()
        actions.change_issuer(actor=admin, issuer=ended, expected=1, **facts)
    assert write(client, emre, ended.pk).status_code == 302
    letter = letter_of(acting)
    with acting("lead") as lead:
        letter = approved(lead, letter)
    assert client.get(at("letter_pdf", emre, letter.pk)).status_code == 200
    with acting("admin") as admin:
        facts["agreed_until"] = timezone.localdate() - timedelta(days=1)
        actions.change_issuer(actor=admin, issuer=ended, expected=2, **facts)
    assert client.get(at("letter_pdf", emre, letter.pk)).status_code == 404
    assert "not in force" in client.get(at("letter", emre, letter.pk)).content.decode()
    # The database refuses as well.
    with acting("lead") as lead, pytest.raises(DatabaseError), transaction.atomic():
        ReferenceLetter(
            person_id=emre,
            organisation=lead.organisation,
            language="en",
            text="Worked.",
            registered=ended,
            written_by=lead.membership,
        ).save(force_insert=True)


CUSTODY = (
    *("prison", "jail", "inmate", "convict", "custody", "detention", "penal", "parole", "probation", "offen"),
    *("crime", "sentence", "released", "ward", "cell", "guard", "justice", "correction", "throughgate"),
    *(
        "gefängnis",
        "gefangen",
        "haft",
        "vollzug",
        "justiz",
        "jva",
        "straf",
        "bewährung",
        "entlassen",
        "insasse",
    ),
    *("resozialis", "knast", "wärter", "delikt", "anstalt"),
)
"""What nobody who reads the letter may find, in English and German."""


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_word_of_custody_is_anywhere_in_the_letter(emre, signed_in, acting, club, language):
    """Text as suggested from sport, workshop and ward, every string in the file, its metadata and its name are clean."""
    with acting("officer") as officer:
        for setting, days in (("workshop", 20), ("ward", 10), ("class", 6), ("group", 5)):
            signed(
                officer, [emre], level=5, days_ago=days, setting=setting, occasion="Ward Markerward, cell 4"
            )
    client = signed_in("lead")
    address = at("write_letter", emre) + f"?language={language}"
    form = client.get(address).content.decode()
    text = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", form, re.DOTALL)[1]).strip()
    assert text
    assert client.post(address, {"text": text, "registered": club}).status_code == 302
    letter = letter_of(acting)
    with acting("lead") as lead:
        approved(lead, letter)
    answer = client.get(at("letter_pdf", emre, letter.pk))
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    assert len(document) == 1
    said = document[0].get_textpage().get_text_bounded()
    assert "bc-rhine.example" in said
    assert "Sports Lane 4" in said
    said = said.lower().replace("markeremre", "").replace("vorwärts", "")
    beside = f"{document.get_metadata_dict()} {answer['Content-Disposition']} {answer.content.decode('latin-1')}".lower()
    for word in CUSTODY:
        assert word not in said, word
        assert word not in beside or len(word) < 5, word
    for name in ("markerward", "prison north", "gate street", "cast", str(emre), str(letter.pk)):
        assert name not in said + beside, name


def test_telling_words_are_refused_and_nothing_is_lost(emre, signed_in, acting, club):
    """A word of custody is named at the text, which comes back as typed."""
    answer = write(signed_in("lead"), emre, club, text="Worked in the prison kitchen.")
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Take out: “prison”" in body
    assert "Worked in the prison kitchen." in body


def test_wrong_codes_of_a_slip_are_counted(emre, signed_in, acting, club):
    """Ten wrong codes, and not even the right one is looked up: nobody tries until it fits."""
    client = signed_in("lead")
    write(client, emre, club)
    letter = letter_of(acting)
    page = at("letter", emre, letter.pk)
    client.get(client.post(at("slip", emre), {"kind": "letter", "letter": str(letter.pk)})["Location"])
    with acting("lead"):
        right = Slip.objects.get(kind="letter").code
    typed = {"do": "approve", "version": 1, "approved_on": "1 May 2026"}
    answers = [client.post(page, {**typed, "code": "ABCD-EFGH"}).status_code for _ in range(OF_MEMBERS.most)]
    assert answers == [422] * OF_MEMBERS.most
    assert client.post(page, {**typed, "code": right}).status_code == 429
    with acting("lead"):
        assert letter_of(acting).state == "draft"


def test_approved_by_the_code_of_the_slip_and_printed(emre, signed_in, acting, club):
    """Without the person's yes there is no letter; with the code of the slip there is one page, clean of everything."""
    client = signed_in("lead")
    assert write(client, emre, club).status_code == 302
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


def test_withdrawn_letters_are_not_printed(emre, signed_in, acting, club):
    """A withdrawn letter is gone from print; an old page gets told."""
    client = signed_in("lead")
    write(client, emre, club)
    letter = letter_of(acting)
    page = at("letter", emre, letter.pk)
    assert client.post(page, {"do": "withdraw", "version": 7}).status_code == 409
    assert client.post(page, {"do": "withdraw", "version": 1}).status_code == 302
    assert client.get(at("letter_pdf", emre, letter.pk)).status_code == 404
    assert client.post(page, {"do": "withdraw", "version": 2}).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 404), ("teacher", 403), ("officer", 403), ("company", 403)]
)
def test_who_does_not_reach_letters(emre, signed_in, acting, club, who, status):
    """A foreign case lead finds nothing; who writes no letters is refused."""
    write(signed_in("lead"), emre, club)
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
