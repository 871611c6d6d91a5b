"""What waits on Today: for whoever takes an answer, moves it on, or reads what a company wrote."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.work.placements.queries.waiting import path_pins, work


def waits(acting, who):
    """Return the marks that stand on somebody's Today."""
    with acting(who) as actor:
        return [item.mark for part in work(actor) for item in part.items]


def test_who_is_waited_for(story, acting):
    """A proposal waits for the officer; asked, it waits for the case lead, who asks while custody has a part."""
    assert (waits(acting, "placement"), waits(acting, "lead")) == (["not asked yet"], [])
    story.ask()
    assert (waits(acting, "placement"), waits(acting, "lead")) == ([], ["ask the person"])
    story.person()
    assert waits(acting, "lead") == ["answer for custody"]
    assert waits(acting, "colleague") == []
    story.custody().company()
    assert (waits(acting, "placement"), waits(acting, "lead")) == ([], [])
    story.company("write", text="When can we talk?")
    assert waits(acting, "placement") == ["new message"]


def test_one_query(story, acting):
    """Today asks once, however much there is, and whoever has no such work asks nothing."""
    story.ask()
    for who, asked in (("lead", 1), ("placement", 1), ("officer", 0), ("company", 0)):
        with acting(who) as actor, CaptureQueriesContext(connection) as queries:
            work(actor)
        assert len(queries) == asked, who


def test_the_first_day_stands_on_the_path(story, acting, cast):
    """The path has a pin for it, for those who read placements."""
    from django.utils import timezone

    story.introduced().move("invite", talk_by="phone", talk_at=timezone.now()).move("offer").move("accept")
    story.begin(timezone.localdate())
    with acting("lead") as actor:
        person = story.row().person
        assert [pin.title for pin in path_pins(actor, person)] == ["Talk with a company", "First day at work"]
    with acting("teacher") as actor:
        assert path_pins(actor, person) == []


def test_the_page_has_what_today_counts(story, signed_in):
    """Behind the number stand exactly these rows, with the same marks."""
    story.ask()
    page = signed_in("lead").get("/today/introductions/").content.decode()
    assert "ask the person" in page
    assert "Roofer Markeropeningroofing" in page
    assert "ask the person" not in signed_in("colleague").get("/today/introductions/").content.decode()
