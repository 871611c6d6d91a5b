"""The pages of openings: who opens them, who changes what, what is refused, and at what cost."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.database import context
from throughgate.ground.vocabulary.models import Place
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening

LIST = reverse("openings:list")
MOST_QUERIES = 8


@pytest.fixture
def opening(acting):
    """An opening of the roofer."""
    with acting("placement") as actor:
        from throughgate.ground.organisations.models import Organisation

        roofing = Organisation.objects.get(code="roofing")
        return actions.add_opening(
            actor=actor,
            organisation=roofing,
            kind="training",
            title="Dachdecker",
            seats=2,
            starts_on=date(2027, 8, 1),
        )


@pytest.fixture
def keys(acting):
    """The ids of the openings of the cast, by organisation."""
    with acting("placement"):
        return dict(Opening.objects.values_list("organisation__code", "pk"))


def page(key, name="page"):
    return reverse(f"openings:{name}", args=[key])


def typed(**changes):
    """Return what a form sends."""
    return {
        "kind": "job",
        "title": "Lagerhelfer",
        "seats": "2",
        "german": "none",
        "licence": "none",
        **changes,
    }


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


@pytest.fixture
def around(acting, cast):
    """Openings in Wassenberg, Heinsberg and Berlin, and one whose place nobody knows."""
    from throughgate.ground.organisations.models import Site

    made = {}
    with acting("placement") as actor:
        roofing = cast.organisation("roofing")
        for town in ("Wassenberg", "Heinsberg", "Berlin"):
            place = Place.objects.filter(name=town, country="DE").order_by("-population").first()
            site = Site(
                organisation=roofing,
                town=town,
                place=place,
                latitude=place.latitude,
                longitude=place.longitude,
            )
            with acting("company"):  # a company with members keeps its own sites
                site.save()
            made[town] = actions.add_opening(
                actor=actor, organisation=roofing, kind="job", title=f"Job {town}", site=site, seats=1
            )
    return made


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
    client = signed_in("lead")
    link = f'href="{LIST}?organisation='
    assert link + "roofing" in client.get(reverse("organisations:page", args=["roofing"])).content.decode()
    assert link not in client.get(reverse("organisations:page", args=["north"])).content.decode()
    assert (
        link not in signed_in("clubadmin").get(reverse("organisations:page", args=["club"])).content.decode()
    )


# --- changing


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("placement", "roofing", 200),
        ("placement", "club", 200),
        ("placement", "north", 403),
        ("company", "roofing", 200),
        ("company", "club", 404),
        ("lead", "roofing", 403),
    ],
)
def test_who_adds_an_opening(signed_in, who, code, status):
    """Placement officers add for all who offer something, a company for itself."""
    assert signed_in(who).get(reverse("openings:add-for", args=[code])).status_code == status


def test_adding_an_opening(signed_in, acting):
    """What was typed is stored; what was left empty stays unknown; it stands for 90 days."""
    client = signed_in("company")
    answer = client.post(
        reverse("openings:add-for", args=["roofing"]),
        typed(occupation="Dachdecker", starts_on="1.8.2027", wage_from="14.50", wage_period="hour"),
    )
    assert answer.status_code == 302
    with acting("company"):
        opening = Opening.objects.get(title="Lagerhelfer")
        assert answer["Location"] == page(opening.pk)
        assert (opening.seats, opening.starts_on, opening.occupation_id) == (2, date(2027, 8, 1), "7121")
        assert (opening.licence, opening.german, opening.day_release) == ("none", "none", None)
        assert opening.expires_on == timezone.localdate() + timedelta(days=90)
        assert opening.title_key
    assert "14.50" in client.get(page(opening.pk)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "required"),
        ({"kind": "mission"}, "valid choice"),
        ({"starts_on": "1.8.2027", "start_until": "1.7.2027"}, "before the start"),
        ({"starts_on": "31.2.2027"}, "does not exist"),
        ({"wage_from": "15", "wage_to": "12", "wage_period": "hour"}, "less than"),
        ({"wage_from": "15"}, "per hour or per month"),
        ({"seats": "-1"}, "greater than or equal"),
        ({"description": "Bitte mit Führungszeugnis"}, "clean record"),
        ({"title": "No criminal record please"}, "clean record"),
        ({"occupation": "Lager"}, "Several"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(signed_in, acting, changes, words):
    """A wrong form comes back with what was typed and why, and nothing is stored."""
    answer = signed_in("company").post(reverse("openings:add-for", args=["roofing"]), typed(**changes))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert words in body
    with acting("company"):
        assert Opening.objects.count() == 1


def test_a_foreign_site_is_refused(signed_in, acting, cast):
    """A site of another organisation cannot be chosen, whatever the form sends."""
    site = cast.organisation("club").sites.first()
    answer = signed_in("placement").post(
        reverse("openings:add-for", args=["roofing"]), typed(site=str(site.pk))
    )
    assert answer.status_code == 422


def test_changing_over_a_newer_version_shows_both(signed_in, acting, opening):
    """Who saves over a newer version sees what differs; nothing is overwritten unseen."""
    client = signed_in("placement")
    assert client.post(page(opening.pk, "change"), typed(title="Erste", version="1")).status_code == 302
    late = client.post(page(opening.pk, "change"), typed(title="Zweite", version="1"))
    assert late.status_code == 409
    body = late.content.decode()
    assert "Erste" in body
    assert "Zweite" in body
    with acting("placement"):
        assert Opening.objects.get(pk=opening.pk).title == "Erste"
    assert client.post(page(opening.pk, "change"), typed(title="Zweite", version="2")).status_code == 302


def test_sending_a_form_twice_is_one_opening(signed_in, acting):
    """A double click adds one."""
    client = signed_in("company")
    form = typed(once=str(uuid.uuid4()))
    address = reverse("openings:add-for", args=["roofing"])
    first, second = client.post(address, form), client.post(address, form)
    assert first["Location"] == second["Location"]
    with acting("company"):
        assert Opening.objects.filter(title="Lagerhelfer").count() == 1


@pytest.mark.parametrize(("who", "status"), [("lead", 403), ("company", 302), ("placement", 302)])
def test_who_changes_renews_and_closes(signed_in, acting, keys, who, status):
    """Case leads see the buttons of nobody; company and placement officer change, renew, close."""
    client = signed_in(who)
    key = keys["roofing"]
    assert client.post(page(key, "change"), typed(version="1")).status_code == status
    assert client.post(page(key, "renew"), {"version": "2"}).status_code == status
    assert client.post(page(key, "move"), {"version": "3", "move": "close"}).status_code == status
    with acting("placement"):
        row = Opening.objects.get(pk=key)
        assert row.state == ("open" if status == 403 else "closed")


def test_company_changes_nothing_of_others(signed_in, acting, keys):
    """Another organisation's opening does not exist for a company, whatever it sends."""
    client = signed_in("company")
    key = keys["club"]
    assert client.post(page(key, "change"), typed(version="1")).status_code == 404
    assert client.post(page(key, "renew"), {"version": "1"}).status_code == 404
    assert client.post(page(key, "move"), {"version": "1", "move": "close"}).status_code == 404


