"""Follow-ups on pages: the section of a placement, Today, the path, typing in, the sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from throughgate.person.people.models import Person
from throughgate.work.followups.actions import clock
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.queries.path import path_pins
from throughgate.work.followups.queries.section import section
from throughgate.work.followups.queries.waiting import TITLES, UNANSWERED, WARNINGS, work
from throughgate.work.followups.rules import MILESTONES, due_on
from throughgate.work.followups.tests.making import follow_up, say
from throughgate.work.placements.models import Placement


def _today(cast, who):
    """Return what waits for a member of the cast after starts, as counts by part."""
    with cast.acting(who) as actor:
        names = {str(title): name for name, title in TITLES.items()}
        return {names[part.title]: part.count for part in work(actor)}


def _section(cast, placement, who):
    """Return the lines of a placement as somebody sees them."""
    with cast.acting(who) as actor:
        found = section(actor, Placement.objects.get(pk=placement))
        return {line.name: line for line in found.lines}


def test_a_warning_is_for_who_stands_beside(cast, placement):
    """Trouble that the person speaks of is on the volunteer's Today and the officer's; of nobody else."""
    say(cast, placement, "start", "person", "yes", going="some")
    for who in ("placement", "trainer"):
        assert _today(cast, who)[WARNINGS] == 1, who
    for who in ("lead", "colleague", "aftercare", "officer", "dpo", "company", "tso"):
        assert WARNINGS not in _today(cast, who), who


def test_without_a_volunteer_it_is_for_who_looks_after_them(cast, placement, without_companion):
    """The case lead and probation are warned by the person's own word, and not by the company's."""
    say(cast, placement, "start", "company", "no", calls=True)
    for who in ("lead", "aftercare", "trainer"):
        assert WARNINGS not in _today(cast, who), who
    say(cast, placement, "start", "person", "unsure", calls=True)
    for who in ("lead", "aftercare", "placement"):
        assert _today(cast, who)[WARNINGS] == 1, who
    assert WARNINGS not in _today(cast, "colleague")


def test_all_well_warns_nobody(cast, placement):
    """Somebody who is there and well is on nobody's list."""
    for whose in ("person", "company"):
        say(cast, placement, "start", whose, "yes")
    assert WARNINGS not in _today(cast, "placement") | _today(cast, "trainer")


def test_what_was_seen_to_is_gone_but_a_no_stays_with_the_officer(cast, placement, signed_in):
    """Once seen to it leaves the lists; a no that nobody contradicts stays with the officer until it is put right."""
    row = say(cast, placement, "start", "person", "no", calls=True)
    address = reverse("followups:seen", args=[cast.key("emre"), row.pk])
    client = signed_in("trainer")
    assert client.post(address, {"version": 7}).status_code == 409
    assert client.post(address, {"version": row.version}).status_code == 302
    assert WARNINGS not in _today(cast, "trainer")
    assert _today(cast, "placement")[WARNINGS] == 1
    say(cast, placement, "start", "person", "unsure")
    assert WARNINGS not in _today(cast, "placement")


def test_milestones_without_an_answer_are_on_the_work_list(cast, placement, signed_in):
    """The person's for the officer and who stands beside them; the company's for the officer alone; closed ones for nobody."""
    assert _today(cast, "placement") == _today(cast, "trainer") == {UNANSWERED: 1}
    assert _today(cast, "lead") == {}
    say(cast, placement, "start", "person", "yes", who="trainer")
    assert _today(cast, "placement") == _today(cast, "trainer") == {}
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        clock.pass_a_day()
        assert _today(cast, "placement") == {UNANSWERED: 1}
        assert _today(cast, "trainer") == {}
        page = signed_in("placement").get(reverse("desk:waiting", args=[UNANSWERED])).content.decode()
        assert "Markeremrefamily" in page
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        clock.pass_a_day()
        assert _today(cast, "placement") == {}


