"""Who sees and changes what, said again in Python from the prose of the architecture, without a look at any policy.

Rights come from the access table (role × kind × read or write); reach comes from case links in force:

- A link by law counts in its period; a link by consent while the consent is given and not over; a share in no day
  in which the link it came from does not count.
- My organisation's links that count today show me their people. Roles that do not reach beyond their caseload also
  need an assignment of mine that counts today.
- Numbers are for the organisation that gave them; work conditions for organisations in custody; other organisations'
  links for custody, aftercare and the sharer.
- A consent is for the one who took it. Others see it while it is given and a link may still rest on it; the asking
  organisation also sees what is asked. What was refused, withdrawn or ran out looks the same to them: not there.
- The person sees all rows about them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.policies.rows import SMALL, TODAY, Row, World
from tests.policies.sql import Who
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import REACHES_ORGANISATION
from throughgate.person.people.rules import PART_OF_KIND

FOREVER = date.max
LAWFUL = ("custody", "aftercare")
EDITED_TOGETHER = ("organisation", "site", "contact", "opening", "membership", "invitation")
KIND_OF = {
    "people_personnumber": "number",
    "people_wish": "profile",
    **{table: kind for table, (kind, _values) in SMALL.items()},
}
ABOUT_ME = (*KIND_OF, "people_stay", "people_consent", "people_caselink", "people_assignment")


@dataclass(frozen=True)
class Line:
    """A link with the days on which it counts."""

    link: Row
    start: date
    end: date

    def counts(self, day: date) -> bool:
        return self.start <= day <= self.end


class Oracle:
    """What one world shows to whom."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.consents = {row["id"]: row for row in world.rows["people_consent"]}
        self.links = {row["id"]: row for row in world.rows["people_caselink"]}
        self.kinds = {row["id"]: row["kind"] for row in world.rows["organisations_organisation"]}
        self.known: dict[Who, list[Line]] = {}
        self.lines = {key: line for key, row in self.links.items() if (line := self.line(row))}

    def line(self, link: Row) -> Line | None:
        """Return the days on which a link counts, or None where it never does."""
        start, end = link["from_on"], link["until_on"] or FOREVER
        if link["basis"] == "consent":
            consent = self.consents[link["consent_id"]]
            if consent["state"] != "given":
                return None
            end = min(end, consent["expires_on"] or FOREVER)
        if link["shared_from_id"]:
            origin = self.line(self.links[link["shared_from_id"]])
            if origin is None:
                return None
            start, end = max(start, origin.start), min(end, origin.end)
        return Line(link, start, end)

    # What an actor has

    def can(self, who: Who, action: str, kind: str) -> bool:
        """Say whether a role of the actor reads or writes a kind of record."""
        allowed = ACCESS[kind].read if action == "read" else ACCESS[kind].write
        return any(role in allowed for role in who.roles)

    def caseload(self, who: Who) -> list[Row]:
        """Return the actor's assignments that count today."""
        return [
            row
            for row in self.world.rows["people_assignment"]
            if row["membership_id"] == who.membership
            and self.can(who, "read", "person")
            and row["from_on"] <= TODAY <= (row["until_on"] or FOREVER)
            and row["link_id"] in self.lines
            and self.lines[row["link_id"]].counts(TODAY)
        ]

    def my_lines(self, who: Who, person: Any = None) -> list[Line]:
        """Return the lines that open people to the actor."""
        if who not in self.known:
            self.known[who] = self._my_lines(who)
        return [line for line in self.known[who] if person is None or line.link["person_id"] == person]

    def _my_lines(self, who: Who) -> list[Line]:
        if not self.can(who, "read", "person"):
            return []
        mine = {row["person_id"] for row in self.caseload(who)}
        reaches = any(role in REACHES_ORGANISATION for role in who.roles)
        return [
            line
            for line in self.lines.values()
            if line.link["organisation_id"] == who.organisation
            and line.counts(TODAY)
            and (reaches or line.link["person_id"] in mine)
        ]

    def sees(self, who: Who, person: Any, *parts: str) -> bool:
        """Say whether a person is there for the actor (by a link with one of these parts)."""
        return any(not parts or line.link["role"] in parts for line in self.my_lines(who, person))

    # Select

    def selects(self, who: Who, table: str, row: Row) -> bool:
        """Say whether the actor reads a row."""
        if who.person is not None:
            if table == "people_person" and row["id"] == who.person:
                return True
            if table in ABOUT_ME and row["person_id"] == who.person:
                return True
        if table in KIND_OF:
            return self.can(who, "read", KIND_OF[table]) and self._of_person(who, table, row)
        return bool(getattr(self, f"_select_{table}")(who, row))

    def _of_person(self, who: Who, table: str, row: Row) -> bool:
        parts = ("custody",) if table == "people_workcondition" else ()
        own = table != "people_personnumber" or row["organisation_id"] == who.organisation
        return own and self.sees(who, row["person_id"], *parts)

    def _select_people_person(self, who: Who, row: Row) -> bool:
        return self.sees(who, row["id"])

    def _select_people_stay(self, who: Who, row: Row) -> bool:
        return self.can(who, "read", "stay") and self.sees(who, row["person_id"])

    def _select_people_consent(self, who: Who, row: Row) -> bool:
        resting = [link["id"] for link in self.links.values() if link["consent_id"] == row["id"]]
        stands = [key for key in resting if key in self.lines and self.lines[key].end >= TODAY]
        return (
            self.can(who, "read", "consent")
            and self.sees(who, row["person_id"])
            and (
                row["asked_by_id"] == who.membership
                or (row["state"] == "asked" and row["asked_for_id"] == who.organisation)
                or (row["state"] == "given" and (not resting or bool(stands)))
            )
        )

    def _select_people_caselink(self, who: Who, row: Row) -> bool:
        shared_by_me = any(line.link["id"] == row["shared_from_id"] for line in self.my_lines(who))
        return (
            self.can(who, "read", "case_link")
            and self.sees(who, row["person_id"])
            and (
                row["organisation_id"] == who.organisation
                or shared_by_me
                or self.sees(who, row["person_id"], *LAWFUL)
            )
        )

    def _select_people_assignment(self, who: Who, row: Row) -> bool:
        link = self.links[row["link_id"]]
        return link["organisation_id"] == who.organisation and self._select_people_caselink(who, link)

    def _select_people_namedpurpose(self, who: Who, row: Row) -> bool:
        return row["membership_id"] == who.membership or (
            self.can(who, "read", "access_log") and row["organisation_id"] == who.organisation
        )

    def _select_people_notduplicate(self, who: Who, row: Row) -> bool:
        return row["organisation_id"] == who.organisation and self.sees(who, row["person_id"])

    def _select_organisations_contactperson(self, who: Who, row: Row) -> bool:
        return self.can(who, "read", "organisation") or row["organisation_id"] == who.organisation

    def _select_audit_access(self, who: Who, row: Row) -> bool:
        return self.can(who, "read", "access_log") and row["organisation_id"] == who.organisation

    def _select_audit_entry(self, who: Who, row: Row) -> bool:
        about_consent = row["subject_kind"] == "consent"
        ours = row["organisation_id"] == who.organisation
        if row["person_id"] is None:
            shared = row["subject_kind"] in EDITED_TOGETHER or self.can(who, "read", "access_log")
            return ours and (shared or row["membership_id"] == who.membership)
        if ours and self.can(who, "read", "access_log") and not about_consent:
            return True
        return (
            self.can(who, "read", "history")
            and self.sees(who, row["person_id"])
            and (not about_consent or row["membership_id"] == who.membership)
            and (row["subject_kind"] != "work_condition" or self.sees(who, row["person_id"], "custody"))
        )

    def _select_audit_history(self, who: Who, row: Row) -> bool:
        if row["person_id"] is None:
            return self.can(who, "read", "access_log") and row["organisation_id"] == who.organisation
        person, kind = row["person_id"], row["kind"]
        if not (self.can(who, "read", "history") and self.can(who, "read", kind) and self.sees(who, person)):
            return False
        if kind == "number":
            return row["owner_id"] == who.organisation
        if kind == "consent":
            return str(who.membership) in row["before"]
        if kind == "work_condition":
            return self.sees(who, person, "custody")
        if row["table_name"] == "people_assignment":
            return row["organisation_id"] == who.organisation
        if row["table_name"] == "people_caselink":
            return row["owner_id"] == who.organisation or self.sees(who, person, *LAWFUL)
        return True

    def _select_openings_opening(self, who: Who, row: Row) -> bool:
        own = row["organisation_id"] == who.organisation
        return self.can(who, "read", "opening") or (own and self.can(who, "read", "own_opening"))

    def _select_imports_import(self, who: Who, row: Row) -> bool:
        """An import is for those of the organisation who bring in such lists; a private one for whoever did."""
        return self._select_imports_remembered(who, row) and row["only_for"] in (None, who.membership)

    _select_imports_rowresult = _select_imports_import

    def _select_imports_remembered(self, who: Who, row: Row) -> bool:
        return row["organisation_id"] == who.organisation and self.can(who, "read", f"import_{row['kind']}")

    # Update and delete: of rows that are seen

    def updates(self, who: Who, table: str, row: Row) -> bool:
        """Say whether the actor changes a row that is there."""
        if not self.selects(who, table, row):
            return False
        if table in KIND_OF:
            return self.can(who, "write", KIND_OF[table]) and self._of_person(who, table, row)
        match table:
            case "people_person":
                return (self.can(who, "write", "person") or self.can(who, "write", "profile")) and self.sees(
                    who, row["id"]
                )
            case "people_stay":
                return (
                    self.can(who, "write", "stay")
                    and row["organisation_id"] == who.organisation
                    and self.sees(who, row["person_id"], "custody")
                )
            case "people_consent":
                return (
                    self.can(who, "write", "consent")
                    and row["asked_for_id"] == who.organisation
                    and self.sees(who, row["person_id"])
                )
            case "people_assignment":
                return self.can(who, "write", "case_link") and self._select_people_assignment(who, row)
            case "organisations_contactperson":
                return self._keeps_contact(who, row)
            case "openings_opening":
                return self._insert_openings_opening(who, row)
        return table.startswith("imports_")

    def deletes(self, who: Who, table: str, row: Row) -> bool:
        """Say whether the actor removes a row; what happened, such as stays and consents, is never removed."""
        others = ("organisations_contactperson", "openings_opening", "imports_rowresult")
        removable = table in KIND_OF or table in others
        return removable and self.updates(who, table, row)

    # Insert

    def inserts(self, who: Who, table: str, row: Row) -> bool:
        """Say whether the actor may add a row like this one."""
        if table in KIND_OF:
            return self.can(who, "write", KIND_OF[table]) and self._of_person(who, table, row)
        insert = getattr(self, f"_insert_{table}", None)
        return bool(insert and insert(who, row))

    def _insert_people_person(self, who: Who, row: Row) -> bool:
        return self.can(who, "write", "person") and row["registered_by_id"] == who.organisation

    def _insert_people_stay(self, who: Who, row: Row) -> bool:
        return (
            self.can(who, "write", "stay")
            and row["organisation_id"] == who.organisation
            and self.sees(who, row["person_id"], "custody")
        )

    def _insert_people_consent(self, who: Who, row: Row) -> bool:
        return (
            self.can(who, "write", "consent")
            and row["asked_by_id"] == who.membership
            and row["asked_for_id"] == who.organisation
            and self.sees(who, row["person_id"])
        )

    def _insert_people_caselink(self, who: Who, row: Row) -> bool:
        if not self.can(who, "write", "case_link"):
            return False
        if row["role"] != PART_OF_KIND[self.kinds[row["organisation_id"]]]:
            return False
        if row["shared_from_id"] is None:
            return (
                row["organisation_id"] == who.organisation
                and row["basis"] == "statute"
                and not any(link["person_id"] == row["person_id"] for link in self.links.values())
                and self.world.find("people_person", row["person_id"])["registered_by_id"] == who.organisation
            )
        origin = next(
            (
                line.link
                for line in self.my_lines(who, row["person_id"])
                if line.link["id"] == row["shared_from_id"]
            ),
            None,
        )
        if origin is None or (row["role"] == "custody" and origin["role"] != "custody"):
            return False
        if row["basis"] == "statute":
            return row["role"] in LAWFUL and origin["role"] in LAWFUL and origin["basis"] == "statute"
        consent = self.consents[row["consent_id"]]
        return (
            consent["person_id"] == row["person_id"]
            and consent["recipient_id"] == row["organisation_id"]
            and consent["purpose"] == "take_part"
            and consent["state"] == "given"
            # The policy asks for it by what this member sees: one on which everything has ended is shown to nobody else.
            and self._select_people_consent(who, consent)
        )

    def _insert_people_assignment(self, who: Who, row: Row) -> bool:
        return self.can(who, "write", "case_link") and self._select_people_assignment(who, row)

    def _insert_people_namedpurpose(self, who: Who, row: Row) -> bool:
        return (
            row["membership_id"] == who.membership
            and self.sees(who, row["person_id"])
            and (row["ends_at"] - row["named_at"]).total_seconds() <= 30 * 60
        )

    def _insert_people_notduplicate(self, who: Who, row: Row) -> bool:
        return (
            self.can(who, "write", "person")
            and row["organisation_id"] == who.organisation
            and self.sees(who, row["person_id"])
            and self.sees(who, row["other_id"])
        )

    def _insert_openings_opening(self, who: Who, row: Row) -> bool:
        own = row["organisation_id"] == who.organisation
        return self.can(who, "write", "opening") or (own and self.can(who, "write", "own_opening"))

    def _insert_imports_import(self, who: Who, row: Row) -> bool:
        """The worker acts as whoever is named: nobody names somebody else."""
        return self._select_imports_import(who, row) and row["membership_id"] == who.membership

    _insert_imports_rowresult = _select_imports_import
    _insert_imports_remembered = _select_imports_remembered

    def _insert_organisations_contactperson(self, who: Who, row: Row) -> bool:
        return self._keeps_contact(who, row)

    def _keeps_contact(self, who: Who, row: Row) -> bool:
        """An administrator keeps the own contacts; a placement officer those of the register without members here."""
        if row["organisation_id"] == who.organisation and self.can(who, "write", "own_organisation"):
            return True
        members = self.world.rows["accounts_membership"]
        return (
            self.can(who, "write", "organisation")
            and self.kinds[row["organisation_id"]] in ("company", "club", "third_sector")
            and not any(m["organisation_id"] == row["organisation_id"] for m in members)
        )

    def _insert_audit_entry(self, who: Who, row: Row) -> bool:
        return row["membership_id"] == who.membership
