"""What tests of chains begin with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from throughgate.person.chain import actions
from throughgate.person.chain.models import Chain, Step
from throughgate.person.people.models import Stay


def today() -> date:
    """Return today where the house is."""
    return timezone.localdate()


def stay_of(cast: Any, name: str) -> Stay:
    """Return the stay of somebody that goes on, for whoever acts."""
    stay: Stay = Stay.objects.select_related("person").get(person=cast.key(name), ended_on__isnull=True)
    return stay


def chain_of(acting: Any, cast: Any, name: str = "emre", by: str = "lead", template: str = "full") -> Chain:
    """Begin somebody's chain by a click."""
    with acting(by) as actor:
        return actions.begin_chain(actor=actor, stay=stay_of(cast, name), template=template)


def days(chain: Chain) -> dict[str, tuple[date | None, str]]:
    """Return the day and the state of each step, for whoever acts."""
    return {step.step: (step.due_on, step.state) for step in Step.objects.filter(chain=chain)}


def later(weeks: int) -> timedelta:
    """Return so many weeks."""
    return timedelta(weeks=weeks)