def test_renewing(signed_in, acting, opening):
    """A renewed opening stands 90 days from today, no longer than one can apply."""
    client = signed_in("placement")
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(expires_on=date(2026, 1, 1))
    assert b"run out" in client.get(page(opening.pk)).content
    assert b"Dachdecker" not in client.get(LIST).content
    assert client.post(page(opening.pk, "renew"), {"version": "1"}).status_code == 302
    assert b"Dachdecker" in client.get(LIST).content
    stale = client.post(page(opening.pk, "renew"), {"version": "1"})
    assert stale.status_code == 409
    assert b"meanwhile" in stale.content


def test_states_move_as_the_table_says(signed_in, acting, opening):
    """What the state does not allow is refused with a reason; an unknown move does not exist."""
    client = signed_in("placement")
    assert client.post(page(opening.pk, "move"), {"version": "1", "move": "reopen"}).status_code == 422
    assert client.post(page(opening.pk, "move"), {"version": "1", "move": "explode"}).status_code == 404
    assert client.post(page(opening.pk, "move"), {"version": "1", "move": "fill"}).status_code == 302
    assert client.post(page(opening.pk, "renew"), {"version": "2"}).status_code == 422
    assert b"Open again" in client.get(page(opening.pk)).content
    assert client.get(page(opening.pk, "renew")).status_code == 405


def test_choosing_whose_opening_it_is(signed_in):
    """A placement officer finds the company by the beginning of its name; a company goes straight to its form."""
    client = signed_in("placement")
    body = client.get(reverse("openings:add"), {"name": "rot"}).content
    assert b"Roth Roofing" in body
    assert b"Prison" not in client.get(reverse("openings:add")).content
    assert signed_in("company").get(reverse("openings:add")).status_code == 302


def test_an_opening_follows_its_site(acting, around, cast):
    """Who moves or removes a site may not write openings; the opening is where its site is all the same."""
    from throughgate.ground.organisations.models import Site

    opening = around["Berlin"]
    wassenberg = around["Wassenberg"]
    keeper = replace(cast.actor("company").context, roles=frozenset({"administrator"}))
    with context.acting(keeper):
        Site.objects.filter(pk=opening.site_id).update(
            latitude=wassenberg.latitude, longitude=wassenberg.longitude
        )
    with acting("lead"):
        row = Opening.objects.get(pk=opening.pk)
        near = Opening.objects.get(pk=wassenberg.pk)
        assert (row.cell_latitude, row.cell_longitude) == (near.cell_latitude, near.cell_longitude)
    with context.acting(keeper):
        Site.objects.filter(pk=opening.site_id).delete()
    with acting("lead"):
        row = Opening.objects.get(pk=opening.pk)
        assert (row.site, row.cell_latitude, row.is_on_the_road) == (None, None, False)


def test_importing_the_same_again_changes_nothing(acting, cast):
    """A source's opening is added once, changed when it differs, and otherwise left alone."""
    with acting("placement") as actor:
        facts = {
            "actor": actor,
            "organisation": cast.organisation("roofing"),
            "source": "register",
            "external_number": "7/1",
        }
        opening, first = actions.put_opening(**facts, kind="job", title="Helfer", seats=2)
        _, second = actions.put_opening(**facts, kind="job", title="Helfer", seats=2)
        changed, third = actions.put_opening(**facts, kind="job", title="Helfer", seats=3)
        assert (first, second, third) == ("created", "unchanged", "changed")
        assert changed.pk == opening.pk
        actions.remove_opening(actor=actor, opening=opening)
        actions.remove_opening(actor=actor, opening=opening)
        assert not Opening.objects.filter(external_number="7/1").exists()


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
