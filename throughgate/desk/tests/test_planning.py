"""Expected: plans are started, followed, read and tried on pages; of those whom they may hold, in the order of names."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.desk.tests.test_near import counted, offer
from throughgate.person.people.actions import withdraw_consent
from throughgate.person.people.models import Person
from throughgate.work.openings.models import Opening
from throughgate.work.planning.actions import start_plan
from throughgate.work.planning.models import Plan, Tried
from throughgate.work.planning.tests.making import again, agreed, made
from throughgate.work.planning.work import work

__all__ = ["agreed"]

MOST_QUERIES = 17
NOBODY = uuid.UUID(int=1)
PAGE = "desk:planning"


def page(plan, **asked):
    """Return the address of a plan's page."""
    return reverse("desk:plan", args=[plan.pk]) + "".join(f"?{name}={value}" for name, value in asked.items())


def main(answer) -> str:
    """Return what stands on a page, without its frame."""
    return answer.content.decode().split("<main")[1].split("</main")[0]


@pytest.fixture
def offers(acting):
    """Two openings that fit Emre, and one that is full."""
    with acting("placement") as actor:
        return (
            offer(actor, "Warehouse helper"),
            offer(actor, "Forklift helper", certificates=["forklift"]),
            offer(actor, "Baker", seats=0, occupation_id=None),
        )


@pytest.fixture
def plan(acting, agreed, offers):
    """A plan that was made, with Emre in it."""
    return made(acting)


@pytest.fixture
def name(acting, cast) -> str:
    """Emre's name as lists write it."""
    with acting("lead"):
        person = Person.objects.get(pk=cast.key("emre"))
    return f"{person.family_name}, {person.given_names}"


def titles(client, plan) -> dict[str, str]:
    """Return who stands where on the page of a plan."""
    return {row["person"]: row["title"] for row in client.get(page(plan)).context["rows"]}


def tried(client, plan, **asked):
    """Try something from a plan; return the new one, as the worker made it."""
    answer = client.post(reverse("desk:plan-try", args=[plan.pk]), asked)
    assert answer.status_code == 302
    key = uuid.UUID(answer.url.rstrip("/").split("/")[-1])
    work(key)
    return Plan(pk=key)


def test_a_plan_is_started_followed_and_read(signed_in, acting, cast, agreed, offers, name):
    """From the button to the page: first how far it is, then who could go where, with reasons and without any number of fit."""
    client = signed_in("placement")
    assert "No plan is kept" in main(client.get(reverse(PAGE)))
    started = client.post(reverse("desk:plan-start"))
    with acting("placement"):
        plan = Plan.objects.get()
    assert started.url == page(plan)
    while_made = main(client.get(page(plan)))
    assert "Waits for its turn" in while_made
    assert "Stop" in while_made
    assert "Is being made" in main(client.get(reverse(PAGE)))
    work(plan.pk)
    answer = client.get(page(plan))
    body = main(answer)
    assert titles(client, plan)[name] in {f"{one.title}, Roth Roofing" for one in offers}
    for words in (
        "nobody is placed by it",
        "It is proved that no other plan is better",
        "Levels of competencies are not read for it",
        "1 of 1 person had a place when it was made",
        "started by Placement Cast",
    ):
        assert words in body, words
    assert not re.search(r"\b0[.,]\d{2}", body)
    listed = main(client.get(reverse(PAGE)))
    assert page(plan) in listed
    assert "1 of 1 person had a place" in listed


