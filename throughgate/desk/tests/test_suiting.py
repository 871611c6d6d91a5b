"""Expected: for an opening, people of the own caseload in the order of their names, with reasons and no number."""

from __future__ import annotations

import pytest
from django.urls import reverse

from throughgate.desk.tests.test_near import counted, offer
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import Person
from throughgate.person.people.queries.lines import lines_for
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries import people as engine

MOST_QUERIES = 8
NEW = ("Abel", "Zander", "Zöller", "Abel")
"""Who comes to the caseload; two of one name."""


@pytest.fixture
def opening(acting) -> Opening:
    """A job that is open to whoever is near."""
    with acting("placement") as actor:
        return offer(actor, "Warehouse helper")


def address(opening: Opening) -> str:
    """Return the page."""
    return reverse("desk:suiting", args=[opening.pk])


def test_people_of_the_caseload_in_the_order_of_names(signed_in, acting, cast, opening):
    """Emre is assigned to the placement officer and stands there with his reasons; no number says how well he fits."""
    answer, queries = counted(signed_in("placement"), address(opening))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, queries
    lines = answer.context["might"]
    names = [line.title for line in lines]
    assert names
    assert names == sorted(names)
    emre = next(
        line for line in lines if line.address == reverse("desk:beside", args=[cast.key("emre"), opening.pk])
    )
    assert ("fits", "1 seat") in emre.reasons
    assert 'fit">' not in answer.content.decode()


def test_the_order_does_not_follow_how_well_somebody_fits(acting, cast, opening):
    """Whoever fits better stands where the name stands: a wish or a nearer home moves nobody."""
    with acting("placement") as actor:
        before = [one.person.pk for one in engine.suiting(actor, opening).might]
    for reach in (1000, 60):
        with acting("lead"):
            Person.objects.filter(pk=cast.key("emre")).update(travel_reach_km=reach)
        with acting("placement") as actor:
            assert [one.person.pk for one in engine.suiting(actor, opening).might] == before


def test_whom_something_stands_in_the_way_of_is_not_there(signed_in, acting, cast):
    """Nobody fits: the page says so; what is not known is a group of its own."""
    with acting("placement") as actor:
        shut = offer(actor, "Captain", town="Berlin")
        unsure = offer(actor, "Baker", seats=None)
    client = signed_in("placement")
    assert "Something stands in the way for everybody" in client.get(address(shut)).content.decode()
    found = client.get(address(unsure)).context
    assert not found["might"]
    assert found["unsure"]


@pytest.fixture
def both() -> None:
    """Let the lead place people as well: with a caseload of the own house that can grow."""
    Membership.objects.filter(user__username="lead").update(roles=["case_lead", "placement_officer"])


def test_a_long_caseload_has_pages(signed_in, acting, monkeypatch, opening, both):
    """Page by page, forwards and back, everybody of the caseload stands there once, in the order of names."""
    with acting("lead") as actor:
        for name in NEW:
            actions.register_person(actor=actor, family_name=name)
        keys = list(
            lines_for(actor, caseload_only=True)
            .order_by("name_key", "person")
            .values_list("person", flat=True)
        )
        whole = engine.suiting(actor, opening)
    assert len(keys) == len(NEW) + 1
    assert (whole.after, whole.before) == ("", "")
    monkeypatch.setattr(engine, "SIZE", 1)
    with acting("lead") as actor:
        pages, after = [], ""
        while not pages or after:
            pages.append(engine.suiting(actor, opening, after=after))
            after = pages[-1].after
        back = engine.suiting(actor, opening, before=pages[-1].before)
    assert [page.compared for page in pages] == [1] * len(keys)
    for group in ("might", "unsure"):
        walked = [one.person.pk for page in pages for one in getattr(page, group)]
        assert walked == [one.person.pk for one in getattr(whole, group)]
    assert back == pages[-2]
    client = signed_in("lead")
    first = client.get(address(opening)).context
    assert first["next"]
    assert not first["previous"]
    second = client.get(address(opening) + first["next"]).context
    assert second["previous"]


def test_a_page_where_nobody_suits_leads_on(signed_in, acting, monkeypatch, both):
    """Something stands in the way for everybody of a page: it says so of the page alone, and the next one is a press away."""
    monkeypatch.setattr(engine, "SIZE", 1)
    with acting("lead") as actor:
        actions.register_person(actor=actor, family_name="Zander")
        shut = offer(actor, "Captain", town="Berlin")
    page = signed_in("lead").get(address(shut))
    assert "Nobody on this page of your caseload" in page.content.decode()
    assert page.context["next"]


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 403), ("teacher", 403), ("company", 403), ("stranger", 403)]
)
def test_only_whoever_keeps_openings_opens_it(signed_in, opening, who, status):
    """The placement side alone lays people beside an opening."""
    answer = signed_in(who).get(address(opening))
    assert answer.status_code == status


def test_the_opening_leads_there(signed_in, opening):
    """The placement officer finds it on the opening's page, others do not."""
    page = reverse("openings:page", args=[opening.pk])
    assert address(opening) in signed_in("placement").get(page).content.decode()
    assert address(opening) not in signed_in("lead").get(page).content.decode()
