"""Observations of the large region: ten ratings for each person, somebody with 500 sheets, and a group's draft.

They are loaded after the people and can be added to a region that is there: who has 500 sheets and whose draft it is
follows from who looks at the pages (`users`), and frameworks are those of the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import psycopg

from throughgate.bench.chance import bits
from throughgate.bench.region import INSIDE, Region
from throughgate.bench.tables import NULL, Row, Table

RATED = 12
"""Competencies on every sheet."""
OF_ONE_INSIDE = 7
"""Sheets of everybody in custody; the others are of those released last, one each."""
OF_THE_RICHEST = 500
GROUP = 30
T_SHEET, T_LINE, T_RATING = 40, 41, 42
SETTINGS = ("sport", "workshop", "class", "ward", "group")


@dataclass(frozen=True)
class Chosen:
    """What the database must be asked for before rows are made; empty: no sheets for anybody in particular."""

    version: str = "00000000-0000-7000-8000-000000000002"
    """Of the framework."""
    competencies: tuple[str, ...] = tuple(f"00000000-0000-7000-8000-0000000001{n:02d}" for n in range(RATED))
    organisation: str = ""
    observers: tuple[str, ...] = ()
    richest: str = ""
    group: tuple[str, ...] = ()


CHOSEN = [Chosen()]
"""One element; each process puts what it was given there."""


class Sheet(NamedTuple):
    """One sheet, as its rows need it."""

    number: int
    people: tuple[str, ...]
    organisation: str
    observer: str
    days_ago: int
    state: str
    mixed: int


def choose(connection: psycopg.Connection, membership: str, organisation: str) -> Chosen:
    """Return what the rows need: the richest is in the member's caseload, the group in the organisation."""

    def ask(question: str, *values: object) -> tuple[str, ...]:
        return tuple(str(row[0]) for row in connection.execute(question.encode(), values).fetchall())

    version = ask(
        "SELECT v.id FROM observations_frameworkversion v JOIN observations_framework f ON f.id = v.framework_id "
        "WHERE f.key = 'standard' ORDER BY v.number DESC LIMIT 1"
    )[0]
    return Chosen(
        version,
        ask(
            "SELECT id FROM observations_competency WHERE framework_version_id = %s ORDER BY position LIMIT %s",
            version,
            RATED,
        ),
        organisation,
        ask(
            "SELECT id FROM accounts_membership WHERE organisation_id = %s AND roles = ARRAY['observer'::varchar] "
            "ORDER BY id LIMIT 10",
            organisation,
        ),
        # The one who leaves first is the one whose page is measured; the next one is the richest.
        ask(
            "SELECT person_id FROM people_caseload WHERE membership_id = %s AND from_on <= current_date "
            "AND (until_on IS NULL OR until_on >= current_date) ORDER BY release_on, person_id OFFSET 1 LIMIT 1",
            membership,
        )[0],
        ask(
            "SELECT person_id FROM people_visibility WHERE organisation_id = %s AND from_on <= current_date "
            "AND release_on > current_date ORDER BY name_key, person_id LIMIT %s",
            organisation,
            GROUP,
        ),
    )


def sheets_of_everybody(region: Region) -> int:
    """Return how many sheets there are beside those of the chosen ones."""
    return region.people * 10 // RATED


def _count(region: Region) -> int:
    return sheets_of_everybody(region) + OF_THE_RICHEST + 1


def _sheet(region: Region, number: int) -> Sheet | None:
    """Return a sheet by its number alone."""
    chosen, mixed, ordinary = CHOSEN[0], bits(number, 12), sheets_of_everybody(region)
    if number >= ordinary:
        if not chosen.richest:
            return None
        if number == ordinary + OF_THE_RICHEST:
            return Sheet(number, chosen.group, chosen.organisation, chosen.observers[0], 0, "draft", mixed)
        observer = chosen.observers[mixed % len(chosen.observers)]
        days_ago = (number - ordinary) * 3
        return Sheet(number, (chosen.richest,), chosen.organisation, observer, days_ago, "signed", mixed)
    first = round(region.people * (1 - INSIDE))
    inside = region.people - first
    place = number - inside * OF_ONE_INSIDE
    case = region.case(first + number % inside if place < 0 else max(first - 1 - place, 0))
    days_ago = case.arrived * (mixed % 1000) // 1000
    if case.released is not None:
        days_ago = case.released + (case.arrived - case.released) * (mixed % 1000) // 1000
    staff = region.staff[case.prison, "observer"]
    return Sheet(
        number,
        (region.person_key(case),),
        region.organisation_key(case.prison),
        region.member_key(staff[(mixed >> 20) % len(staff)]),
        days_ago,
        "signed",
        mixed,
    )


def _sheets(region: Region, numbers: range) -> Iterator[Sheet]:
    for number in numbers:
        sheet = _sheet(region, number)
        if sheet is not None:
            yield sheet


def sheets(region: Region, numbers: range) -> Iterator[Row]:
    """Make sheets, all of the same twelve competencies."""
    chosen = CHOSEN[0]
    competencies = "{" + ",".join(chosen.competencies) + "}"
    for sheet in _sheets(region, numbers):
        on = region.day(sheet.days_ago)
        yield (
            region.key(T_SHEET, sheet.number, sheet.days_ago),
            sheet.organisation,
            sheet.observer,
            chosen.version,
            competencies,
            _setting(sheet),
            f"Hour {sheet.number % 97}",
            on,
            sheet.state,
            f"B{sheet.number}",
            on,
            on,
            on if sheet.state == "signed" else NULL,
        )


def lines(region: Region, numbers: range) -> Iterator[Row]:
    """Make the people on the sheets."""
    for sheet in _sheets(region, numbers):
        for position, person in enumerate(sheet.people):
            yield (
                _line_key(region, sheet, position),
                person,
                region.key(T_SHEET, sheet.number, sheet.days_ago),
                str(position),
                sheet.organisation,
                sheet.observer,
                sheet.state,
                region.day(sheet.days_ago),
                _setting(sheet),
            )


def ratings(region: Region, numbers: range) -> Iterator[Row]:
    """Make a level for every competency; one in eight was not observed."""
    competencies = tuple(enumerate(CHOSEN[0].competencies))
    levels = ("1", "2", "3", "3", "4", "4", "5", NULL)
    for sheet in _sheets(region, numbers):
        for position, person in enumerate(sheet.people):
            line = _line_key(region, sheet, position)
            # A key of its own for each, and the chance for all twelve, from one number: there are ten million.
            stem = region.key(T_RATING, sheet.number * 32 + position, sheet.days_ago)[:30]
            chance = bits(sheet.number, 13 + position)
            for place, competency in competencies:
                yield f"{stem}{place:02x}", person, line, competency, levels[(chance >> 3 * place) & 7]


def _setting(sheet: Sheet) -> str:
    return SETTINGS[sheet.mixed % 5]


def _line_key(region: Region, sheet: Sheet, position: int) -> str:
    return region.key(T_LINE, sheet.number * 32 + position, sheet.days_ago)


SHEETS = (
    Table(
        "observations.Sheet",
        "id organisation_id observer_id framework_version_id competencies setting occasion observed_on state code "
        "started_at changed_at signed_at",
        sheets,
        _count,
    ),
    Table(
        "observations.SheetPerson",
        "id person_id sheet_id position organisation_id observer_id state observed_on setting",
        lines,
        _count,
    ),
    Table("observations.Rating", "id person_id sheet_person_id competency_id level", ratings, _count),
)
