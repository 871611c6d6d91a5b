"""Nothing that a company gets or sees speaks of where people come from: pages, mails, sheets, file names, addresses."""

from __future__ import annotations

import io
import re
from html import unescape

import pypdfium2
import pytest
from django.conf import settings as house
from django.urls import reverse
from django.utils import translation

from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.person.observations.rules.letters import telling_words
from throughgate.work.register.actions import answering
from throughgate.work.register.actions.keys import ask_again
from throughgate.work.register.choices import Kind, Refusal, Section, Size
from throughgate.work.register.joining_urls import urlpatterns
from throughgate.work.register.tests.making import entry, link_in, typed, waiting_row

pytestmark = pytest.mark.django_db
BRAND = "throughgate"
"""The site's own name stands at its head and in its title."""
LANGUAGES = [code for code, _name in house.LANGUAGES]


def telling(text):
    return [word for word in telling_words(text) if word.casefold() != BRAND]


def words_of(page):
    """Return what can be read in a page or in its source, without scripts; all of a text, and of a sheet its properties."""
    if page["Content-Type"].startswith("application/pdf"):
        sheet = pypdfium2.PdfDocument(io.BytesIO(page.content))
        inside = "\n".join(one.get_textpage().get_text_range() for one in sheet)
        return f"{inside}\n{sheet.get_metadata_dict()}\n{page['Content-Disposition']}"
    return unescape(re.sub(r"<(script|style)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL))


def test_the_search_finds_what_it_is_for():
    """The words that are looked for are found, in both languages; and the pages are not passed over."""
    assert telling("Somebody from the prison was released on parole")
    assert telling("Nach der Haft in der JVA, entlassen auf Bewährung")
    assert not telling("Throughgate")


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_a_company_meets(client, signed_in, acting, language):
    """From the form to leaving, in each language: every page, mail, letter, sheet, address and file name."""
    client.cookies[house.LANGUAGE_COOKIE_NAME] = language
    seen, form = {}, reverse("joining_form")

    def look(name, answer):
        assert answer.status_code < 500, name
        seen[name] = f"{words_of(answer)}\n{answer.headers}\n{answer.get('Location', '')}"
        return answer

    look("form", client.get(form))
    look("mistakes", client.post(form, {}))
    look("paper", client.get(reverse("joining_paper")))
    look("sent", client.get(look("sending", client.post(form, typed())).url))
    look("sent by letter", client.get(reverse("joining_sent"), {"by": "letter"}))
    look("code", client.get(reverse("joining_code")))
    look("wrong code", client.post(reverse("joining_code"), {"code": "x"}))
    look("gone", client.get(reverse("joining_by_link", args=["nothing"])))
    path = link_in(sent_mails()[0])
    look("confirm", client.get(path))
    look("confirmed", client.post(path, {"answer": "confirm"}, follow=True))
    with translation.override(language):
        with acting("placement") as actor:
            for reason in Refusal.values:
                refused = waiting_row(f"Refused {reason}", reads_in=language)
                answering.refuse(actor=actor, registration=refused, expected=1, reason=reason)
            row = waiting_row("Verified", reads_in=language)
            answering.verify(actor=actor, registration=row, expected=1, organisation=None)
            due = entry("roofing", days_ago=200, seen_by_others=True)
            entry("club", seen_by_others=True)
            waiting = waiting_row("By letter", state="sent", email="", confirmed_by="", confirmed_at=None)
        ask_again()
    path = link_in(sent_mails()[-1])
    look("refresh", client.get(path))
    look("changed what?", client.post(path, {"answer": "say_changed", "said": ""}))
    look("correct", client.get(path, {"correct": "1"}))
    look("corrected wrongly", client.post(path, {"answer": "propose"}))
    look("corrected of an older one", client.post(path, typed(answer="propose", seen="x", languages="")))
    look("left", client.post(path, {"answer": "leave"}, follow=True))
    officer = signed_in("placement")
    officer.cookies[house.LANGUAGE_COOKIE_NAME] = language
    with acting("placement"):
        fresh = entry("debt-advice")
    for name, one in (("letter to confirm", waiting), ("letter to refresh", fresh)):
        look(name, officer.post(reverse("register:letter", args=[one.pk]), {}))
        assert "application/pdf" in seen[name]
    own = signed_in("company")
    own.cookies[house.LANGUAGE_COOKIE_NAME] = language
    for route in ("register:others", "register:first-weeks", "desk:today"):
        look(route, own.get(reverse(route)))
    look("own entry", own.get(reverse("register:entry", args=["roofing"])))
    look("change", own.get(reverse("register:change", args=[due.pk])))
    for sent in sent_mails():
        seen[sent.subject] = f"{sent.subject}\n{sent.body}"
    assert len(seen) >= 25
    assert {name: telling(text) for name, text in seen.items() if telling(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_list_tells(language):
    """The words of the closed lists and the addresses tell nothing, whichever page shows them."""
    with translation.override(language):
        words = [str(label) for choices in (Kind, Section, Size, Refusal) for label in choices.labels]
    assert telling("\n".join([*words, *(str(url.pattern) for url in urlpatterns)])) == []
