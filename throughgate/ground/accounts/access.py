"""The access table: role × kind of record × read or write. Pages, actions and row policies read it here.

A right from this table is necessary, never sufficient: a person must also be reached through a case link.
"""

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


@dataclass(frozen=True)
class Kind:
    """One kind of record: who reads it and who writes it."""

    name: str
    read: frozenset[str]
    write: frozenset[str]
    within: frozenset[str] = frozenset()
    """Kinds of organisation outside of which no role opens it; empty: every role does wherever it is given."""


def _kind(name: str, *, read: str = "", write: str = "", within: str = "") -> Kind:
    writers = frozenset(write.split())
    return Kind(name, frozenset(read.split()) | writers, writers, frozenset(within.split()))


_STAFF = "observer teacher case_lead placement_officer probation_officer tso_worker data_protection_officer"

ACCESS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        # The person: names, birth date. A volunteer knows the people assigned to them by name.
        _kind("person", read=f"{_STAFF} volunteer", write="case_lead probation_officer"),
        _kind("number", read="observer teacher data_protection_officer", write="case_lead probation_officer"),
        # Languages, qualifications, licences, wishes, home and reach: what work and school need.
        _kind("profile", read=_STAFF, write="case_lead probation_officer placement_officer teacher"),
        _kind("after_release", read="placement_officer", write="case_lead probation_officer"),
        _kind("guardian", read="teacher data_protection_officer", write="case_lead probation_officer"),
        _kind("stay", read=_STAFF, write="case_lead"),
        # Neutral limits on a job; row policies also demand a link of the custody side. Nothing that is done for another
        # organisation even asks the table: what does not differ by conditions cannot tell them.
        _kind("work_condition", read="observer teacher", write="case_lead", within="prison"),
        _kind("case_link", read=f"{_STAFF} volunteer", write="case_lead probation_officer"),
        # Who of one's own organisation looks after somebody that another one shared with it; never oneself, unless one's
        # roles open these people anyway.
        _kind("assignment", write="case_lead probation_officer placement_officer tso_worker manager"),
        _kind(
            "consent", read="data_protection_officer", write="case_lead probation_officer placement_officer"
        ),
        _kind("history", read="data_protection_officer case_lead probation_officer"),
        # Observations: an observer sees the own sheets only, whoever reads `sheet` all signed ones of a person.
        _kind("sheet", read="case_lead probation_officer data_protection_officer", write="observer"),
        # Levels and self-ratings, without notes and remarks: the profile.
        _kind("competencies", read="teacher case_lead probation_officer data_protection_officer"),
        # What the person says: self-ratings, comments, objections and their answers.
        _kind("own_voice", read="data_protection_officer", write="case_lead probation_officer"),
        _kind("reference_letter", read="data_protection_officer", write="case_lead probation_officer"),
        # Bodies outside of custody that agreed in writing to sign such letters.
        _kind(
            "letter_issuer", read="case_lead probation_officer data_protection_officer", write="administrator"
        ),
        # How far all observers of the organisation agree, without names and from five observers up.
        _kind("agreement", read="case_lead manager"),
        # What a draft looked like before; the sheet itself is what counts.
        _kind("sheet_history", read="data_protection_officer"),
        _kind("person_group", write="observer"),
        _kind("observer_training", read=" ".join(ROLES), write="administrator"),
        _kind("access_log", read="data_protection_officer"),
        # The register of organisations; a company, and whoever is an administrator alone, sees its own only.
        _kind("organisation", read=f"{_STAFF} volunteer trainer editor manager", write="placement_officer"),
        _kind("own_organisation", read=" ".join(ROLES), write="administrator"),
        _kind("membership", read=" ".join(ROLES), write="administrator"),
        # What companies and others offer: staff see all of it, a company its own.
        _kind("opening", read=f"{_STAFF} manager", write="placement_officer"),
        _kind("own_opening", write="company_contact"),
        # Lists of others on their way in, with what was asked about their rows.
        _kind("import_people", write="case_lead probation_officer"),
        _kind("import_companies", write="placement_officer"),
        _kind("import_levels", write="observer"),
    )
}


def may(roles: frozenset[str], action: str, kind: str, *, where: str) -> bool:
    """Say whether any of `roles`, in an organisation of the kind `where`, may `read` or `write` records of `kind`."""
    rule = ACCESS[kind]
    if rule.within and where not in rule.within:
        return False
    return not roles.isdisjoint(rule.read if action == "read" else rule.write)
