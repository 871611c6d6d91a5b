"""The frame's navigation: what it leads to hangs on roles and language, what it marks on the page."""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils import translation

from throughgate.desk.navigation import navigation


def drawn(actor, path: str, language: str = "en") -> list[tuple[str, str, bool]]:
    """Return address, words and mark of every place that somebody is led to."""
    with translation.override(language):
        found = re.findall(r'<a href="([^"]+)"( aria-current="page")?>([^<]+)</a>', navigation(actor, path))
    return [(address, words, bool(mark)) for address, mark, words in found]


def test_navigation_marks_where_one_is(cast):
    """The place that the page belongs to is marked, and no other, whichever page was drawn before."""
    lead, people = cast.actor("lead"), reverse("people:list")
    for path, here in ((people, people), (f"{people}some/page/", people), ("/", "/"), ("/account/", None)):
        marked = [address for address, _words, mark in drawn(lead, path) if mark]
        assert marked == [here] * (here is not None)


def test_navigation_speaks_to_its_reader(cast):
    """Roles open places; each reader gets their own ones in their own language, whoever was drawn one before."""
    for _time in range(2):
        assert [words for _address, words, _mark in drawn(cast.actor("lead"), "/")][:2] == ["Today", "People"]
        assert [words for _address, words, _mark in drawn(cast.actor("lead"), "/", "de")][:2] == [
            "Heute",
            "Personen",
        ]
        assert reverse("people:list") not in [
            address for address, *_rest in drawn(cast.actor("company"), "/")
        ]


def test_the_search_field_asks_for_whom_one_may_find(signed_in):
    """A company finds organisations alone, and is not asked for people, whoever was drawn one before."""
    for _time in range(2):
        for who, words in (("lead", "Find a person or a company"), ("company", "Find an organisation")):
            assert f'placeholder="{words}"' in signed_in(who).get("/account/").content.decode(), who
