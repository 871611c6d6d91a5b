"""Parts of a subject's pages: declared where they are made, shown in one order, to those whom they are for."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

from throughgate.desk.person.parts import PARTS
from throughgate.foundation.web import parts
from throughgate.foundation.web.parts import Part, navigation, reads, with_declared


def part(name: str, after: str = "") -> Part:
    """Return a part that everybody opens."""
    return Part(name, name.title(), "desk:person", lambda _actor, _subject: True, after=after)


def test_declared_parts_stand_behind_the_one_they_name(monkeypatch) -> None:
    """Whichever app is installed first; a part whose place is not there comes last."""
    found = [part("plan", "marks"), part("lost", "nowhere"), part("marks", "work")]
    monkeypatch.setattr(
        parts, "declared", lambda module, name: found if (module, name) == ("parts", "X") else []
    )
    merged = with_declared((part("overview"), part("work"), part("facts")), "X")
    assert [one.name for one in merged] == ["overview", "work", "marks", "plan", "facts", "lost"]


def test_a_persons_parts() -> None:
    """The plan stands behind the overview, what other apps declare behind the work, in the order in which it goes on."""
    declared = ["introductions", "follow-ups", "competencies", "learning"]
    assert [one.name for one in PARTS] == ["overview", "plan", "work", *declared, "sharing", "facts"]


def test_who_reads_one_of_the_kinds_opens_the_part() -> None:
    """One right of several is enough, none is not."""
    teacher = SimpleNamespace(may=lambda action, kind: (action, kind) == ("read", "mark"))
    assert reads("note", "mark")(teacher, None)
    assert not reads("note")(teacher, None)


def test_one_part_alone_needs_no_navigation() -> None:
    """Where somebody opens a single part there is nothing to choose."""
    shut = Part("shut", "Shut", "desk:person", lambda _actor, _subject: False)
    key = uuid4()
    assert navigation([part("overview"), shut], None, None, key, "overview") == []
    both = navigation([part("overview"), shut, part("work")], None, None, key, "work")
    assert [(tab.label, tab.current) for tab in both] == [("Overview", False), ("Work", True)]
