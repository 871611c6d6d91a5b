"""Whose a placement is to see to: the list and Today show it to them, and it is found by an index."""

from __future__ import annotations

import pytest
from django.db import connection, connections
from django.urls import reverse

from tests.fixtures import Cast
from throughgate.work.placements.models import Placement
from throughgate.work.placements.queries.waiting import work
from throughgate.work.placements.rules import OVER
from throughgate.work.placements.tests.making import Story


def shown(signed_in, who):
    """Say whether somebody's list has Emre's introduction."""
    return "Roofer Markeropeningroofing" in signed_in(who).get(reverse("placements:list")).content.decode()


def test_the_list_is_of_those_who_see_to_it(story, signed_in):
    """Who keeps it and who looks after the person have it; a colleague who sees the person has it on the person's page alone."""
    story.ask()
    assert [shown(signed_in, who) for who in ("placement", "lead", "colleague")] == [True, True, False]


@pytest.mark.usefixtures("fresh_database")
def test_today_tells_who_has_the_person_in_the_caseload():
    """Without the person in the caseload an officer is told of nothing, and finds it in the list of what is kept."""
    cast = Cast()
    Story(cast.acting, cast)
    with cast.acting("placement") as actor:
        assert [part.count for part in work(actor)] == [1]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE people_assignment SET until_on = from_on - 1 WHERE membership_id = %s AND person_id = %s",
            [cast.actor("placement").membership.pk, cast.key("emre")],
        )
    with cast.acting("placement") as actor:
        assert sum(part.count for part in work(actor)) == 0
        assert Placement.objects.visible_to(actor).in_hand(actor).count() == 1


def test_the_newest_are_read_in_their_order(story, acting):
    """What a chamber keeps is read in the order of its list: no sort of all that it ever kept."""
    with acting("placement") as actor, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        rows = Placement.objects.visible_to(actor).in_hand(actor).order_by("-moved_on", "-id")
        for asked, index in ((rows.going_on(), "placement_kept_going_on"), (rows, "placement_kept_newest")):
            plan = asked[:21].explain()
            assert f"using {index} " in plan
            assert "Sort" not in plan
        assert set(OVER).isdisjoint(row.state for row in rows.going_on())
