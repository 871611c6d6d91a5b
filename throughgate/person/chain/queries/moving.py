"""What a change of release dates would move of somebody's plan."""

from __future__ import annotations

from collections.abc import Iterator

from throughgate.ground.acting.actor import Actor
from throughgate.person.chain.actions import laid_now
from throughgate.person.chain.editions import with_key
from throughgate.person.chain.models import Chain, Step
from throughgate.person.chain.plan_words import role_name, title_of
from throughgate.person.chain.rules.stepping import OPEN
from throughgate.person.chain.rules.unrolling import BadDates, Dates
from throughgate.person.people.following import Moves
from throughgate.person.people.models import Stay
from throughgate.person.people.rules import ReleaseDates


def would_move(actor: Actor, stay: Stay, dates: ReleaseDates) -> Iterator[Moves]:
    """Yield each open step that would have another day, come or go; nothing for dates that cannot be. Two queries."""
    chain = Chain.objects.visible_to(actor).filter(stay=stay).select_related("began", "stay").first()
    if chain is None:
        return
    steps = list(Step.objects.filter(chain=chain))
    try:
        wanted = Dates(chain.began.arrived_on, dates.earliest_on, dates.expected_on, dates.latest_on)
        laid = {one.id: one for one in laid_now(chain, steps, wanted) if one.state in OPEN}
    except BadDates:
        return  # the action says what is wrong with them
    there = {step.step: step for step in steps if step.state in OPEN}
    book = with_key(chain.edition_id)
    for key in {**laid, **there}:
        before = there[key].due_on if key in there else None
        after = laid[key].due_on if key in laid else None
        if before != after:
            who = role_name((laid.get(key) or there[key]).role)
            yield Moves(title_of(book.said(key)), before, after, who)
