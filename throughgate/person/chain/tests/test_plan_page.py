"""The plan of a person: begun, taken step by step by plain forms, and shown before a release moves it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.person.chain.models import Chain, Step
from throughgate.person.chain.tests.making import chain_of, days, later, stay_of, today
from throughgate.person.people.models import Stay


@pytest.fixture
def page(cast):
    """Return the address of Emre's plan."""
    return reverse("chain:plan", args=[cast.key("emre")])


def step_of(acting, chain: Chain, key: str) -> Step:
    """Return a step, as it is now."""
    with acting("lead"):
        step: Step = Step.objects.get(chain=chain, step=key)
        return step


def test_a_plan_is_begun_by_one_click(signed_in, acting, page, cast):
    """The page proposes how much of it, begins it once, and says so to who comes second."""
    lead = signed_in("lead")
    shown = lead.get(page).content.decode()
    assert 'value="short" checked' in shown
    begin = reverse("chain:begin", args=[cast.key("emre")])
    assert lead.post(begin, {"template": "full"}).url == page
    assert lead.post(begin, {"template": "full"}).status_code == 422
    shown = lead.get(page).content.decode()
    assert all(word in shown for word in ("Arrival", "At the gate", "Afterwards", "StVollzG NRW"))


def test_a_step_is_done_opened_again_and_left_out(signed_in, acting, page, cast):
    """By forms without a script: each once; a stale one answers 409 with the page as it is now."""
    chain = chain_of(acting, cast)
    lead = signed_in("lead")
    step = step_of(acting, chain, "housing")
    do, undo, skip = (
        reverse(f"chain:{name}", args=[step.person_id, step.pk]) for name in ("do", "undo", "skip")
    )
    assert lead.post(do, {"version": 1}).url == f"{page}#step-{step.pk}"
    assert lead.post(do, {"version": 1}).status_code == 409
    assert lead.post(do, {"version": 2}).status_code == 422
    assert "done on" in lead.get(page).content.decode()
    assert lead.post(undo, {"version": 2}).status_code == 302
    version = step_of(acting, chain, "housing").version
    assert lead.post(skip, {"version": version, "reason": ""}).status_code == 422
    assert lead.post(skip, {"version": version, "reason": "The family sees to it"}).url == page
    assert "The family sees to it" in lead.get(page).content.decode()


def test_everybody_sees_what_is_for_others(signed_in, acting, page, cast):
    """A teacher reads the plan with who sees to what, and finds buttons at the own steps alone."""
    chain = chain_of(acting, cast)
    teacher = signed_in("teacher")
    teacher.post(reverse("people:purpose", args=[cast.key("emre")]), {"purpose": "stand_in"})
    shown = teacher.get(page).content.decode()
    assert "for: Case lead" in shown
    with acting("teacher"):
        own = Step.objects.filter(chain=chain, role="teacher", state__in=("open", "now_or_skip")).count()
    assert shown.count("/do") == own > 0
    housing = step_of(acting, chain, "housing")
    assert (
        teacher.post(reverse("chain:do", args=[housing.person_id, housing.pk]), {"version": 1}).status_code
        == 404
    )


def test_queries_of_the_plan(signed_in, acting, cast):
    """However long the plan is, the page asks as often."""
    asked = []
    for who, name, template in (("lead", "emre", "short"), ("colleague", "milan", "full")):
        chain_of(acting, cast, name, by=who, template=template)
        client = signed_in(who)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("chain:plan", args=[cast.key(name)])).status_code == 200
        asked.append(sum("SAVEPOINT" not in query["sql"] for query in queries))
    assert asked[0] == asked[1] <= 8


def test_what_moves_is_shown_before_it_is_saved(signed_in, acting, page, cast):
    """Other dates show what moves and who sees it, and save nothing; the second click does, for exactly these dates."""
    chain = chain_of(acting, cast)
    with acting("lead"):
        stay = stay_of(cast, "emre")
        before = days(chain)
    lead = signed_in("lead")
    address = reverse("people:dates", args=[cast.key("emre"), stay.pk])
    typed = {"version": stay.version, "release_expected_on": (today() + later(70)).strftime("%-d %B %Y")}
    asked = lead.post(address, typed)
    shown = asked.content.decode()
    assert asked.status_code == 200
    assert "steps move with these dates" in shown
    assert "Prison North" not in shown.split("They see it")[1].split("</p>")[0]
    assert "Probation Rhine" in shown.split("They see it")[1].split("</p>")[0]
    with acting("lead"):
        assert days(chain) == before
    seen = asked.context["button_value"]
    other = typed | {"release_expected_on": (today() + later(71)).strftime("%-d %B %Y"), "seen": seen}
    assert lead.post(address, other).status_code == 200
    assert lead.post(address, typed | {"seen": seen}).status_code == 302
    with acting("lead"):
        assert Stay.objects.get(pk=stay.pk).release_expected_on == today() + later(70)
        assert days(chain) != before
    assert "moved, was" in lead.get(page).content.decode()
