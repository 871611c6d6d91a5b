"""What Today asks about people: who leaves soon, with nobody beside them or not, and whose release date moved."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Value
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from throughgate.desk.path.figure import path_mini
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.database.paging import Page, page_among
from throughgate.foundation.web.work import COUNTED
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Caseload, Person, Visibility
from throughgate.person.people.models.querysets import UNKNOWN_RELEASE
from throughgate.person.people.queries.listed import Listed, ReleaseMoved, people_listed, releases_moved

SHOWN, SHOWN_UNLED, SHOWN_MOVED = 8, 5, 6
SOON, AHEAD, MOVED = 30, 90, 14
"""Days: leaving soon, leaving in the next months, and how long a moved date counts as news."""


@dataclass(frozen=True)
class Leaving:
    """Somebody whose release is near; or one of few, whose release may be far or not known."""

    person: Person
    on: date | None
    days: int
    path: SafeString


@dataclass(frozen=True)
class Moved:
    """A release date that somebody changed; `before` and `after` may be unknown."""

    person: Person
    before: date | None
    after: date | None

    @property
    def days(self) -> int | None:
        """Return by how many days the release moved, later counting positive."""
        return (self.after - self.before).days if self.before and self.after else None

    @property
    def words(self) -> str:
        """Say how far it moved."""
        if not self.days:
            return ""
        amount = abs(self.days)
        if self.days < 0:
            return ngettext("%(n)d day earlier", "%(n)d days earlier", amount) % {"n": amount}
        return ngettext("%(n)d day later", "%(n)d days later", amount) % {"n": amount}


@dataclass(frozen=True)
class News:
    """What the page tells about people, with how many there are of each, 100 where there are more."""

    leaving: list[Leaving] = field(default_factory=list)
    soon: int = 0
    ahead: int = 0
    unled: list[Leaving] = field(default_factory=list)
    unled_count: int = 0
    moved: list[Moved] = field(default_factory=list)
    moved_count: int = 0


def news_for(actor: Actor, day: date) -> News:
    """Return what the page tells about people. Three queries: two find whom, by indexes alone; one reads them."""
    lines = list(_leaving(actor, day).union(*_without_lead(actor, day), all=True))
    # Whoever has left already stands behind those who will.
    mine = sorted(
        (line for line in lines if line["mine"]), key=lambda at: (at["release_on"] < day, _by_release(at))
    )
    others = sorted((line for line in lines if not line["mine"]), key=_by_release)
    moves = moves_for(actor, COUNTED + 1)
    # Whoever is read is written down as looked at: nobody but those who are shown.
    drawn = {line["person"] for line in mine[:SHOWN]}
    keys = {line["person"] for line in others[:SHOWN_UNLED]} | {move.person for move in moves[:SHOWN_MOVED]}
    people = people_listed(drawn | keys, stays_of=drawn)
    return News(
        leaving=[
            _leaves(people[line["person"]], line, day) for line in mine[:SHOWN] if line["person"] in people
        ],
        soon=sum(0 <= (line["release_on"] - day).days <= SOON for line in mine),
        ahead=len(mine),
        unled=[
            _leaves(people[line["person"]], line, day)
            for line in others[:SHOWN_UNLED]
            if line["person"] in people
        ],
        unled_count=len(others),
        moved=_moved(moves[:SHOWN_MOVED], people),
        moved_count=len(moves),
    )


def moved_page(actor: Actor, *, after: str, before: str, size: int) -> Page[Moved]:
    """Return one page of whose release date moved in the caseload, the latest first; two queries."""
    page = page_among(
        moves_for(actor, None), lambda move: str(move.person), after=after, before=before, size=size
    )
    return Page(
        _moved(page.rows, people_listed({move.person for move in page.rows})), page.after, page.before
    )


def sees_few(actor: Actor) -> bool:
    """Say whether the actor knows the own caseload alone, which is then shown whenever they leave."""
    return actor.may("read", "person") and not actor.reaches_organisation


def sees_house(actor: Actor) -> bool:
    """Say whether the actor works with whoever is in the house, as a teacher does, beyond an own caseload."""
    return actor.may("read", "person") and "teacher" in actor.roles and not actor.may("write", "case_link")


def _moved(moves: Sequence[ReleaseMoved], people: dict[uuid.UUID, Listed]) -> list[Moved]:
    return [
        Moved(people[move.person].person, move.before, move.after) for move in moves if move.person in people
    ]


def _by_release(line: dict[str, Any]) -> tuple[date, uuid.UUID]:
    return line["release_on"], line["person"]


def _leaves(found: Listed, line: dict[str, Any], day: date) -> Leaving:
    """Return one who leaves; the drawing is for one's own people."""
    on = line["release_on"] if line["release_on"] != UNKNOWN_RELEASE else None
    path = SafeString("")
    if line["mine"] and found.stays and on:
        path = path_mini(PathDates(arrived_on=found.stays[-1].arrived_on, today=day, expected_on=on))
    return Leaving(found.person, on, (line["release_on"] - day).days, path)


def _leaving(actor: Actor, day: date) -> Any:
    """Return lines of the caseload, for a teacher of the organisation, whose release is near, no more than are counted."""
    if sees_house(actor):
        house = Visibility.objects.in_force(day).filter(organisation=actor.organisation)
        return _lines(house.releasing_within(AHEAD, day), mine=True)
    mine = Caseload.objects.in_force(day).filter(membership=actor.membership)
    return _lines(mine if sees_few(actor) else mine.releasing_within(AHEAD, day), mine=True)


def _without_lead(actor: Actor, day: date) -> list[Any]:
    """Return lines of the organisation whose release is near and who are in nobody's caseload.

    Only columns of the index by release are asked for: a large prison has thousands who leave within the window.
    """
    if not actor.reaches_organisation or not actor.may("write", "case_link"):
        return []
    lines = Visibility.objects.in_force(day).filter(organisation=actor.organisation)
    alone = lines.filter(Q(led_until__isnull=True) | Q(led_until__lt=day)).releasing_within(AHEAD, day)
    return [_lines(alone, mine=False)]


def _lines(lines: Any, *, mine: bool) -> Any:
    ordered = lines.annotate(mine=Value(mine)).order_by("release_on", "person")
    return ordered.values("person", "release_on", "mine")[: COUNTED + 1]


def moves_for(actor: Actor, most: int | None) -> list[ReleaseMoved]:
    """Return the releases in the caseload that moved in the last days, the latest first."""
    if not actor.may("read", "history") or not actor.may("read", "stay"):
        return []
    return releases_moved(timezone.now() - timedelta(days=MOVED), most)