def test_the_section_shows_what_the_reader_may_know(cast, placement):
    """The officer and the volunteer read both sides; the case lead learns that it is confirmed, and not by whom."""
    say(cast, placement, "start", "company", "yes", going="much")
    for who in ("placement", "trainer"):
        line = _section(cast, placement, who)["Start"]
        assert [(side.name, "Much trouble" in side.words) for side in line.sides] == [
            ("The person", False),
            ("The company", True),
        ], who
    line = _section(cast, placement, "lead")["Start"]
    assert (line.outcome, [side.name for side in line.sides]) == ("confirmed", ["The person"])
    assert list(_section(cast, placement, "lead")) == ["Start", "6 weeks", "6 months", "12 months"]


def test_what_is_offered(cast, placement):
    """The officer types in both and prints both once asked; a volunteer the person's; what was confirmed offers nothing more."""
    for who, offers in (("placement", [True, True]), ("trainer", [True]), ("lead", [True])):
        assert [bool(side.type_in) for side in _section(cast, placement, who)["Start"].sides] == offers, who
    person, company = _section(cast, placement, "placement")["Start"].sides
    assert (bool(person.sheet), bool(company.sheet)) == (True, False)
    say(cast, placement, "start", "person", "yes")
    person, _company = _section(cast, placement, "placement")["Start"].sides
    assert (person.type_in, person.sheet, person.seen) == ("", "", "")


def test_the_section_asks_little(cast, placement):
    """Three queries for those who take answers, whatever was said."""
    say(cast, placement, "start", "person", "yes")
    with cast.acting("trainer") as actor:
        row = Placement.objects.get(pk=placement)
        with CaptureQueriesContext(connection) as queries:
            section(actor, row)
    assert len(queries) <= 3


def test_typing_in(cast, placement, signed_in):
    """A form of three questions: what is missing is said, a stale form is told, a slip is put right."""
    with cast.acting("placement"):
        row = follow_up(placement, "start")
    address = reverse("followups:type", args=[cast.key("emre"), row.pk, "company"])
    client = signed_in("placement")
    page = client.get(address).content.decode()
    assert "What the company said" in page
    assert "<textarea" not in page
    assert client.post(address, {"there": "yes", "calls": "no", "version": 0}).status_code == 422
    assert client.post(address, {"there": "no", "calls": "yes", "version": 0}).status_code == 302
    assert client.post(address, {"there": "unsure", "calls": "no", "version": 0}).status_code == 409
    assert client.post(address, {"there": "unsure", "calls": "no", "version": 1}).status_code == 302
    with cast.acting("placement"):
        said = Feedback.objects.get()
        assert (said.there, said.calls, said.version) == ("unsure", False, 2)
    nobody = reverse("followups:type", args=[cast.key("emre"), row.pk, "custody"])
    assert client.get(nobody).status_code == 404
    assert signed_in("trainer").get(address).status_code == 403


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sheet(cast, placement, signed_in, language):
    """It is printed in the reader's language; where nobody is asked there is none."""
    with cast.acting("placement"):
        row = follow_up(placement, "start")
    client = signed_in("placement")
    for whose, status in (("person", 200), ("company", 409)):
        answer = client.post(
            reverse("followups:sheet", args=[cast.key("emre"), row.pk, whose]),
            headers={"accept-language": language},
        )
        assert answer.status_code == status, whose
    assert (
        client.get(reverse("followups:sheet", args=[cast.key("emre"), row.pk, "person"])).status_code == 405
    )


def test_milestones_are_pins_on_the_path(cast, placement):
    """What follows the start, with what is known; for those who read follow-ups, and for nobody else."""
    say(cast, placement, "start", "person", "yes")
    today = timezone.localdate()
    with cast.acting("lead") as actor:
        pins = path_pins(actor, Person.objects.get(pk=cast.key("emre")))
        assert [(pin.on, pin.kind) for pin in pins] == [
            (due_on(today, one), "milestone") for one in MILESTONES[1:]
        ]
    with cast.acting("officer") as actor:
        assert path_pins(actor, Person(pk=cast.key("emre"))) == []


def test_the_placements_page_has_the_section(cast, placement, signed_in):
    """Before the start it has none; afterwards each of the milestones has a line."""
    page = signed_in("placement").get(reverse("placements:page", args=[cast.key("emre"), placement]))
    text = page.content.decode()
    assert "After the start" in text
    assert all(name in text for name in ("6 weeks", "6 months", "12 months"))
