"""Plans as tests make them: started by somebody of the cast, made as the worker does."""

from __future__ import annotations

import pytest

from throughgate.person.people.actions import answer_consent, ask_consent
from throughgate.person.people.models import Person
from throughgate.work.planning.actions import start_plan
from throughgate.work.planning.models import Place, Plan
from throughgate.work.planning.work import work


@pytest.fixture
def agreed(acting, cast):
    """Emre agreed that a plan of the region may suggest a place for him."""
    with acting("placement") as actor:
        person = Person.objects.get(pk=cast.key("emre"))
        asked = ask_consent(actor=actor, person=person, purpose="regional_plan", explained_in="de")
        return answer_consent(actor=actor, consent=asked, expected=asked.version, given=True)


def made(acting, **what):
    """Return a plan that the placement officer started, as the worker left it."""
    with acting("placement") as actor:
        plan = start_plan(actor=actor, **what)
    work(plan.pk)
    return again(acting, plan)


def again(acting, plan):
    """Return a plan as it is now."""
    with acting("placement"):
        return Plan.objects.get(pk=plan.pk)


def places(acting, plan, who="placement"):
    """Return who has which place in a plan, as somebody sees it."""
    with acting(who):
        return dict(Place.objects.filter(plan=plan.pk).values_list("person_id", "opening_id"))
