"""One person beside one opening, as it stands among those near home."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.work.matching import Answer, is_shut, judge
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import asking_of
from throughgate.work.openings.queries.near import comparison_settings, demands_shut, person_facts, work_card


def beside(actor: Actor, person: Person, opening: Opening, *, today: date) -> Answer | None:
    """Compare a person whom the actor opened with one opening; None where a work condition shuts the pair.

    Only those who read conditions know of any. One query, two more where the opening asks for competencies.
    """
    card = work_card(actor, person)
    facts = person_facts(person, card)
    asking = asking_of(actor, person, [opening], today)
    asked = asking.facts(opening)
    if is_shut(demands_shut(card, facts, today), asked):
        return None
    facts = replace(facts, competencies={key: float(one.level) for key, one in asking.shown.items()})
    return asking.named(judge(facts, asked, today=today, settings=comparison_settings()))
