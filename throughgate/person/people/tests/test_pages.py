"""The list of people and the person's page: what they show, to whom, and at what cost."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.person.people import actions
from throughgate.person.people.models import Person, Stay
from throughgate.person.people.queries.lists import SIZE
from throughgate.person.people.rules import ReleaseDates

MOST_QUERIES = 8


def counted(client, address):
    """Return the answer and the queries of its page, without the test's own savepoints and its way back."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    queries = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # Inside a test's transaction the context is taken back after the page; a real one ends with it.
    told = [query for query in queries if query.startswith("SELECT set_config")]
    return answer, [query for query in queries if query not in told[1:]]


def page_of(client, address):
    """Return the page's text; it must be there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_shows_the_caseload(signed_in, cast):
    """A case lead sees the people assigned to them, with who leads, in few queries."""
    answer, queries = counted(signed_in("lead"), reverse("people:list"))
    body = answer.content.decode()
    assert "Markeremre" in body
    assert "Markermilan" not in body
    assert "Markerana" not in body
    assert "Lead Cast" in body
    assert len(queries) <= MOST_QUERIES, queries


def test_list_of_the_organisation(signed_in, cast):
    """The other tab shows everybody of the own prison, and nobody of the other one."""
    body = page_of(signed_in("lead"), reverse("people:list") + "?show=all")
    assert "Markeremre" in body
    assert "Markermilan" in body
    assert "Markerana" not in body


def test_volunteer_sees_the_own_caseload_only(signed_in, cast):
    """A volunteer gets no tab for the organisation, whatever the address says."""
    body = page_of(signed_in("trainer"), reverse("people:list") + "?show=all")
    assert "Markeremre" in body
    assert "All at" not in body
    assert "expected" not in body.lower()
    for who, reads in (("trainer", False), ("lead", True)):
        table = signed_in(who).get(reverse("people:list")).context["table"]
        assert ("Path" in [str(heading.column.label) for heading in table.headings]) is reads, who


@pytest.mark.parametrize("who", ["admin", "company", "clubadmin"])
def test_list_is_refused_without_the_right(signed_in, who):
    """Whoever may not read people gets 403."""
    assert signed_in(who).get(reverse("people:list")).status_code == 403


def test_list_costs_the_same_for_more_people(signed_in, acting):
    """The number of queries does not grow with the number of rows; later pages cost one more."""
    client = signed_in("lead")
    _, few = counted(client, reverse("people:list"))
    with acting("lead") as actor:
        for number in range(60):
            actions.register_person(actor=actor, family_name=f"Added{number:02d}")
    answer, many = counted(client, reverse("people:list"))
    assert len(many) == len(few)
    table = answer.context["table"]
    assert len(table.rows) == SIZE
    second, queries = counted(client, reverse("people:list") + table.next)
    assert len(queries) <= MOST_QUERIES, queries
    assert not set(page_names(answer)) & set(page_names(second))
    assert second.context["table"].previous
    back = client.get(reverse("people:list") + second.context["table"].previous)
    assert page_names(back) == page_names(answer)
    assert "added" not in table.next.lower(), "addresses never carry a name"


def page_names(answer):
    """Return the family names of a page of the list."""
    return [row.person.family_name for row in answer.context["table"].rows]


@pytest.mark.parametrize("sort", ["name", "-name", "release", "-release", "change", "-change", "'; drop"])
def test_list_sorts(signed_in, sort):
    """Every order of the list works, and an unknown one is the order of names."""
    answer = signed_in("lead").get(reverse("people:list"), {"show": "all", "sort": sort})
    assert answer.status_code == 200
    assert len(page_names(answer)) == 2


def test_list_filters(signed_in, acting):
    """Release windows, unknown releases, nobody assigned and the beginning of the name narrow the list."""
    with acting("lead") as actor:
        actions.register_person(actor=actor, family_name="Öztürk", assign=False)
    client, here = signed_in("lead"), reverse("people:list")
    shown = {
        "release=90": {"Markeremrefamily", "Markermilanfamily"},
        "release=30": set(),
        "release=unknown": {"Öztürk"},
        "lead=none": {"Öztürk"},
    }
    for query, names in shown.items():
        assert set(page_names(client.get(f"{here}?show=all&{query}"))) == names, query
    typed = {
        "oeztu": {"Öztürk"},
        "markerE": {"Markeremrefamily"},
        "'%_": {"Markeremrefamily", "Markermilanfamily", "Öztürk"},
    }
    for name, names in typed.items():
        answer = client.post(here, {"show": "all", "name": name})
        assert set(page_names(answer)) == names, name


def test_filters_are_remembered_without_the_name(signed_in):
    """Coming back without filters shows the last ones; a name is never kept on a shared computer."""
    client, here = signed_in("lead"), reverse("people:list")
    client.post(here, {"show": "all", "release": "90", "name": "marker"})
    assert "marker" not in client.cookies["people_list"].value
    assert client.get(here)["Location"] == f"{here}?show=all&release=90"
    client.get(f"{here}?show=mine")
    assert client.get(here).status_code == 200, "the plain list forgets"
    client.cookies["people_list"] = "show=evil&release=90%27&sort=password"
    assert client.get(here).status_code == 200


def test_empty_list_says_what_to_do(signed_in, cast):
    """Somebody without a caseload reads how people get there."""
    assert "Nobody is assigned to you" in page_of(signed_in("teacher"), reverse("people:list"))


PARTS = (
    "desk:person",
    "desk:person-work",
    "observations:profile",
    "desk:person-sharing",
    "desk:person-facts",
)


def every_part(client, key):
    """Return all of a person's pages that somebody may open, one after the other."""
    answers = [client.get(reverse(name, args=[key])) for name in PARTS]
    return "".join(answer.content.decode() for answer in answers if answer.status_code == 200)


