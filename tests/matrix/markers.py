"""Which texts of the cast each member may ever see, from the access table, the links of the cast and whose rows are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tests.cast import ORGANISATIONS, STAFF
from tests.records import COURSES, IMPORTS, LETTERS, RECORDS
from throughgate.ground.acting.access import ACCESS

# Who is linked to whom in the cast: person -> organisations with a link that counts.
LINKED = {
    "emre": {"north": "custody", "probation": "aftercare", "chamber": "placement", "club": "companion"},
    "milan": {"north": "custody"},
    "ana": {"south": "custody"},
}
REGISTERED = {"emre": "north", "milan": "north", "ana": "south"}
ASKED = {"emre": "lead", "milan": "colleague", "ana": "stranger"}
CASELOAD = {
    "lead": {"emre"},
    "colleague": {"milan"},
    "stranger": {"ana"},
    "aftercare": {"emre"},
    "placement": {"emre"},
    "trainer": {"emre"},
}
# What each marker is a record of, in the words of the access table.
FIELDS = {
    "given": "person",
    "family": "person",
    "called": "person",
    "number": "number",
    "qualification": "profile",
    "phone": "after_release",
    "address": "after_release",
    "@example": "after_release",
    "guardian": "guardian",
    "scope": "consent",
    "recipient": "consent",
    "refused": "consent",
    "leftout": "chain",
}
# Rows of `tests/records.py` and openings: whose they are decides as much as the access table.
OF_ROWS = ("enrolled", "occasion", "note", "objection", "answer", "group", "letter", "row", "file")
MARKER = re.compile(
    rf"marker(emre|milan|ana)({'|'.join([*FIELDS, *OF_ROWS])})?|"
    r"marker(contact[a-z]+|opening(?:roofing|club)|(?:roofing|club)description|(?:north|south)issuer)",
)
"""In small letters: looking for both kinds at every letter of a page takes ten times as long."""


def can(who: str, action: str, kind: str) -> bool:
    """Say whether one of a member's roles reads or writes a kind of record."""
    return any(role in getattr(ACCESS[kind], action) for role in STAFF[who][1])


def sees(who: str, person: str) -> bool:
    """Say whether a person exists for a member: by a link that counts, a volunteer's by the own caseload."""
    code, roles = STAFF[who]
    mine = "volunteer" not in roles or person in CASELOAD.get(who, ())
    return code in LINKED[person] and mine and can(who, "read", "person")


@cache
def allowed(who: str) -> frozenset[str]:
    """Return every marker that a member may see, in small letters."""
    code = STAFF[who][0]
    found = set()
    for person in filter(lambda person: sees(who, person), LINKED):
        for field, kind in FIELDS.items():
            own_number = field != "number" or REGISTERED[person] == code
            own_refusal = field != "refused" or ASKED[person] == who
            if can(who, "read", kind) and own_number and own_refusal:
                found.add(person + field)
    for organisation in ORGANISATIONS:
        if can(who, "read", "organisation") or organisation == code:
            found.add(f"contact{organisation.replace('-', '')}")
    if can(who, "read", "company_log"):
        found |= {"contactnote", "contactagreement"}
    if can(who, "read", "registration"):
        found |= {"contactregistered", "contactproposed"}
    return frozenset(found) | set(_of_rows(who))


def _of_rows(who: str) -> Iterator[str]:
    code = STAFF[who][0]
    for person, observer, state in RECORDS.values():
        shown = state == "signed" and sees(who, person)
        mine = who == observer and can(who, "write", "sheet")
        if mine or (shown and can(who, "read", "competencies")):
            yield f"{person}occasion"
        if mine or (shown and can(who, "read", "sheet")):
            yield f"{person}note"
        if shown and (mine or can(who, "read", "own_voice")):
            yield from (f"{person}objection", f"{person}answer")
        if code == STAFF[observer][0] and can(who, "write", "person_group"):
            yield f"{person}group"
    for teacher, officer, people in COURSES.values():
        for person in people:
            if who in (teacher, officer) or (sees(who, person) and can(who, "read", "enrolment")):
                yield f"{person}enrolled"
    for person, writer in LETTERS.values():
        issued = STAFF[writer][0]
        if sees(who, person) and can(who, "read", "reference_letter"):
            yield from (f"{person}letter", f"{issued}issuer")
        if code == issued and can(who, "read", "letter_issuer"):
            yield f"{issued}issuer"
    for importer, marker, _state in IMPORTS.values():
        if code == STAFF[importer][0] and can(who, "read", "import_people"):
            yield from (f"{marker.lower()[6:]}row", f"{marker.lower()[6:]}file")
    for offers in ("roofing", "club"):
        if can(who, "read", "opening") or (code == offers and can(who, "read", "own_opening")):
            yield from (f"opening{offers}", f"{offers}description")


def seen(text: str) -> set[str]:
    """Return every marker in a text, in small letters."""
    text = text.lower()
    if "marker" not in text:
        return set()
    return {other or f"{person}{field or 'given'}" for person, field, other in MARKER.findall(text)}


def people_named(markers: set[str]) -> set[str]:
    """Return the people whose names are among the markers."""
    return {p for p in LINKED for field in ("given", "family", "called") if f"{p}{field}" in markers}
