"""Expected: a suggestion of who of the caseload could go where, for those it may hold, with what would be if."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from throughgate.desk.tests.test_near import condition_of_emre, counted, offer
from throughgate.person.people.actions import answer_consent, ask_consent
from throughgate.person.people.models import Person
from throughgate.work.openings.queries.planning import WhatIf, is_covered, suggest

MOST_QUERIES = 9
DAY = date(2026, 12, 1)
NOBODY = uuid.UUID(int=1)
PAGE = "desk:planning"


@pytest.fixture
def agreed(acting, cast):
    """Emre agreed that a plan of the region may suggest a place for him."""
    with acting("placement") as actor:
        person = Person.objects.get(pk=cast.key("emre"))
        asked = ask_consent(actor=actor, person=person, purpose="regional_plan", explained_in="de")
        return answer_consent(actor=actor, consent=asked, expected=asked.version, given=True)


def seats(context) -> dict[str, str]:
    """Return who stands where on the page."""
    return {line["person"]: line["title"] for line in context["seated"]}


def emre(acting, cast) -> str:
    """Return Emre's name as lists write it."""
    with acting("lead"):
        person = Person.objects.get(pk=cast.key("emre"))
    return f"{person.family_name}, {person.given_names}"


def test_who_agreed_is_planned_with(signed_in, acting, cast, agreed):
    """With his consent Emre has the opening that fits; nothing tells a fit, and the page says that it is a suggestion."""
    with acting("placement") as actor:
        offer(actor, "Warehouse helper")
        offer(actor, "Captain", town="Berlin")
    answer, queries = counted(signed_in("placement"), reverse(PAGE))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, queries
    assert seats(answer.context)[emre(acting, cast)] == "Warehouse helper, Roth Roofing"
    body = answer.content.decode().split("<main")[1]
    assert "nobody is placed by it" in body
    assert "It is proved that no other plan is better" in body
    assert not re.search(r"\b0[.,]\d{2}", body)


def people_of(found) -> set[uuid.UUID]:
    """Return the ids of those whom a plan holds."""
    return {one.person.pk for one in found.seated} | {one.pk for one, _ in found.left}


def consent(**changed):
    """Return a line of a consent to the plan, given and standing."""
    known = {"purpose": "regional_plan", "state": "given", "expires_on": None, "guardian_agreed_on": None}
    return SimpleNamespace(**known | changed)


def link(actor, *, basis="statute", own=True, is_over=False):
    """Return a line of a link."""
    of = actor.organisation.pk if own else uuid.uuid4()
    return SimpleNamespace(organisation_id=of, basis=basis, counts=lambda _day: not is_over)


@pytest.mark.parametrize(
    ("changed", "is_in"),
    [
        ({}, True),
        ({"state": "withdrawn"}, False),
        ({"state": "asked"}, False),
        ({"state": "refused"}, False),
        ({"state": "expired"}, False),
        ({"purpose": "neutral_profile"}, False),
        ({"expires_on": DAY}, True),
        ({"expires_on": DAY - timedelta(days=1)}, False),
    ],
)
def test_a_consent_that_stands_puts_somebody_under_the_plan(acting, changed, is_in):
    """Given, for the plan, and not over."""
    with acting("placement") as actor:
        card = SimpleNamespace(links=(), consents=(consent(**changed),))
        assert is_covered(Person(birth_on=date(1990, 1, 1)), card, actor, DAY) is is_in


@pytest.mark.parametrize(
    ("changed", "is_in"),
    [({}, True), ({"basis": "consent"}, False), ({"own": False}, False), ({"is_over": True}, False)],
)
def test_a_statute_puts_somebody_under_the_plan(acting, changed, is_in):
    """By a link of the own organisation that counts; without one, nothing but a consent does."""
    with acting("placement") as actor:
        card = SimpleNamespace(links=(link(actor, **changed),), consents=())
        assert is_covered(Person(), card, actor, DAY) is is_in


@pytest.mark.parametrize(("guardian", "is_in"), [(DAY, True), (None, False)])
def test_a_minor_is_in_it_with_the_guardian_alone(acting, guardian, is_in):
    """The consent of somebody under age counts once the guardian agreed."""
    person = Person(birth_on=DAY - timedelta(days=16 * 365), birth_precision="day")
    with acting("placement") as actor:
        card = SimpleNamespace(links=(), consents=(consent(guardian_agreed_on=guardian),))
        assert is_covered(person, card, actor, DAY) is is_in