def test_the_part_that_asks_how_far_it_is(signed_in, acting, agreed):
    """While it is made the part of the page answers with itself; then it says that the page looks otherwise."""
    client = signed_in("placement")
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
        Plan.objects.filter(pk=plan.pk).update(share=0.4, begun_at=timezone.now())
    answer = client.get(page(plan), headers={"HX-Request": "true"})
    assert "40" in answer.content.decode()
    assert "Reading" in answer.content.decode()
    with acting("placement"):
        Plan.objects.filter(pk=plan.pk).update(begun_at=None)
    work(plan.pk)
    assert client.get(page(plan), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_a_double_click_is_one_plan(signed_in, acting, agreed):
    """The same form sent twice starts one and leads to it."""
    client, form = signed_in("placement"), {"once": str(uuid.uuid4())}
    first = client.post(reverse("desk:plan-start"), form)
    second = client.post(reverse("desk:plan-start"), form)
    assert first.url == second.url
    with acting("placement"):
        assert Plan.objects.count() == 1


def test_who_comes_second_is_led_to_the_first(signed_in, acting, plan):
    """Also with something to try: one is made at a time, and the page says so."""
    client = signed_in("placement")
    with acting("placement") as actor:
        running = start_plan(actor=actor)
    for address in (reverse("desk:plan-start"), reverse("desk:plan-try", args=[plan.pk])):
        answer = client.post(address, follow=True)
        assert answer.redirect_chain[-1][0] == page(running)
        assert "being made just now" in answer.content.decode()


@pytest.mark.parametrize("how", ["button", "address"])
def test_stopped_and_started_anew(signed_in, acting, agreed, offers, how, cast):
    """A stopped plan says so, and starts anew with what it tried."""
    client = signed_in("placement")
    first, pair = made(acting), f"{cast.key('emre')}.{offers[0].pk}"
    address = client.post(reverse("desk:plan-try", args=[first.pk]), {"out": pair}).url
    plan = Plan(pk=uuid.UUID(address.rstrip("/").split("/")[-1]))
    stop = {"version": "1"} if how == "button" else {}
    answer = client.post(reverse("desk:plan-stop", args=[plan.pk]), stop, follow=True)
    assert again(acting, plan).state == ("stopped" if how == "button" else "making")
    if how == "address":
        assert answer.status_code == 409
        assert "Somebody changed this meanwhile" in answer.content.decode()
        return
    body = main(answer)
    assert "This plan was stopped" in body
    assert f'name="out" value="{pair}"' in body
    anew = tried(client, plan, out=pair)
    with acting("placement"):
        assert Plan.objects.get(pk=anew.pk).since_id == first.pk
        assert Tried.objects.filter(plan=anew.pk).count() == 1


def test_a_plan_whose_worker_was_killed(signed_in, acting, agreed):
    """After some minutes without a sign of life the page says that it did not finish, and offers to start anew."""
    client = signed_in("placement")
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
        long_ago = timezone.now() - timedelta(minutes=9)
        Plan.objects.filter(pk=plan.pk).update(begun_at=long_ago, moved_at=long_ago)
    body = main(client.get(page(plan)))
    assert "This plan did not finish" in body
    assert client.get(page(plan), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Did not finish" in main(client.get(reverse(PAGE)))
    assert again(acting, tried(client, plan)).state == "done"


def test_what_would_be_if(signed_in, acting, cast, plan, offers, name):
    """A pair kept, one ruled out, a seat more: a new plan from the kept one, which tells what changes; all of it stays."""
    first, second, full = offers
    client, key = signed_in("placement"), cast.key("emre")
    before = titles(client, plan)[name]
    now, other = (first, second) if before.startswith("Warehouse") else (second, first)
    new = tried(client, plan, out=f"{key}.{now.pk}")
    assert titles(client, new)[name].startswith(other.title)
    changed = client.get(page(new, show="changed"))
    assert [(row["person"], row["before"], row["now"]) for row in changed.context["rows"]] == [
        (name, before, titles(client, new)[name])
    ]
    assert "Beside the plan of" in main(changed)
    assert [pair["words"] for pair in changed.context["tries"]["ruled_out"]] == [f"{name} · {before}"]
    assert titles(client, plan)[name] == before
    new = tried(client, plan, keep=f"{key}.{full.pk}")
    assert titles(client, new)[name] == before
    assert "cannot be" in main(client.get(page(new)))
    new = tried(client, plan, keep=f"{key}.{full.pk}", seat=str(full.pk))
    assert titles(client, new)[name].startswith("Baker")
    seats = client.get(page(new, show="seats"))
    assert [seat["words"] for seat in seats.context["tries"]["seats"]] == ["Baker, Roth Roofing"]
    assert "There is a newer plan" in main(client.get(page(plan)))


@pytest.mark.parametrize("text", ["", "x", "..", "1.2", f"{NOBODY}.{NOBODY}", "%00" * 99])
def test_what_says_nothing_is_told(signed_in, acting, plan, text):
    """Whatever is sent, a plan is made, and says in words how much of it was not there."""
    client = signed_in("placement")
    new = tried(client, plan, keep=text, out=text, seat=text)
    assert again(acting, new).left_out == 3
    assert "3 things to try are not there any more" in main(client.get(page(new)))


@pytest.mark.parametrize(
    "query", ["?show=x", "?after=x", "?before=x&show=seats", "?after=e30", "?show=apart&after=W10"]
)
def test_an_address_that_says_nothing(signed_in, plan, query):
    """Its page answers with the beginning."""
    assert signed_in("placement").get(page(plan) + query).status_code == 200


@pytest.mark.parametrize("route", ["desk:plan", "desk:plan-try", "desk:plan-stop"])
def test_a_plan_that_is_not_there(signed_in, agreed, route):
    """One plain sentence."""
    client = signed_in("placement")
    address = reverse(route, args=[NOBODY])
    answer = client.get(address) if route == "desk:plan" else client.post(address)
    assert answer.status_code == 404


def test_a_consent_taken_back_is_gone_from_the_page(signed_in, acting, cast, plan, agreed, name, offers):
    """At once, from every part of it, and from what was tried."""
    client = signed_in("placement")
    new = tried(client, plan, out=f"{cast.key('emre')}.{offers[0].pk}")
    assert name in main(client.get(page(new, show="changed")))
    with acting("placement") as actor:
        there = type(agreed).objects.get(pk=agreed.pk)
        withdraw_consent(actor=actor, consent=there, expected=there.version)
    for part in ("suggested", "none", "changed", "seats"):
        assert name not in main(client.get(page(new, show=part))), part
    assert name in main(client.get(page(new, show="apart")))


@pytest.mark.parametrize(
    ("changed", "is_offered"),
    [
        ({"state": "filled"}, False),
        ({"closing_on": timezone.localdate() - timedelta(days=1)}, False),
        ({"closing_on": timezone.localdate()}, True),
    ],
    ids=["filled", "closed", "until today"],
)
def test_an_opening_that_ended_since(signed_in, acting, plan, changed, is_offered):
    """Its line says that it is no longer offered."""
    with acting("placement"):
        for one in Opening.objects.filter(organisation__code="roofing"):
            one.save_over(one.version, **changed)
    assert ("no longer offered" in main(signed_in("placement").get(page(plan)))) is not is_offered


def test_an_opening_that_is_gone(signed_in, acting, plan, name):
    """The line stays, and says so."""
    with acting("placement"):
        Opening.objects.filter(organisation__code="roofing", title__contains="helper").delete()
    body = main(signed_in("placement").get(page(plan)))
    assert "an opening that is gone" in body
    assert "no longer offered" in body


def test_who_has_no_place(signed_in, acting, agreed, name):
    """With the reason in words, counted below."""
    plan = made(acting)
    client = signed_in("placement")
    answer = client.get(page(plan, show="none"))
    assert [(row["person"], str(row["why"])) for row in answer.context["rows"]] == [
        (name, answer.context["reasons"][0][1])
    ]
    assert "Nobody has a place in this plan" in main(client.get(page(plan)))


def test_who_is_not_in_it(signed_in, acting, name):
    """Without a consent Emre is named apart, with the way to ask him; nobody has to agree."""
    client, plan = signed_in("placement"), made(acting)
    body = main(client.get(page(plan, show="apart")))
    assert name in body
    assert "Nobody has to" in body
    assert "1 person was not in it" in body


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 403), ("company", 403), ("stranger", 403), ("admin", 403), ("chamberadmin", 403)],
)
def test_only_whoever_keeps_openings_plans(signed_in, plan, who, status):
    """The placement side alone opens the pages."""
    client = signed_in(who)
    for address in (reverse(PAGE), page(plan)):
        assert client.get(address).status_code == status
    for name in ("plan-try", "plan-stop"):
        assert client.post(reverse(f"desk:{name}", args=[plan.pk])).status_code == status
    assert client.post(reverse("desk:plan-start")).status_code == status


def test_the_list_of_openings_leads_there(signed_in):
    """Whoever plans finds it beside the openings."""
    assert reverse(PAGE) in signed_in("placement").get(reverse("openings:list")).content.decode()
    assert reverse(PAGE) not in signed_in("lead").get(reverse("openings:list")).content.decode()


@pytest.mark.parametrize("part", ["suggested", "none", "changed", "seats", "apart"])
def test_few_queries(signed_in, plan, part):
    """Whatever part of it is asked for."""
    answer, queries = counted(signed_in("placement"), page(plan, show=part))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, queries


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"optimal": False}, "Whether another plan is better could not be proved."),
        ({"optimal": False, "best_each": 7}, "for each person the best 7 openings were looked at"),
        ({"more_people": True}, "it holds the first 60000 in the order of names"),
        ({"more_openings": True}, "it holds the newest 20000"),
    ],
    ids=["not proved", "best of each", "more people", "more openings"],
)
def test_what_a_plan_does_not_hold_is_said(signed_in, acting, agreed, changed, words):
    """In a sentence of its own."""
    with acting("placement") as actor:
        plan = start_plan(actor=actor)
        Plan.objects.filter(pk=plan.pk).update(state="done", **changed)
    assert words in main(signed_in("placement").get(page(plan)))
