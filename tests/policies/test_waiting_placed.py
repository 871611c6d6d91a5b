"""What waits about introductions and after starts is what the policies show: for everybody in random worlds.

The functions find what waits in indexes of exactly that, and ask about each person once; here the same is asked plainly, of all that
one may read.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from tests.policies import world as worlds
from tests.policies.compare import everybody
from tests.policies.rows import MOMENT, TODAY, World
from tests.policies.sql import Session, Who, insert_all
from throughgate.ground.acting.roles import ROLES
from throughgate.work.placements import choices
from throughgate.work.placements.rules import RUNNING, TALKING, WAITING

FEW = 2
CASELOAD = (
    "(SELECT c.person_id FROM people_caseload c WHERE c.membership_id = gate.membership() AND c.from_on <= gate.today() "
    "AND (c.until_on IS NULL OR c.until_on >= gate.today()))"
)


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


FOLLOW_UPS = f"""
SELECT * FROM (
  SELECT EXISTS (SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.seen_to_on IS NULL
                 AND (f.there = 'no' OR f.going IN ('some', 'much') OR f.calls))
      OR gate.writes('company_feedback') AND u.confirmed_on IS NULL AND EXISTS (
        SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.there = 'no') AS warns,
    u.closed_on IS NULL AND (
      u.person_asked_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'person')
      OR gate.writes('company_feedback') AND u.company_asked_on IS NOT NULL AND NOT EXISTS (
        SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'company')) AS waits,
    u.id, u.due_on, u.milestone, u.person_id, u.placement_id, p.organisation_id, q.given_names, q.family_name, g.name
  FROM placements_placement p JOIN followups_followup u ON u.placement_id = p.id
  JOIN people_person q ON q.id = p.person_id JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE p.person_id IN {CASELOAD} AND p.state IN ({_listed(RUNNING)})
    AND CASE WHEN gate.writes('company_feedback') THEN p.kept_by_id = gate.organisation()
             ELSE gate.stands_beside(p.person_id) END) found
WHERE warns OR waits ORDER BY due_on, id
"""
INTRODUCTIONS = f"""
SELECT * FROM (
  SELECT CASE
    WHEN keeps AND p.kept_by_id = gate.organisation() AND p.state IN ({_listed((*TALKING, *RUNNING))}) AND EXISTS (
      SELECT FROM placements_message m
      WHERE m.introduction_id = p.introduction_id AND m.side = 'company' AND m.read_at IS NULL) THEN 'unread'
    WHEN keeps AND p.kept_by_id = gate.organisation() AND p.state IN ('proposed', 'accepted') THEN p.state::text
    WHEN NOT gate.writes('answer') THEN NULL
    WHEN p.state = 'offered' THEN 'offered'
    WHEN p.state <> 'asked' THEN NULL
    WHEN (gate.writes('custody_answer') AND gate.is_custody_now(p.person_id) OR NOT gate.has_custody(p.person_id))
      AND NOT EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person') THEN 'asked'
    WHEN gate.writes('custody_answer') AND gate.is_custody_now(p.person_id) AND NOT EXISTS (
      SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'custody') THEN 'custody' END AS waits,
    p.id, p.moved_on, p.person_id, p.opening_id, q.given_names, q.family_name, o.title, g.name
  FROM placements_placement p CROSS JOIN (SELECT gate.writes('introduction') AS keeps) k
  JOIN people_person q ON q.id = p.person_id JOIN openings_opening o ON o.id = p.opening_id
  JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE p.person_id IN {CASELOAD}) found
WHERE waits IS NOT NULL ORDER BY moved_on, id
"""

SINCE, UNTIL = (f"'{MOMENT}'::timestamptz {days} * interval '1 day'" for days in ("- 1", "+ 1"))
BEFORE = {"own_introductions": f"{SINCE}, {UNTIL}, "}
"""What a function is told before the number of names."""
OWN_INTRODUCTIONS = f"""
SELECT q.part, i.id, i.moved_on, CASE q.part WHEN 'talks' THEN i.meets_at END, o.title, coalesce(i.profile ->> 'called', '')
FROM placements_introduction i JOIN openings_opening o ON o.id = i.opening_id CROSS JOIN LATERAL (
  SELECT 'asked' AS part WHERE i.state = 'asked' AND i.id NOT IN (SELECT gate.answered_introductions())
  UNION ALL SELECT 'written' WHERE i.state IN ({_listed((*TALKING, *RUNNING))}) AND EXISTS (
    SELECT FROM placements_message m WHERE m.introduction_id = i.id AND m.side = 'officer' AND m.read_at IS NULL)
  UNION ALL SELECT 'talks' WHERE i.state IN ({_listed(TALKING)})
    AND i.meets_at BETWEEN {SINCE} AND {UNTIL}) q
