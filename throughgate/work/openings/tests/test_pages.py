"""The pages of openings: who opens them, who changes what, what is refused, and at what cost."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.ground.vocabulary.models import Place
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening
from throughgate.work.openings.tests.making import page

LIST = reverse("openings:list")
MOST_QUERIES = 8


def counted(client, address):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    return answer, [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]


# --- reading


def test_staff_see_all_openings(signed_in):
    """A case lead sees what everybody offers."""
    answer = signed_in("lead").get(LIST)
    assert answer.status_code == 200
    assert b"Markeropeningroofing" in answer.content
    assert b"Markeropeningclub" in answer.content
    assert b"Add an opening" not in answer.content


def test_company_sees_its_own_openings(signed_in, keys):
    """A company sees its own, in the list and by address; those of others do not exist for it."""
    client = signed_in("company")
    body = client.get(LIST).content
    assert b"Markeropeningroofing" in body
    assert b"Markeropeningclub" not in body
    assert client.get(page(keys["roofing"])).status_code == 200
    assert client.get(page(keys["club"])).status_code == 404
    assert client.get(page(uuid.uuid4())).status_code == 404
    assert client.get(LIST + "?organisation=club").status_code == 404


@pytest.mark.parametrize("who", ["admin", "trainer", "clubadmin"])
def test_openings_are_refused_without_the_right(signed_in, keys, who):
    """Mere administrators and volunteers read no openings."""
    client = signed_in(who)
    for address in (LIST, page(keys["club"]), reverse("openings:add"), page(keys["club"], "change")):
        assert client.get(address).status_code == 403, address


def test_the_wall_holds_without_the_pages(acting):
    """Whatever a query asks, PostgreSQL gives a company its own openings, and an administrator none."""
    with acting("company"):
        assert set(Opening.objects.values_list("organisation__code", flat=True)) == {"roofing"}
    with acting("admin"):
        assert not Opening.objects.exists()
    with acting("lead"):
        assert Opening.objects.count() == 2
        assert Opening.objects.update(seats=9) == 0


def test_page_says_what_is_not_known(signed_in, keys):
    """Unknown is written out; it is not "not needed"."""
    body = signed_in("lead").get(page(keys["roofing"])).content.decode()
    assert body.count("not known") >= 4
    assert "not needed" not in body
    assert "Markerroofingdescription" in body
    assert "Markercontactroofing" in body


def test_list_costs_few_queries_however_long(signed_in, acting, cast):
    """The number of queries does not grow with the rows; a named place and occupation cost one or two more each."""
    client = signed_in("lead")
    _, few = counted(client, LIST)
    with acting("placement") as actor:
        for number in range(40):
            actions.add_opening(
                actor=actor, organisation=cast.organisation("roofing"), kind="job", title=f"Job {number:02}"
            )
    answer, many = counted(client, LIST)
    assert len(many) == len(few) <= MOST_QUERIES
    table = answer.context["table"]
    assert len(table.rows) == 25
    second = client.get(LIST + table.next).context["table"]
    assert second.previous
    assert not {r.opening.pk for r in table.rows} & {r.opening.pk for r in second.rows}
    _, queries = counted(client, LIST + "?place=Wassenberg&occupation=Dachdecker&reach=30&sort=title")
    assert len(queries) <= MOST_QUERIES, queries


@pytest.mark.parametrize(
    "query",
    [
        "after=zzz", "before=zzz", "kind=nonsense", "sort=password", "organisation=zzz", "start_from=32.13.2027",
        "reach=-5&place=Wassenberg", "place=Nowhereatall", "sort=start&after=WyJ6enoiLCJ4Il0",
        "place=Wassenberg&after=WyJuYW4iLCJ4Il0", "show=everything",
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_error(signed_in, query):
    """Whoever edits the address gets the list, not an error."""
    assert signed_in("lead").get(f"{LIST}?{query}").status_code in (200, 404)


def titles(answer):
    return [row.opening.title for row in answer.context["table"].rows]


def test_list_near_a_place(signed_in, around):
    """The nearest comes first; what has no place stands apart, neither in nor out silently."""
    client = signed_in("lead")
    answer = client.get(LIST, {"place": "Wassenberg", "reach": "20"})
    assert titles(answer) == ["Job Wassenberg", "Job Heinsberg"]
    body = answer.content.decode()
    assert "less than 1 km" in body
    assert "Place not known" in body
    assert {item.name for item in answer.context["apart"]} == {
        "Roofer Markeropeningroofing",
        "Training partner Markeropeningclub",
    }
    assert titles(client.get(LIST, {"place": "Wassenberg", "reach": "5"})) == ["Job Wassenberg"]
    assert titles(client.get(LIST, {"show": "no_place", "kind": "support"})) == [
        "Training partner Markeropeningclub"
    ]


def test_list_by_distance_is_paged(signed_in, around, monkeypatch):
    """Pages in the order of distance lead on and back."""
    from throughgate.work.openings.queries import listing

    monkeypatch.setattr(listing, "SIZE", 1)
    client = signed_in("lead")
    first = client.get(LIST, {"place": "Wassenberg", "reach": "20"})
    assert titles(first) == ["Job Wassenberg"]
    assert not first.context["table"].previous
    second = client.get(LIST + first.context["table"].next)
    assert titles(second) == ["Job Heinsberg"]
    assert not second.context["table"].next
    assert titles(client.get(LIST + second.context["table"].previous)) == ["Job Wassenberg"]


def test_list_is_narrowed(signed_in, acting, cast):
    """Kind, occupation with its group, start, the beginning of the title and whose opening it is narrow the list."""
    from throughgate.ground.vocabulary.models import Occupation

    with acting("placement") as actor:
        facts = {"actor": actor, "organisation": cast.organisation("roofing")}
        roofer = Occupation.objects.get(code="7121")
        actions.add_opening(
            **facts, kind="training", title="Dächer decken", occupation=roofer, starts_on=date(2027, 8, 1)
        )
        actions.add_opening(**facts, kind="job", title="Lager", starts_on=date(2026, 1, 1))
        gone = actions.add_opening(**facts, kind="job", title="Vorbei")
        actions.move_opening(actor=actor, opening=gone, move="close", expected=1)
    client = signed_in("lead")

    def shown(**query):
        return {t for t in titles(client.get(LIST, query)) if "Marker" not in t}

    assert shown() == {"Dächer decken", "Lager"}
    assert shown(show="all") == {"Dächer decken", "Lager", "Vorbei"}
    assert shown(kind="job") == {"Lager"}
    assert shown(text="daech") == shown(text="Deck") == shown(text="dächer deck") == {"Dächer decken"}
    assert shown(text="ächer") == set()
    assert shown(text="%") == {"Dächer decken", "Lager"}
    assert shown(occupation="Dachdecker") == {"Dächer decken"}
    assert shown(start_from="2.8.2027") == {"Lager"}, "a training place starts on its day"
    assert shown(start_until="1.1.2027") == {"Lager"}
    assert shown(organisation="roofing") == {"Dächer decken", "Lager"}
    assert shown(organisation="club") == set()
    for sort in ("title", "-title", "start", "-start", "new"):
        assert len(titles(client.get(LIST, {"sort": sort}))) == 4


def test_an_organisations_page_leads_to_its_openings(signed_in):
    """Who may see openings gets from the company to what it offers; a prison offers nothing."""

    def leads(who, code):
        link = f'href="{reverse("desk:organisation-openings", args=[code])}"'
        return link in signed_in(who).get(reverse("organisations:page", args=[code])).content.decode()

    assert leads("lead", "roofing")
    assert not leads("lead", "north")
    assert not leads("clubadmin", "club")


def test_a_map_stands_beside_the_list(signed_in, acting, keys):
    """Openings of the page with a position are dots with their names in words; without any there is no map."""
    del keys
    client = signed_in("placement")
    assert 'class="map"' not in client.get(f"{LIST}?text=zzzz").content.decode()
    with acting("placement") as actor:
        from throughgate.ground.organisations.actions import add_organisation, add_site

        bonn = Place.objects.filter(name="Bonn").order_by("-population").first()
        firm = add_organisation(
            actor=actor, kind="company", name="Mapped GmbH", region=actor.organisation.region, is_another=True
        )
        site = add_site(actor=actor, organisation=firm, town="Bonn", place=bonn)
        actions.add_opening(actor=actor, organisation=firm, kind="job", title="Mapped job", site=site)
    shown = client.get(f"{LIST}?text=Mapped").content.decode()
    assert "Map with 1 opening of this page" in shown
    assert shown.count('class="dot"') == 1


def test_day_release_narrows_the_list(signed_in, acting, opening):
    """Known to be possible, or possible as far as anybody knows; what is known to be impossible is in neither."""
    client = signed_in("placement")

    def found(said):
        return "Dachdecker" in client.get(f"{LIST}?text=Dach&day_release={said}").content.decode()

    assert (found("yes"), found("maybe")) == (False, True)
    for possible, expected in ((True, (True, True)), (False, (False, False))):
        with acting("placement") as actor:
            actions.change_opening(
                actor=actor, opening=opening, expected=opening.version, day_release=possible
            )
        assert (found("yes"), found("maybe")) == expected


def test_a_night_shift_is_night_work(acting, opening):
    """Working hours stand on the page; a night shift shuts an opening for whoever may not work at night."""
    with acting("placement") as actor:
        actions.change_opening(
            actor=actor,
            opening=opening,
            expected=opening.version,
            shifts=["late", "night"],
            demands=["heights"],
        )
    assert opening.demands == ["night_work", "heights"]
