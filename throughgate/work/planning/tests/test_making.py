"""Expected: a plan is started, made by the worker, and kept; of those whom it may hold, with what was tried."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from throughgate.desk.tests.test_near import condition_of_emre, offer
from throughgate.foundation.audit.models import Access, Entry
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.actions import withdraw_consent
from throughgate.work.planning import work as working
from throughgate.work.planning.actions import start_plan, stop_plan
from throughgate.work.planning.models import Place, Plan, Tried
from throughgate.work.planning.planner import Planner, WhatIf
from throughgate.work.planning.queries import being_made
from throughgate.work.planning.rules import PATIENCE
from throughgate.work.planning.tests.making import again, made, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(acting):
    """Two openings that fit Emre, and one that is full."""
    with acting("placement") as actor:
        return (
            offer(actor, "Warehouse helper"),
            offer(actor, "Forklift helper", certificates=["forklift"]),
            offer(actor, "Baker", seats=0, occupation_id=None),
        )


def usual(acting, cast, three):
    """Return the opening that a plan without anything tried gives Emre, and the other that fits."""
    now = places(acting, made(acting))[cast.key("emre")]
    first, second, _full = (one.pk for one in three)
    return now, second if now == first else first


def test_a_plan_is_made_and_kept(acting, cast, agreed):
    """Emre, who agreed, has the opening that fits; the row says how many of whom, by whom, and that it is proved."""
    with acting("placement") as actor:
        fits = offer(actor, "Warehouse helper")
        offer(actor, "Captain", town="Berlin")
    plan = made(acting)
    assert (plan.state, plan.people, plan.placed, plan.not_covered, plan.reasons) == ("done", 1, 1, 0, {})
    assert plan.openings >= 3
    assert plan.optimal
    assert fits.pk in plan.full
    assert plan.made_by_id == actor.membership.pk
    assert (plan.more_people, plan.more_openings) == (False, False)
    assert places(acting, plan) == {cast.key("emre"): fits.pk}
    with acting("placement"):
        place = Place.objects.get()
        assert (place.why, place.before_id, place.is_changed) == ("", None, False)


def test_who_did_not_agree_is_not_in_it(acting):
    """Without a consent or a statute nobody is planned for; that somebody is left out is counted."""
    plan = made(acting)
    assert (plan.state, plan.people, plan.placed, plan.not_covered) == ("done", 0, 0, 1)
    assert not places(acting, plan)


def test_why_there_is_no_place(acting, cast, agreed):
    """Where everything is too far, the plan says so for Emre and counts it."""
    plan = made(acting)
    assert places(acting, plan) == {cast.key("emre"): None}
    with acting("placement"):
        assert plan.reasons == {Place.objects.get().why: 1}


def test_the_worker_says_whom_it_read_and_what_it_did(acting, cast, agreed):
    """The access log names Emre and the purpose, the audit who started the plan and that it was made."""
    plan = made(acting)
    assert said_of(plan) == ["plan.start", "plan.finish"]
    with as_protector():
        looks = Access.objects.filter(page="planning:work", people__contains=[cast.key("emre")])
        assert [look.purpose for look in looks] == ["regional_plan"]


@contextmanager
def as_protector():
    """Act as a data-protection officer of the chamber, whom the cast lacks."""
    member = Membership.objects.select_related("organisation", "user").get(user__username="placement")
    member.roles = ["data_protection_officer"]
    actor = Actor(user=member.user, membership=member)
    with acts(actor.context):
        yield


def said_of(plan):
    """Return what the audit says of a plan."""
    with as_protector():
        return list(Entry.objects.filter(subject_id=plan.pk).order_by("at").values_list("action", flat=True))


@pytest.mark.parametrize("who", ["lead", "admin", "company", "chamberadmin", "aftercare", "tso"])
def test_only_whoever_keeps_openings_starts_one(acting, who):
    """The placement side alone."""
    with acting(who) as actor, pytest.raises(PermissionDenied):
        start_plan(actor=actor)


# --- what would be if


def test_a_pair_that_must_not_be(acting, cast, agreed, three):
    """Ruled out, Emre has the other opening; the new plan says what he had before, the old one stays."""
    now, other = usual(acting, cast, three)
    with acting("placement"):
        first = Plan.objects.get()
    plan = made(acting, since=first, what_if=WhatIf(ruled_out=[(cast.key("emre"), now)]))
    assert places(acting, plan) == {cast.key("emre"): other}
    assert places(acting, first) == {cast.key("emre"): now}
    with acting("placement"):
        place = Place.objects.get(plan=plan)
        assert (place.before_id, place.is_changed) == (now, True)
        assert [(one.opening_id, one.is_kept) for one in Tried.objects.filter(plan=plan)] == [(now, False)]


def test_a_pair_that_stays(acting, cast, agreed, three):
    """Kept, Emre has the opening that he would not have had."""
    _now, other = usual(acting, cast, three)
    plan = made(acting, what_if=WhatIf(kept=[(cast.key("emre"), other)]))
    assert places(acting, plan) == {cast.key("emre"): other}
    with acting("placement"):
        assert Tried.objects.get(plan=plan).could_be


@pytest.mark.parametrize("seats", [0, 1])
def test_a_seat_more(acting, cast, agreed, three, seats):
    """A full opening takes nobody, and with one seat more it does; what could not be kept is marked."""
    full = three[2].pk
    plan = made(acting, what_if=WhatIf(kept=[(cast.key("emre"), full)], seats=[full] * seats))
    assert (places(acting, plan)[cast.key("emre")] == full) == bool(seats)
    assert plan.seats == [full] * seats
    with acting("placement"):
        assert Tried.objects.get(plan=plan).could_be == bool(seats)


def test_kept_and_ruled_out_is_ruled_out(acting, cast, agreed, three):
    """What contradicts itself cannot be kept; both stand on the plan."""
    now, other = usual(acting, cast, three)
    pair = (cast.key("emre"), now)
    plan = made(acting, what_if=WhatIf(kept=[pair], ruled_out=[pair]))
    assert places(acting, plan)[cast.key("emre")] == other
    with acting("placement"):
        tried = {one.is_kept: one.could_be for one in Tried.objects.filter(plan=plan)}
    assert tried == {True: False, False: True}


def test_what_is_not_there_is_counted(acting, cast, agreed, three):
    """Unknown people and openings, people whom nobody may plan for, and what says nothing: left out, and told."""
    nobody, emre, milan = uuid.uuid4(), cast.key("emre"), cast.key("milan")
    asked = WhatIf(
        kept=[(nobody, three[0].pk), (emre, nobody), (milan, three[0].pk)],
        ruled_out=[(nobody, nobody)],
        seats=[nobody],
    )
    plan = made(acting, what_if=asked, unread=2)
    assert (plan.state, plan.left_out, plan.seats) == ("done", 7, [])
    with acting("placement"):
        assert not Tried.objects.filter(plan=plan).exists()


def test_more_than_is_tried_at_once_is_counted(acting, agreed, three, monkeypatch, cast):
    """The first ones are tried."""
    monkeypatch.setattr("throughgate.work.planning.actions.MOST_TRIED", 1)
    emre = cast.key("emre")
    plan = made(acting, what_if=WhatIf(ruled_out=[(emre, one.pk) for one in three], seats=[three[2].pk]))
    assert (plan.left_out, plan.seats) == (2, [three[2].pk])
    with acting("placement"):
        assert [one.opening_id for one in Tried.objects.filter(plan=plan)] == [three[0].pk]


# --- what changed


def test_what_changed_since_the_plan_before(acting, cast, agreed, three):
    """Who newly has a place, who has another, who has lost it; beside the newest plan that was made."""
    emre = cast.key("emre")
    with acting("placement"):
        for one in three:
            one.save_over(one.version, state="paused")
    first = made(acting)
    assert (first.since_id, places(acting, first)) == (None, {emre: None})

    def next_one(**states):
        with acting("placement"):
            for number, state in states.items():
                row = type(three[0]).objects.get(pk=three[int(number[1])].pk)
                row.save_over(row.version, state=state)
        plan = made(acting)
        with acting("placement"):
            place = Place.objects.get(plan=plan)
        return plan.since_id, place.before_id, place.opening_id, place.is_changed

    assert next_one(_0="open") == (first.pk, None, three[0].pk, True)
    assert next_one()[1:] == (three[0].pk, three[0].pk, False)
    assert next_one(_0="paused", _1="open")[1:] == (three[0].pk, three[1].pk, True)
    assert next_one(_1="paused")[1:] == (three[1].pk, None, True)


def test_a_plan_that_did_not_finish_is_nothing_to_compare_with(acting, agreed, three):
    """Only one that was made is."""
    first = made(acting)
    with acting("placement") as actor:
        second = start_plan(actor=actor)
        stop_plan(actor=actor, plan=second, expected=1)
    assert made(acting).since_id == first.pk


# --- whatever comes in between


def test_one_at_a_time(acting, agreed):
    """Who starts while one is being made is told so, and nothing is started."""
    with acting("placement") as actor:
        first = start_plan(actor=actor)
        with pytest.raises(ValidationError, match="being made just now"):
            start_plan(actor=actor)
        assert being_made(actor) == first
        assert Plan.objects.count() == 1


def test_a_worker_that_is_killed(acting, agreed, monkeypatch):
    """Nothing is kept, no other worker begins it again; after some minutes it did not finish, and the next can start."""

    def killed(self, asked):
        raise SystemExit

    with acting("placement") as actor:
        plan = start_plan(actor=actor)
    with monkeypatch.context() as patched:
        patched.setattr(Planner, "make", killed)
        with pytest.raises(SystemExit):
            working.work(plan.pk)
    working.work(plan.pk)
    plan = again(acting, plan)
    assert (plan.state, plan.is_made, plan.is_silent) == ("making", True, False)
    with acting("placement") as actor:
        assert not Place.objects.exists()
        with pytest.raises(ValidationError):
            start_plan(actor=actor)
        Plan.objects.update(moved_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assert again(acting, plan).is_silent
    assert made(acting).state == "done"
    assert again(acting, plan).state == "failed"


def test_a_plan_that_waits_is_not_silent(acting, agreed):
    """As long as no worker took it up it waits, however long."""
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
        Plan.objects.update(moved_at=timezone.now() - timedelta(hours=5))
    assert again(acting, plan).is_made


def test_a_fault_of_ours(acting, agreed, monkeypatch):
    """The plan did not finish, nothing of it is kept, and the fault is told to those who run the house."""

    def broken(self, asked):
        raise ZeroDivisionError

    monkeypatch.setattr(Planner, "make", broken)
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
    with pytest.raises(ZeroDivisionError):
        working.work(plan.pk)
    plan = again(acting, plan)
    assert (plan.state, plan.is_made) == ("failed", False)
    assert said_of(plan) == ["plan.start", "plan.fail"]


def test_stopped_in_the_middle(acting, agreed, monkeypatch):
    """The worker gives up at its next step, and nothing is kept."""
    plans = []

    def stopped(self, asked):
        with acting("placement") as actor:
            stop_plan(actor=actor, plan=plans[0], expected=1)
        return make(self, asked)

    make = Planner.make
    monkeypatch.setattr(Planner, "make", stopped)
    with acting("placement") as actor:
        plans.append(start_plan(actor=actor))
    working.work(plans[0].pk)
    assert again(acting, plans[0]).state == "stopped"
    with acting("placement"):
        assert not Place.objects.exists()


def test_stopped_before_it_began(acting, agreed):
    """The worker leaves it."""
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
        stop_plan(actor=actor, plan=plan, expected=1)
    working.work(plan.pk)
    assert again(acting, plan).state == "stopped"


def test_what_has_ended_is_not_stopped(acting, agreed):
    """Whoever stops a plan that was made meanwhile is told so."""
    plan = made(acting)
    with acting("placement") as actor:
        stale = Plan.objects.get(pk=plan.pk)
        with pytest.raises(Stale):
            stop_plan(actor=actor, plan=stale, expected=1)
        with pytest.raises(ValidationError):
            stop_plan(actor=actor, plan=stale, expected=stale.version)


def test_a_consent_taken_back_while_it_is_made(acting, cast, agreed, three, monkeypatch):
    """Emre is not in the plan, though he was compared."""

    def withdrawn(self, asked):
        found = make(self, asked)
        with acting("placement") as actor:
            there = type(agreed).objects.get(pk=agreed.pk)
            withdraw_consent(actor=actor, consent=there, expected=there.version)
        return found

    make = Planner.make
    monkeypatch.setattr(Planner, "make", withdrawn)
    plan = made(acting)
    assert (plan.state, plan.people, plan.placed) == ("done", 0, 0)
    assert not places(acting, plan)


def test_rights_that_ended(acting, cast, agreed):
    """Whoever started it plans no more: the worker leaves it, and a colleague stops it."""
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
    with acting("chamberadmin"):
        Membership.objects.filter(pk=actor.membership.pk).update(roles=["teacher"])
    working.work(plan.pk)
    with acting("chamberadmin"):
        Membership.objects.filter(pk=actor.membership.pk).update(roles=["placement_officer"])
    assert again(acting, plan).begun_at is None


def test_unknown_plans_are_left(db):
    """A job for a plan that is gone does nothing."""
    with acts(NOBODY):
        working.work(uuid.uuid4())


@pytest.mark.parametrize("condition", [None, "no_driving"])
def test_conditions_are_not_read(acting, cast, condition):
    """Also a prison's own placement officer, who reads conditions as a case lead, plans without: colleagues see the plan."""
    condition_of_emre(acting, cast, condition)
    with acting("placement") as actor:
        driver = offer(actor, "Driver", licence="B", town="Wassenberg")
    with acting("admin"):
        Membership.objects.filter(user__username="lead").update(roles=["case_lead", "placement_officer"])
    with acting("lead") as actor:
        asked = WhatIf(kept=[(cast.key("emre"), driver.pk)])
        plan = start_plan(actor=actor, what_if=asked)
    working.work(plan.pk)
    assert places(acting, plan, "lead")[cast.key("emre")] == driver.pk


