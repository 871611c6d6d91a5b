"""People of a random world: their rows, consents, links with dates and shares."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.policies.rows import MOMENT, SMALL, TODAY, Dice, Row

PARTS = ("custody", "aftercare", "school", "placement", "companion", "authority")
CONSENT_STATES = ("not_asked", "asked", "given", "refused", "withdrawn", "expired")


class People(Dice):
    """Make people."""

    def person(self, number: int) -> Any:
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
        world.add("people_wish", id=self.key(), **own, occupation_id=self.occupation)
        for table, (_kind, values) in SMALL.items():
            world.add(table, id=self.key(), **own, **values)
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
        return person

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