def test_who_did_not_agree_is_named_apart(acting, cast):
    """Without consent or statute, Emre is told apart, and no opening is suggested to him."""
    with acting("placement") as actor:
        found = suggest(actor, WhatIf())
    assert cast.key("emre") in {one.pk for one in found.not_covered}
    assert not found.seated


def test_what_would_be_if(signed_in, acting, cast, agreed):
    """A pair kept, one ruled out, a seat more: the page tries it by its address, and tells what changes."""
    with acting("placement") as actor:
        first = offer(actor, "Warehouse helper")
        second = offer(actor, "Forklift helper", certificates=["forklift"])
        full = offer(actor, "Baker", seats=0, occupation_id=None)
    client, name, key = signed_in("placement"), emre(acting, cast), cast.key("emre")
    before = seats(client.get(reverse(PAGE)).context)[name]
    now, other = (first, second) if before.startswith("Warehouse") else (second, first)

    def tried(**asked):
        return client.get(reverse(PAGE), asked).context

    context = tried(out=f"{key}.{now.pk}")
    assert seats(context)[name].startswith(other.title)
    assert context["changed"] == [(name, before, seats(context)[name])]
    assert [line["words"] for line in context["ruled_out"]] == [f"{name} · {before}"]
    context = tried(keep=f"{key}.{other.pk}")
    assert seats(context)[name].startswith(other.title)
    context = tried(keep=f"{key}.{full.pk}")
    assert (context["found"].left_out, seats(context)[name]) == (1, before)
    context = tried(keep=f"{key}.{full.pk}", seat=str(full.pk))
    assert seats(context)[name].startswith("Baker")
    context = tried(keep=f"{key}.{now.pk}", out=f"{key}.{now.pk}")
    assert context["found"].left_out == 1
    assert not tried()["changed"]


@pytest.mark.parametrize("text", ["", "x", "..", "1.2", f"{NOBODY}.{NOBODY}", "%00" * 99])
def test_an_address_that_says_nothing_tries_nothing(signed_in, agreed, text):
    """Whatever stands in the address, the page answers; what is not there is counted, not silently dropped."""
    answer = signed_in("placement").get(reverse(PAGE), {"keep": text, "out": text, "seat": text})
    assert answer.status_code == 200
    assert not answer.context["changed"]


def test_seats_are_never_exceeded_and_nobody_is_in_it_twice(acting, cast, agreed):
    """Each opening of the suggestion has room for all who stand at it."""
    with acting("placement") as actor:
        offer(actor, "Warehouse helper")
        found = suggest(actor, WhatIf())
    at = [one.opening.pk for one in found.seated]
    assert all(at.count(one.opening.pk) <= one.opening.seats for one in found.seated)
    assert len({one.person.pk for one in found.seated}) == len(found.seated)


def test_a_condition_of_emre_changes_nothing_here(acting, cast, agreed):
    """Outside of custody the plan is the same with and without a work condition."""
    with acting("placement") as actor:
        offer(actor, "Driver", licence="B")
    plans = []
    for condition in (None, "no_driving"):
        condition_of_emre(acting, cast, condition)
        with acting("placement") as actor:
            found = suggest(actor, WhatIf())
            plans.append([(one.person.pk, one.opening.pk) for one in found.seated])
    assert plans[0] == plans[1]
    assert plans[0]


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 403), ("company", 403), ("stranger", 403), ("admin", 403)]
)
def test_only_whoever_keeps_openings_plans(signed_in, who, status):
    """The placement side alone opens it."""
    assert signed_in(who).get(reverse(PAGE)).status_code == status


def test_nobody_to_plan_with(signed_in):
    """Without anybody whom it may hold, the page says what a plan holds."""
    assert "Nobody is planned with" in signed_in("placement").get(reverse(PAGE)).content.decode()


def test_the_list_of_openings_leads_there(signed_in):
    """Whoever plans finds it beside the openings."""
    assert reverse(PAGE) in signed_in("placement").get(reverse("openings:list")).content.decode()
    assert reverse(PAGE) not in signed_in("lead").get(reverse("openings:list")).content.decode()
