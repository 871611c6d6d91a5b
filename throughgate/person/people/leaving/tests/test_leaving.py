"""Ending a membership, with the people handed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.person.people.actions import assign_member, end_assignment
from throughgate.person.people.models import Assignment, Caseload, Person


def membership(username: str) -> Membership:
    return Membership.objects.get(user__username=username)


def address(username: str) -> str:
    return reverse("leaving:end", args=[membership(username).pk])


def test_administrator_ends_a_membership_and_hands_over(signed_in, acting, cast):
    """The colleague has the people at once; whoever left has nothing on the next request."""
    lead = Client()
    lead.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = lead.session
    session["second_factor"] = True
    session.save()
    assert lead.get(reverse("people:list")).status_code == 200
    admin = signed_in("admin")
    page = admin.get(address("lead"))
    assert page.status_code == 200
    assert b"1 person is assigned" in page.content
    assert "Marker" not in page.content.decode()
    answer = admin.post(address("lead"), {"taking": membership("colleague").pk, "version": 1})
    assert answer.status_code == 302
    assert not Membership.objects.in_force().filter(user__username="lead").exists()
    assert lead.get(reverse("people:list")).status_code == 403
    with acting("colleague") as actor:
        mine = Caseload.objects.in_force().filter(membership=actor.membership)
        assert cast.key("emre") in {line.person_id for line in mine}


def test_somebody_must_be_chosen(signed_in):
    """Without an answer nothing ends; “nobody yet” is an answer."""
    admin = signed_in("admin")
    assert admin.post(address("lead"), {"version": 1}).status_code == 422
    assert Membership.objects.in_force().filter(user__username="lead").exists()
    assert admin.post(address("lead"), {"taking": "nobody", "version": 1}).status_code == 302


@pytest.mark.parametrize("who", ["stranger", "admin", "lead"])
def test_only_colleagues_who_see_people_take_over(signed_in, who):
    """Nobody of another organisation, no administrator without such a role, not the one who leaves."""
    admin = signed_in("admin")
    answer = admin.post(address("lead"), {"taking": membership(who).pk, "version": 1})
    assert answer.status_code == 422


def test_everybody_may_leave(signed_in, acting, cast):
    """A case lead leaves and hands over their own people."""
    client = signed_in("lead")
    assert client.get(address("lead")).status_code == 200
    answer = client.post(address("lead"), {"taking": membership("colleague").pk, "version": 1})
    assert answer["Location"] == "/"
    assert client.get(reverse("people:list")).status_code in (302, 403)
    with acting("colleague"):
        assert Person.objects.filter(pk=cast.key("emre")).exists()


def test_who_ends_whom(signed_in):
    """A case lead ends no colleague; members of others are not there; the last administrator stays."""
    assert signed_in("lead").get(address("colleague")).status_code == 403
    assert signed_in("lead").post(address("colleague"), {"version": 1}).status_code == 403
    assert signed_in("southadmin").get(address("lead")).status_code == 404
    admin = signed_in("admin")
    last = admin.post(address("admin"), {"version": 1})
    assert last.status_code == 422
    assert b"at least one administrator" in last.content


def test_what_was_assigned_today_is_handed_over_today(signed_in, acting, cast):
    """Somebody assigned this morning who leaves at noon has nobody any more, and the colleague has them once."""
    with acting("lead") as actor:
        row = Assignment.objects.select_related("link").get(
            person=cast.key("emre"), membership=actor.membership
        )
        end_assignment(actor=actor, assignment=row, expected=row.version)
        assign_member(actor=actor, link=row.link, membership=actor.membership)
    answer = signed_in("admin").post(address("lead"), {"taking": membership("colleague").pk, "version": 1})
    assert answer.status_code == 302
    with acting("colleague") as actor:
        assert Caseload.objects.filter(person=cast.key("emre"), membership=actor.membership).count() == 1
        rows = Assignment.objects.filter(person=cast.key("emre"), membership=membership("lead"))
        assert {row.until_on for row in rows} == {timezone.localdate() - timedelta(days=1)}
        assert rows.count() == 2


def test_stale_form_is_told(signed_in):
    """Roles changed meanwhile: whoever ends the membership looks again."""
    admin = signed_in("admin")
    admin.post(
        reverse("accounts:roles", args=[membership("officer").pk]), {"roles": ["teacher"], "version": 1}
    )
    assert admin.post(address("officer"), {"version": 1}).status_code == 409
    assert Membership.objects.in_force().filter(user__username="officer").exists()
