"""Worlds made at random: organisations, members, people, links with dates, shares and consents, and rows of every kind.

A world is plain data: `rows[table]` is a list of dictionaries. The owner inserts it; the oracle reads it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.wall.sql import Session, Who, insert_all

TODAY = date(2026, 5, 22)
MOMENT = datetime(2026, 5, 22, 10, tzinfo=UTC)
Row = dict[str, Any]

KINDS = ("prison", "probation", "school", "company", "chamber", "club", "third_sector", "volunteer")
PARTS = ("custody", "aftercare", "school", "placement", "companion", "authority")
CONSENT_STATES = ("not_asked", "asked", "given", "refused", "withdrawn", "expired")
HISTORY = {
    "people_person": "person",
    "people_personnumber": "number",
    "people_spokenlanguage": "profile",
    "people_workcondition": "work_condition",
    "people_afterrelease": "after_release",
    "people_guardian": "guardian",
    "people_stay": "stay",
    "people_consent": "consent",
    "people_caselink": "case_link",
    "people_assignment": "case_link",
}
ORDER = (
    "organisations_organisation",
    "organisations_contactperson",
    "accounts_user",
    "accounts_membership",
    "people_person",
    "people_consent",
    "people_caselink",
    "people_assignment",
    "people_stay",
    "people_personnumber",
    "people_spokenlanguage",
    "people_wish",
    "people_qualification",
    "people_workcondition",
    "people_afterrelease",
    "people_guardian",
    "people_namedpurpose",
    "people_notduplicate",
    "audit_entry",
    "audit_history",
    "audit_access",
    "openings_opening",
    "imports_import",
    "imports_rowresult",
    "imports_remembered",
)


@dataclass
class World:
    """Everything that is in the database, as its maker knows it."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {table: [] for table in ORDER})

    def add(self, table: str, **values: Any) -> Row:
        """Add one row."""
        self.rows[table].append(values)
        return values

    def find(self, table: str, key: Any) -> Row:
        """Return the row with a key."""
        return next(row for row in self.rows[table] if row["id"] == key)

    @property
    def actors(self) -> list[Who]:
        """Return everybody who may act."""
        return [
            Who(m["user_id"], m["id"], m["organisation_id"], tuple(m["roles"]), name=",".join(m["roles"]))
            for m in self.rows["accounts_membership"]
        ]


