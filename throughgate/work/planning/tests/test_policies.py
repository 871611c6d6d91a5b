"""Expected: who sees and writes plans, whom one may hold, and who is let go; for whoever writes past the actions."""

from __future__ import annotations

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.policies.conftest import key, session, who
from tests.policies.sql import NOBODY, Refused, Who

__all__ = ["key", "session", "who"]

TODAY = timezone.localdate()
TABLES = ("planning_plan", "planning_place", "planning_tried")
STAFF = ("placement", "lead", "officer", "teacher", "dpo", "admin", "chamberadmin", "stranger", "aftercare", "tso",
         "trainer", "company")  # fmt: skip


def consent(session, person, by, **changed):
    """Let somebody have agreed to a plan of the region."""
    row = {
        "purpose": "regional_plan",
        "state": "given",
        "asked_on": TODAY,
        "answered_on": TODAY,
        "expires_on": None,
        "guardian_agreed_on": None,
    } | changed
    return session.owner().one(
        f"INSERT INTO people_consent (id, version, person_id, asked_by_id, asked_for_id, explained_in, recipient_text, scope, "
        f"{', '.join(row)}) SELECT gen_random_uuid(), 1, %s, %s, %s, 'de', '', '', {', '.join(['%s'] * len(row))} RETURNING id",
        person,
        by.membership,
        by.organisation,
        *row.values(),
    )


def link(session, person, organisation, **changed):
    """Let an organisation have a part in a case by law."""
    row = {"role": "placement", "basis": "statute", "from_on": TODAY, "until_on": None} | changed
    session.owner().one(
        f"INSERT INTO people_caselink (id, version, person_id, organisation_id, {', '.join(row)}) VALUES "
        f"(gen_random_uuid(), 1, %s, %s, {', '.join(['%s'] * len(row))}) RETURNING 1",
        person,
        organisation,
        *row.values(),
    )


PLAN = (
    "INSERT INTO planning_plan (id, version, organisation_id, made_by_id, state, started_at, moved_at, share, is_tried, seats, "
    'left_out, people, not_covered, openings, placed, reasons, "full", more_people, more_openings) VALUES '
    "(gen_random_uuid(), 1, %s, %s, 'making', now(), now(), 0, false, '{}', 0, 1, 0, 1, 1, '{}', '{}', false, false) RETURNING id"
)


def plan(session, by):
    """Put a plan of somebody's organisation that is being made."""
    return session.owner().one(PLAN, by.organisation, by.membership)


PLACE = (
    "INSERT INTO planning_place (id, plan_id, organisation_id, person_id, opening_id, why, is_changed, name_key) "
    "VALUES (gen_random_uuid(), %s, %s, %s, gen_random_uuid(), '', false, 'x') RETURNING id"
)
TRIED = (
    "INSERT INTO planning_tried (id, plan_id, organisation_id, person_id, opening_id, is_kept, could_be) "
    "VALUES (gen_random_uuid(), %s, %s, %s, gen_random_uuid(), true, true) RETURNING id"
)


@pytest.fixture
def kept(session, who, key):
    """A plan of the chamber that is being made, with Emre, who agreed, and Milan, whom the chamber does not know."""
    by = who("placement")
    emre, milan = key("emre"), key("milan")
    agreed = consent(session, emre, by)
    made = plan(session, by)
    for person in (emre, milan):
        session.owner().one(PLACE, made, by.organisation, person)
        session.owner().one(TRIED, made, by.organisation, person)
    return SimpleNamespace(plan=made, by=by, emre=emre, milan=milan, consent=agreed)


def seen(session, actor):
    """Return how many rows of each table somebody sees."""
    return [session.act(actor).one(f"SELECT count(*) FROM {table}") for table in TABLES]


@pytest.mark.parametrize("name", STAFF)
def test_who_sees_a_plan(session, who, kept, name):
    """Those of the organisation who plan, and of people only whom they see; nobody else sees a row."""
    assert seen(session, who(name)) == ([1, 1, 1] if name == "placement" else [0, 0, 0])


