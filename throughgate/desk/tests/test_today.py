"""Today: what is due for me, what moved, who leaves soon with nobody beside them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from throughgate.person.people import actions
from throughgate.person.people.models import Person, Stay
from throughgate.person.people.rules import ReleaseDates

MOST_QUERIES = 8


def move(actor, person, days):
    """Move the expected release of a person."""
    stay = Stay.objects.get(person=person)
    dates = ReleaseDates(None, stay.release_expected_on + timedelta(days=days), None)
    actions.change_release_dates(actor=actor, stay=stay, expected=stay.version, dates=dates)


def test_people_leaving_soon_are_mine_and_counted(signed_in, cast):
    """The lead sees Emre, who leaves in 80 days, under 90 days and not under 30; nobody else's people."""
    page = signed_in("lead").get("/?within=90")
    assert page.status_code == 200
    assert [row.person.pk for row in page.context["leaving"]] == [cast.key("emre")]
    assert [tab.count for tab in page.context["tabs"]] == [0, 1]
    assert "Markermilan" not in page.content.decode()
    assert page.client.get("/").context["leaving"] == []


def test_moved_release_date_is_news_with_both_dates(signed_in, acting, cast):
    """A date moved ten days earlier is shown as such to whoever has the person in the caseload, to nobody else."""
    with acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), -5)
    page = signed_in("lead").get("/")
    (moved,) = page.context["moved"]
    assert (moved.days, moved.words) == (-15, "15 days earlier")
    assert signed_in("colleague").get("/").context["moved"] == []


def test_a_date_moved_back_is_no_news(signed_in, acting, cast):
    """Two moves that cancel each other leave nothing to tell."""
    with acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), 10)
    assert signed_in("lead").get("/").context["moved"] == []


def test_a_return_to_prison_moves_no_date(signed_in, acting, cast):
    """The dates of a new stay are compared with nothing: it is another stay."""
    day = timezone.localdate()
    with acting("lead") as actor:
        stay = Stay.objects.get(person=cast.key("emre"))
        actions.release_person(actor=actor, stay=stay, expected=stay.version, released_on=day)
        person = Person.objects.get(pk=cast.key("emre"))
        dates = ReleaseDates(None, day + timedelta(days=300), None)
        actions.admit_person(actor=actor, person=person, arrived_on=day, dates=dates)
    assert signed_in("lead").get("/").context["moved"] == []


def test_people_without_anybody_are_shown_until_somebody_takes_them(signed_in, acting, cast):
    """Milan leaves in 80 days; when the colleague's assignment ends he is without a lead, for the whole prison."""
    from throughgate.person.people.models import Assignment

    assert signed_in("lead").get("/").context["unled_count"] == 0
    with acting("colleague") as actor:
        assignment = Assignment.objects.get(person=cast.key("milan"))
        actions.end_assignment(actor=actor, assignment=assignment, expected=assignment.version)
    page = signed_in("lead").get("/")
    assert page.context["unled_count"] == 1
    assert page.context["unled"][0].person.pk == cast.key("milan")
    assert signed_in("stranger").get("/").context["unled_count"] == 0


@pytest.mark.parametrize(
    "who", ["lead", "colleague", "officer", "dpo", "trainer", "aftercare", "placement", "tso"]
)
@pytest.mark.parametrize("within", ["30", "90"])
def test_exactly_those_who_are_shown_are_written_down(signed_in, acting, cast, who, within):
    """Nobody who is only counted, beyond the window, or whose date moved back is in the log of looks."""
    with acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), 10)
        first = timezone.localdate() + timedelta(days=3)
        for number in range(20):
            person = actions.register_person(
                actor=actor, family_name=f"Shown{number:02d}", assign=number < 14
            )
            dates = ReleaseDates(None, first + timedelta(days=5 * number), None)
            actions.admit_person(actor=actor, person=person, arrived_on=timezone.localdate(), dates=dates)
    page = signed_in(who).get(f"/?within={within}")
    body = page.content.decode()
    with acting(who):
        people = {str(person.pk): person.family_name for person in Person.objects.all()}
    shown = {key for key, name in people.items() if name in body}
    # Only the officer of the organisation reads the log.
    with acting(who), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughgate.roles', 'data_protection_officer', true)")
        cursor.execute("SELECT people FROM audit_access WHERE request = %s", [page["X-Request-Id"]])
        rows = cursor.fetchall()
    logged = {str(key) for (keys,) in rows for key in keys}
    assert logged == shown
    if who == "lead":
        assert any(name.startswith("Shown") for name in (people[key] for key in shown))
        assert len(people) > len(shown)


@pytest.mark.parametrize(
    "who", ["lead", "colleague", "officer", "admin", "dpo", "company", "trainer", "aftercare"]
)
def test_today_asks_the_database_little(signed_in, who):
    """Whoever looks, the page stays within its budget, the frame included."""
    client = signed_in(who)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get("/").status_code == 200
    asked = [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_QUERIES + 2, "\n".join(q["sql"][:120] for q in asked)


def test_somebody_without_a_membership_is_told_what_to_do(signed_in, cast):
    """When the last membership ended, the page says so instead of showing anything."""
    actor = cast.actor("officer")
    client = signed_in("officer")
    actor.membership.ends_on = actor.membership.starts_on
    actor.membership.save()
    page = client.get("/")
    assert "You belong to no organisation now" in page.content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [("Markeremre", True), ("markerenre", True), ("Zzyx", False), ("", False), ("x\u202ey", False)],
)
def test_search_finds_half_remembered_names_within_the_wall(signed_in, cast, words, found):
    """A slip in a name is forgiven; people of the other prison stay unknown; odd input is no error."""
    page = signed_in("lead").post("/search/", {"q": words})
    assert page.status_code == 200
    assert (cast.key("emre") in [person.pk for person in page.context["people"]]) is found
    assert "Markeranafamily" not in page.content.decode()


def test_search_for_somebody_of_the_other_prison_finds_nobody_like_that(signed_in, cast):
    """The exact name of a person elsewhere is answered like a name that nobody has."""
    page = signed_in("lead").post("/search/", {"q": "Markeranafamily"})
    assert cast.key("ana") not in [person.pk for person in page.context["people"]]


def test_search_of_a_company_finds_no_people(signed_in):
    """A company has no people to find, and sees only itself in the register."""
    page = signed_in("company").post("/search/", {"q": "Markeremre"})
    assert page.context["people"] == []
    page = signed_in("company").post("/search/", {"q": "Rhine"})
    assert page.context["organisations"] == []


def test_search_goes_through_the_caseload_for_volunteers(signed_in, cast):
    """A volunteer finds the person assigned to them, by a word from the middle of the name."""
    page = signed_in("trainer").post("/search/", {"q": "Markeremregiven"})
    assert [person.pk for person in page.context["people"]] == [cast.key("emre")]