SHOWN = {
    "desk:person": ("<figure", "Prison North", "Lead Cast"),
    "desk:person-work": ("Markeremrequalification", "No driving"),
    "desk:person-sharing": ("Markeremrescope", "Markeremrerefused", "Prison North"),
    "desk:person-facts": ("Markeremrephone", "Markeremrenumber", "Markeremreguardian"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_parts_of_a_person(signed_in, cast, name):
    """Each page shows its part of what a case lead may read, in at most eight queries, under one head.

    Work asks once more where so little is near that a longer way may open something.
    """
    answer, queries = counted(signed_in("lead"), reverse(name, args=[cast.key("emre")]))
    body = answer.content.decode()
    for words in SHOWN[name]:
        assert words in body, words
    head = body[body.index('<div class="head">') : body.index("</nav>", body.index('<nav class="tabs"'))]
    assert "Markeremrefamily" in head
    assert "in Prison North since" in head
    assert 'aria-current="page"' in head
    assert head.count("<a href") >= len(PARTS)
    assert "Markeremre" not in body[body.index("<title>") : body.index("</title>")]
    assert len(queries) <= MOST_QUERIES + (name == "desk:person-work"), queries


def test_conditions_are_for_a_part_that_is_custody(signed_in, cast, monkeypatch):
    """Once the own part in the case is over, or is no custody, nobody is offered to write conditions or stays."""
    client = signed_in("lead")
    work, overview = (reverse(name, args=[cast.key("emre")]) for name in ("desk:person-work", "desk:person"))
    assert "Add a condition" in page_of(client, work)
    assert "Record the release" in page_of(client, overview)
    monkeypatch.setattr("throughgate.person.people.queries.rows.LinkLine.counts", lambda _link, _day: False)
    assert "Add a condition" not in page_of(client, work)
    assert "Record the release" not in page_of(client, overview)


def test_person_page_shows_what_moved(signed_in, acting, cast):
    """A moved date stands there with the old and the new day, who moved it and why."""
    key = cast.key("emre")
    with acting("lead") as actor:
        stay = Stay.objects.get(person=key)
        actions.change_release_dates(
            actor=actor,
            stay=stay,
            expected=1,
            dates=ReleaseDates(stay.release_earliest_on, stay.release_latest_on, stay.release_latest_on),
            why="new calculation",
        )
    answer, queries = counted(signed_in("lead"), reverse("desk:person", args=[key]))
    body = answer.content.decode()
    assert "40 days later" in body
    assert "new calculation" in body
    assert "Lead Cast" in body
    assert len(queries) <= MOST_QUERIES, queries


def test_staff_of_others_are_not_named(signed_in, acting, cast):
    """Probation sees that the prison moved the date, not who in the prison did."""
    key = cast.key("emre")
    with acting("lead") as actor:
        stay = Stay.objects.get(person=key)
        actions.change_release_dates(actor=actor, stay=stay, expected=1, dates=ReleaseDates(None, None, None))
    body = page_of(signed_in("aftercare"), reverse("desk:person", args=[key]))
    assert "What moved" in body
    assert "Prison North" in body
    assert "Lead Cast" not in body


# What each role must not find on the page of a person whom it may open.
HIDDEN = {
    "aftercare": ("No driving", "Markeremrenumber", "Markeremrerefused"),
    "placement": ("No driving", "Markeremrenumber", "Markeremreguardian", "Markeremrerefused", "What moved"),
    "trainer": (
        *("No driving", "Markeremrenumber", "Markeremreguardian", "Markeremrephone", "Markeremrescope"),
        *("Markeremrequalification", "Release dates", "<figure", "Prison North since"),
    ),
}


@pytest.mark.parametrize("who", HIDDEN)
def test_person_page_shows_no_more_than_the_role_reads(signed_in, cast, who):
    """Probation, the chamber and a volunteer each see their part."""
    body = every_part(signed_in(who), cast.key("emre"))
    assert "Markeremrefamily" in body
    for hidden in HIDDEN[who]:
        assert hidden not in body, hidden


def test_refusal_is_hidden_from_colleagues(signed_in, acting, cast):
    """A colleague who opens the person sees given consents, not the refusal that another one took."""
    key = cast.key("emre")
    with acting("colleague") as actor:
        person = Person.objects.get(pk=key)
        actions.name_purpose(actor=actor, person=person, purpose="stand_in")
    body = page_of(signed_in("colleague"), reverse("desk:person-sharing", args=[key]))
    assert "Markeremrescope" in body
    assert "Markeremrerefused" not in body


@pytest.mark.parametrize("name", [*PARTS, "desk:path_pdf", "people:purpose", "people:identity"])
def test_foreign_and_absent_are_the_same(signed_in, cast, name):
    """The other prison's person and nobody at all answer alike."""
    client = signed_in("stranger")
    foreign = client.get(reverse(name, args=[cast.key("emre")]))
    absent = client.get(reverse(name, args=[uuid.uuid4()]))
    assert foreign.status_code == absent.status_code == 404
    assert "Markeremre" not in foreign.content.decode()
    assert len(foreign.content) == len(absent.content)


def test_person_outside_of_the_caseload_asks_for_a_purpose(signed_in, cast):
    """A colleague names a purpose first, then sees the banner; the way back stays on our own pages."""
    client, page = signed_in("colleague"), reverse("desk:person", args=[cast.key("emre")])
    asked = client.get(page)
    assert asked.status_code == 302
    form = asked["Location"]
    assert form.startswith(reverse("people:purpose", args=[cast.key("emre")]))
    assert "Markeremre" in page_of(client, form)
    assert client.post(form, {"purpose": "other", "words": ""}).status_code == 422
    assert client.post(form, {"purpose": "stand_in", "next": "https://evil.example/"})["Location"] == page
    assert "I stand in for a colleague" in page_of(client, page)
    purpose = reverse("people:purpose", args=[cast.key("emre")])
    for word in ("today", "2147483648", "//evil.example"):
        assert client.get(purpose, {"next": word})["Location"] == page


def test_path_on_paper(signed_in, cast):
    """The path prints as PDF in the chosen language under a name that names nobody."""
    address = reverse("desk:path_pdf", args=[cast.key("emre")])
    for language in ("en", "de", "xx"):
        paper = signed_in("lead").get(address, {"language": language})
        assert paper.status_code == 200
        assert paper.content.startswith(b"%PDF")
        assert paper["Content-Disposition"] == 'inline; filename="path.pdf"'
    assert signed_in("trainer").get(address).status_code == 403
