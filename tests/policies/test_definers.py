"""Functions that run as the owner trust nobody: neither what they are told nor that anything is said about who acts.

Each is called as whoever it is for, and then with nothing, half a context or somebody else's. It refuses, or it tells and
does nothing. A function that is not listed here fails `test_every_function_is_here`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone

from tests.policies.callers import WORKER, World
from tests.policies.sql import NOBODY, Session, Who
from throughgate.config.settings import ENVIRONMENT


@pytest.fixture(scope="module")
def made() -> Iterator[World]:
    """Make the cast with rows of every kind, once."""
    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        yield World(Session(connection).owner())
        connection.rollback()


@pytest.fixture
def world(made: World) -> Iterator[World]:
    """Give it as it was made."""
    keys = dict(made.keys)
    with made.session.undone():
        yield made
    made.keys = keys


@dataclass(frozen=True)
class Call:
    """One function: how it is called, by whom, and for which other contexts it answers by design."""

    sql: str
    by: str = "lead"
    answers: frozenset[str] = frozenset()
    runs: bool = False
    """It has nothing to tell, or there may be nothing to do: that it is not refused is all that shows."""


EVERYBODY = frozenset(
    {
        *("nobody", "user", "roles", "roles of a member", "organisation", "member without roles"),
        *("another person", "another organisation", "company"),
    }
)
CALLS: dict[str, Call] = {
    "answered_introductions": Call("gate.answered_introductions()", "company", runs=True),
    "around_introduction": Call("gate.around_introduction(%(introduced_introduction)s, NULL)", "company"),
    "companies_due": Call("gate.companies_due()", WORKER),
    "keep_mailed_key": Call("gate.keep_mailed_key(%(new)s, %(introduced)s, %(roofer)s, 'introduced', 'h')", WORKER),
    "clock_moves": Call("gate.clock_moves(%(introduced)s, 'lapse')", WORKER),
    "placements_waiting": Call("gate.placements_waiting()", WORKER),
    "company_moves": Call("gate.company_moves(%(introduced_introduction)s, NULL, 'offer', 1, '{}')", "company"),
    "introduction_by_key": Call("gate.introduction_by_key(repeat('c', 64))", WORKER, EVERYBODY),
    "messages_by_key": Call("gate.messages_by_key(repeat('c', 64))", WORKER, EVERYBODY),
    "placement_by_key": Call("gate.placement_by_key(repeat('p', 64))", WORKER, EVERYBODY),
    "person_answers": Call("gate.person_answers(repeat('p', 64), false, '', 'de')", WORKER, EVERYBODY),
    "read_messages": Call("gate.read_messages(%(introduced_introduction)s, NULL)", "company", runs=True),
    "is_custody_now": Call("gate.is_custody_now(%(emre)s)"),
    "has_custody": Call("gate.has_custody(%(emre)s)"),
    "keep_placement_key": Call("gate.keep_placement_key(%(new)s, %(asked)s, 'person', 'h')"),
    "answer_feedback": Call("gate.answer_feedback(repeat('f', 64), 'no', '', false)", WORKER, EVERYBODY),
    "own_follow_ups": Call("gate.own_follow_ups(%(started_introduction)s)", "company", runs=True),
    "own_follow_ups_that_wait": Call("gate.own_follow_ups_that_wait(9)", "company", runs=True),
    "own_introductions_that_wait": Call("gate.own_introductions_that_wait(now(), now(), 9)", "company", runs=True),
    "follow_ups_that_wait": Call("gate.follow_ups_that_wait(9)", "placement", runs=True),
    "introductions_that_wait": Call("gate.introductions_that_wait(9)"),
    "company_says": Call("gate.company_says(%(started_introduction)s, 'start', 'no', '', false)", "company", runs=True),
    "note_company_look": Call("gate.note_company_look(%(introduced_introduction)s, NULL)", "company", runs=True),
    "follow_up_by_key": Call("gate.follow_up_by_key(repeat('f', 64))", WORKER, EVERYBODY),
    "follow_up_moves": Call("gate.follow_up_moves(%(started)s, 'start', current_date, 'close', '')", WORKER),
    "follow_ups_waiting": Call("gate.follow_ups_waiting()", WORKER),
    "follows": Call("gate.follows(%(emre)s, %(started)s, 'company')", "trainer"),
    "keep_feedback_key": Call("gate.keep_feedback_key(%(new)s, %(follow_up)s, 'person', 'h')"),
    "stands_beside": Call("gate.stands_beside(%(emre)s)", "trainer"),
    "takes_feedback": Call("gate.takes_feedback(%(emre)s, %(started)s, 'person')"),
    "assign_shared": Call("gate.assign_shared(%(new)s, %(probation_link)s, %(aftercare_membership)s)", "aftercare"),
    "assigned_to": Call("gate.assigned_to(%(lead_membership)s)", "admin"),
    # Figures of the own organisation, and of five observers at least.
    "beside_others": Call("gate.beside_others(%(far)s)", "officer", runs=True),
    "by_law": Call("gate.by_law(%(north_link)s)"),
    "close_look": Call("gate.close_look(%(emre)s)", "colleague"),
    "copy_sheet": Call("gate.copy_sheet(%(signed)s, %(draft)s)", "officer"),
    "double_ratings": Call("gate.double_ratings(%(far)s)", runs=True),
    "end_link": Call("gate.end_link(%(probation_link)s, %(today)s, 1)"),
    "expire_consents": Call("gate.expire_consents()", WORKER),
    "extend_access_log": Call("gate.extend_access_log(36)", WORKER),
    # The key is the right; nobody guesses one.
    "answer_by_key": Call("gate.answer_by_key(repeat('j', 64), 'refresh', '')", WORKER, EVERYBODY),
    "entry_by_key": Call("gate.entry_by_key(repeat('j', 64))", WORKER, EVERYBODY),
    "propose_by_key": Call(
        "gate.propose_by_key(repeat('j', 64), '{\"why\": \"Work\"}', (SELECT seen FROM gate.entry_by_key(repeat('j', 64))))",
        WORKER,
        EVERYBODY,
    ),
    "registration_by_key": Call("gate.registration_by_key(repeat('j', 64))", WORKER, EVERYBODY),
    "fill_register": Call("gate.fill_register()", WORKER),
    "forget_registrations": Call("gate.forget_registrations()", WORKER),
    "keep_register_key": Call("gate.keep_register_key(%(new)s, %(entry)s, NULL, 'h')", "placement",
                              frozenset({"another organisation", "roles of a member"})),
    "refreshes_due": Call("gate.refreshes_due()", WORKER),
    "take_registration": Call("gate.take_registration(%(registration)s, 'h')", WORKER),
    "fill_by_key": Call("gate.fill_by_key(repeat('k', 64), %(opening)s)", WORKER, EVERYBODY),
    "forget_imports": Call("gate.forget_imports(now() - interval '2 days', now() - interval '40 days')", WORKER,
                           ),
    # It takes note of how large tables are, and tells how many.
    "freshen_statistics": Call("gate.freshen_statistics()", WORKER, EVERYBODY, runs=True),
    "hand_over_assignments": Call("gate.hand_over_assignments(%(lead_membership)s, %(colleague_membership)s)", "admin"),
    "imports_unnamed": Call("gate.imports_unnamed(ARRAY[repeat('f', 48), repeat('e', 48)])", WORKER),
    "imports_waiting": Call("gate.imports_waiting(%(working)s)", WORKER),
    "is_over": Call("gate.is_over(%(over)s)"),
    "issuer_in_force": Call("gate.issuer_in_force(%(issuer)s)", answers=frozenset({"another organisation"})),
    "keep_renewal": Call("gate.keep_renewal(%(new)s, %(roofing)s, NULL, 'h')", "company",
                         frozenset({"company", "another organisation"})),
    "lines_of_sheet": Call("gate.lines_of_sheet(%(draft)s)", "officer"),
    "link_by_statute": Call("gate.link_by_statute(%(new)s, %(emre)s, %(south)s, 'custody', %(today)s)"),
    "log_access": Call("gate.log_access(%(lead_user)s, %(lead_membership)s, %(north)s, ARRAY['case_lead'], 'r', 'p', 'GET', "
                       "'', ARRAY[%(emre)s::uuid])", runs=True),
    "looked_at": Call("gate.looked_at(%(emre)s, %(far)s, 9)"),
    "looks_at_me": Call("gate.looks_at_me()", "emre"),
    "may_be_planned": Call("gate.may_be_planned(%(emre)s)", "placement"),
    "newly_registered": Call("gate.newly_registered(%(just_registered)s)"),
    "openings_by_key": Call("gate.openings_by_key(repeat('k', 64))", WORKER, EVERYBODY),
    # The register of openings is the same for every organisation; a company sees its own.
    "openings_called": Call("gate.openings_called(ARRAY['rofer'], 10)", answers=frozenset({"another organisation", "company"})),
    "openings_near": Call(
        "gate.openings_near(%(emre)s, 51::float8, 6::float8, 30::float8, '{0,0,0,0}', 60::float8, '{0,0,0,0}', %(today)s, NULL, "
        "'{}', 5, 9, 5)"
    ),
    "people_alike": Call("gate.people_alike(%(alike)s)"),
    # Figures of the own organisation.
    "people_in_figures": Call("gate.people_in_figures(30, 90)", "manager", frozenset({"another organisation"})),
    "people_for_work": Call(
        "gate.people_for_work(ARRAY[%(emre)s, %(milan)s]::uuid[], '{stay,profile}')", "placement"
    ),
    "people_like": Call("gate.people_like('markeremrefamily', ARRAY['markaramravamili'], '{}', 20)"),
    "people_listed": Call("gate.people_listed(ARRAY[%(emre)s, %(milan)s]::uuid[], ARRAY[%(emre)s]::uuid[], true)"),
    "plan_waiting": Call("gate.plan_waiting(%(plan)s)", WORKER),
    "profile_of_person": Call("gate.profile_of_person(%(emre)s, 9)"),
    "purposes_from_outside": Call("gate.purposes_from_outside(%(far)s, 9)", "dpo"),
    "releases_moved": Call("gate.releases_moved(%(far)s, 9)"),
    "renew_by_key": Call("gate.renew_by_key(repeat('k', 64))", WORKER, EVERYBODY),
    "renewals_due": Call("gate.renewals_due()", WORKER),
    "sees": Call("gate.sees(%(emre)s, 'organisation')"),
    "sees_as": Call("gate.sees_as(%(emre)s, 'organisation', ARRAY['custody'])"),
    "sees_by": Call("gate.sees_by(%(north_link)s, %(emre)s, 'organisation')"),
    "shared_with_nobody": Call("gate.shared_with_nobody(9)", "aftercare"),
    "courses_towards": Call("gate.courses_towards(%(emre)s, '{B1}', '{}', '{}')"),
    "merge_organisations": Call("gate.merge_organisations(%(club)s, %(roofing)s, 1, 1)", "placement"),
    "marks_missing": Call("gate.marks_missing(%(today)s - 60, %(today)s + 28)", "teacher"),
    "my_courses": Call("gate.my_courses()", "teacher"),
    "my_learners": Call("gate.my_learners()", "teacher"),
    "my_pupils": Call("gate.my_pupils()", "teacher"),
    # Everybody is told of their own.
    "sheets_waiting": Call("gate.sheets_waiting(%(today)s + 1, 9)", answers=frozenset({"another organisation"})),
    "sweep_plans": Call("gate.sweep_plans()", WORKER),
    "sweep_lines": Call("gate.sweep_lines()", WORKER),
    "take_back_end": Call("gate.take_back_end(%(stay)s, 7)"),
    "take_up_sheet": Call("gate.take_up_sheet('DRAFT2222222')", "officer"),
    "undo_registered": Call("gate.undo_registered(%(emre)s, %(import)s)"),
    "undo_stay": Call("gate.undo_stay(%(imported_stay)s, %(import)s)"),
}  # fmt: skip
REFUSED, NOTHING, TOLD = "refused", "nothing", "told"


def outcome(world: World, actor: Who, call: Call) -> str:
    """Call a function as somebody; whatever it changes is taken back."""
    session = world.session.act(actor)
    try:
        with session.connection.transaction(force_rollback=True):
            rows = session.connection.execute(f"SELECT * FROM {call.sql}", world.keys).fetchall()
    except psycopg.errors.InsufficientPrivilege:
        return REFUSED
    finally:
        world.session.owner()
    # '' is the answer of functions that say why not.
    told = [value for row in rows for value in row if value not in (None, False, 0)]
    foreign = {str(world.keys[name]) for name in ("emre", "milan", "north")}
    if actor.organisation == world.keys["south"] and not any(str(value) in foreign for value in told):
        # Whoever has every role elsewhere is told of their own: of what the functions were asked about, nothing.
        own = {str(world.keys[name]) for name in ("ana", "south")}
        told = [] if {str(value) for value in told} & own else told
    return TOLD if told else NOTHING


def test_every_function_is_here(session):
    """Each function that runs as the owner and that the application may call has its entry above."""
    there = {
        name
        for (name,) in session.rows(
            "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'gate'::regnamespace AND prosecdef "
            "AND prorettype <> 'trigger'::regtype AND has_function_privilege('throughgate_app', oid, 'EXECUTE')"
        )
    }
    assert there == CALLS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_it_answers_whom_it_is_for(world, name):
    """Called as it is meant, each function does something, so that its silence means something."""
    call = CALLS[name]
    came = outcome(world, world.who(call.by), call)
    assert came != REFUSED if call.runs else came == TOLD


@pytest.mark.parametrize("name", CALLS)
def test_it_answers_nobody_else(world, name):
    """Nothing said about who acts, half of it, or somebody else: refused, or nothing told and nothing done."""
    call = CALLS[name]
    for said, actor in world.contexts().items():
        if said == call.by or said in call.answers or actor == world.who(call.by):
            continue
        assert outcome(world, actor, call) in (REFUSED, NOTHING), said


@pytest.mark.parametrize("reach", ["organisation", "caseload", "everybody", "", None])
def test_how_far_one_looks_is_not_the_callers_word(world, reach):
    """A volunteer is told of people assigned to them, whatever reach they claim; of others of the club never."""
    world.put("people_caselink", person_id=world.keys["ana"], organisation_id=world.keys["club"], role="companion",
              basis="statute", from_on=world.keys["today"])  # fmt: skip
    trainer = world.who("trainer")
    for name, may in (("ana", False), ("emre", reach == "caseload")):
        world.session.act(trainer)
        assert bool(world.session.one("SELECT gate.sees(%s, %s)", world.keys[name], reach)) is may, name
        assert not world.session.one(
            "SELECT gate.sees_as(%s, %s, ARRAY['custody'])", world.keys["ana"], reach
        )
        assert not world.session.one(
            "SELECT gate.sees_by(%s, %s, %s)", world.keys["club_link"], world.keys["ana"], reach
        )


@pytest.mark.parametrize("leaving", ["lead_membership", "stranger_membership", "new", None])
@pytest.mark.parametrize("taking", ["stranger_membership", "officer_gone", "admin_membership", "new"])
def test_a_caseload_goes_to_a_colleague_only(world, leaving, taking):
    """Neither a foreign member, nor one who left, nor one whose work is not with people, nor no member takes over."""
    keys = world.keys
    keys["admin_membership"] = world.who("admin").membership
    keys["officer_gone"] = world.who("officer").membership
    world.one(
        "UPDATE accounts_membership SET ends_on = %s WHERE id = %s RETURNING 1",
        timezone.localdate() - timedelta(days=1),
        keys["officer_gone"],
    )
    world.session.act(world.who("admin"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege), world.session.connection.transaction():
        world.session.rows(
            "SELECT gate.hand_over_assignments(%s, %s)", leaving and keys[leaving], keys[taking]
        )


@pytest.mark.parametrize("leaving", ["stranger_membership", "aftercare_membership"])
def test_roles_without_organisation_hand_over_nothing(world, leaving):
    """The role of an administrator opens the caseloads of no organisation, where none is said."""
    world.session.act(Who(roles=("administrator",)))
    for taking in (world.keys["lead_membership"], world.keys["trainer_membership"], None):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), world.session.connection.transaction():
            world.session.rows("SELECT gate.hand_over_assignments(%s, %s)", world.keys[leaving], taking)


@pytest.mark.parametrize("starts", ["1900-01-01", "2099-01-01", None])
def test_a_link_by_law_begins_while_one_held_the_case(world, starts):
    """No link is dated to before the stay, nor ahead, nor to no day."""
    world.session.act(world.who("lead"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege), world.session.connection.transaction():
        world.session.rows(
            "SELECT gate.link_by_statute(%s, %s, %s, 'custody', %s)",
            world.keys["new"],
            world.keys["emre"],
            world.keys["south"],
            starts,
        )


@pytest.mark.parametrize("field", ["user", "membership", "organisation", "roles", "all"])
def test_nobody_writes_down_anothers_look(world, field):
    """A row of the access log names the one who acts, in every column."""
    lead, other = world.who("lead"), world.who("stranger")
    say = {
        "user": lead.user,
        "membership": lead.membership,
        "organisation": lead.organisation,
        "roles": list(lead.roles),
    }
    for name in say if field == "all" else [field]:
        value = getattr(other, name)
        say[name] = ["administrator"] if name == "roles" else value
    world.session.act(lead)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), world.session.connection.transaction():
        world.session.rows("SELECT gate.log_access(%s, %s, %s, %s, '', '', '', '', '{}')", *say.values())


def test_housekeeping_takes_no_day_of_the_caller(world):
    """What is forgotten by age is at least a day old; no age is none."""
    world.session.act(NOBODY)
    for before in ("now()", "NULL", "now() - interval '1 hour'", "'infinity'"):
        for sql in (f"{before}, now() - interval '9 days'", f"now() - interval '9 days', {before}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), world.session.connection.transaction():
                world.session.rows(f"SELECT gate.forget_imports({sql})")
