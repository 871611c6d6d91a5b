"""What is near one person: candidates by cells and start in one query, then the comparison with its reasons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from throughgate.foundation.database.context import current
from throughgate.ground.acting.actor import Actor
from throughgate.ground.vocabulary.rules import certificates_held
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import card_rows
from throughgate.person.people.queries.path import path_dates
from throughgate.person.people.queries.rows import (
    ConditionLine,
    LanguageLine,
    QualificationLine,
    StayLine,
    WishLine,
    read,
)
from throughgate.work.matching import (
    Answer,
    OpeningFacts,
    PersonFacts,
    Point,
    Release,
    Settings,
    Verdict,
    cells_within,
    judge,
    reach_of,
    shut_by,
)
from throughgate.work.matching.fit import Weights
from throughgate.work.matching.near import FARTHER_KM
from throughgate.work.openings.packs import weights_in
from throughgate.work.openings.queries.facts import ASKED, Asking, asking_of
from throughgate.work.openings.queries.fitting import Door, fits_and_doors
from throughgate.work.openings.querysets import SLACK_KM

MOST: Final = 200
"""So many openings are compared, the nearest first; how many more there are is said, never cut silently."""
MOST_AROUND: Final = 400
"""So many openings within reach and a little farther are asked what would open them."""
MOST_APART: Final = 20
"""So many openings of the own region without position are told apart."""
GROUPS: Final = (Verdict.FITS, Verdict.SUPPORT, Verdict.BLOCKED, Verdict.CANNOT_SAY)


class Row(NamedTuple):
    """What `gate.openings_near` sends of an opening: hundreds of them, long texts stay where they are.

    `title`, the names and `total` are None beyond the reach: what is there is counted, never shown.
    """

    id: uuid.UUID
    kind: str
    title: str | None
    latitude: float | None
    longitude: float | None
    is_on_the_road: bool
    occupation_id: str | None
    seats: int | None
    starts_on: date | None
    start_until: date | None
    closing_on: date | None
    expires_on: date
    day_release: bool | None
    licence: str
    german: str
    certificates: list[str]
    demands: list[str]
    requirements: str
    organisation__name: str | None
    site__town: str | None
    site__name: str | None
    km: float | None
    total: int | None

    @property
    def seats_left(self) -> int | None:
        """Return the seats, of which the function sends what is left."""
        return self.seats


@dataclass(frozen=True)
class Line:
    """An opening, as the columns of `Row`, with its answer for this person."""

    opening: Any
    answer: Answer


@dataclass(frozen=True)
class Near:
    """What is near one person, grouped by verdict; in each group what is near the wish first, then by distance."""

    facts: PersonFacts
    reach_km: float
    groups: dict[Verdict, tuple[Line, ...]]
    more: int = 0
    """Openings within reach that were not compared: they are farther away than every one that was, or older."""
    apart: tuple[Line, ...] = ()
    """Openings whose place nobody knows, of the own region: not among the groups, not in the counts.

    One on the road that begins anywhere is among the groups: its place does not matter.
    """
    more_apart: bool = False
    doors: tuple[Door, ...] = ()
    """What would open more, what opens most first."""
    shut: tuple[str, ...] = ()
    """The demands that work conditions shut; none for whoever does not read conditions."""
    weights: Weights = Weights()
    """By which terms what fits is put in order; the same for all in a region."""

    def count(self, verdict: Verdict) -> int:
        """Return how many openings have this verdict."""
        return len(self.groups[verdict])

    @property
    def compared(self) -> int:
        """Return how many openings were compared."""
        return sum(len(lines) for lines in self.groups.values())


class Described(Protocol):
    """What the comparison reads of a person beside the person's own row: the card of the page, or less."""

    @property
    def stays(self) -> Sequence[Any]:
        """Return the stays with their dates, oldest first."""

    @property
    def languages(self) -> Sequence[Any]:
        """Return rows with `language` and `level`."""

    @property
    def wishes(self) -> Sequence[Any]:
        """Return rows with the `code` of an occupation."""

    @property
    def qualifications(self) -> Sequence[Any]:
        """Return rows with `what` in words."""

    @property
    def conditions(self) -> Sequence[ConditionLine]:
        """Return the work conditions; none for whoever does not read them."""


@dataclass(frozen=True)
class WorkCard:
    """The part of a person's card that the comparison reads."""

    stays: tuple[StayLine, ...]
    languages: tuple[LanguageLine, ...]
    wishes: tuple[WishLine, ...]
    qualifications: tuple[QualificationLine, ...]
    conditions: tuple[ConditionLine, ...]


def work_card(actor: Actor, person: Person) -> WorkCard:
    """Return what the comparison reads of a person who was opened, for roles that read profile and stays. One query."""
    kinds = [kind for kind in ("stay", "profile", "work_condition") if actor.may("read", kind)]
    rows = card_rows(person, kinds)
    return WorkCard(
        read(StayLine, rows["stays"]),
        read(LanguageLine, rows["languages"]),
        read(WishLine, rows["wishes"]),
        read(QualificationLine, rows["qualifications"]),
        read(ConditionLine, rows["conditions"]),
    )


def comparison_settings() -> Settings:
    """Return what the house decided about the comparison."""
    return Settings(default_reach_km=float(settings.DEFAULT_REACH_KM))


