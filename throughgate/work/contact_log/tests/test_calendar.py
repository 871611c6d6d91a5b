"""Dates of contacts for a calendar: what is in the file, and what stays in the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.work.contact_log import actions

pytestmark = pytest.mark.django_db


def day(ahead=0):
    return timezone.localdate() + timedelta(days=ahead)


@pytest.fixture
def add(acting, cast):
    """Write down a contact of the chamber with the roofer."""

    def added(kind="call", ago=3, **facts):
        with acting("placement") as actor:
            return actions.add_note(
                actor=actor,
                organisation=cast.organisation("roofing"),
                kind=kind,
                happened_on=day(-ago),
                **facts,
            )

    return added


def lines(answer):
    """Return the lines of a calendar, put together again."""
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def said(answer, name):
    """Return the values of a property."""
    return [line.partition(":")[2] for line in lines(answer) if line.partition(":")[0].split(";")[0] == name]


def of_all(client):
    return client.post(reverse("contact_log:dates", args=["roofing"]))


def of_one(client, note):
    return client.post(reverse("contact_log:dates-of-note", args=["roofing", note.pk]))


def test_visits_fairs_and_open_steps(signed_in, acting, add):
    """Whole days, known again by their keys; a step reminds, and is gone once it is done."""
    add("call")
    visit = add("visit", 9, next_step="Send the contract", next_on=day(5))
    add("fair", 5)
    add("letter", 1, next_step="Ask again", next_on=day(2))
    client = signed_in("placement")
    answer = of_all(client)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert said(answer, "SUMMARY") == [
        "Visit: Roth Roofing",
        "Send the contract: Roth Roofing",
        "Job fair: Roth Roofing",
        "Ask again: Roth Roofing",
    ]
    assert said(answer, "DTSTART")[:2] == [f"{day(-9):%Y%m%d}", f"{day(5):%Y%m%d}"]
    assert said(answer, "DTEND")[:2] == [f"{day(-8):%Y%m%d}", f"{day(6):%Y%m%d}"]
    assert said(answer, "UID")[:2] == [f"{visit.pk}-day", f"{visit.pk}-step"]
    assert lines(answer).count("BEGIN:VALARM") == 2
    with acting("placement") as actor:
        actions.finish_step(actor=actor, note=visit, expected=1)
    answer = of_one(client, visit)
    assert said(answer, "SUMMARY") == ["Visit: Roth Roofing"]
    assert said(answer, "SEQUENCE") == ["2"]
    with acting("placement"):
        entry = Entry.objects.filter(action="contact_note.dates").latest("at")
        assert (entry.subject_id, entry.fields) == (visit.pk, ["rows: 1"])


def test_when_it_was_changed_is_told(signed_in, acting, add):
    """Without a method the stamp is the moment of the last change (RFC 5545, 3.8.7.2), not of the file."""
    note = add("visit")
    client = signed_in("placement")
    before = said(of_one(client, note), "DTSTAMP")
    assert before == said(of_one(client, note), "DTSTAMP")
    with acting("placement") as actor:
        actions.change_note(actor=actor, note=note, expected=1, followed="More")
        note.refresh_from_db()
    assert said(of_one(client, note), "DTSTAMP") == [f"{note.changed_at:%Y%m%dT%H%M%SZ}"]


@pytest.mark.parametrize(("language", "visit"), [("en", "Visit"), ("de", "Besuch")])
def test_no_word_tells_where_people_come_from(signed_in, add, settings, language, visit):
    """Neither kind nor keeper nor what was written; a step whose words tell is a next step, and no more."""
    add(
        "inside",
        ours="Ms Cast, JVA Nord",
        theirs="Dieter Roth",
        followed="Two hours in the prison",
        next_step="Termin in der Haftanstalt machen",
        next_on=day(3),
    )
    client = signed_in("placement")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = of_all(client)
    text = answer.content.decode().casefold()
    words = ("prison", "haft", "custody", "jva", "throughgate", "release", "gate", "workshop", "werkst")
    of_the_log = ("cast", "dieter", "chamber", "hours")
    assert [word for word in words + of_the_log if word in text] == []
    first, second = said(answer, "SUMMARY")
    assert first == f"{visit}: Roth Roofing"
    assert second.endswith(": Roth Roofing")


def test_an_empty_log_gives_no_file(signed_in, add):
    """Where nothing has a date a sentence says so, with 409, and an entry without one has no button."""
    client = signed_in("placement")
    assert of_all(client).status_code == 409
    note = add("call")
    answer = of_one(client, note)
    assert answer.status_code == 409
    assert "There is no date to take over." in answer.content.decode()
    button = reverse("contact_log:dates-of-note", args=["roofing", note.pk])
    page = reverse("contact_log:note", args=["roofing", note.pk])
    assert button not in client.get(page).content.decode()
    visit = add("visit")
    page, button = (
        reverse(f"contact_log:{name}", args=["roofing", visit.pk]) for name in ("note", "dates-of-note")
    )
    assert button in client.get(page).content.decode()


def test_who_takes_dates(signed_in, add):
    """Those who read the log take all of them, whoever wrote a note its own; a company none."""
    note = add("visit")
    for who, every, one in (("placement", 200, 200), ("lead", 200, 403), ("company", 403, 403)):
        client = signed_in(who)
        assert of_all(client).status_code == every, who
        assert of_one(client, note).status_code == one, who
