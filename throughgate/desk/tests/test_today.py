"""Today: what is due for me, what moved, who leaves soon with nobody beside them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from throughgate.person.observations.actions import add_to_group, make_group
from throughgate.person.people import actions
from throughgate.person.people.models import Assignment, Person, Stay
from throughgate.person.people.rules import ReleaseDates

EMRE, MILAN = (f"Marker{key}called Marker{key}family" for key in ("emre", "milan"))
MOST_QUERIES = 9
"""One for each app in which something may wait, beside the frame's."""


def move(actor, person, days):
    """Move the expected release of a person."""
    stay = Stay.objects.get(person=person)
    dates = ReleaseDates(None, stay.release_expected_on + timedelta(days=days), None)
    actions.change_release_dates(actor=actor, stay=stay, expected=stay.version, dates=dates)


def part(page, title):
    """Return the part of a page with this title, None where it has none."""
    return next((one for one in page.context["parts"] if one.title == title), None)


def labels(page, title):
    """Return who or what stands in a part."""
    found = part(page, title)
    return [item.label for item in found.items] if found else []


def counts(page):
    """Return the numbers of the row of counts by their words."""
    return {count.words: count.number for count in page.context["counts"]}


def test_people_leaving_soon_are_mine_and_counted(signed_in, cast):
    """The lead sees Emre, who leaves in 80 days: one within 90 days, none within 30; nobody else's people."""
    page = signed_in("lead").get("/")
    assert page.status_code == 200
    assert labels(page, "My people who leave soon") == [EMRE]
    assert counts(page) == {"leaves within 90 days": 1, "person without a recent sheet": 1}
    assert "Markermilan" not in page.content.decode()


def test_moved_release_date_is_news_with_both_dates(signed_in, acting, cast):
    """A date moved fifteen days earlier in two steps is one piece of news, for whoever has the person in the caseload."""
    with acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), -5)
    page = signed_in("lead").get("/")
    (moved,) = part(page, "Release dates that moved").items
    assert (moved.label, moved.mark) == (EMRE, "15 days earlier")
    assert counts(page)["release date moved"] == 1
    assert part(signed_in("colleague").get("/"), "Release dates that moved") is None


def test_a_date_moved_back_is_no_news(signed_in, acting, cast):
    """Two moves that cancel each other leave nothing to tell, and take no place of those that moved."""
    with acting("lead") as actor:
        move(actor, cast.key("emre"), -10)
        move(actor, cast.key("emre"), 10)
    client = signed_in("lead")
    assert part(client.get("/"), "Release dates that moved") is None
    assert client.get("/today/moved/").context["items"] == []


def test_a_return_to_prison_moves_no_date(signed_in, acting, cast):
    """The dates of a new stay are compared with nothing: it is another stay."""
    day = timezone.localdate()
    with acting("lead") as actor:
        stay = Stay.objects.get(person=cast.key("emre"))
        actions.release_person(actor=actor, stay=stay, expected=stay.version, released_on=day)
        person = Person.objects.get(pk=cast.key("emre"))
        dates = ReleaseDates(None, day + timedelta(days=300), None)
        actions.admit_person(actor=actor, person=person, arrived_on=day, dates=dates)
    assert part(signed_in("lead").get("/"), "Release dates that moved") is None


def test_people_without_anybody_come_first(signed_in, acting, cast):
    """Milan leaves in 80 days; when the colleague's assignment ends he is without a lead, for the whole prison."""
    title = "Leaving soon without a case lead"
    assert part(signed_in("lead").get("/"), title) is None
    with acting("colleague") as actor:
        assignment = Assignment.objects.get(person=cast.key("milan"))
        actions.end_assignment(actor=actor, assignment=assignment, expected=assignment.version)
    page = signed_in("lead").get("/")
    (line,) = page.context["parts"][0].items
    assert (page.context["parts"][0].title, line.label) == (title, MILAN)
    assert (line.mark, line.mark_kind) == ("leaves in 80 days, nobody beside", "late")
    assert next(iter(counts(page))) == "leaves with nobody beside them"
    assert part(signed_in("stranger").get("/"), title) is None


