"""Typed names and names of people stand in no address: searches and the beginning of a name go by POST."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.urls import reverse

from throughgate.person.people import actions
from throughgate.person.people.queries.lists import SIZE
from throughgate.person.people.tests.test_pages import page_names
from throughgate.person.people.views.listing import filter_drawn

ADDRESS = re.compile(r"""(?:href|src|action|formaction|hx-[a-z-]+|data-[a-z-]+)="([^"]*)\"""")


def addresses(answer):
    """Return every address on a page, as one would read it."""
    return [unquote(found.replace("&amp;", "&")) for found in ADDRESS.findall(answer.content.decode())]


@pytest.fixture
def many(acting):
    """Three pages of people whose names begin alike, two of them without anybody beside."""
    with acting("lead") as actor:
        for number in range(2 * SIZE + 5):
            actions.register_person(actor=actor, family_name=f"Longtail{number:02d}", assign=number > 1)


def test_the_beginning_of_a_name_is_a_form(signed_in, many):
    """The list narrows on the spot; no address on the page carries what was typed or the name of a row."""
    client, here = signed_in("lead"), reverse("people:list")
    answer = client.post(here, {"show": "all", "name": "longt", "sort": "-name"})
    assert answer.status_code == 200
    assert page_names(answer) == [f"Longtail{n:02d}" for n in range(2 * SIZE + 4, SIZE + 4, -1)]
    assert 'value="longt"' in answer.content.decode(), "what was typed stays in its field"
    assert not [address for address in addresses(answer) if "longt" in address.lower()]


def test_the_filter_shows_what_is_in_force_and_keeps_no_name(signed_in, many):
    """Each choice is drawn once, and no page gets another's; what was typed stays on its own page."""
    client, here = signed_in("lead"), reverse("people:list")
    chosen = re.compile(r'<option value="([^"]+)"[^>]* selected')
    for show, choices in (
        ("all", {"release": "90"}),
        ("all", {"release": "30", "lead": "none"}),
        ("mine", {"release": "30"}),
        ("all", {"release": "90"}),
    ):
        page = client.get(here, {"show": show, **choices}).content.decode()
        assert chosen.findall(page) == list(choices.values())
        assert f'name="show" value="{show}"' in page
        assert ('name="lead"' in page) == (show == "all")
    kept = filter_drawn.cache_info().currsize
    client.post(here, {"show": "all", "name": "longt"})
    assert filter_drawn.cache_info().currsize == kept
    assert "longt" not in client.get(here, {"show": "all"}).content.decode()


def test_pages_and_orders_of_it_go_by_post(signed_in, many):
    """Its pages, its orders and taking another filter away keep the beginning of the name, by buttons."""
    client, here = signed_in("lead"), reverse("people:list")
    first = client.post(here, {"show": "all", "name": "longt"})
    seen, page = [], first
    while True:
        seen += page_names(page)
        following = page.context["table"].next
        if not following:
            break
        assert f'formaction="{following.replace("&", "&amp;")}"' in page.content.decode()
        page = client.post(here + following, {"name": "longt"})
    assert seen == [f"Longtail{n:02d}" for n in range(2 * SIZE + 5)]
    back = client.post(here + page.context["table"].previous, {"name": "longt"})
    assert page_names(back) == seen[SIZE : 2 * SIZE]
    turned = client.post(here + first.context["table"].headings[0].address, {"name": "longt"})
    assert page_names(turned)[0] == f"Longtail{2 * SIZE + 4:02d}"
    alone = client.post(here, {"show": "all", "lead": "none", "name": "longt"})
    assert page_names(alone) == ["Longtail00", "Longtail01"]
    wider = next(f.address for f in alone.context["active"] if "lead" not in f.address)
    assert page_names(client.post(here + wider, {"name": "longt"})) == seen[:SIZE]


def test_what_is_chosen_stays_in_the_address(signed_in, many):
    """Without a name the form leads to an address with its filters; taking the name away is a plain link."""
    client, here = signed_in("lead"), reverse("people:list")
    answer = client.post(here, {"show": "all", "release": "90", "lead": "", "name": " ", "sort": "release"})
    assert answer["Location"] == f"{here}?show=all&release=90&sort=release"
    named = client.post(here, {"show": "all", "release": "90", "name": "longt"})
    plain = named.context["carried"]["address"]
    assert plain == "?show=all&release=90"
    assert f'<a href="{plain.replace("&", "&amp;")}"' in named.content.decode()


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("/people/?show=all&name=Longtail&release=90", "/people/?show=all&release=90"),
        ("/search/?q=Longtail", "/search/"),
    ],
)
def test_an_old_bookmark_loses_its_name(signed_in, address, clean):
    """Addresses with a name from before find nothing and lead to the same page without it."""
    assert signed_in("lead").get(address)["Location"] == clean


@pytest.mark.parametrize("address", ["/search/", "/people/"])
def test_sign_in_leads_back_without_a_name(client, db, address):
    """Whoever searches after the session has ended signs in first; the way back tells no name."""
    answer = client.post(address, {"q": "Longtail", "name": "Longtail"})
    assert answer.status_code == 302
    assert "ongtail" not in answer["Location"] + str(client.cookies)


@pytest.mark.parametrize(("address", "field"), [("/search/", "q"), ("/people/", "name")])
def test_a_search_is_no_change(signed_in, address, field):
    """A form that asks is answered READ ONLY, even with the key of a change, and twice the same."""
    asked = []

    def ask(execute, sql, params, many, context):
        if sql.startswith("SELECT set_config"):
            asked.append(dict(zip(params[::2], params[1::2], strict=True)).get("transaction_read_only"))
        return execute(sql, params, many, context)

    client = signed_in("lead")
    data = {field: "Markeremre", "once": "0199a000-0000-7000-8000-000000000001"}
    with connection.execute_wrapper(ask):
        first, second = client.post(address, data), client.post(address, data)
    assert asked[0] == "on"
    assert (first.status_code, second.status_code) == (200, 200)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_once")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("address", ["/search/", "/people/"])
def test_a_search_needs_the_token_of_its_page(client, cast, address):
    """A form from elsewhere finds nobody: searches are refused without the token like every other form."""
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = strict.session
    session["second_factor"] = True
    session.save()
    assert strict.post(address, {"q": "Markeremre", "name": "Markeremre"}).status_code == 403
    page = strict.get(address).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"q": "Markeremre", "name": "Markeremre", "csrfmiddlewaretoken": token}
    answer = strict.post(address, data)
    assert answer.status_code == 200
    assert "Markeremrefamily" in answer.content.decode()
