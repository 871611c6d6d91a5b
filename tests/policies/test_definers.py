"""Functions that run as the owner trust nobody: neither what they are told nor that anything is said about who acts.

Each is called as whoever it is for, and then with nothing, half a context or somebody else's. It refuses, or it tells and
does nothing. A function that is not listed here fails `test_every_function_is_here`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from tests.policies.sql import NOBODY, Session, Who, member
from throughgate.config.settings import ENVIRONMENT
from throughgate.ground.accounts.roles import ROLES

BY_TYPE = {
    "uuid": uuid.uuid4,
    "date": timezone.localdate,
    "timestamp with time zone": timezone.now,
    "jsonb": lambda: "{}",
    "ARRAY": lambda: "{}",
    "boolean": lambda: False,
    "character varying": lambda: "",
    "text": lambda: "",
}
WORKER = "nobody"


class World:
    """The cast, with what the functions are asked about, in a transaction that is rolled back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.keys: dict[str, Any] = {"today": timezone.localdate(), "new": uuid.uuid4(), "far": "1900-01-01"}
        self._find()
        self._add()

    def who(self, name: str) -> Who:
        """Return a member of the cast, `nobody`, or the person Emre."""
        if name == WORKER:
            return NOBODY
        if name == "emre":
            return Who(person=self.keys["emre"])
        return member(self.session.owner(), name)

    def one(self, sql: str, *parameters: Any) -> Any:
        """Ask as the owner."""
        return self.session.owner().one(sql, *parameters)

    def put(self, table: str, **values: Any) -> Any:
        """Add a row as the owner; what must not be empty and is not said gets the emptiest value of its type."""
        needed = self.session.owner().rows(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER' "
            "AND is_identity = 'NO'",
            table,
        )
        row = {name: BY_TYPE.get(kind, lambda: 1)() for name, kind in needed} | values
        columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
        return self.one(f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) RETURNING id', *row.values())

    def _find(self) -> None:
        for name in ("emre", "milan", "ana"):
            self.keys[name] = self.one(
                "SELECT id FROM people_person WHERE family_name = %s", f"Marker{name}family"
            )
        for code in ("north", "south", "probation", "club", "roofing", "debt-advice"):
            self.keys[code.replace("-", "_")] = self.one(
                "SELECT id FROM organisations_organisation WHERE code = %s", code
            )
        for name in ("lead", "colleague", "stranger", "aftercare", "officer", "trainer"):
            self.keys[f"{name}_membership"] = self.who(name).membership
        self.keys["lead_user"] = self.who("lead").user
        link = "SELECT id FROM people_caselink WHERE person_id = %s AND organisation_id = %s"
        for code in ("north", "probation", "club", "debt_advice"):
            self.keys[f"{code}_link"] = self.one(link, self.keys["emre"], self.keys[code])
        self.keys["over"] = self.one(
            "SELECT consent_id FROM people_caselink WHERE id = %s", self.keys["debt_advice_link"]
        )
        self.keys["stay"] = self.one("SELECT id FROM people_stay WHERE person_id = %s", self.keys["milan"])
        self.keys["alike"] = self.one(
            "SELECT jsonb_build_array(jsonb_build_object('keys', to_jsonb(alike_keys), 'birth', true))::text "
            "FROM people_person WHERE id = %s",
            self.keys["emre"],
        )

    def _add(self) -> None:
        keys, today = self.keys, timezone.localdate()
        emre, north, lead = keys["emre"], keys["north"], keys["lead_membership"]
        self.one("DELETE FROM people_assignment WHERE link_id = %s RETURNING 1", keys["probation_link"])
        keys["just_registered"] = self.put(
            "people_person",
            registered_by_id=north,
            family_name="New",
            birth_precision="day",
            licences="{}",
            wish_kinds="{}",
        )
        self.session.act(self.who("lead"))
        self.session.rows(
            "UPDATE people_stay SET release_expected_on = %s, version = 2 WHERE person_id = %s",
            today + timedelta(days=99),
            emre,
        )
        self.one(
            "UPDATE people_stay SET ended_on = %s, ended_by = 'released', version = 7 WHERE id = %s RETURNING 1",
            today,
            keys["stay"],
        )
        job = {"organisation_id": north, "membership_id": lead, "kind": "people", "state": "undoing"}
        keys["import"] = self.put("imports_import", **job)
        keys["working"] = self.put("imports_import", **{**job, "state": "running", "file_key": "f" * 48})
        self.put("imports_rowresult", of_id=keys["import"], organisation_id=north, kind="people", target=emre,
                 outcome="created", reasons="[]", undo="[]")  # fmt: skip
        keys["imported_stay"] = self.put(
            "people_stay",
            person_id=keys["just_registered"],
            organisation_id=north,
            arrived_on=today,
            version=1,
        )
        self.put("audit_entry", subject_id=keys["imported_stay"], request=str(keys["import"]), fields="{}",
                 action="stay.admit", subject_kind="stay")  # fmt: skip
        for who, organisation in (("colleague", "north"), ("aftercare", "probation")):
            self.put("people_namedpurpose", person_id=emre, membership_id=keys[f"{who}_membership"],
                     organisation_id=keys[organisation], purpose="stand_in",
                     ends_at=timezone.now() + timedelta(minutes=20))  # fmt: skip
        self.put(
            "audit_access", user_id=keys["lead_user"], roles="{case_lead}", people=[emre], at=timezone.now()
        )
        self.put("imports_import", **{**job, "state": "done", "file_key": "d" * 48})
        self.put("people_caselink", person_id=keys["milan"], organisation_id=keys["club"], role="companion",
                 basis="statute", from_on=today - timedelta(days=99), until_on=today - timedelta(days=60))  # fmt: skip
        self.one(
            "UPDATE people_consent SET expires_on = %s WHERE person_id = %s AND purpose = 'neutral_profile' RETURNING 1",
            today - timedelta(days=1),
            emre,
        )
        self._sheets()
        keys["issuer"] = self.put("observations_letterissuer", organisation_id=north, body_id=keys["club"],
                                  agreed_on=today, agreed_until=today)  # fmt: skip
        self.put("openings_renewalkey", organisation=keys["roofing"], hashed="k" * 64, made_on=today,
                 ends_on=today + timedelta(days=9))  # fmt: skip
        keys["opening"] = self.one(
            "SELECT id FROM openings_opening WHERE organisation_id = %s", keys["roofing"]
        )
        self.one("UPDATE openings_opening SET expires_on = %s WHERE organisation_id = %s RETURNING 1",
                 today + timedelta(days=5), keys["roofing"])  # fmt: skip

    def _sheets(self) -> None:
        keys = self.keys
        # It asks for stays and training, which are not what is tried here.
        self.session.owner().rows("ALTER TABLE observations_sheet DISABLE TRIGGER keep_signature")
        framework, competency = self.session.owner().rows(
            "SELECT framework_version_id, id FROM observations_competency ORDER BY position LIMIT 1"
        )[0]
        about = {"organisation_id": keys["north"], "observer_id": keys["officer_membership"]}
        sheet = {**about, "framework_version_id": framework, "competencies": [competency], "state": "draft",
                 "setting": "sport"}  # fmt: skip
        keys["signed"] = self.put("observations_sheet", **sheet, code="SIGNED222222")
        line = self.put("observations_sheetperson", **about, sheet_id=keys["signed"], person_id=keys["emre"])
        self.put(
            "observations_rating",
            sheet_person_id=line,
            person_id=keys["emre"],
            competency_id=competency,
            level=3,
        )
        self.one("UPDATE observations_sheet SET state = 'signed', signed_at = now() WHERE id = %s RETURNING 1",
                 keys["signed"])  # fmt: skip
        keys["draft"] = self.put("observations_sheet", **sheet, code="DRAFT2222222", amendment_of_id=keys["signed"],
                                 amendment_reason="Wrong line", number=2)  # fmt: skip

    def contexts(self) -> dict[str, Who]:
        """Return every way of saying too little, or of being somebody else."""
        lead, stranger = self.who("lead"), self.who("stranger")
        return {
            "nobody": NOBODY,
            "user": Who(user=lead.user),
            "roles": Who(roles=ROLES),
            "roles of a member": Who(user=lead.user, membership=lead.membership, roles=ROLES),
            "organisation": Who(organisation=lead.organisation),
            "member without roles": Who(lead.user, lead.membership, lead.organisation),
            "another person": Who(person=self.keys["milan"]),
            "another organisation": Who(stranger.user, stranger.membership, stranger.organisation, ROLES),
            "company": self.who("company"),
        }


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
    "levels_of_person": Call("gate.levels_of_person(%(emre)s)"),
    "link_by_statute": Call("gate.link_by_statute(%(new)s, %(emre)s, %(south)s, 'custody', %(today)s)"),
    "log_access": Call("gate.log_access(%(lead_user)s, %(lead_membership)s, %(north)s, ARRAY['case_lead'], 'r', 'p', 'GET', "
                       "'', ARRAY[%(emre)s::uuid])", runs=True),
    "looks_at_me": Call("gate.looks_at_me()", "emre"),
    "newly_registered": Call("gate.newly_registered(%(just_registered)s)"),
    "openings_by_key": Call("gate.openings_by_key(repeat('k', 64))", WORKER, EVERYBODY),
    # The register of openings is the same for every organisation; a company sees its own.
    "openings_called": Call("gate.openings_called('rofer')", answers=frozenset({"another organisation", "company"})),
    "openings_near": Call("gate.openings_near(%(emre)s, 51::float8, 6::float8, 30::float8, 0, 0, 0, 0, %(today)s, NULL, '{}', 5, 5)"),
    "people_alike": Call("gate.people_alike(%(alike)s)"),
    "people_like": Call("gate.people_like('markeremrefamily', 20)"),
    "people_listed": Call("gate.people_listed(ARRAY[%(emre)s, %(milan)s]::uuid[], true, true)"),
    "purposes_from_outside": Call("gate.purposes_from_outside(%(far)s, 9)", "dpo"),
    "releases_moved": Call("gate.releases_moved(%(far)s, 9)"),
    "renew_by_key": Call("gate.renew_by_key(repeat('k', 64))", WORKER, EVERYBODY),
    "renewals_due": Call("gate.renewals_due()", WORKER),
    "sees": Call("gate.sees(%(emre)s, 'organisation')"),
    "sees_as": Call("gate.sees_as(%(emre)s, 'organisation', ARRAY['custody'])"),
    "sees_by": Call("gate.sees_by(%(north_link)s, %(emre)s, 'organisation')"),
    "shared_with_nobody": Call("gate.shared_with_nobody(9)", "aftercare"),
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
