"""What `gate.marks_missing` counts is what plain reckoning over all rows gives: for everybody in random worlds."""

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
from tests.policies.rows import MOMENT, TODAY, Row, World
from tests.policies.sql import Session, Who, insert_all
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import ROLES

SINCE, UNTIL = TODAY - timedelta(days=30), TODAY + timedelta(days=14)
BEGUN = TODAY - timedelta(days=200)
SLOTS = ((TODAY.year - 1, 1), (TODAY.year - 1, 2), (TODAY.year, 1))
PART_NEEDS = {"teacher": "teacher", "officer": "observer"}


@pytest.fixture(scope="module")
def emptied() -> Iterator[Session]:
    """Give a transaction in which the cast is gone, for many worlds one after the other."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        session = Session(connection)
        worlds.empty(session)
        yield session
        connection.rollback()


class Schooled:
    """Courses with staff, people, conferences and some of the marks at random."""

    def __init__(self, session: Session, world: World, random: Random) -> None:
        self.session, self.world, self.random = session.owner(), world, random
        self.rows: dict[str, list[Row]] = {}
        for member in world.rows["accounts_membership"]:
            if "teacher" in member["roles"] or random.random() < 0.2:
                self.course(member)
        self.left = {member["id"] for member in world.rows["accounts_membership"] if random.random() < 0.15}
        for key in self.left:
            session.rows(
                "UPDATE accounts_membership SET ends_on = %s WHERE id = %s", TODAY - timedelta(days=1), key
            )

    def put(self, table: str, **values: Any) -> Row:
        """Add a row and remember it."""
        row = {"id": uuid.uuid4(), **values}
        insert_all(self.session, table, [row])
        self.rows.setdefault(table, []).append(row)
        return row

    def course(self, maker: Row) -> None:
        """Add a course that `maker` holds, with colleagues of the same organisation."""
        random, organisation = self.random, maker["organisation_id"]
        made = self.put("schooling_course", organisation_id=organisation, name=f"Class {random.randint(1, 9)}",
                        school_type="adult", scale="de", starts_on=BEGUN, made_by_id=maker["id"], version=1,
                        leads_to_german="", leads_to_licence="", leads_to_certificates=[])  # fmt: skip
        course = made["id"]
        # Whoever makes it teaches it, by a trigger.
        self.rows.setdefault("schooling_staff", []).append(
            {"course_id": course, "membership_id": maker["id"]}
        )
        for member in self.world.rows["accounts_membership"]:
            parts = [part for part, role in PART_NEEDS.items() if role in member["roles"]]
            colleague = member["organisation_id"] == organisation and member["id"] != maker["id"]
            if colleague and parts and random.random() < 0.6:
                self.put("schooling_staff", course_id=course, membership_id=member["id"], part=parts[0])
        subjects = [
            self.put("schooling_subject", course_id=course, version=1, code=code, name="", level="none",
                     is_foreign_language=False, position=0)
            for code in ("german", "maths", "sport")[: random.randint(0, 3)]
        ]  # fmt: skip
        for year, half in random.sample(SLOTS, random.randint(0, 3)):
            day = TODAY + timedelta(days=random.choice([-31, -30, -29, -5, 0, 5, 14, 15]))
            self.put(
                "schooling_conference", course_id=course, version=1, school_year=year, half=half, held_on=day
            )
        people = self.world.rows["people_person"]
        for person in random.sample(people, random.randint(0, min(3, len(people)))):
            self.pupil(course, organisation, person, subjects, maker)

    def pupil(self, course: Any, organisation: Any, person: Row, subjects: list[Row], maker: Row) -> None:
        """Enrol somebody, and give some marks."""
        random = self.random
        # Days on which conferences are held stand at both ends of the time in the course.
        from_on = TODAY + timedelta(days=random.choice([-100, -30, -5, 0]))
        until_on = random.choice([None, None, from_on, TODAY + timedelta(days=5)])
        pupil = self.put("schooling_enrolment", person_id=person["id"], course_id=course, version=1,
                         organisation_id=organisation, from_on=from_on, until_on=until_on, extended=[],
                         reason="" if until_on is None else "completed", name="Somebody")  # fmt: skip
        for subject in subjects:
            for year, half in SLOTS:
                for kind in ("report", "written"):
                    if random.random() < 0.5:
                        value, instead = random.choice([("3", ""), ("", "not_assessed"), ("", "")])
                        self.mark(pupil, subject, maker, school_year=year, half=half, kind=kind, value=value, non_mark=instead)  # fmt: skip

    def mark(self, pupil: Row, subject: Row, maker: Row, **of: Any) -> None:
        """Fill a slot, or leave it as one that was emptied; leave out what the database refuses."""
        try:
            with self.session.connection.transaction():
                self.put("schooling_mark", person_id=pupil["person_id"], enrolment_id=pupil["id"],
                         course_id=pupil["course_id"], subject_id=subject["id"], number=1, level="none", scale="de",
                         weight=1, given_on=pupil["from_on"], given_by_id=maker["id"], changed_at=MOMENT, version=1,
                         **of)  # fmt: skip
        except psycopg.errors.IntegrityError:
            return

    # What waits, reckoned from all rows

    def expected(self, who: Who) -> dict[Any, tuple[Any, ...]]:
        """Return for each course that names the actor its first conference that lacks marks, and how many."""
        member = next((m for m in self.world.rows["accounts_membership"] if m["id"] == who.membership), None)
        reads = any(role in ACCESS["course_mark"].read for role in who.roles)
        if (
            member is None
            or member["organisation_id"] != who.organisation
            or not reads
            or member["id"] in self.left
        ):
            return {}
        named = {s["course_id"] for s in self.all("schooling_staff") if s["membership_id"] == who.membership}
        found: dict[Any, tuple[Any, ...]] = {}
        for meets in sorted(self.all("schooling_conference"), key=lambda row: (row["held_on"], row["id"])):
            course = meets["course_id"]
            if course not in named or course in found or not SINCE <= meets["held_on"] <= UNTIL:
                continue
            if lacking := sum(self.lacks(pupil, subject, meets) for pupil, subject in self.places(meets)):
                found[course] = (meets["school_year"], meets["half"], meets["held_on"], lacking)
        return found

    def all(self, table: str) -> list[Row]:
        """Return all rows of a table."""
        return self.rows.get(table, [])

    def places(self, meets: Row) -> Iterator[tuple[Row, Row]]:
        """Yield each person in the course on that day with each subject."""
        for pupil in self.all("schooling_enrolment"):
            here = pupil["from_on"] <= meets["held_on"] <= (pupil["until_on"] or meets["held_on"])
            if pupil["course_id"] == meets["course_id"] and here:
                for subject in self.all("schooling_subject"):
                    if subject["course_id"] == meets["course_id"]:
                        yield pupil, subject

    def lacks(self, pupil: Row, subject: Row, meets: Row) -> bool:
        """Say whether there is neither a term mark nor a word in its place."""
        slot = (pupil["id"], subject["id"], meets["school_year"], meets["half"], "report")
        return not any(
            slot
            == tuple(mark[name] for name in ("enrolment_id", "subject_id", "school_year", "half", "kind"))
            and (mark["value"] or mark["non_mark"])
            for mark in self.all("schooling_mark")
        )


def counted(session: Session) -> dict[Any, tuple[Any, ...]]:
    """Return what the function counts."""
    asked = "SELECT course, school_year, half, held_on, missing FROM gate.marks_missing(%s, %s)"
    return {row[0]: row[1:] for row in session.rows(asked, SINCE, UNTIL)}


def _world(session: Session, seed: int) -> tuple[World, Schooled]:
    random = Random(seed)
    world = worlds.make(session, random, random.randint(1, 3), random.randint(6, 34), 8)
    return world, Schooled(session, world, random)


def test_what_is_missing_is_what_all_rows_say(emptied):
    """For everybody the same courses, conferences and numbers, in worlds until something was missing often."""
    seen = 0
    for seed in range(12):
        with emptied.undone():
            world, schooled = _world(emptied, seed)
            for who in everybody(world):
                found = counted(emptied.act(who, TODAY))
                assert found == schooled.expected(who), (seed, who)
                seen += len(found)
    assert seen > 10


def test_another_organisation_opens_no_course(emptied):
    """A context that names a member and somebody else's organisation is told nothing, whatever its roles."""
    with emptied.undone():
        world, _ = _world(emptied, 3)
        for who in everybody(world):
            for organisation in world.rows["organisations_organisation"]:
                if organisation["id"] != who.organisation:
                    emptied.act(Who(who.user, who.membership, organisation["id"], tuple(ROLES)), TODAY)
                    assert counted(emptied) == {}