def test_an_officer_elsewhere_sees_nothing(session, who, kept):
    """A placement officer of another organisation that knows Emre too sees nothing of it, and writes nothing into it."""
    north = who("lead")
    other = Who(north.user, north.membership, north.organisation, ("placement_officer", "case_lead"))
    assert seen(session, other) == [0, 0, 0]
    for sql in (PLACE, TRIED):
        with pytest.raises(Refused):
            session.act(other).change(sql, kept.plan, kept.by.organisation, kept.emre)
        with pytest.raises(Refused):
            session.act(other).change(sql, kept.plan, other.organisation, kept.emre)


def test_nobody_and_the_person(session, kept):
    """Where nobody acts nothing is seen; the person sees the own places, also without a consent."""
    assert seen(session, NOBODY) == [0, 0, 0]
    session.owner().rows("UPDATE people_consent SET state = 'withdrawn' WHERE id = %s", kept.consent)
    assert seen(session, Who(person=kept.emre)) == [0, 1, 1]


@pytest.mark.parametrize("name", [name for name in STAFF if name != "placement"])
def test_who_writes(session, who, kept, name):
    """Nobody else starts a plan, changes one or puts people into it."""
    actor = who(name)
    session.act(actor)
    assert not session.may(PLAN, actor.organisation, actor.membership)
    assert not session.may(PLAN, kept.by.organisation, actor.membership)
    assert not session.may("UPDATE planning_plan SET share = 1 WHERE id = %s", kept.plan)
    for sql in (PLACE, TRIED):
        assert not session.may(sql, kept.plan, actor.organisation, kept.emre)


def test_the_one_who_plans_writes_about_whom_they_may_plan_for(session, who, key, kept):
    """Emre, and neither Milan nor anybody once the plan has ended; what is stored is not taken away by hand."""
    by, lead = kept.by, who("lead")
    session.owner().rows("DELETE FROM planning_place")
    session.act(by)
    assert session.may(PLACE, kept.plan, by.organisation, kept.emre)
    assert not session.may(PLACE, kept.plan, by.organisation, kept.milan)
    assert session.may("UPDATE planning_tried SET could_be = false WHERE person_id = %s", kept.emre)
    assert not session.may("DELETE FROM planning_tried")
    assert not session.may("DELETE FROM planning_plan")
    assert session.change("UPDATE planning_plan SET state = 'done' WHERE id = %s", kept.plan) == 1
    assert not session.may(PLACE, kept.plan, by.organisation, kept.emre)
    assert not session.may("UPDATE planning_tried SET could_be = false WHERE person_id = %s", kept.emre)
    assert session.may(PLAN, by.organisation, by.membership)
    assert not session.may(PLAN, by.organisation, lead.membership)
    assert not session.may(PLAN, lead.organisation, by.membership)


@pytest.mark.parametrize(
    "change",
    [
        "organisation_id = gen_random_uuid()",
        "made_by_id = gen_random_uuid()",
        "since_id = id",
        "seats = ARRAY[id]",
        "is_tried = true",
        "started_at = now() - interval '9 days'",
    ],
)
def test_a_plan_stays_what_it_is(session, kept, change):
    """Whose it is, who started it, and what it tries: nothing of it changes while it is made."""
    import psycopg

    with pytest.raises(psycopg.Error), session.connection.transaction():
        session.act(kept.by).rows(f"UPDATE planning_plan SET {change} WHERE id = %s", kept.plan)


@pytest.mark.parametrize("state", ["done", "stopped", "failed"])
def test_a_plan_that_has_ended_stays_so(session, kept, state):
    """Neither its state nor its numbers change any more."""
    import psycopg

    session.act(kept.by).change("UPDATE planning_plan SET state = %s WHERE id = %s", state, kept.plan)
    for change in ("state = 'making'", "placed = 7", "optimal = true"):
        with pytest.raises(psycopg.Error), session.connection.transaction():
            session.act(kept.by).rows(f"UPDATE planning_plan SET {change} WHERE id = %s", kept.plan)


