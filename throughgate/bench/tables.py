"""The tables of the large region and how their rows are made. To add a table: write its rows, add it to TABLES.

A row function gets the region and a range of people (or of another count) and yields tuples of text as COPY reads
it. Columns that are not named and may not be NULL get the default of their model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from throughgate.bench import region as r
from throughgate.bench.chance import bits
from throughgate.bench.names import Names
from throughgate.bench.region import Case, Region
from throughgate.foundation.languages.folding import search_key, sort_key

Row = tuple[str, ...]
Rows = Callable[[Region, range], Iterator[Row]]
NULL = r"\N"


def _people(region: Region) -> int:
    return region.people


@dataclass(frozen=True)
class Table:
    """One table: its model, its columns, its rows, and how many numbers the row function counts through."""

    model: str
    columns: str
    rows: Rows
    count: Callable[[Region], int] = _people


def organisations(region: Region, numbers: range) -> Iterator[Row]:
    """Make organisations."""
    for n in numbers:
        kind = region.organisations[n]
        name = f"{kind.replace('_', ' ').title()} {TOWNS[n % len(TOWNS)]} {n}"
        yield (
            region.organisation_key(n),
            f"bench-{n}",
            kind,
            name,
            search_key(name),
            sort_key(name),
            REGION_KEY,
            "now",
        )


def sites(region: Region, numbers: range) -> Iterator[Row]:
    """Make one site for each organisation."""
    for n in numbers:
        yield (region.key(r.T_SMALL, n, 7000), region.organisation_key(n), f"Hauptstraße {n}", "41849",
               TOWNS[n % len(TOWNS)], f"{50.7 + n % 40 / 100:.3f}", f"{6.0 + n % 70 / 100:.3f}")  # fmt: skip


def users(region: Region, numbers: range) -> Iterator[Row]:
    """Make accounts; nobody can sign in with a password."""
    for n in numbers:
        name = NAMES.of(n + 10_000_000)
        yield (region.user_key(n), f"bench.{n}", "!", name.given, name.family, "now")


def memberships(region: Region, numbers: range) -> Iterator[Row]:
    """Make memberships."""
    for n in numbers:
        member = region.members[n]
        yield (
            region.member_key(n),
            region.user_key(n),
            region.organisation_key(member.organisation),
            f"{{{member.roles}}}",
            region.day(900),
        )


def people(region: Region, numbers: range) -> Iterator[Row]:
    """Make persons."""
    for n in numbers:
        case, name = region.case(n), NAMES.of(n)
        mixed = bits(n, 4)
        born = date.fromordinal(region.today.toordinal() - 6_600 - case.arrived - mixed % 14_000)
        registered = region.day(case.arrived)
        yield (
            region.person_key(case),
            region.organisation_key(case.prison),
            name.given,
            name.family,
            name.name_key,
            name.search_key,
            NAMES.alike(name, born),
            born.isoformat(),
            str(HOMES[(mixed >> 16) % len(HOMES)]) if HOMES else NULL,
            ("10", "20", "30", NULL)[(mixed >> 24) & 3],
            (NULL, "{}", "{B}", "{B,BE}")[(mixed >> 26) & 3],
            ("yes", "yes", "clarifying", "")[(mixed >> 28) & 3],
            ("{job}", "{training,job}", "{}", "{job}")[(mixed >> 30) & 3],
            registered,
            region.day(max(case.released or (mixed >> 32) % 60, 0)),
        )


def numbers_inside(region: Region, numbers: range) -> Iterator[Row]:
    """Make the number under which the prison knows each person."""
    for n in numbers:
        case = region.case(n)
        yield (
            region.key(20, n, case.arrived),
            region.person_key(case),
            region.organisation_key(case.prison),
            f"B-{n}",
        )


def languages(region: Region, numbers: range) -> Iterator[Row]:
    """Make languages: the first one, and German for most of the others."""
    for n in numbers:
        case, name = region.case(n), NAMES.of(n)
        person = region.person_key(case)
        yield (region.key(21, 2 * n, case.arrived), person, name.language, "native")
        if name.language != "de":
            yield (
                region.key(21, 2 * n + 1, case.arrived),
                person,
                "de",
                ("A1", "A2", "B1", "")[case.mixed >> 40 & 3],
            )


def qualifications(region: Region, numbers: range) -> Iterator[Row]:
    """Make a paper for three in ten."""
    for n in numbers:
        if bits(n, 5) % 10 < 3:
            case = region.case(n)
            yield (
                region.key(22, n, case.arrived),
                region.person_key(case),
                "Forklift certificate",
                region.day(case.arrived),
            )


def stays(region: Region, numbers: range) -> Iterator[Row]:
    """Make the last stay of everybody, and an earlier one for a quarter."""
    for n in numbers:
        case = region.case(n)
        person, prison = region.person_key(case), region.organisation_key(case.prison)
        if (case.mixed >> 44) & 3 == 0:
            left = case.arrived + 50 + n % 400
            yield (region.key(r.T_STAY, 2 * n + 1, left + 200), person, prison, region.day(left + 200), NULL,
                   region.day(left), NULL, region.day(left), "released")  # fmt: skip
        yield (stay_key(region, case), person, prison, region.day(case.arrived),
               region.day(case.expected), region.day(case.expected),
               region.day(None if case.expected is None else case.expected - 30),
               region.day(case.released), "released" if case.released is not None else "")  # fmt: skip


def stay_key(region: Region, case: Case) -> str:
    """Return the key of the last stay."""
    return region.key(r.T_STAY, 2 * case.number, case.arrived)


def consents(region: Region, numbers: range) -> Iterator[Row]:
    """Make the consent behind every companion."""
    for n in numbers:
        case = region.case(n)
        if case.companion is not None:
            yield (
                region.key(r.T_CONSENT, n, case.arrived),
                region.person_key(case),
                "take_part",
                region.organisation_key(case.companion),
                "given",
                region.member_key(region.workers[case.prison][0]),
                region.organisation_key(case.prison),
                "de",
                region.day(case.arrived),
                region.day(case.arrived),
            )


def _ended(case: Case) -> int | None:
    """Return when the prison's link ended, in days ago; None while it counts."""
    return None if case.released is None or case.released < r.SEEN_AFTER else case.released - 30


