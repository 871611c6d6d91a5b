"""What the desk puts together comes from the apps, in one order, and goes with them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils.translation import gettext_lazy

from throughgate.desk import navigation, today_page, work
from throughgate.desk.path import queries
from throughgate.foundation.web import parts
from throughgate.foundation.web.parts import Place
from throughgate.foundation.web.work import Pressing, WorkPart
from throughgate.foundation.web.work_page import Source, WorkPage

TOGETHER = (navigation, work, queries)
"""Modules that put together what apps declare."""


@pytest.fixture
def anew():
    """Forget what was put together before, and afterwards again."""
    known = (
        navigation.declared_places.cache_clear,
        navigation._known.clear,
        navigation._drawn.clear,
        work.sources.cache_clear,
        work.whole.cache_clear,
    )
    for forget in known:
        forget()
    yield
    for forget in known:
        forget()


def test_places_of_the_frame(anew):
    """The places stand in the order of the work, whichever app is installed first."""
    assert [place.name for place in navigation.declared_places()] == [
        *("today", "people", "unassigned", "sheets", "courses", "organisations", "register"),
        *(
            "openings",
            "introductions",
            "own-introductions",
            "others",
            "first-weeks",
            "members",
            "imports",
            "oversight",
        ),
    ]


def test_a_place_more_is_shown_to_whom_it_is_for(anew, monkeypatch, acting):
    """An app that declares a place has it in the frame, for those who open it; no line of the desk knows it."""
    own = Place(
        "tools", gettext_lazy("Today"), "people:add", lambda actor: "case_lead" in actor.roles, after="people"
    )
    monkeypatch.setattr(
        parts, "declared", lambda module, name: [own] if (module, name) == ("parts", "IN_FRAME") else []
    )
    shown = {}
    for who in ("lead", "officer"):
        with acting(who) as actor:
            shown[who] = re.findall(r'href="([^"]+)"', navigation.navigation(actor, "/people/add/"))
    assert shown == {"lead": ["/", "/people/add/"], "officer": ["/"]}


def test_work_more_stands_on_today(anew, monkeypatch, acting):
    """A source that an app declares is asked, its part stands where it presses, and its page has all rows."""

    class Tools(WorkPage):
        """A page of its own."""

    late = WorkPart("Tools", 1, "/", [], pressing=Pressing.LATE)
    sources = (
        Source(lambda _actor: [WorkPart("News", 1, "/", [])]),
        Source(lambda _actor: [late], {"tools": Tools}),
    )
    monkeypatch.setattr(work, "declared", lambda *_names: sources)
    with acting("lead") as actor:
        assert [one.title for one in work.work_for(actor)] == ["Tools", "News"]
        request = RequestFactory().get("/")
        request.actor = actor
        with pytest.raises(Http404):
            today_page.waiting_page(request, "openings")
    assert work.whole() == {"tools": Tools}


def test_what_puts_together_names_no_app():
    """No module that puts pages together imports from an app below or names one in words."""
    for module in TOGETHER:
        tree = ast.parse(Path(module.__file__).read_text())
        named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        named |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        apps = (
            "throughgate.person",
            "throughgate.work",
            "throughgate.ground.accounts",
            "throughgate.ground.organisations",
            "throughgate.ground.vocabulary",
        )
        assert not [name for name in named if name.startswith(apps)], module.__name__