WHERE gate.reads('own_introduction') AND i.organisation_id = gate.organisation()
ORDER BY q.part, CASE q.part WHEN 'talks' THEN i.meets_at END, i.moved_on, i.id
"""
OWN_FOLLOW_UPS = """
SELECT w.introduction, w.milestone, w.since, w.title, w.called
FROM placements_introduction i CROSS JOIN LATERAL gate.own_follow_ups(i.id) w
WHERE NOT w.answered ORDER BY w.since, w.introduction, w.milestone COLLATE "C"
"""
"""As the company's page of each introduction asks."""

BUSY = [["case_lead"], ["case_lead"], ["placement_officer"], ["company_contact"]]
"""Roles of those who have most to answer."""


class Placed:
    """Placements in every state, answers, messages, milestones and what was said at them, around the people of a world."""

    def __init__(self, session: Session, world: World, random: Random) -> None:
        self.session, self.world, self.random = session, world, random
        for member in world.rows["accounts_membership"]:  # most act for those who have most to answer
            member["roles"] = random.choice([member["roles"], *BUSY])
        # Rows in every state, however they came to it: what guards the ways there is tried elsewhere.
        session.rows("RESET ROLE")
        session.rows("SET LOCAL session_replication_role = replica")
        for person in world.rows["people_person"]:
            openings = world.rows["openings_opening"]
            for opening in random.sample(openings, random.randint(0, len(openings))):
                self.placement(person["id"], opening)
        session.rows("SET LOCAL session_replication_role = origin")
        session.owner()

    def put(self, table: str, **values: Any) -> uuid.UUID:
        """Add a row."""
        key = uuid.uuid4()
        insert_all(self.session, table, [{"id": key, **values}])
        return key

    def day(self) -> Any:
        """Return a day that has come, or none."""
        return self.random.choice([None, TODAY - timedelta(days=self.random.randint(0, 9))])

    def beside(self, person: Any) -> Any:
        """Return the key of any membership, mostly of one who has, or had, this person in the caseload."""
        those = [a["membership_id"] for a in self.world.rows["people_assignment"] if a["person_id"] == person]
        everybody = [member["id"] for member in self.world.rows["accounts_membership"]]
        return self.random.choice(self.random.choice([everybody, *[those or everybody] * 3]))

    def member(self, role: str) -> dict[str, Any]:
        """Return any membership, as often as not one with a role."""
        members = self.world.rows["accounts_membership"]
        those = [member for member in members if role in member["roles"]]
        return self.random.choice(self.random.choice([members, those or members]))

    def placement(self, person: Any, opening: dict[str, Any]) -> None:
        """Add one, with all that stands around one in this state."""
        random = self.random
        state = random.choice([*choices.State.values, *["asked"] * 12, *WAITING, *RUNNING])
        kept_by = self.member("placement_officer")["organisation_id"]
        about = {"organisation_id": opening["organisation_id"], "opening_id": opening["id"], "state": state}
        moved = TODAY - timedelta(days=random.randint(0, 9))
        introduction = None
        if state != "proposed":
            introduction = self.put("placements_introduction", version=1, contact_of_id=kept_by, route="", meets_by="",
                                    shares_contact="", persons_contact="", moved_on=moved,
                                    profile=random.choice([None, '{"called": "P."}']),
                                    meets_at=random.choice([None, MOMENT, MOMENT + timedelta(days=9)]), **about)  # fmt: skip
        consents = [c["id"] for c in self.world.rows["people_consent"] if c["person_id"] == person]
        one = self.put("placements_placement", version=1, person_id=person, kept_by_id=kept_by, proposed_by_id=self.beside(person),
                       form_key=uuid.uuid4(), introduction_id=introduction, route="", proposed_on=moved, moved_on=moved,
                       profile=None if introduction is None else '{"called": "P."}', talk_by="", reason="", reason_text="",
                       persons_contact="", consent_id=random.choice([None, *consents]),
                       started_on=moved if state in RUNNING else None, **about)  # fmt: skip
        if state == "asked":
            for whose in random.sample(choices.Whose.values, random.randint(0, 3)):
                self.put("placements_answer", version=1, person_id=person, placement_id=one, whose=whose, agrees=True,
                         answered_on=moved, taken_by_id=random.choice([None, self.beside(person), self.beside(person)]),
                         route="open", explained_in="de")  # fmt: skip
        if introduction is not None and random.random() < 0.5:
            self.put("placements_message", introduction_id=introduction, side=random.choice(choices.Side.values), text="Yes",
                     once=uuid.uuid4(), written_at=MOMENT, read_at=random.choice([None, MOMENT]))  # fmt: skip
        if state in RUNNING or random.random() < 0.2:
            for milestone in random.sample(["start", "6_weeks", "6_months"], random.randint(1, 2)):
                self.milestone(person, one, milestone)

    def milestone(self, person: Any, placement: uuid.UUID, milestone: str) -> None:
        """Add one, and what the two sides said at it."""
        random = self.random
        own = {"version": 1, "person_id": person, "placement_id": placement}
        key = self.put("followups_followup", **own, milestone=milestone, due_on=TODAY - timedelta(days=random.randint(0, 5)),
                       person_asked_on=self.day(), company_asked_on=self.day(), confirmed_on=self.day(), person_by_mail=False,
                       company_by_mail=False, closed_on=random.choice([None, None, TODAY]))  # fmt: skip
        for whose in random.sample(["person", "company"], random.randint(0, 2)):
            there = random.choice(["yes", "no", "unsure"])
            self.put("followups_feedback", **own, follow_up_id=key, whose=whose, there=there, calls=random.random() < 0.2,
                     going=random.choice(["well", "some", "much"] if there == "yes" else ["", "some"]),
                     answered_on=TODAY, taken_by_id=random.choice([None, self.beside(person)]), seen_to_on=self.day())  # fmt: skip