def test_a_teacher_is_told_who_is_new_and_whose_german_nobody_knows(signed_in, acting, cast, monkeypatch):
    """Whoever came today is new, and stands there for their German until it is noted; whoever is here for long is neither."""
    day = timezone.localdate()
    with acting("lead") as lead:
        for name, days in (("Soon", 40), ("Later", 140)):
            person = actions.register_person(actor=lead, family_name=name, assign=False)
            dates = ReleaseDates(None, day + timedelta(days=days), None)
            actions.admit_person(actor=lead, person=person, arrived_on=day, dates=dates)
    page = signed_in("teacher").get("/")
    assert sorted(labels(page, "New here")) == ["Later", "Soon"]
    (unheard,) = part(page, "Level of German not known").items
    assert unheard.label == "Soon"
    assert part(signed_in("lead").get("/"), "New here") is None
    with acting("teacher") as teacher:
        soon = Person.objects.get(family_name="Soon")
        actions.name_purpose(actor=teacher, person=soon, purpose="prepare", words="")
    answer = signed_in("teacher").post(unheard.address, {"language": "de", "level": "B1"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert part(signed_in("teacher").get("/"), "Level of German not known") is None
    monkeypatch.setattr("throughgate.desk.today_house.NEW", 0)
    assert part(signed_in("teacher").get("/"), "New here") is None


@pytest.mark.parametrize("name", ["new", "german"])
@pytest.mark.parametrize("who", ["lead", "officer", "company", "dpo"])
def test_the_house_is_told_to_teachers_alone(signed_in, who, name):
    """Nobody else has a page of who is new."""
    assert signed_in(who).get(f"/today/{name}/").status_code == 403


def test_an_observer_starts_a_sheet_in_two_taps(signed_in, acting, cast):
    """From a group on Today to the form, which is filled in; sending it as it is begins the sheet."""
    with acting("officer") as officer:
        group = make_group(actor=officer, name="Softball, Tuesdays", setting="sport")
        add_to_group(actor=officer, group=group, person=cast.key("emre"))
    client = signed_in("officer")
    (item,) = part(client.get("/"), "Start a sheet for a group").items
    form = client.get(item.address).context["form"]
    answer = client.post(
        item.address, {name: form[name].value() for name in form.fields if form[name].value()}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert labels(client.get("/"), "Sheets to finish") == ["Softball, Tuesdays"]


@pytest.mark.parametrize(
    "who", ["lead", "colleague", "officer", "teacher", "admin", "dpo", "company", "trainer", "aftercare"]
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


def found_on(page, title):
    """Return where what was found of a kind leads to."""
    return [item.address for item in dict(page.context["found"]).get(title, [])]


def address_of(cast, name):
    """Return the page of somebody."""
    return f"/people/{cast.key(name)}/"


@pytest.mark.parametrize(
    ("words", "found"),
    [("Markeremre", True), ("markerenre", True), ("Zzyx", False), ("", False), ("x\u202ey", False)],
)
def test_search_finds_half_remembered_names_within_the_wall(signed_in, cast, words, found):
    """A slip in a name is forgiven; people of the other prison stay unknown; odd input is no error."""
    page = signed_in("lead").post("/search/", {"q": words})
    assert page.status_code == 200
    assert (address_of(cast, "emre") in found_on(page, "People")) is found
    assert "Markeranafamily" not in page.content.decode()


def test_search_for_somebody_of_the_other_prison_finds_nobody_like_that(signed_in, cast):
    """The exact name of a person elsewhere is answered like a name that nobody has."""
    page = signed_in("lead").post("/search/", {"q": "Markeranafamily"})
    assert address_of(cast, "ana") not in found_on(page, "People")


def test_search_of_a_company_finds_no_people(signed_in):
    """A company has no people to find, and sees only itself in the register."""
    page = signed_in("company").post("/search/", {"q": "Markeremre"})
    assert found_on(page, "People") == []
    page = signed_in("company").post("/search/", {"q": "Rhine"})
    assert found_on(page, "Organisations") == []


def test_search_goes_through_the_caseload_for_volunteers(signed_in, cast):
    """A volunteer finds the person assigned to them, by a word from the middle of the name."""
    page = signed_in("trainer").post("/search/", {"q": "Markeremregiven"})
    assert found_on(page, "People") == [address_of(cast, "emre")]
