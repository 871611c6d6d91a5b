"""Without an account: a company by mail or letter, a person by the code of their sheet; and who is written to, once."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.audit.record import record
from throughgate.foundation.codes.secret import hash_of_code
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acting_as
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.ground.organisations.models import ContactPerson, Organisation
from throughgate.person.people.models import Person
from throughgate.work.placements.actions import clock, keys
from throughgate.work.placements.actions.company import read_messages
from throughgate.work.placements.actions.mailing import write_to_companies
from throughgate.work.placements.actions.messages import write_message
from throughgate.work.placements.models import Answer, Introduction, Message
from throughgate.work.placements.tests.test_company import main_of

pytestmark = pytest.mark.django_db


def link_in(one):
    """Return the path of the link in a mail."""
    line = next(line for line in one.body.splitlines() if "/introduced/" in line)
    return line.split("testserver")[-1]


def words_of(pdf):
    """Return what stands in a PDF, without its line breaks."""
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf.content))
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def sent(page, move, **more):
    """Return a form as a page makes it."""
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    return {"move": move, "version": found[1] if found else "", **more}


def code_in(pdf):
    """Return the code that stands on a paper."""
    return next(word for word in words_of(pdf).split() if word.count("-") == 2 and len(word) == 14)


def papers(story, acting, name):
    """Return the address at which a paper about the story is printed."""
    with acting("placement"):
        return reverse(f"introductions:{name}", args=[story.row().person_id, story.key])


def test_one_mail_for_each_cause(story, acting, client):
    """Asked, introduced, reminded, written to: one mail each, with a link of its own, that names nobody."""
    since = timezone.localdate()
    story.ask()
    assert [write_to_companies(), write_to_companies()] == [1, 0]
    story.company().person().custody()
    assert [write_to_companies(), write_to_companies()] == [1, 0]
    clock.pass_a_day(since + timedelta(days=9))
    assert [write_to_companies(), write_to_companies()] == [1, 0]
    for text in ("When could we call?", "Or shall we come?"):
        with acting("placement") as actor:
            write_message(actor=actor, placement=story.row(), text=text)
    assert [write_to_companies(), write_to_companies()] == [1, 0]
    sent = sent_mails()
    assert [one.subject for one in sent] == [
        *["There is something to read for you"] * 2,
        "Reminder: There is something to read for you",
        "There is something to read for you",
    ]
    assert {address for one in sent for address in one.to} == {"roofing@example.org"}
    assert len({link_in(one) for one in sent}) == 4
    for one in sent:
        assert "Markeremre" not in one.subject + one.body
    assert "Or shall we come?" in main_of(client.get(link_in(sent[0])))


def test_whoever_answered_is_not_mailed(story):
    """Who was called, or was faster than the mail, is not asked again; what was read is no news."""
    story.ask().company()
    assert write_to_companies() == 0


def test_what_was_read_is_no_news(story, acting):
    """A message that the company has read before the mail went out needs none."""
    story.introduced()
    write_to_companies()
    with acting("placement") as actor:
        write_message(actor=actor, placement=story.row(), text="Hello")
    with acting("company"):
        read_messages(Introduction.objects.get())
    assert write_to_companies() == 0


def test_mail_is_in_the_contacts_language(story, acting):
    """Everybody reads it in a language of theirs; without an address nobody is mailed."""
    with acting("company"):
        ContactPerson.objects.filter(organisation__code="roofing").update(languages=["tr", "de"])
    story.ask()
    assert write_to_companies() == 1
    (one,) = sent_mails()
    assert one.subject == "Es gibt etwas für Sie zu lesen"
    assert "Sie brauchen kein Konto" in one.body


def test_no_address_no_mail(story, acting):
    """A company without e-mail is written a letter."""
    with acting("company"):
        ContactPerson.objects.filter(organisation__code="roofing").update(email="")
    story.ask()
    assert write_to_companies() == 0


def test_by_the_link_of_a_mail(story, acting, client):
    """Read, say yes, read who it is, write: all of it without an account; looking changes nothing."""
    story.ask("Works carefully")
    write_to_companies()
    path = link_in(sent_mails()[0])
    for _time in range(2):
        assert "Would you like to get to know them?" in main_of(client.get(path))
    assert client.get(path).content.decode().count("Sign out") == 0
    asked = client.get(path)
    done = client.post(path, sent(asked, "agree"), follow=True)
    assert "You said yes." in main_of(done)
    again = client.post(path, sent(asked, "agree"), follow=True)
    assert "Thank you." in again.content.decode()
    assert client.post(path, sent(asked, "refuse")).status_code == 422
    story.person().custody()
    shown = main_of(client.get(path))
    assert "Works carefully" in shown
    message = {"move": "write", "text": "Hello", "once": "0192c4a0-0000-4000-8000-000000000002"}
    for _time in range(2):
        client.post(path, message)
    with acting("company"):
        assert Message.objects.count() == 1
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    talks = client.get(path)
    invited = sent(talks, "invite", by="phone", day=day, time="10")
    for _time in range(2):
        answer = client.post(path, invited, follow=True)
        assert answer.status_code == 200
        assert "The invitation is passed on" in answer.content.decode()
    assert story.state == "in_talks"
    stale = client.post(path, sent(talks, "offer"))
    assert stale.status_code == 409
    calendar = client.post(path, {"move": "calendar"})
    assert calendar["Content-Type"].startswith("text/calendar")


def test_a_letter_with_a_code(story, acting, signed_in, client):
    """The officer prints it, twice by one click the same; typed in, the code opens the page and takes the answer."""
    story.ask()
    officer, address = signed_in("placement"), papers(story, acting, "letter")
    once = {"once": "0192c4a0-0000-4000-8000-000000000003"}
    printed = officer.post(address, once)
    assert printed["Content-Type"] == "application/pdf"
    words = words_of(printed)
    assert "Roth Roofing" in words
    assert "Markeremre" not in words
    client.logout()
    code = reverse("introduction_code")
    assert client.post(code, {"code": "ABCD-EFGH-JKMN"}).status_code == 422
    opened = client.post(code, {"code": code_in(printed).lower()}, follow=True)
    assert "Would you like to get to know them?" in main_of(opened)
    client.post(reverse("introduction_by_code"), sent(opened, "refuse"))
    assert "You said no." in main_of(client.get(reverse("introduction_by_code")))


def test_whose_name_stands_on_a_letter(story, acting, signed_in):
    """No sender whose name tells where people come from; nothing is printed before the company is asked."""
    client, address = signed_in("placement"), papers(story, acting, "letter")
    assert client.post(address, {}).status_code == 409
    story.ask()
    with acting("chamberadmin") as admin:
        Organisation.objects.filter(pk=admin.organisation.pk).update(name="Straffälligenhilfe Rhein")
    assert client.post(address, {}).status_code == 422


def test_a_link_runs_out(story, client):
    """After its days it opens nothing; a code neither, and none that somebody guesses."""
    story.ask()
    write_to_companies()
    path = link_in(sent_mails()[0])
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert client.get(path).status_code == 404
        assert client.post(path, {"move": "agree", "version": 1}).status_code == 404
    assert client.get(reverse("introduction_by_link", args=["guessed"])).status_code == 404


@pytest.mark.parametrize(("said", "agrees", "route"), [("open", True, "open"), ("no", False, "")])
def test_the_person_answers_by_the_code_of_the_sheet(story, acting, signed_in, client, said, agrees, route):
    """The sheet shows what the page shows; one answer is taken, and the screen shows nothing of it afterwards."""
    story.ask("Works carefully")
    printed = signed_in("lead").post(papers(story, acting, "sheet"), {"language": "en"})
    sheet = words_of(printed)
    client.logout()
    asked = client.post(reverse("asked_code"), {"code": code_in(printed)}, follow=True)
    shown = main_of(asked)
    for words in ("Works carefully", "Markeremrecalled M.", "Roth Roofing", "A no harms nobody"):
        assert words in sheet
        assert words in shown
    address = reverse("asked_by_code")
    assert client.post(address, {}).status_code == 422
    done = client.post(address, {"answer": said}, follow=True)
    assert "Your answer is kept" in done.content.decode()
    assert client.get(address).status_code == 302
    after = main_of(client.post(reverse("asked_code"), {"code": code_in(printed)}, follow=True))
    assert "Nothing more is to be done" in after
    assert "Works carefully" not in after
    client.post(address, {"answer": "neutral"})
    with acting("lead"):
        answer = Answer.objects.get()
        assert (answer.agrees, answer.route, answer.explained_in) == (agrees, route, "en")


def test_the_sheet_in_the_chosen_language(story, acting, signed_in):
    """Whoever prints it chooses the language; who does not ask the person prints none."""
    story.ask()
    address = papers(story, acting, "sheet")
    assert "Dürfen wir Sie vorstellen?" in words_of(signed_in("lead").post(address, {"language": "de"}))
    assert signed_in("placement").post(address, {}).status_code == 409
    assert signed_in("officer").post(address, {}).status_code == 403


def test_an_answer_by_code_is_in_the_audit_and_read_by_nobody(story, acting, monkeypatch):
    """It is written down that an answer was taken, once, and no page of anybody's tells so."""
    noted = []

    def noting(action, **facts):
        noted.append((action, facts["subject"]))
        record(action, **facts)

    story.ask()
    with acting("lead") as actor:
        code, _until = keys.make_code(actor=actor, placement=story.row(), purpose="person", key=None)
    monkeypatch.setattr(keys, "record", noting)
    for _time in range(2):
        with acting_as(NOBODY):
            keys.answer_by_key(hash_of_code(code), agrees=False, route="", read_in="de")
    assert noted == [("answer.take", ("answer", story.key))]
    for who in ("lead", "placement", "company", "admin", "dpo"):
        with acting(who):
            assert not Entry.objects.filter(action="answer.take").exists(), who


def test_a_minor_says_yes_on_paper_alone(story, acting, signed_in, client):
    """The sheet has a line for the guardian; by the code only a no is taken."""
    with acting("lead"):
        Person.objects.filter(pk=story.row().person_id).update(
            birth_on=timezone.localdate() - timedelta(days=17 * 365)
        )
    story.ask()
    printed = signed_in("lead").post(papers(story, acting, "sheet"), {})
    assert "Signature of the guardian" in words_of(printed)
    client.logout()
    shown = main_of(client.post(reverse("asked_code"), {"code": code_in(printed)}, follow=True))
    assert "You are not 18 yet" in shown
    address = reverse("asked_by_code")
    assert client.post(address, {"answer": "open"}).status_code == 422
    client.post(address, {"answer": "no"})
    with acting("lead"):
        assert not Answer.objects.get().agrees
