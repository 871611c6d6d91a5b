"""Two years, day by day: who is asked when, and what is known of each milestone in the end."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

import time_machine
from django.utils import timezone

from throughgate.person.people.actions.consents import withdraw_consent
from throughgate.person.people.models import Consent
from throughgate.work.followups.actions import clock
from throughgate.work.followups.models import FollowUp
from throughgate.work.followups.rules import MILESTONES
from throughgate.work.followups.tests.making import begun, say
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import moving
from throughgate.work.placements.models import Placement

FIRST, LAST = date(2031, 1, 7), date(2032, 12, 31)
# Working days of Germany as a whole: Good Friday is on 11 April 2031, Easter Monday on the 14th, 3 October is a Friday.
NAMES = ("answered", "silent", "company alone", "ended early", "withdrawn", "worker down", "no at last")
STARTS = dict.fromkeys(NAMES, FIRST) | {"worker down": date(2031, 1, 28)}
WORKER_DOWN = (date(2031, 3, 10), date(2031, 3, 16))


def _withdraw(cast, placement):
    """Take back what the company's knowledge rests on, with whoever had taken the yes."""
    with cast.acting("lead") as actor:
        consent = Consent.objects.get(pk=Placement.objects.get(pk=placement).consent_id)
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)


def _end(cast, placement):
    """End it early, as the placement officer who was told no."""
    with cast.acting("placement") as actor:
        row = Placement.objects.select_related("opening").get(pk=placement)
        moving.end(actor=actor, placement=row, name="end_early", expected=row.version, reason="other_work")


def _events(cast, keys):
    """Return what happens on which day, after the worker was there."""
    events = defaultdict(list)
    said = (
        # Both sides answer, the person on the day after, the company on the day after it was asked.
        (date(2031, 1, 8), "answered", "start", "person", "yes"),
        (date(2031, 1, 10), "answered", "start", "company", "yes"),
        (date(2031, 2, 19), "answered", "6_weeks", "person", "yes"),
        (date(2031, 2, 21), "answered", "6_weeks", "company", "yes"),
        (date(2031, 7, 8), "answered", "6_months", "person", "yes"),
        (date(2031, 7, 10), "answered", "6_months", "company", "yes"),
        (date(2032, 1, 8), "answered", "12_months", "person", "yes"),
        (date(2032, 1, 12), "answered", "12_months", "company", "yes"),
        (date(2031, 7, 18), "company alone", "6_months", "company", "yes"),
        (date(2031, 2, 20), "ended early", "6_weeks", "person", "no"),
        (date(2031, 7, 9), "withdrawn", "6_months", "person", "yes"),
        # Nobody can say: that is unknown, and not no.
        (date(2032, 1, 9), "withdrawn", "12_months", "person", "unsure"),
        (date(2032, 1, 20), "no at last", "12_months", "company", "no"),
        # A month after it was closed the officer finds out, and puts it right.
        (date(2032, 3, 1), "no at last", "12_months", "company", "unsure"),
    )
    for day, name, milestone, whose, there in said:
        events[day].append(lambda name=name, m=milestone, w=whose, t=there: say(cast, keys[name], m, w, t))
    events[date(2031, 3, 3)].append(lambda: _end(cast, keys["ended early"]))
    events[date(2031, 3, 1)].append(lambda: _withdraw(cast, keys["withdrawn"]))
    return events


def _day(text):
    """Read a day of these years, or nothing."""
    return date.fromisoformat(f"203{text}") if text else None


