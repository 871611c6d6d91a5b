"""What somebody must, may and need not say when they apply: the same for everybody, printed, and kept nowhere."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.matrix.reading import text_of


@pytest.fixture
def address(cast):
    """The page beside Emre, and its print."""
    return {
        "disclosure": reverse("desk:disclosure", args=[cast.key("emre")]),
        "disclosure-print": reverse("desk:disclosure-print"),
    }


def test_the_page_says_it_with_sources(signed_in, address):
    """In three groups, for every work and for some, each with the law it stands in; nothing is typed there."""
    page = signed_in("lead").get(address["disclosure"]).content.decode()
    for words in ("You must say", "You need not say", "Work with money", "BZRG §§ 51, 53", "2026"):
        assert words in page
    main = page[page.index("<main") : page.index("</main")]
    assert "<input" not in main
    assert "<form" not in main


def test_it_takes_no_answers(signed_in, address):
    """Nothing can be sent there."""
    client = signed_in("lead")
    assert [client.post(one, {"said": "x"}).status_code for one in address.values()] == [405, 405]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_print_names_nobody(signed_in, address, language):
    """Pages with a title and the facts; no name, no number, in the text, the title or the file's name."""
    client = signed_in("lead")
    client.cookies["django_language"] = language
    answer = client.get(address["disclosure-print"])
    assert answer["Content-Disposition"] == 'inline; filename="what-to-say.pdf"'
    text = text_of(answer.content)
    assert "BZRG" in text
    assert "Markeremre" not in text


def test_the_work_of_a_person_leads_there(signed_in, address, cast):
    """From the page about work."""
    page = signed_in("lead").get(reverse("desk:person-work", args=[cast.key("emre")])).content.decode()
    assert address["disclosure"] in page
