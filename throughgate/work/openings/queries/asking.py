"""Whom to ask where nothing fits: companies near home that offer or once offered what the person looks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.matching import PersonFacts, is_near, is_shut
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import opening_facts

MOST: Final = 5
LOOKED_AT: Final = 300
"""So many openings around are looked through, the nearest first."""


@dataclass(frozen=True)
class ToAsk:
    """A company, what it offers or once offered, and how far it is."""

    organisation: Organisation
    opening: Any
    km: float


def companies_to_ask(
    actor: Actor, facts: PersonFacts, reach_km: float, shut: Collection[str] = ()
) -> list[ToAsk]:
    """Return companies with openings of a wished kind, now or past: near the wish first, then the nearest. One query.

    What a work condition shuts is left out, for those who read conditions.
    """
    if facts.home is None:
        return []
    rows = Opening.objects.visible_to(actor).within(facts.home, reach_km).with_names().order_by("km", "pk")
    found: dict[Any, tuple[bool, ToAsk]] = {}
    for row in rows[:LOOKED_AT]:
        if facts.wish_kinds and row.kind not in facts.wish_kinds:
            continue
        if is_shut(shut, opening_facts(row)):
            continue
        is_other = bool(facts.wishes) and not any(
            is_near(row.occupation_id or "", wish) for wish in facts.wishes if row.occupation_id
        )
        there = found.get(row.organisation_id)
        if there is None or (there[0] and not is_other):
            found[row.organisation_id] = (is_other, ToAsk(row.organisation, row, row.km))
    ordered = sorted(found.values(), key=lambda one: (one[0], one[1].km, one[1].organisation.sort_key))
    return [one for _, one in ordered[:MOST]]