def test_one_is_made_at_a_time(session, kept):
    """A second one of the same organisation waits for the first, another organisation's does not."""
    import psycopg

    with pytest.raises(psycopg.errors.UniqueViolation), session.connection.transaction():
        plan(session, kept.by)
    session.owner().rows("UPDATE planning_plan SET state = 'stopped'")
    assert plan(session, kept.by)


NOT = {
    "refused": {"state": "refused"},
    "asked": {"state": "asked", "answered_on": None},
    "withdrawn": {"state": "withdrawn"},
    "expired": {"state": "expired"},
    "for something else": {"purpose": "neutral_profile"},
    "until yesterday": {"expires_on": TODAY - timedelta(days=1)},
}


def may(session, by, person):
    """Say whether an organisation may plan for somebody, by the function and by what is seen of a plan."""
    return session.act(by).one("SELECT gate.may_be_planned(%s)", person)


@pytest.mark.parametrize("how", NOT)
def test_a_consent_that_does_not_stand(session, who, key, how):
    """Given, for a plan, and not over; else nobody is planned for."""
    consent(session, key("emre"), who("placement"), **NOT[how])
    assert may(session, who("placement"), key("emre")) is False


@pytest.mark.parametrize("until", [None, TODAY, TODAY + timedelta(days=1)])
def test_a_consent_that_stands(session, who, key, until):
    """Until its last day."""
    consent(session, key("emre"), who("placement"), expires_on=until)
    assert may(session, who("placement"), key("emre")) is True


@pytest.mark.parametrize(
    ("changed", "is_in"),
    [
        ({}, True),
        ({"until_on": TODAY}, True),
        ({"from_on": TODAY - timedelta(days=9), "until_on": TODAY - timedelta(days=1)}, False),
        ({"from_on": TODAY + timedelta(days=1)}, False),
    ],
)
def test_a_statute_of_the_own_organisation(session, who, key, changed, is_in):
    """By a link that counts today, of those whom the organisation sees by it."""
    by = who("placement")
    link(session, key("milan"), by.organisation, **changed)
    assert may(session, by, key("milan")) is is_in


def test_a_statute_of_another_organisation_is_none(session, who, key):
    """That the prison holds Emre by law puts him under no plan of the chamber."""
    assert may(session, who("placement"), key("emre")) is False


def test_a_consent_opens_nobody(session, who, key):
    """Milan agreed, and is no case of the chamber's: it may not plan for him."""
    consent(session, key("milan"), who("lead"))
    assert may(session, who("placement"), key("milan")) is False


@pytest.mark.parametrize(
    ("precision", "days", "agreed", "is_in"),
    [
        ("day", 17 * 365, None, False),
        ("day", 17 * 365, TODAY, True),
        ("day", 19 * 365, None, True),
        ("year", 18 * 365 + 40, None, False),
    ],
)
def test_minors_with_the_guardian(session, who, key, precision, days, agreed, is_in):
    """The consent of somebody under age, as far as the birth is known, counts once the guardian agreed."""
    session.owner().rows(
        "UPDATE people_person SET birth_on = %s, birth_precision = %s WHERE id = %s",
        TODAY - timedelta(days=days),
        precision,
        key("emre"),
    )
    consent(session, key("emre"), who("placement"), guardian_agreed_on=agreed)
    assert may(session, who("placement"), key("emre")) is is_in


def test_a_consent_taken_back_hides_the_pair_at_once(session, kept):
    """The row is there until the night, and nobody sees it; given again, it is seen again."""
    session.owner().rows("UPDATE people_consent SET state = 'withdrawn' WHERE id = %s", kept.consent)
    assert seen(session, kept.by) == [1, 0, 0]
    assert session.owner().one("SELECT count(*) FROM planning_place WHERE person_id = %s", kept.emre) == 1


