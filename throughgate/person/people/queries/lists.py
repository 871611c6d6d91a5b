"""One page of the list of people: starts at the visibility table, then touches the people of the page by key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from throughgate.foundation.database import (
    lookups,  # noqa: F401 - registers `begins`
    paging,
)
from throughgate.foundation.database.keys import read_key
from throughgate.foundation.languages.folding import search_key
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.models.querysets import UNKNOWN_RELEASE
from throughgate.person.people.queries.lines import lines_for
from throughgate.person.people.queries.listed import people_listed
from throughgate.person.people.queries.rows import StayDates

SIZE: Final = 20
PIECE: Final = 100
"""So many are read at once for a file; `people_listed` gives no more."""
ORDERS: Final[dict[str, tuple[str, str]]] = {
    "name": ("name_key", "person"),
    "-name": ("-name_key", "-person"),
    "release": ("release_on", "person"),
    "-release": ("-release_on", "-person"),
    "change": ("changed_at", "person"),
    "-change": ("-changed_at", "-person"),
}
# Names that begin so are one stretch of the index over search keys; their order is nearly that of the name keys.
BY_BEGINNING: Final = {"name": ("search_key", "person"), "-name": ("-search_key", "-person")}
WITHIN: Final = ("30", "90", "180")


@dataclass(frozen=True)
class Wanted:
    """Which people, in which order; every value comes from a closed list but the name."""

    show: str = "mine"
    release: str = ""
    lead: str = ""
    name: str = ""
    sort: str = "name"


@dataclass(frozen=True)
class Row:
    """One person of the list."""

    person: Person
    stays: tuple[StayDates, ...]
    release_on: date | None
    leads: tuple[str, ...]


@dataclass(frozen=True)
class PeoplePage:
    """Rows, and whose row the neighbouring pages start behind: ids, for an address never carries a name."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""
    before: str = ""


def people_page(
    actor: Actor, wanted: Wanted, *, after: str = "", before: str = "", size: int = 0
) -> PeoplePage:
    """Return one page, of `SIZE` unless said otherwise. Two queries, three on later pages."""
    lines = _lines(actor, wanted)
    order = BY_BEGINNING.get(wanted.sort, ORDERS[wanted.sort]) if wanted.name else ORDERS[wanted.sort]
    key_after, key_before = key_at(lines, order, after), key_at(lines, order, before)
    # Columns of the indexes alone, where they have them all: lines that do not count are then left out inside.
    columns = dict.fromkeys(("person_id", "release_on", order[0].lstrip("-")))
    lines = lines.values_list(*columns, named=True)
    page = paging.page_of(lines, order=order, after=key_after, before=key_before, size=size or SIZE)
    keys = [line.person_id for line in page.rows]
    people = people_listed(keys, stays_of=keys, leads=True)
    rows = {
        line.person_id: Row(
            found.person,
            found.stays,
            None if line.release_on == UNKNOWN_RELEASE else line.release_on,
            found.leads,
        )
        for line in page.rows
        if (found := people.get(line.person_id))
    }
    return PeoplePage(
        list(rows.values()),
        after=str(page.rows[-1].person_id) if page.after else "",
        before=str(page.rows[0].person_id) if page.before else "",
    )


def count_people(actor: Actor, wanted: Wanted, most: int) -> int:
    """Return how many people the list has, `most` where there are more; reads lines alone, nobody's name."""
    found: int = _lines(actor, wanted).order_by()[:most].count()
    return found


def _lines(actor: Actor, wanted: Wanted) -> Any:
    lines = lines_for(actor, caseload_only=wanted.show != "all")
    today = timezone.localdate()
    if wanted.release in WITHIN:
        lines = lines.releasing_within(int(wanted.release))
    elif wanted.release == "unknown":
        lines = lines.filter(release_on=UNKNOWN_RELEASE)
    if wanted.lead == "none" and wanted.show == "all" and actor.reaches_organisation:
        lines = lines.filter(Q(led_until__isnull=True) | Q(led_until__lt=today))
    if prefix := search_key(wanted.name):
        lines = lines.filter(search_key__begins=prefix)
    return lines


def key_at(lines: Any, order: tuple[str, str], person: str) -> str:
    """Return the key of somebody's row in this order; a person who left the list starts it anew."""
    key = read_key(person)
    line = lines.filter(person=key).first() if key else None
    return paging.key_of(line, lines.model, [name.lstrip("-") for name in order]) if line else ""
