"""The data-protection officer's pages: own staff only, by member and day, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import Person

PAGES = ("oversight:looks", "oversight:purposes", "oversight:changes")


@pytest.fixture
def looks(signed_in, cast):
    """Let members of both prisons open the list of people, and one name a purpose."""
    for who in ("lead", "colleague", "stranger"):
        assert signed_in(who).get(reverse("people:list")).status_code == 200
    actor = cast.actor("lead")
    with in_context(actor.context):
        person = Person.objects.get(pk=cast.key("milan"))
        actions.name_purpose(actor=actor, person=person, purpose="stand_in", words="Colleague is ill")


@pytest.mark.usefixtures("looks")
def test_officer_sees_looks_of_the_own_staff(signed_in):
    """Who, when and how many people; nobody of the other prison, and no name of a person in custody."""
    page = signed_in("dpo").get(reverse("oversight:looks"))
    assert page.status_code == 200
    rows = page.context["table"].rows
    assert {row.who for row in rows} >= {"Lead Cast", "Colleague Cast"}
    assert "Stranger Cast" not in page.content.decode()
    assert "Marker" not in page.content.decode()
    assert all(len(line.row.people) >= 1 for line in rows)


@pytest.mark.usefixtures("looks")
def test_looks_are_narrowed_by_member_and_day(signed_in):
    """Both filters stand in the address."""
    client = signed_in("dpo")
    lead = Membership.objects.get(user__username="lead")
    rows = client.get(reverse("oversight:looks"), {"staff": lead.pk}).context["table"].rows
    assert {row.who for row in rows} == {"Lead Cast"}
    today = timezone.localdate()
    assert client.get(reverse("oversight:looks"), {"day": today.isoformat()}).context["table"].rows
    assert not client.get(reverse("oversight:looks"), {"day": "2020-01-01"}).context["table"].rows
    nonsense = client.get(reverse("oversight:looks"), {"staff": "x", "day": "yesterdayish", "after": "%00"})
    assert nonsense.status_code == 200


@pytest.mark.usefixtures("looks")
def test_officer_sees_purposes_and_changes(signed_in):
    """Purposes with their words and about whom, changes with the names of fields."""
    client = signed_in("dpo")
    purposes = client.get(reverse("oversight:purposes")).content.decode()
    assert "Colleague is ill" in purposes
    assert "I stand in for a colleague" in purposes
    assert "Markermilanfamily" in purposes
    assert "Markeremrefamily" not in purposes
    assert "Purpose named" in client.get(reverse("oversight:changes")).content.decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["lead", "officer", "admin", "aftercare", "company", "trainer"])
def test_nobody_else_opens_the_logs(signed_in, who, page):
    """Neither case leads nor administrators see who looked."""
    assert signed_in(who).get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_read_only_and_ask_few_questions(signed_in, statements, page):
    """At most eight statements; no other method."""
    client = signed_in("dpo")
    with statements() as asked:
        assert client.get(reverse(page)).status_code == 200
    assert len(asked) <= 8, "\n".join(asked)
    assert client.post(reverse(page)).status_code == 405
