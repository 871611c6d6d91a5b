"""What a function counts in the place of the policies is what they show: for everybody in random worlds."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from tests.policies import world as worlds
from tests.policies.compare import everybody
from tests.policies.rows import MOMENT, TODAY, World
from tests.policies.sql import Session, Who, insert_all
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import ROLES

SINCE = TODAY - timedelta(days=30)
FEW = 2
SHOWN_BY_POLICIES = {
    "drafts": "SELECT id FROM observations_sheet WHERE observer_id = gate.membership() AND state = 'draft' "
    "ORDER BY observed_on, id",
    "groups": "SELECT id FROM observations_persongroup WHERE organisation_id = gate.organisation() AND NOT is_closed "
    "ORDER BY name, id",
    "objections": "SELECT m.id FROM observations_remark m JOIN observations_sheetperson p ON p.id = m.sheet_person_id "
    "JOIN observations_sheet s ON s.id = p.sheet_id JOIN people_person n ON n.id = m.person_id "
    "JOIN accounts_membership o ON o.id = p.observer_id JOIN accounts_membership me ON me.id = gate.membership() "
    "WHERE m.organisation_id = gate.organisation() AND m.kind = 'objection' AND o.user_id <> me.user_id "
    "AND (me.unit = '' OR upper(o.unit) <> upper(me.unit)) "
    "AND NOT EXISTS (SELECT FROM observations_answer a WHERE a.remark_id = m.id) ORDER BY m.made_on, m.id",
    "unseen": "SELECT c.person_id FROM people_caseload c JOIN people_person n ON n.id = c.person_id "
    "WHERE c.membership_id = gate.membership() AND NOT EXISTS (SELECT FROM observations_sheetperson s "
    f"WHERE s.person_id = c.person_id AND s.state = 'signed' AND s.observed_on >= '{SINCE}') "
    "ORDER BY c.name_key, c.person_id",
}
"""Each kind as the pages behind the counts ask for it, through the policies."""


@pytest.fixture(scope="module")
def emptied() -> Iterator[Session]:
    """Give a transaction in which the cast is gone, for many worlds one after the other."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection)
        worlds.empty(session)
        yield session
        connection.rollback()


class Observed:
    """Sheets, groups, remarks and answers at random, around the members and people of a world."""

    def __init__(self, session: Session, world: World, random: Random) -> None:
        self.session, self.world, self.random = session.owner(), world, random
        self.version, self.competency = session.rows(
            "SELECT framework_version_id, id FROM observations_competency ORDER BY position, id LIMIT 1"
        )[0]
        members = world.rows["accounts_membership"]
        for member in members:
            unit = random.choice(["", "", "Wing A", "wing a"])
            session.rows("UPDATE accounts_membership SET unit = %s WHERE id = %s", unit, member["id"])
        for member in members:
            for _ in range(random.randint(0, 4)):
                self.sheet(member)
        for organisation in world.rows["organisations_organisation"]:
            for name in "ABC"[: random.randint(0, 3)]:
                self.put("observations_persongroup", organisation_id=organisation["id"], version=1, name=name,
                         setting="", is_closed=random.random() < 0.3)  # fmt: skip

    def put(self, table: str, **values: Any) -> uuid.UUID:
        """Add a row."""
        key = uuid.uuid4()
        insert_all(self.session, table, [{"id": key, **values}])
        return key

    def sheet(self, member: dict[str, Any]) -> None:
        """Add a sheet about some people, in any state it can come to."""
        random = self.random
        about = {"organisation_id": member["organisation_id"], "observer_id": member["id"]}
        day = TODAY - timedelta(days=random.choice([1, 5, 30, 31, 90]))
        key = self.put("observations_sheet", **about, version=1, framework_version_id=self.version, number=1,
                       competencies=[self.competency], state="draft", setting="sport", occasion="Ball",
                       observed_on=day, code=uuid.uuid4().hex[:12].upper(), ended_reason="", amendment_reason="",
                       started_at=MOMENT, changed_at=MOMENT)  # fmt: skip
        people = self.world.rows["people_person"]
        lines = [
            (self.put("observations_sheetperson", **about, version=1, sheet_id=key, person_id=person["id"],
                      position=number, state="draft", observed_on=day), person["id"])
            for number, person in enumerate(random.sample(people, random.randint(1, min(3, len(people)))))
        ]  # fmt: skip
        if (state := random.choice(["draft", "draft", "signed", "signed", "retracted"])) == "draft":
            return
        update = (
            "UPDATE observations_sheet SET state = %s, signed_at = now(), ended_reason = 'R' WHERE id = %s"
        )
        for next_state in ("signed", "retracted")[: 1 if state == "signed" else 2]:
            self.session.rows(update, next_state, key)
        for line, person in lines:
            self.remark(member, line, person)

    def remark(self, member: dict[str, Any], line: uuid.UUID, person: uuid.UUID) -> None:
        """Let the person say something of it, and somebody answer."""
        random = self.random
        said = {"person_id": person, "typed_by_id": member["id"], "from_paper": True, "typed_at": MOMENT}
        for kind in random.choice([(), ("comment",), ("objection",), ("objection", "objection")]):
            key = self.put("observations_remark", **said, sheet_person_id=line, kind=kind, text="No",
                           organisation_id=member["organisation_id"],
                           made_on=TODAY - timedelta(days=random.randint(0, 3)))  # fmt: skip
            if random.random() < 0.3:
                self.put("observations_answer", remark_id=key, person_id=person, text="Yes",
                         answered_by_id=member["id"], answered_at=MOMENT)  # fmt: skip


