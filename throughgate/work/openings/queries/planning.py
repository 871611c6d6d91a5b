"""Who of one's own caseload could go where: a suggestion to talk about, with what would be if.

Nothing of it is kept, and nobody is placed by it. It holds people whom a statute or their consent puts under it, and no
levels of competencies: whoever plans reads none.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.choices import Basis, ConsentPurpose, ConsentState
from throughgate.person.people.models import Person
from throughgate.person.people.rules import needs_guardian
from throughgate.work.matching import Answer, judge
from throughgate.work.openings.models import Opening
from throughgate.work.openings.packs import weights_in
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.queries.near import comparison_settings, demands_shut, person_facts
from throughgate.work.openings.queries.people import CaseCard, caseload, must_plan

if TYPE_CHECKING:
    from throughgate.work.matching.region.columns import OneOpening, OnePerson

MOST_OPENINGS: Final = 1000
"""So many openings of the region that stand are planned with, the newest first; that there are more is said."""

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class WhatIf:
    """What to try, by ids of person and opening; what is not there, or cannot be, is left out and told."""

    kept: Collection[Pair] = ()
    ruled_out: Collection[Pair] = ()
    seats: Collection[uuid.UUID] = ()


@dataclass(frozen=True)
class Seated:
    """A person and the opening of the suggestion, with the reasons of the comparison."""

    person: Person
    opening: Opening
    answer: Answer


@dataclass(frozen=True)
class Changed:
    """Whose place differs from the suggestion without what was tried; None is no place."""

    person: Person
    before: Opening | None
    after: Opening | None


@dataclass(frozen=True)
class Suggestion:
    """The plan. People stand in the order of their names."""

    seated: tuple[Seated, ...] = ()
    left: tuple[tuple[Person, str], ...] = ()
    """Who has no place, and the code of why."""
    not_covered: tuple[Person, ...] = ()
    """Of the caseload, but neither by statute nor by consent under a plan."""
    full: tuple[Opening, ...] = ()
    """Whose seats the suggestion uses up, or that have none: where one more could change something."""
    changed: tuple[Changed, ...] = ()
    ruled_out: tuple[tuple[Person, Opening], ...] = ()
    left_out: int = 0
    """So much of what was to be tried could not be."""
    optimal: bool = True
    openings: int = 0
    is_more: bool = False
    """More people or more openings are there than were planned with."""


def is_covered(person: Person, card: CaseCard, actor: Actor, today: date) -> bool:
    """Say whether a statute or a consent puts somebody under a plan of the actor's organisation.

    The consent of a minor counts with that of the guardian.
    """
    if any(
        link.organisation_id == actor.organisation.pk and link.basis == Basis.STATUTE and link.counts(today)
        for link in card.links
    ):
        return True
    is_minor = needs_guardian(person.birth_on, person.birth_precision, today)
    return any(
        line.purpose == ConsentPurpose.REGIONAL_PLAN
        and line.state == ConsentState.GIVEN
        and (line.expires_on is None or line.expires_on >= today)
        and (not is_minor or line.guardian_agreed_on is not None)
        for line in card.consents
    )


def suggest(actor: Actor, what_if: WhatIf, *, today: date | None = None) -> Suggestion:
    """Suggest who of the caseload could go where in the region. Four queries.

    Most people have a place, then the openings fit best by the weights of the region; that is proved, or `optimal` is
    false. Raise NotAllowed for whoever does not keep openings.
    """
    from throughgate.work.matching.region.columns import OneOpening, OnePerson

    must_plan(actor)
    today = today or timezone.localdate()
    people, cards, more_people = caseload(actor)
    covered = [one for one in people if is_covered(one, cards[one.pk], actor, today)]
    offers = list(
        Opening.objects.visible_to(actor)
        .standing(today)
        .filter(organisation__region=actor.organisation.region_id)
        .with_names()
        .order_by("-pk")[: MOST_OPENINGS + 1]
    )
    openings = {opening.pk: opening for opening in offers[:MOST_OPENINGS]}
    theirs = {one.pk: person_facts(one, cards[one.pk]) for one in covered}
    left = [
        OnePerson(str(one.pk), theirs[one.pk], demands_shut(cards[one.pk], theirs[one.pk], today))
        for one in covered
    ]
    right = [OneOpening(str(key), opening_facts(opening)) for key, opening in openings.items()]
    plan = _Planner(left, right, actor, today)
    tried, left_out = plan.possible(what_if)
    found, why, optimal = plan.made(tried)
    usual = plan.made(WhatIf())[0] if tried != WhatIf() else found
    house = comparison_settings()
    taken = list(found.values())
    by_key = {one.pk: one for one in covered}
    return Suggestion(
        tuple(
            Seated(
                by_key[person],
                openings[opening],
                judge(theirs[person], opening_facts(openings[opening]), today=today, settings=house),
            )
            for person in by_key
            if (opening := found.get(person))
        ),
        tuple((by_key[person], why[person]) for person in by_key if person in why),
        tuple(one for one in people if one.pk not in by_key),
        tuple(
            opening
            for key, opening in openings.items()
            if key in tried.seats or taken.count(key) >= (opening.seats_left or 0)
        ),
        tuple(
            Changed(by_key[person], openings.get(before), openings.get(after))
            for person in by_key
            if (before := usual.get(person)) != (after := found.get(person))
        ),
        tuple((by_key[person], openings[opening]) for person, opening in tried.ruled_out),
        left_out,
        optimal,
        len(openings),
        more_people or len(offers) > MOST_OPENINGS,
    )


class _Planner:
    """The engine with ids instead of its keys, which are texts."""

    def __init__(
        self, people: Sequence[OnePerson], openings: Sequence[OneOpening], actor: Actor, today: date
    ) -> None:
        from throughgate.work.matching.region.compare import Region

        self.people = {uuid.UUID(str(one.key)): one for one in people}
        self.openings = {uuid.UUID(str(one.key)): one for one in openings}
        self.region = Region(
            people,
            openings,
            today=today,
            weights=weights_in(actor.organisation.region),
            settings=comparison_settings(),
        )

    def possible(self, asked: WhatIf) -> tuple[WhatIf, int]:
        """Return what of it can be tried, and how much cannot: a pair kept must fit, once for a person and a seat."""
        from throughgate.work.matching.region.lists import eligible

        seats = [key for key in asked.seats if key in self.openings]
        region = self.region.with_seats([str(key) for key in seats]) if seats else self.region
        pairs = eligible(region)
        fits = {
            (str(region.people[person].key), str(region.openings[opening].key))
            for person, opening in zip(pairs.people.tolist(), pairs.openings.tolist(), strict=True)
        }
        room = {str(one.key): one.facts.seats or 0 for one in region.openings}
        ruled_out = [pair for pair in asked.ruled_out if pair[0] in self.people and pair[1] in self.openings]
        kept: list[Pair] = []
        for person, opening in asked.kept:
            is_free = person not in {one for one, _ in kept} and room.get(str(opening), 0) > 0
            if (str(person), str(opening)) in fits and (person, opening) not in ruled_out and is_free:
                room[str(opening)] -= 1
                kept.append((person, opening))
        tried = WhatIf(tuple(kept), tuple(ruled_out), tuple(seats))
        count = len(asked.kept) + len(asked.ruled_out) + len(asked.seats)
        return tried, count - len(kept) - len(ruled_out) - len(seats)

    def made(self, tried: WhatIf) -> tuple[Mapping[uuid.UUID, uuid.UUID], Mapping[uuid.UUID, str], bool]:
        """Return the opening of each person who has one, why of everybody else, and whether it is proved."""
        from throughgate.work.matching.region import plan

        def texts(pairs: Collection[Pair]) -> list[tuple[str, str]]:
            return [(str(person), str(opening)) for person, opening in pairs]

        made = plan.make_plan(
            self.region,
            plan.WhatIf(texts(tried.kept), texts(tried.ruled_out), [str(key) for key in tried.seats]),
        )
        people, openings = self.region.people, self.region.openings
        return (
            {
                uuid.UUID(str(people[person].key)): uuid.UUID(str(openings[opening].key))
                for person, opening in zip(
                    made.pairs.people.tolist(), made.pairs.openings.tolist(), strict=True
                )
            },
            {uuid.UUID(str(people[person].key)): str(why) for person, why in made.unplaced.items()},
            made.optimal,
        )
