"""Worlds as plain data, and the dice that decide what is in one.

`rows[table]` is a list of dictionaries. The owner inserts it; the oracle reads it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tests.policies.sql import Who

TODAY = date(2026, 5, 22)
MOMENT = datetime(2026, 5, 22, 10, tzinfo=UTC)
Row = dict[str, Any]

SMALL: dict[str, tuple[str, Row]] = {
    "people_spokenlanguage": ("profile", {"language": "de", "level": ""}),
    "people_qualification": ("profile", {"what": "Q", "obtained_precision": "day"}),
    "people_workcondition": ("work_condition", {"kind": "no_driving"}),
    "people_afterrelease": (
        "after_release",
        {"telephone": "", "email": "", "address": "", "preferred_channel": ""},
    ),
    "people_guardian": (
        "guardian",
        {"given_names": "", "family_name": "G", "relation": "", "telephone": "", "email": ""},
    ),
}
"""Tables of small rows about a person: which kind of record they are, and what else stands in a row."""

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
    "people_wish",
    *SMALL,
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


class Dice:
    """Every decision comes from one `Random`, so that a failure can be made smaller."""

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