def expected(session: Session, who: Who) -> dict[str, list[Any]]:
    """Return the rows of each kind that the policies show to whoever acts, of kinds that concern their roles."""
    observes, answers = ({*who.roles} & ACCESS[kind].write for kind in ("sheet", "own_voice"))
    concerned = {
        "drafts": observes,
        "groups": observes,
        "objections": answers,
        "unseen": observes or answers,
    }
    rows = {what: session.rows(sql) if concerned[what] else [] for what, sql in SHOWN_BY_POLICIES.items()}
    return {what: [str(key) for (key,) in found] for what, found in rows.items() if found}


def counted(session: Session, since: date = SINCE) -> dict[str, tuple[int, list[str]]]:
    """Return what the function counts, with the keys of the first."""
    return {
        what: (count, [row.get("pk") or row["person_id"] for row in first])
        for what, count, first in session.rows("SELECT * FROM gate.sheets_waiting(%s, %s)", since, FEW)
    }


def differences(session: Session, world: World) -> list[Any]:
    """Return everybody for whom the two differ."""
    found = []
    for who in everybody(world):
        session.act(who, TODAY)
        rows = expected(session, who)
        if counted(session) != {what: (len(keys), keys[:FEW]) for what, keys in rows.items()}:
            found.append((who, rows, counted(session)))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_what_waits_is_what_the_policies_show(emptied, seed):
    """Of sheets, groups, objections and people without a sheet: as many as one sees, and the same first ones."""
    with emptied.undone():
        random = Random(seed)
        world = worlds.make(emptied, random, random.randint(1, 3), random.randint(2, 8), 3)
        Observed(emptied, world, random)
        assert differences(emptied, world) == []


def test_what_waits_in_a_large_world(emptied):
    """The same with every role and every kind of organisation at once, until something of each kind has waited."""
    seen: set[str] = set()
    for seed in range(6, 16):
        with emptied.undone():
            random = Random(seed)
            world = worlds.make(emptied, random, 3, 34, 40)
            Observed(emptied, world, random)
            assert differences(emptied, world) == []
            for who in everybody(world):
                seen |= counted(emptied.act(who, TODAY)).keys()
        if seen == SHOWN_BY_POLICIES.keys():
            return
    assert seen == SHOWN_BY_POLICIES.keys()


def test_a_member_of_one_organisation_is_told_nothing_of_another(emptied):
    """A context that names a member and somebody else's organisation is told nothing, whatever its roles."""
    with emptied.undone():
        random = Random(6)
        world = worlds.make(emptied, random, 3, 34, 40)
        Observed(emptied, world, random)
        for who in everybody(world):
            for organisation in world.rows["organisations_organisation"]:
                if organisation["id"] != who.organisation:
                    emptied.act(Who(who.user, who.membership, organisation["id"], tuple(ROLES)), TODAY)
                    assert counted(emptied) == {}


@pytest.mark.parametrize("seed", range(3))
def test_people_listed_are_those_whom_the_policies_show(emptied, seed):
    """Asked about everybody there is, each is told of whom they see, with the stays of whom they ask, and of nobody else."""
    with emptied.undone():
        random = Random(seed)
        world = worlds.make(emptied, random, 3, 20, 12)
        keys = [person["id"] for person in world.rows["people_person"]]
        half = keys[::2]
        members = [who for who in everybody(world) if who.person is None]
        foreign = [
            Who(who.user, who.membership, organisation["id"], tuple(ROLES))
            for who in members
            for organisation in world.rows["organisations_organisation"]
        ]
        seen = 0
        for who in (*members, *foreign):
            emptied.act(who, TODAY)
            listed = emptied.rows("SELECT id, its_stays FROM gate.people_listed(%s, %s, true)", keys, half)
            assert {key for key, _ in listed} == {
                key for (key,) in emptied.rows("SELECT id FROM people_person")
            }
            stays = {key for (key,) in emptied.rows("SELECT DISTINCT person_id FROM people_stay")}
            assert {key for key, found in listed if found} == stays & set(half)
            seen += len(listed)
        assert seen