def test_a_cap_is_told(acting, cast, agreed, three, monkeypatch):
    """Of more people and openings than a plan holds it holds the first by name and the newest; the row says so."""
    monkeypatch.setattr(working, "MOST_OPENINGS", 1)
    monkeypatch.setattr(working, "MOST_PEOPLE", 0)
    plan = made(acting)
    assert (plan.more_people, plan.more_openings, plan.people, plan.openings) == (True, True, 0, 1)


def test_seats_are_never_exceeded_and_nobody_is_in_it_twice(acting, cast, agreed, three):
    """Each opening of the plan has room for all who stand at it."""
    plan = made(acting)
    at = [key for key in places(acting, plan).values() if key]
    assert at
    assert all(at.count(one.pk) <= one.seats for one in three)


def test_more_fits_than_the_memory_holds(acting, cast, agreed, three, monkeypatch):
    """The best of each person is planned with, a pair that is kept stays, and the plan says that nothing is proved."""
    monkeypatch.setattr("throughgate.work.planning.planner.MOST_PAIRS", 1)
    plan = made(acting)
    assert (plan.placed, plan.best_each, plan.optimal) == (1, 1, False)
    at = places(acting, plan)[cast.key("emre")]
    other = next(one.pk for one in three[:2] if one.pk != at)
    plan = made(acting, what_if=WhatIf(kept=[(cast.key("emre"), other)]))
    assert places(acting, plan) == {cast.key("emre"): other}