# person asked, person reminded, company asked, company reminded, confirmed, closed
EXPECTED = {
    ("answered", "start"): ("1-01-07", "", "1-01-09", "", "1-01-08", "1-01-23"),
    ("answered", "6_weeks"): ("1-02-18", "", "1-02-20", "", "1-02-19", "1-03-06"),
    ("answered", "6_months"): ("1-07-07", "", "1-07-09", "", "1-07-08", "1-07-23"),
    ("answered", "12_months"): ("2-01-07", "", "2-01-09", "", "2-01-08", "2-01-23"),
    ("silent", "start"): ("1-01-07", "1-01-14", "1-01-14", "1-01-21", "", "1-01-28"),
    ("silent", "6_weeks"): ("1-02-18", "1-02-25", "1-02-25", "1-03-04", "", "1-03-17"),
    ("silent", "6_months"): ("1-07-07", "1-07-14", "1-07-14", "1-07-21", "", "1-07-28"),
    ("silent", "12_months"): ("2-01-07", "2-01-14", "2-01-14", "2-01-21", "", "2-01-28"),
    ("company alone", "start"): ("1-01-07", "1-01-14", "1-01-14", "1-01-21", "", "1-01-28"),
    ("company alone", "6_weeks"): ("1-02-18", "1-02-25", "1-02-25", "1-03-04", "", "1-03-17"),
    ("company alone", "6_months"): ("1-07-07", "1-07-14", "1-07-14", "", "1-07-18", "1-07-28"),
    ("company alone", "12_months"): ("2-01-07", "2-01-14", "2-01-14", "2-01-21", "", "2-01-28"),
    ("ended early", "start"): ("1-01-07", "1-01-14", "1-01-14", "1-01-21", "", "1-01-28"),
    ("ended early", "6_weeks"): ("1-02-18", "", "1-02-21", "1-02-28", "", "1-03-03"),
    ("withdrawn", "start"): ("1-01-07", "1-01-14", "1-01-14", "1-01-21", "", "1-01-28"),
    ("withdrawn", "6_weeks"): ("1-02-18", "1-02-25", "1-02-25", "", "", "1-03-17"),
    ("withdrawn", "6_months"): ("1-07-07", "", "", "", "1-07-09", "1-07-21"),
    ("withdrawn", "12_months"): ("2-01-07", "", "", "", "", "2-01-21"),
    ("worker down", "start"): ("1-01-29", "1-02-05", "1-02-05", "1-02-12", "", "1-02-19"),
    ("worker down", "6_weeks"): ("1-03-17", "1-03-24", "1-03-24", "1-03-31", "", "1-04-07"),
    ("worker down", "6_months"): ("1-07-28", "1-08-04", "1-08-04", "1-08-11", "", "1-08-18"),
    ("worker down", "12_months"): ("2-01-28", "2-02-04", "2-02-04", "2-02-11", "", "2-02-18"),
    ("no at last", "start"): ("1-01-07", "1-01-14", "1-01-14", "1-01-21", "", "1-01-28"),
    ("no at last", "6_weeks"): ("1-02-18", "1-02-25", "1-02-25", "1-03-04", "", "1-03-17"),
    ("no at last", "6_months"): ("1-07-07", "1-07-14", "1-07-14", "1-07-21", "", "1-07-28"),
    ("no at last", "12_months"): ("2-01-07", "2-01-14", "2-01-14", "", "", "2-01-28"),
}
REACHED = {
    # On the last day of 2031, at the end, and since when.
    "answered": ("retained_6_months", "completed", "2-01-23"),
    "silent": ("started", "completed", "2-01-28"),
    "company alone": ("retained_6_months", "completed", "2-01-28"),
    "ended early": ("ended_early", "ended_early", "1-03-03"),
    "withdrawn": ("retained_6_months", "completed", "2-01-21"),
    "worker down": ("started", "completed", "2-02-18"),
    "no at last": ("started", "completed", "2-03-02"),
}


def test_two_years(cast):
    """Each milestone ends as written down by hand, whoever answered; the worker, run twice a day, takes no step twice."""
    with _on(FIRST):
        keys = {name: begun(cast, FIRST, name) for name in NAMES if STARTS[name] == FIRST}
    events, at_new_year = _events(cast, keys), {}
    events[STARTS["worker down"]].append(
        lambda: keys.update({"worker down": begun(cast, STARTS["worker down"], "worker down")})
    )
    day = FIRST
    while day <= LAST:
        with _on(day):
            if not WORKER_DOWN[0] <= day <= WORKER_DOWN[1] and clock.pass_a_day():
                assert clock.pass_a_day() == 0, day
            for happens in events[day]:
                happens()
            if day == date(2031, 12, 31):
                at_new_year = _states(cast, keys)
        day += timedelta(days=1)
    with cast.acting("placement"):
        rows = FollowUp.objects.all()
        names = {key: name for name, key in keys.items()}
        assert {
            (names[row.placement_id], row.milestone): (
                row.person_asked_on,
                row.person_reminded_on,
                row.company_asked_on,
                row.company_reminded_on,
                row.confirmed_on,
                row.closed_on,
            )
            for row in rows
        } == {key: tuple(_day(text) for text in days) for key, days in EXPECTED.items()}
        moved_on = dict(Placement.objects.values_list("pk", "moved_on"))
        taken = {row.title: row.taken for row in Opening.objects.filter(title__in=NAMES)}
    assert set(MILESTONES) == {milestone for _name, milestone in EXPECTED}
    at_end = _states(cast, keys)
    assert {name: (at_new_year[name], at_end[name], moved_on[keys[name]]) for name in NAMES} == {
        name: (then, now, _day(since)) for name, (then, now, since) in REACHED.items()
    }
    assert taken == {name: 0 if name == "ended early" else 1 for name in NAMES}


def _on(day):
    """Let it be the morning of a day."""
    return time_machine.travel(
        datetime(day.year, day.month, day.day, 5, 23, tzinfo=timezone.get_current_timezone()), tick=False
    )


def _states(cast, keys):
    """Return where each placement stands."""
    with cast.acting("placement"):
        states = dict(Placement.objects.values_list("pk", "state"))
    return {name: states[key] for name, key in keys.items()}