def _links(region: Region, case: Case) -> Iterator[tuple[int, int, str, int, int | None]]:
    """Yield number, organisation, part, from and until of the links of a case; the first one is the prison's."""
    n, ended = 3 * case.number, _ended(case)
    yield n, case.prison, "custody", case.arrived, ended
    since = case.released + 30 if case.released is not None else 0
    if case.probation is not None:
        until = None if case.released is None or case.released < 730 else case.released - 700
        yield n + 1, case.probation, "aftercare", min(since, case.arrived), until
    if case.companion is not None:
        yield (
            n + 2,
            case.companion,
            r.PART[region.organisations[case.companion]],
            min(since, case.arrived),
            ended,
        )


def links(region: Region, numbers: range) -> Iterator[Row]:
    """Make case links: the prison's, probation's by law, companions' by consent and shared from the prison's."""
    for n in numbers:
        case = region.case(n)
        person, own = region.person_key(case), region.key(r.T_LINK, 3 * n, case.arrived)
        for number, organisation, part, since, until in _links(region, case):
            by_consent = number == 3 * n + 2
            yield (
                region.key(r.T_LINK, number, case.arrived),
                person,
                region.organisation_key(organisation),
                part,
                "consent" if by_consent else "statute",
                region.key(r.T_CONSENT, n, case.arrived) if by_consent else NULL,
                own if by_consent else NULL,
                region.day(since),
                region.day(until),
            )


def assignments(region: Region, numbers: range) -> Iterator[Row]:
    """Make caseloads: one worker for each link, until release in prisons."""
    for n in numbers:
        case = region.case(n)
        person = region.person_key(case)
        for number, organisation, part, since, until in _links(region, case):
            if part == "custody":
                worker, until = case.lead, case.released  # noqa: PLW2901 - the caseload ends at the gate
            else:
                staff = region.workers[organisation]
                worker = staff[(case.mixed >> 50) % len(staff)]
            if worker is not None:
                yield (region.key(r.T_ASSIGNMENT, number, case.arrived), person,
                       region.key(r.T_LINK, number, case.arrived), region.member_key(worker),
                       region.day(since), region.day(until))  # fmt: skip


MOVED = """{"release_expected_on": "%s", "release_earliest_on": null, "release_latest_on": null, "ended_on": null}"""


