"""Worlds made at random: organisations, members, people, and rows of every kind around them."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from tests.policies.people import People
from tests.policies.rows import MOMENT, ORDER, TODAY, World
from tests.policies.sql import Session, insert_all

KINDS = ("prison", "probation", "school", "company", "chamber", "club", "third_sector", "volunteer")
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


class Maker(People):
    """Make a world."""

    def make(self, organisations: int, members: int, people: int) -> World:
        """Make it."""
        from throughgate.ground.acting.roles import ROLES

        for number in range(organisations):
            self.organisation(number)
        # Every role is there at least once in a large world.
        for number in range(members):
            roles = {self.one(ROLES) if number >= len(ROLES) else ROLES[number]}
            if self.chance(0.2):
                roles.add(self.one(ROLES))
            self.member(number, sorted(roles))
        for number in range(people):
            self.audit(self.person(number))
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

    def offer(self, organisation: Any) -> None:
        self.world.add(
            "openings_opening",
            id=self.key(),
            version=1,
            organisation_id=organisation,
            kind="job",
            title="O",
            title_key="o",
            words_key="",
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
            is_public=False,
            taken=0,
            requirements="{}",
            created_at=MOMENT,
            changed_at=MOMENT,
        )

    def bring_in(self, organisation: Any) -> None:
        """Add an import of each kind."""
        from throughgate.ground.acting.access import ACCESS

        for kind in sorted(k.removeprefix("import_") for k in ACCESS if k.startswith("import_")):
            self.bring_in_one(organisation, kind)

    def bring_in_one(self, organisation: Any, kind: str) -> None:
        """Add an import with one row: for everybody there who imports the kind, or for one member alone."""
        member = self.one(self.world.rows["accounts_membership"])
        own = {
            "organisation_id": organisation,
            "kind": kind,
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
    from throughgate.foundation.database import policies

    session.owner()
    tables = ", ".join(f'"{table}"' for table in sorted(policies.protected_tables()))
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
