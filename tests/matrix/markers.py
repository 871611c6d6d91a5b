"""Which texts of the cast each member may ever see, from the access table and the links of the cast."""

from __future__ import annotations

import re

from tests.cast import ORGANISATIONS, STAFF
from throughgate.ground.accounts.access import ACCESS

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
}
MARKER = re.compile(r"marker(emre|milan|ana)(given|family|called|number|qualification|phone|address|@example|guardian|"
                    r"scope|recipient|refused)?|marker(contact[a-z]+)", re.IGNORECASE)  # fmt: skip


def allowed(username: str) -> set[str]:
    """Return every marker that a member may see, in small letters."""
    code, roles = STAFF[username]

    def reads(kind: str) -> bool:
        return any(role in ACCESS[kind].read for role in roles)

    found = set()
    for person, links in LINKED.items():
        if code not in links or not reads("person"):
            continue
        if "volunteer" in roles and person not in CASELOAD.get(username, ()):
            continue
        for field, kind in FIELDS.items():
            own_number = field != "number" or REGISTERED[person] == code
            own_refusal = field != "refused" or ASKED[person] == username
            if reads(kind) and own_number and own_refusal:
                found.add(person + field)
    for organisation in ORGANISATIONS:
        if reads("organisation") or organisation == code:
            found.add(f"contact{organisation.replace('-', '')}")
    return found


def seen(text: str) -> set[str]:
    """Return every marker in a text, in small letters."""
    found = set()
    for match in MARKER.finditer(text):
        person, field, contact = match.groups()
        found.add((contact or f"{person}{field or 'given'}").lower())
    return found


def people_named(markers: set[str]) -> set[str]:
    """Return the people whose names are among the markers."""
    return {p for p in LINKED for field in ("given", "family", "called") if f"{p}{field}" in markers}