def openings(region: Region, numbers: range) -> Iterator[Row]:
    """Make openings, spread over a country; for one in eight something is not known."""
    companies = region.numbers("company")
    for n in numbers:
        mixed = bits(n, 9)
        kind = ("job", "job", "training", "internship")[mixed & 3]
        title = f"{TRADES[(mixed >> 2) % len(TRADES)]} {n}"
        known = (mixed >> 5) & 7
        yield (
            region.key(30, n, n % 60),
            region.organisation_key(companies[n % len(companies)]),
            kind,
            title,
            search_key(title),
            f"{47.5 + (mixed >> 8) % 700_000 / 100_000:.5f}",
            f"{6.0 + (mixed >> 28) % 850_000 / 100_000:.5f}",
            NULL if known == 0 else str(1 + known % 4),
            NULL if known == 1 else region.day(-((mixed >> 48) % 300) if kind == "training" else 10),
            region.day(-20 - n % 70),
            ("none", "none", "B", "")[(mixed >> 56) & 3] if known else "none",
            ("none", "A2", "B1", "A2")[(mixed >> 58) & 3],
            ("", "7121", "9333", "8332")[(mixed >> 60) & 3] or NULL,
            "now",
            "now",
        )


def moves(region: Region, numbers: range) -> Iterator[Row]:
    """Make the history of release dates that moved: of one in five inside, within two months."""
    for n in numbers:
        case = region.case(n)
        if case.released is not None or case.expected is None or (case.mixed >> 54) % 5 or case.lead is None:
            continue
        before = region.day(case.expected - 9)
        prison = region.organisation_key(case.prison)
        yield (
            region.day(min((case.mixed >> 57) % 60, case.arrived)),
            "people_stay",
            "stay",
            stay_key(region, case),
            region.person_key(case),
            prison,
            "update",
            region.member_key(case.lead),
            prison,
            MOVED % before,
        )


def _organisations(region: Region) -> int:
    return len(region.organisations)


def _openings(region: Region) -> int:
    return min(OPENINGS, 2 * region.people)


def _members(region: Region) -> int:
    return len(region.members)


TABLES = (
    Table("organisations.Organisation", "id code kind name name_key sort_key region_id created_at", organisations, _organisations),
    Table("organisations.Site", "id organisation_id street postcode town latitude longitude", sites, _organisations),
    Table("accounts.User", "id username password given_names family_name created_at", users, _members),
    Table("accounts.Membership", "id user_id organisation_id roles starts_on", memberships, _members),
    Table(
        "people.Person",
        "id registered_by_id given_names family_name name_key search_key alike_keys birth_on home_id "
        "travel_reach_km licences right_to_work wish_kinds created_at changed_at",
        people,
    ),
    Table("people.PersonNumber", "id person_id organisation_id number", numbers_inside),
    Table("people.SpokenLanguage", "id person_id language level", languages),
    Table("people.Qualification", "id person_id what seen_on", qualifications),
    Table(
        "people.Stay",
        "id person_id organisation_id arrived_on release_earliest_on release_expected_on release_latest_on "
        "ended_on ended_by",
        stays,
    ),
    Table(
        "people.Consent",
        "id person_id purpose recipient_id state asked_by_id asked_for_id explained_in asked_on answered_on",
        consents,
    ),
    Table(
        "people.CaseLink",
        "id person_id organisation_id role basis consent_id shared_from_id from_on until_on",
        links,
    ),
    Table("people.Assignment", "id person_id link_id membership_id from_on until_on", assignments),
    Table(
        "openings.Opening",
        "id organisation_id kind title title_key latitude longitude seats starts_on expires_on licence german "
        "occupation_id created_at changed_at",
        openings,
        _openings,
    ),
    Table(
        "audit.History",
        "at table_name kind row_id person_id owner_id operation membership_id organisation_id before",
        moves,
    ),
)  # fmt: skip

KEPT_BY_REBUILD = ("people.Visibility", "people.Caseload")
"""Filled by `gate.rebuild_visibility()`; their indexes are put aside as well."""

REGION_KEY = "00000000000070008000000000000001"
OPENINGS = 200_000
TRADES = ("Roofer", "Warehouse helper", "Metalworker", "Cook", "Painter", "Driver", "Gardener", "Baker")
TOWNS = ("Wassenberg", "Erkelenz", "Heinsberg", "Jülich", "Viersen", "Düren", "Linnich", "Geilenkirchen")
NAMES = Names()
HOMES: list[int] = []
"""Keys of places; filled before the rows are made."""