def test_who_is_no_case_any_more_is_not_seen(session, kept):
    """With the link goes the pair, though the consent stands."""
    session.owner().rows(
        "UPDATE people_caselink SET until_on = current_date - 1, from_on = current_date - 9 WHERE person_id = %s "
        "AND organisation_id = %s",
        kept.emre,
        kept.by.organisation,
    )
    assert seen(session, kept.by) == [1, 0, 0]


def night(session):
    """Do what the worker does by night; return whom the plans still hold."""
    session.act(NOBODY).one("SELECT gate.sweep_plans()")
    return {row for (row,) in session.owner().rows("SELECT person_id FROM planning_place")}, {
        row for (row,) in session.owner().rows("SELECT person_id FROM planning_tried")
    }


def test_by_night_goes_whom_a_plan_may_not_hold(session, kept):
    """Milan, whom the chamber never knew, and Emre once he took his consent back; while it stands he stays."""
    assert night(session) == ({kept.emre}, {kept.emre})
    session.owner().rows("UPDATE people_consent SET state = 'withdrawn' WHERE id = %s", kept.consent)
    assert night(session) == (set(), set())
    assert session.owner().one("SELECT count(*) FROM planning_plan") == 1


def test_by_night_stays_whom_a_statute_covers(session, kept):
    """Without any consent."""
    link(session, kept.milan, kept.by.organisation)
    session.owner().rows("DELETE FROM people_consent WHERE id = %s", kept.consent)
    assert night(session) == ({kept.milan}, {kept.milan})


def test_old_plans_go_and_what_nobody_finished_is_over(session, kept):
    """After 90 days with all of it; the one that was compared with it says nothing of it any more."""
    session.owner().rows("UPDATE planning_plan SET state = 'done', started_at = now() - interval '91 days'")
    young = plan(session, kept.by)
    session.owner().rows(
        "UPDATE planning_plan SET since_id = %s, started_at = now() - interval '2 days' WHERE id = %s",
        kept.plan,
        young,
    )
    assert night(session) == (set(), set())
    assert session.owner().rows("SELECT id, state, since_id FROM planning_plan") == [(young, "failed", None)]


def test_a_member_sweeps_nothing(session, kept):
    """Nor does anybody find out by it whether there is something."""
    assert session.act(kept.by).one("SELECT gate.sweep_plans()") == 0
    assert session.owner().one("SELECT count(*) FROM planning_place") == 2


def test_who_is_erased_is_in_no_plan(session, kept):
    """Places and what was tried go with the person, and keep nobody from being erased."""
    person = session.owner().one(
        "INSERT INTO people_person SELECT (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid()))).* "
        "FROM people_person p WHERE id = %s RETURNING id",
        kept.emre,
    )
    session.owner().one(PLACE, kept.plan, kept.by.organisation, person)
    session.owner().one(TRIED, kept.plan, kept.by.organisation, person)
    session.owner().rows("DELETE FROM people_person WHERE id = %s", person)
    for table in TABLES[1:]:
        assert session.owner().one(f"SELECT count(*) FROM {table} WHERE person_id = %s", person) == 0
    assert session.owner().one("SELECT count(*) FROM planning_place") == 2


def test_the_worker_asks_in_whose_name(session, kept):
    """Of a plan that is being made, and nobody else is told."""
    assert session.act(NOBODY).one("SELECT gate.plan_waiting(%s)", kept.plan) == kept.by.membership
    assert session.act(NOBODY).one("SELECT gate.plan_waiting(%s)", uuid.uuid4()) is None
    assert session.act(kept.by).one("SELECT gate.plan_waiting(%s)", kept.plan) is None
    session.owner().rows("UPDATE planning_plan SET state = 'done'")
    assert session.act(NOBODY).one("SELECT gate.plan_waiting(%s)", kept.plan) is None
