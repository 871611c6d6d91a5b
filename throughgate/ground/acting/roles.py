"""Roles, and what a kind of record is: who reads it and who writes it. Each app says so of its own in `rights.py`."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = (
    "observer",
    "teacher",
    "case_lead",
    "placement_officer",
    "probation_officer",
    "company_contact",
    "tso_worker",
    "volunteer",
    "trainer",
    "editor",
    "manager",
    "data_protection_officer",
    "administrator",
)

SEES_PEOPLE = frozenset(
    {
        "observer",
        "teacher",
        "case_lead",
        "placement_officer",
        "probation_officer",
        "tso_worker",
        "volunteer",
        "data_protection_officer",
    },
)
"""Roles that open people: by lists, pages and searches."""

LOOKS_AFTER = SEES_PEOPLE - {"data_protection_officer"}
"""Roles whose work is with people; a data-protection officer only checks."""

NEEDS_SECOND_FACTOR = SEES_PEOPLE | {"manager"}
"""A manager learns who was shared with the organisation, to say who looks after them."""

REACHES_ORGANISATION = SEES_PEOPLE - {"volunteer"}
"""Roles that may look beyond their own caseload, within the organisation, with a purpose."""


STAFF = "observer teacher case_lead placement_officer probation_officer tso_worker data_protection_officer"
"""Who works in an organisation that has cases, as `kind` takes it."""


@dataclass(frozen=True)
class Kind:
    """One kind of record: who reads it and who writes it."""

    name: str
    read: frozenset[str]
    write: frozenset[str]
    within: frozenset[str] = frozenset()
    """Kinds of organisation outside of which no role opens it; empty: every role does wherever it is given."""


def kind(name: str, *, read: str = "", write: str = "", within: str = "") -> Kind:
    """Return a kind of record, read and written by roles that are named with blanks between; who writes it reads it."""
    writers = frozenset(write.split())
    return Kind(name, frozenset(read.split()) | writers, writers, frozenset(within.split()))