class Maker:
    """Make a world; every decision comes from one `Random`, so that a failure can be made smaller."""

    def __init__(self, random: Random, region: Any, occupation: Any) -> None:
        self.random = random
        self.region = region
        self.occupation = occupation
        self.world = World()
        self.counter = 0

    def number(self) -> int:
        """Return a number not used before."""
        self.counter += 1
        return self.counter

    def key(self) -> uuid.UUID:
        """Return a new key."""
        return uuid.UUID(int=self.number(), version=4)

    def one(self, values: Any) -> Any:
        """Choose one value."""
        return self.random.choice(list(values))

    def chance(self, of: float) -> bool:
        """Say yes with a probability."""
        return self.random.random() < of

    def day(self, earliest: int, latest: int) -> date:
        """Choose a day around today."""
        return TODAY + timedelta(days=self.random.randint(earliest, latest))

    def period(self) -> Row:
        """Choose from and until; the edges (today, yesterday, tomorrow) are frequent."""
        start = TODAY + timedelta(days=self.one((-9, -9, -2, -1, 0, 1)))
        end = self.one((None, None, -1, 0, 1, 2, 10))  # one that ended on the day it began has no day
        return {"from_on": start, "until_on": None if end is None else start + timedelta(days=end)}

    def make(self, organisations: int, members: int, people: int) -> World:
        """Make it."""
        from throughgate.ground.accounts.access import ROLES

        for number in range(organisations):
            self.organisation(number)
        # Every role is there at least once in a large world.
        for number in range(members):
            roles = {self.one(ROLES) if number >= len(ROLES) else ROLES[number]}
            if self.chance(0.2):
                roles.add(self.one(ROLES))
            self.member(number, sorted(roles))
        for number in range(people):
            self.person(number)
        for row in list(self.world.rows["people_person"]):
            self.decisions(row["id"])
        self.audit(None)
        for organisation in self.world.rows["organisations_organisation"]:
            self.offer(organisation["id"])
            self.bring_in(organisation["id"])
        return self.world

    def organisation(self, number: int) -> None:
        key = self.key()
        self.world.add(
            "organisations_organisation",
            id=key,
            version=1,
            code=f"w{number}",
            kind=KINDS[number] if number < 4 else self.one(KINDS),
            name=f"W{number}",
            legal_name="",
            name_key=f"w{number}",
            region_id=self.region,
            legal_regime="gdpr",
            controller="",
            website="",
            created_at=MOMENT,
        )
        self.world.add(
            "organisations_contactperson",
            id=self.key(),
            version=1,
            organisation_id=key,
            given_names="",
            family_name="C",
            function="",
            telephone="",
            email="",
            preferred_channel="",
            languages=[],
        )

    def member(self, number: int, roles: list[str]) -> None:
        user = self.key()
        self.world.add(
            "accounts_user",
            id=user,
            password="!",
            username=f"w{number}",
            email="",
            given_names="W",
            family_name="W",
            language="",
            is_active=True,
            is_service=False,
            created_at=MOMENT,
        )
        self.world.add(
            "accounts_membership",
            id=self.key(),
            version=1,
            user_id=user,
            organisation_id=self.one(self.world.rows["organisations_organisation"])["id"],
            roles=roles,
            starts_on=TODAY - timedelta(days=500),
        )

    def person(self, number: int) -> None:
        world, person = self.world, self.key()
        organisations = [o["id"] for o in world.rows["organisations_organisation"]]
        members = world.rows["accounts_membership"]
        world.add(
            "people_person",
            id=person,
            version=1,
            registered_by_id=self.one(organisations),
            given_names="",
            family_name=f"P{number}",
            called_name="",
            name_key=f"p{number}",
            search_key=f"p{number}",
            alike_keys=[],
            birth_precision="day",
            home_postcode="",
            right_to_work="",
            wish_kinds=[],
            created_at=MOMENT,
            changed_at=MOMENT,
        )
        for _ in range(self.random.randint(1, 3)):
            member = self.one(members)
            self.consent(person, member, self.one(CONSENT_STATES), self.one([None, *organisations]))
        self.links(person, organisations)
        own = {"version": 1, "person_id": person}
        world.add(
            "people_stay",
            id=self.key(),
            **own,
            organisation_id=self.one(organisations),
            arrived_on=TODAY - timedelta(days=400),
            release_expected_on=self.one((None, TODAY + timedelta(days=30))),
            ended_by="",
        )
        for organisation in self.random.sample(organisations, min(3, len(organisations))):
            world.add(
                "people_personnumber",
                id=self.key(),
                **own,
                organisation_id=organisation,
                number=str(self.number()),
            )
        world.add("people_spokenlanguage", id=self.key(), **own, language="de", level="")
        world.add("people_wish", id=self.key(), **own, occupation_id=self.occupation)
        world.add("people_qualification", id=self.key(), **own, what="Q", obtained_precision="day")
        world.add("people_workcondition", id=self.key(), **own, kind="no_driving")
        world.add(
            "people_afterrelease",
            id=self.key(),
            **own,
            telephone="",
            email="",
            address="",
            preferred_channel="",
        )
        world.add(
            "people_guardian",
            id=self.key(),
            **own,
            given_names="",
            family_name="G",
            relation="",
            telephone="",
            email="",
        )
        for member in self.random.sample(members, min(2, len(members))):
            world.add(
                "people_namedpurpose",
                id=self.key(),
                person_id=person,
                membership_id=member["id"],
                organisation_id=member["organisation_id"],
                purpose="stand_in",
                words="",
                named_at=MOMENT,
                ends_at=MOMENT + timedelta(minutes=self.one((30, 31))),
            )
        self.audit(person)

    def consent(self, person: Any, member: Row, state: str, recipient: Any, **other: Any) -> Row:
        return self.world.add(
            "people_consent",
            **{
                "id": self.key(),
                "version": 1,
                "person_id": person,
                "purpose": self.one(("take_part", "package")),
                "recipient_id": recipient,
                "recipient_text": "",
                "scope": "",
                "state": state,
                "asked_by_id": member["id"],
                "asked_for_id": member["organisation_id"],
                "explained_in": "de",
                "expires_on": None,
                **other,
            },
        )

    def links(self, person: Any, organisations: list[Any]) -> None:
        world, made = self.world, []
        for organisation in self.random.sample(organisations, self.random.randint(0, len(organisations))):
            basis = self.one(("statute", "statute", "consent"))
            consent = None
            if basis == "consent":
                consent = self.consent(
                    person,
                    self.one(world.rows["accounts_membership"]),
                    self.one(("given", "given", "given", "withdrawn", "asked")),
                    organisation,
                    purpose="take_part",
                    expires_on=self.one((None, None, self.day(-1, 1))),
                )["id"]
            made.append(
                world.add(
                    "people_caselink",
                    id=self.key(),
                    version=1,
                    person_id=person,
                    organisation_id=organisation,
                    role=self.part(organisation),
                    basis=basis,
                    consent_id=consent,
                    shared_from_id=self.one(made)["id"] if made and self.chance(0.5) else None,
                    **self.period(),
                )
            )
            members = [m for m in world.rows["accounts_membership"] if m["organisation_id"] == organisation]
            for member in members:
                if self.chance(0.4):
                    world.add(
                        "people_assignment",
                        id=self.key(),
                        version=1,
                        person_id=person,
                        link_id=made[-1]["id"],
                        membership_id=member["id"],
                        **self.period(),
                    )

    def offer(self, organisation: Any) -> None:
        self.world.add(
            "openings_opening",
            id=self.key(),
            version=1,
            organisation_id=organisation,
            kind="job",
            title="O",
            title_key="o",
            occupation_text="",
            is_on_the_road=False,
            expires_on=TODAY + timedelta(days=30),
            licence="",
            german="",
            certificates=[],
            demands=[],
            wage_period="",
            wage_text="",
            description="",
            shifts=[],
            state="open",
            source="",
            external_number="",
            created_at=MOMENT,
            changed_at=MOMENT,
        )

    def bring_in(self, organisation: Any) -> None:
        """Add an import with one row: for everybody there who imports the kind, or for one member alone."""
        from throughgate.ground.accounts.access import ACCESS

        member = self.one(self.world.rows["accounts_membership"])
        own = {
            "organisation_id": organisation,
            "kind": self.one(sorted(k.removeprefix("import_") for k in ACCESS if k.startswith("import_"))),
            "only_for": self.one((None, None, member["id"])),
        }
        job = self.world.add(
            "imports_import",
            id=self.key(),
            version=1,
            **own,
            membership_id=member["id"],
            state="done",
            created_at=MOMENT,
            file_key="",
            file_name="f.csv",
            file_size=1,
            file_hash="",
            reading="{}",
            mapping="{}",
            source_key="",
            options="{}",
            last_index=1,
            share=0,
            counts="{}",
            reasons="{}",
            skipped="[]",
            failure="{}",
            undone=0,
            kept=0,
        )
        self.world.add(
            "imports_rowresult",
            id=self.key(),
            of_id=job["id"],
            **own,
            number=1,
            index=self.number(),
            outcome="asked",
            reasons="[]",
            values="{}",
            answers="{}",
            fingerprint=self.key(),
            undo="[]",
            is_preview=False,
            settled="",
        )
        self.world.add(
            "imports_remembered",
            id=self.key(),
            organisation_id=organisation,
            kind=own["kind"],
            source_key=str(self.number()),
            mapping="{}",
            changed_at=MOMENT,
        )

    def part(self, organisation: Any) -> str:
        """Choose the part that fits the kind of organisation, now and then another one."""
        from throughgate.person.people.rules import PART_OF_KIND

        kind = self.world.find("organisations_organisation", organisation)["kind"]
        return PART_OF_KIND[kind] if self.chance(0.85) else self.one(PARTS)

    def decisions(self, person: Any) -> None:
        other = self.one(self.world.rows["people_person"])["id"]
        if other != person:
            self.world.add(
                "people_notduplicate",
                id=self.key(),
                organisation_id=self.one(self.world.rows["organisations_organisation"])["id"],
                person_id=person,
                other_id=other,
                decided_at=MOMENT,
            )

    def audit(self, person: Any) -> None:
        world = self.world
        for kind in ("person", "consent"):
            member = self.one(world.rows["accounts_membership"])
            world.add(
                "audit_entry",
                id=self.key(),
                at=MOMENT,
                user_id=member["user_id"],
                membership_id=member["id"],
                organisation_id=member["organisation_id"],
                request="",
                action=f"{kind}.change",
                subject_kind=kind,
                subject_id=None,
                person_id=person,
                fields=[],
                why="",
            )
        for table, kind in HISTORY.items() if person else [("organisations_contactperson", "organisation")]:
            member, asked = (self.one(world.rows["accounts_membership"]) for _ in range(2))
            owned = table in ("people_personnumber", "people_stay", "people_caselink") or not person
            world.add(
                "audit_history",
                id=self.number() + 1_000_000,
                at=MOMENT,
                table_name=table,
                kind=kind,
                row_id=self.key(),
                person_id=person,
                owner_id=self.one(world.rows["organisations_organisation"])["id"] if owned else None,
                operation="update",
                membership_id=member["id"],
                organisation_id=member["organisation_id"],
                request="",
                before=f'{{"asked_by_id": "{asked["id"]}"}}',
            )
        member = self.one(world.rows["accounts_membership"])
        if person:
            world.add(
                "audit_access",
                id=self.number() + 1_000_000,
                at=MOMENT,
                user_id=member["user_id"],
                membership_id=member["id"],
                organisation_id=member["organisation_id"],
                roles=member["roles"],
                request="",
                page="people:page",
                method="GET",
                purpose="caseload",
                people=[person],
            )


def empty(session: Session) -> None:
    """Take the cast away, for this transaction."""
    from throughgate.foundation.database import wall

    session.owner()
    tables = ", ".join(f'"{table}"' for table in sorted(wall.protected_tables()))
    session.rows(f"TRUNCATE {tables}, accounts_membership, accounts_user, organisations_organisation CASCADE")


def make(session: Session, random: Random, organisations: int, members: int, people: int) -> World:
    """Make a world and let the owner insert it."""
    session.owner()
    region = session.one("SELECT id FROM organisations_region LIMIT 1")
    occupation = session.one("SELECT code FROM vocabulary_occupation LIMIT 1")
    world = Maker(random, region, occupation).make(organisations, members, people)
    for table in ORDER:
        insert_all(session, table, world.rows[table])
    return world
