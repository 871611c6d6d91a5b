"""Addresses for somebody: with ids of their own, of others, mixed, or of nobody."""

from __future__ import annotations

import random
import re
import uuid
from dataclasses import dataclass
from typing import NamedTuple

from throughgate.bench.attack.house import ASSIGNED, REACH, House, Member, Row
from throughgate.desk.work import whole
from throughgate.foundation.web.routes import Route, routes


class Place(NamedTuple):
    """Where the rows stand that a part of an address names, and the column that says what they hang on."""

    table: str
    parent: str = ""


# The word before an id in an address, with the name of the id.
PLACES = {
    "people/key": Place("people_person"),
    "propose/opening": Place("openings_opening"),
    "introductions/row": Place("placements_placement", "person_id"),
    "stays/row": Place("people_stay", "person_id"),
    "languages/row": Place("people_spokenlanguage", "person_id"),
    "qualifications/row": Place("people_qualification", "person_id"),
    "conditions/row": Place("people_workcondition", "person_id"),
    "consents/row": Place("people_consent", "person_id"),
    "links/row": Place("people_caselink", "person_id"),
    "assignments/row": Place("people_assignment", "person_id"),
    "letters/row": Place("observations_referenceletter", "person_id"),
    "slips/row": Place("observations_slip", "person_id"),
    "sheets/line": Place("observations_sheetperson", "person_id"),
    "remarks/row": Place("observations_remark", "person_id"),
    "follow-ups/row": Place("followups_followup", "person_id"),
    "feedback/row": Place("followups_feedback", "person_id"),
    "sheets/key": Place("observations_sheet"),
    "courses/key": Place("schooling_course"),
    "enrolments/row": Place("schooling_enrolment", "course_id"),
    "certificates/row": Place("schooling_examregistration", "person_id"),
    "subjects/row": Place("schooling_subject", "course_id"),
    "groups/key": Place("observations_persongroup"),
    "issuers/key": Place("observations_letterissuer"),
    "openings/key": Place("openings_opening"),
    "openings/opening": Place("openings_opening"),
    "notes/key": Place("contact_log_note", "organisation_id"),
    "agreements/key": Place("contact_log_agreement", "organisation_id"),
    "plan/row": Place("chain_step", "person_id"),
    "plan/key": Place("planning_plan"),
    "own-introductions/key": Place("placements_introduction"),
    "registrations/key": Place("register_registration"),
    "imports/key": Place("imports_import"),
    "rows/row": Place("imports_rowresult", "of_id"),
    "members/key": Place("accounts_membership"),
    "invitations/key": Place("accounts_invitation"),
    "sites/key": Place("organisations_site", "organisation_id"),
    "contacts/key": Place("organisations_contactperson", "organisation_id"),
}
ARGUMENT = re.compile(r"([a-z-]*)/?<(\w+):(\w+)>")
NAMED = {"token", "username", "name", "rule"}
"""What stands in an address and is no id."""
TOKEN = "no-such-token"  # noqa: S105 - it opens nothing
RESET = "accounts/password/reset/key/1-abc/"
ONE, TWO = ("own", "foreign", "absent"), ("own", "foreign", "foreign row", "foreign key", "absent")
"""Whose the ids of an address are, for addresses with one id and with two."""


@dataclass(frozen=True)
class Address:
    """A route with what its ids are."""

    route: Route
    parts: tuple[str, ...]
    """What `PLACES` calls its ids; the code of an organisation is `code`."""

    @property
    def modes(self) -> tuple[str, ...]:
        """Return whose the ids can be."""
        return ("",) if not self.parts else ONE if len(self.parts) == 1 else TWO


class Addresses:
    """Give addresses from the rows of the house as they were when this was made."""

    def __init__(self, house: House) -> None:
        self.every = [Address(route, parts_of(route)) for route in routes()]
        self.rows = {part: house.table(*place) for part, place in PLACES.items()}
        self.codes = dict(house.rows("SELECT id, code FROM organisations_organisation ORDER BY id"))
        self.reach, self.assigned = house.pairs(REACH), house.pairs(ASSIGNED)

    def fill(self, address: Address, member: Member, mode: str, choice: random.Random) -> str:
        """Return the address, from its first slash, with ids as `mode` says."""
        if address.route.pattern.startswith("^"):
            return f"/{RESET}"
        values = self._values(address, member, mode, choice)
        names = {
            "token": TOKEN,
            "username": member.username or "demo.nobody",
            "name": choice.choice([*sorted(whole()), "no-such-part"]),
            "rule": choice.choice(["eesa", "no-such-rule"]),
        }

        def value(match: re.Match[str]) -> str:
            name = match[3]
            return f"{match[1]}/{values.pop(0)}" if name not in names else f"{match[1]}/{names[name]}"

        return "/" + ARGUMENT.sub(value, address.route.pattern)

    def _values(self, address: Address, member: Member, mode: str, choice: random.Random) -> list[str]:
        parts = list(address.parts)
        if not parts:
            return []
        if mode == "absent":
            return [_absent(choice) if part != "code" else "no-such-house" for part in parts]
        last = self._row(parts[-1], member, choice, own=mode in ("own", "foreign key"))
        if len(parts) == 1:
            return [last[0]]
        first = last[1]
        if mode in ("foreign row", "foreign key") or not first:
            first = self._row(parts[0], member, choice, own=mode in ("own", "foreign row"))[0]
        return [first, last[0]]

    def _row(self, part: str, member: Member, choice: random.Random, *, own: bool) -> tuple[str, str]:
        """Return a row's id and what it hangs on; an id that nothing has where there is no such row."""
        if part == "code":
            codes = [code for code in self.codes.values() if (code == member.code) == own]
            return (choice.choice(codes) if codes else "no-such-house"), ""
        found = [row for row in self.rows[part] if self.is_own(row, member) == own]
        mine = [row for row in found if self._is_assigned(row, member)]
        if not found:
            return _absent(choice), ""
        row = choice.choice(mine if own and mine and choice.random() < 0.8 else found)
        parent = self.codes.get(row.parent, str(row.parent)) if row.parent else ""
        return str(row.key), parent

    def is_own(self, row: Row, member: Member) -> bool:
        """Say whether a row is about somebody the member's organisation reaches, or is the organisation's or their own."""
        if row.person is not None:
            return (member.organisation, row.person) in self.reach
        return row.owner is not None and row.owner in (member.organisation, member.key)

    def _is_assigned(self, row: Row, member: Member) -> bool:
        if row.person is None:
            return row.owner == member.key
        return (member.key, row.person) in self.assigned


def parts_of(route: Route) -> tuple[str, ...]:
    """Return what the ids of a route are; raise KeyError for an id or a name that nothing here knows."""
    found = []
    for word, kind, name in ARGUMENT.findall(route.pattern):
        if name == "code":
            found.append("code")
        elif kind == "uuid":
            PLACES[f"{word}/{name}"]
            found.append(f"{word}/{name}")
        elif name not in NAMED:
            raise KeyError(name)
    return tuple(found)


def _absent(choice: random.Random) -> str:
    return str(uuid.UUID(int=choice.getrandbits(128), version=4))