def person_facts(person: Person, card: Described) -> PersonFacts:
    """Return what the comparison may know of a person, from what the actor may read."""
    home = person.home
    return PersonFacts(
        home=Point(home.latitude, home.longitude) if home else None,
        reach_km=person.travel_reach_km,
        release=release_of(card),
        licences=None if person.licences is None else tuple(person.licences),
        # A language that nobody wrote down is no "none": openings ask for German alone.
        languages={ASKED: ""} | {line.language: line.level for line in card.languages},
        wish_kinds=tuple(person.wish_kinds),
        wishes=tuple(wish.code for wish in card.wishes),
        right_to_work=person.right_to_work,
        certificates=certificates_held(" ; ".join(line.what for line in card.qualifications)),
    )


def release_of(card: Described) -> Release:
    """Return when the person is free: the dates of the open stay, or that it is over."""
    dates = path_dates(card.stays)
    if dates is None:
        return Release()
    if dates.released_on is not None:
        return Release(is_free=True)
    return Release(dates.earliest_on, dates.expected_on, dates.latest_on)


def near(
    actor: Actor,
    person: Person,
    card: Described | None = None,
    *,
    today: date | None = None,
    apart: bool = True,
) -> Near:
    """Compare a person whom the actor opened with the openings near home.

    One query, two more where an opening asks for competencies, one more without a `card`. `apart` adds openings whose
    place nobody knows. Raise NotAllowed where the actor may not read openings and profiles. What a work condition
    shuts is absent for those who read conditions; for everybody else there are none, and nothing differs by them.
    """
    actor.must("read", "opening")
    actor.must("read", "profile")
    actor.must("read", "stay")
    today = today or timezone.localdate()
    house = comparison_settings()
    card = card or work_card(actor, person)
    facts = person_facts(person, card)
    reach = reach_of(facts, house)
    shut, weights = demands_shut(card, facts, today), weights_in(actor.organisation.region)
    # Where all that is near is compared, a longer way may open more; where it is not, nobody needs to go farther.
    near_ones, beyond, anywhere, unplaced = _by_place(
        _found(person, facts, reach, today, house, shut=shut, most_apart=MOST_APART + 1 if apart else 0)
    )
    asking = asking_of(actor, person, (*near_ones, *beyond, *anywhere, *unplaced), today)
    facts = replace(facts, competencies={key: float(one.level) for key, one in asking.shown.items()})
    within, around, aside = (
        [(row, asking.facts(row)) for row in rows]
        for rows in ((*near_ones, *anywhere), beyond, unplaced[:MOST_APART])
    )
    fits, doors = fits_and_doors(
        facts, [opening for _, opening in (*within, *around)], today=today, weights=weights, house=house
    )
    lines = sorted(
        _judged(facts, within, today, house, asking), key=lambda line: -fits.get(line.answer.key, 0)
    )
    return Near(
        facts,
        reach,
        {group: tuple(line for line in lines if line.answer.verdict is group) for group in GROUPS},
        _left_out(near_ones) + _left_out(anywhere),
        tuple(_judged(facts, aside, today, house, asking)),
        len(unplaced) > MOST_APART,
        doors,
        tuple(shut),
        weights,
    )


def _by_place(rows: Iterable[Row]) -> tuple[list[Row], ...]:
    """Return those within reach and beyond, the nearest first, those that begin anywhere, and those of unknown place."""
    within: list[Row] = []
    beyond: list[Row] = []
    anywhere: list[Row] = []
    unplaced: list[Row] = []
    for row in rows:
        nowhere = anywhere if row.is_on_the_road else unplaced
        kind = nowhere if row.km is None else beyond if row.total is None else within
        kind.append(row)
    return sorted(within, key=lambda row: (row.km, row.id)), beyond, anywhere, unplaced


def _left_out(rows: Sequence[Row]) -> int:
    """Return how many more of this kind there are than were sent."""
    return rows[0].total - len(rows) if rows and rows[0].total is not None else 0


def demands_shut(card: Described, facts: PersonFacts, today: date) -> list[str]:
    """Return the demands that work conditions shut on the day of the planned release."""
    window = facts.release.window(today)
    return sorted(
        shut_by(((line.kind, line.until_on) for line in card.conditions), window[1] if window else today)
    )


def _found(
    person: Person,
    facts: PersonFacts,
    reach: float,
    today: date,
    house: Settings,
    *,
    shut: list[str],
    most_apart: int,
) -> list[Row]:
    """Return openings that stand and can be started at all, without what asks for something `shut`. One query."""
    current()
    home, farther = facts.home, reach + max(FARTHER_KM)
    centre = (home.latitude, home.longitude) if home else (None, None)
    boxes = [astuple(cells_within(home, km)) if home else () for km in (reach, farther)]
    window = facts.release.window(today)
    until = window[2] + house.window if window else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM gate.openings_near("
            "%s, %s, %s, %s, %s::integer[], %s, %s::integer[], %s, %s, %s, %s, %s, %s)",
            [
                *(person.pk, *centre, reach + SLACK_KM, list(boxes[0]), farther + SLACK_KM, list(boxes[1])),
                *(today, until, shut, MOST, MOST_AROUND, most_apart),
            ],
        )
        return [Row._make(row) for row in cursor.fetchall()]


def _judged(
    facts: PersonFacts,
    openings: Iterable[tuple[Row, OpeningFacts]],
    today: date,
    house: Settings,
    asking: Asking,
) -> list[Line]:
    """Compare and put in order. What lies a hair beyond the reach, in the slack of the query, is not near."""
    lines = [
        Line(row, asking.named(judge(facts, opening, today=today, settings=house)))
        for row, opening in openings
    ]
    near_ones = [line for line in lines if not any(r.code == "too_far" for r in line.answer.reasons)]
    return sorted(near_ones, key=lambda line: line.answer.order)
