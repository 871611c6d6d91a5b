"""One opening beside one person: reasons, the next step, and the way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.desk.tests.test_near import counted, offer
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import WorkCondition
from throughgate.work.openings.models import Opening

MOST_QUERIES = 9


@pytest.fixture(scope="module")
def opening(shared_database):
    """An opening near Emre's home that asks for a little more German than he has."""
    with Cast().acting("placement") as actor:
        return offer(
            actor, "Roof and wall", german="B1", starts_on=timezone.localdate() + timedelta(days=200)
        )


def address(cast, opening):
    return reverse("desk:beside", args=[cast.key("emre"), opening.pk])


def test_a_case_lead_goes_on_to_the_consent_and_back_to_the_person(signed_in, cast, opening):
    """The reasons stand on top; asking for consent begins with the company; the crumbs lead back."""
    client = signed_in("lead")
    answer, queries = counted(client, address(cast, opening))
    assert len(queries) <= MOST_QUERIES, queries
    body = answer.content.decode()
    assert "German B1" in body
    assert "fits with support" in body
    for back in ("desk:person", "desk:near"):
        target = reverse(back, args=[cast.key("emre")])
        assert f'href="{target}"' in body
    where, words = answer.context["next"]
    assert words == "Ask for consent"
    form = client.get(where).context["form"]
    assert form["purpose"].value() == "neutral_profile"
    roofing = Organisation.objects.get(code="roofing")
    assert form["recipient"].value() == (roofing.name, str(roofing.pk))


def test_an_officer_goes_on_to_propose(signed_in, cast, opening):
    """Whoever proposes people is led there."""
    answer = signed_in("placement").get(address(cast, opening))
    assert answer.context["next"] == (
        reverse("placements:propose", args=[cast.key("emre"), opening.pk]),
        "Propose an introduction",
    )


def test_what_is_blocked_is_not_proposed(signed_in, acting, cast, opening):
    """Where something stands in the way, the page says what and offers no next step."""
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(seats=0)
    for who in ("placement", "lead"):
        answer = signed_in(who).get(address(cast, opening))
        assert answer.status_code == 200
        assert answer.context["next"] is None
        assert b"no seat left" in answer.content


def test_whoever_is_inside_can_start_on_release(signed_in, acting, cast, opening):
    """Neither the reasons nor the facts say "from now" of somebody who is inside."""
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(starts_on=timezone.localdate())
    body = signed_in("lead").get(address(cast, opening)).content.decode()
    assert body.count("can start on release") == 2
    assert "from now" not in body


def test_what_is_over_says_so(signed_in, acting, cast, opening):
    """An opening that ran out is told as such."""
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert b"This is not offered any more." in signed_in("lead").get(address(cast, opening)).content


def test_what_a_condition_shuts_is_absent_for_custody_alone(signed_in, acting, cast, opening):
    """Custody knows the condition and finds no such pair; outside the page is the same as without it."""
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(demands=["heights"])
    where = address(cast, opening)
    before = {who: signed_in(who).get(where).status_code for who in ("lead", "placement")}
    with acting("lead"):
        WorkCondition.objects.create(person_id=cast.key("emre"), kind="no_heights")
    after = {who: signed_in(who).get(where).status_code for who in ("lead", "placement")}
    assert before == {"lead": 200, "placement": 200}
    assert after == {"lead": 404, "placement": 200}