@pytest.fixture(scope="module")
def emptied() -> Iterator[Session]:
    """Give a transaction in which the cast is gone, for many worlds one after the other."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection)
        worlds.empty(session)
        yield session
        connection.rollback()


def _is(part: str) -> Any:
    return lambda row: row[0] == part


def named(rows: list[tuple[Any, ...]], blank: tuple[Any, ...], *groups: Any) -> list[tuple[Any, ...]]:
    """Return rows without their last columns, the names, but for the first few of each group."""
    first = {row for group in groups for row in [row for row in rows if group(row)][:FEW]}
    return [row if row in first else (*row[: -len(blank)], *blank) for row in rows]


def differences(session: Session, world: World, seen: set[str]) -> list[Any]:
    """Return everybody for whom function and policies differ, and add to `seen` what waited."""
    found = []
    for who in everybody(world):
        session.act(who, TODAY)
        follow_ups, introductions = session.rows(FOLLOW_UPS), session.rows(INTRODUCTIONS)
        own_follow_ups, own = session.rows(OWN_FOLLOW_UPS), session.rows(OWN_INTRODUCTIONS)
        seen |= {row[0] for row in introductions} | ({"answer"} if own_follow_ups else set())
        seen |= {"asked of us" if row[0] == "asked" else row[0] for row in own}
        seen |= {"warns" for row in follow_ups if row[0]} | {"waits" for row in follow_ups if row[1]}
        plain = {
            "follow_ups": named(follow_ups, (None,) * 3, lambda row: row[0], lambda row: row[1]),
            "introductions": named(introductions, (None,) * 4, lambda _row: True),
            "own_follow_ups": named(own_follow_ups, (None, ""), lambda _row: True),
            "own_introductions": named(
                own, (None, ""), *(_is(part) for part in ("asked", "written", "talks"))
            ),
        }
        for name, rows in plain.items():
            told = session.rows(f"SELECT * FROM gate.{name}_that_wait({BEFORE.get(name, '')}%s)", FEW)
            if told != rows:
                found.append((who, name, rows, told))
    return found


KINDS = {
    "unread",
    "proposed",
    "accepted",
    "asked",
    "offered",
    "warns",
    "waits",
    "asked of us",
    "written",
    "talks",
    "answer",
}
"""What must have waited for somebody; an answer of custody is too rare in these worlds, and tried with the cast in `placements`."""


def test_what_waits_is_what_the_policies_show(emptied):
    """The same rows in the same order, the first few with names: in worlds with every role, until each kind has waited."""
    seen: set[str] = set()
    for seed in range(12):
        with emptied.undone():
            random = Random(seed)
            world = worlds.make(emptied, random, 3, 34, 40)
            Placed(emptied, world, random)
            assert differences(emptied, world, seen) == []
        if seen >= KINDS:
            return
    assert seen >= KINDS


def test_a_member_of_one_organisation_is_told_nothing_of_another(emptied):
    """A context that names a member and somebody else's organisation is told nothing, whatever its roles."""
    with emptied.undone():
        random = Random(6)
        world = worlds.make(emptied, random, 3, 34, 25)
        Placed(emptied, world, random)
        for who in everybody(world):
            for organisation in world.rows["organisations_organisation"]:
                if organisation["id"] != who.organisation:
                    emptied.act(Who(who.user, who.membership, organisation["id"], tuple(ROLES)), TODAY)
                    for name in ("follow_ups", "introductions"):
                        assert emptied.rows(f"SELECT * FROM gate.{name}_that_wait(9)") == []
