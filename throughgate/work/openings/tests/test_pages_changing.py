"""Pages that change openings: who may, what is refused, what others see of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.database import context
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening
from throughgate.work.openings.tests.making import page, typed

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


def test_what_is_asked_of_competencies(signed_in, acting, db):
    """A level that is helpful or needed is stored and told; taken back, nothing is asked for."""
    client = signed_in("company")
    client.post(
        reverse("openings:add-for", args=["roofing"]), typed(wants_teamwork="4!", wants_motivation="2")
    )
    with acting("company"):
        opening = Opening.objects.get(title="Lagerhelfer")
    asked = {"teamwork": {"level": 4, "needed": True}, "motivation": {"level": 2, "needed": False}}
    assert opening.requirements == asked
    body = client.get(page(opening.pk)).content.decode()
    assert "Teamwork 4 of 5 needed, Motivation 2 of 5 helpful" in body
    form = client.get(reverse("openings:change", args=[opening.pk])).context["form"]
    assert form["wants_teamwork"].value() == "4!"
    client.post(reverse("openings:change", args=[opening.pk]), typed(version=opening.version))
    with acting("company"):
        opening.refresh_from_db()
    assert opening.requirements == {}


@pytest.mark.parametrize(
    "asked",
    [[], {"teamwork": 3}, {"teamwork": {"level": 0, "needed": True}}, {"teamwork": {"level": 3}},
     {"teamwork": {"level": "3", "needed": True}}, {"teamwork": {"level": 3.5, "needed": True}}],
)  # fmt: skip
def test_the_database_refuses_what_asks_for_no_level(acting, asked):
    """Whoever writes past the form cannot store what no page could show."""
    with acting("company"), pytest.raises(DatabaseError), transaction.atomic():
        Opening.objects.update(requirements=asked)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"wants_teamwork": "6"}, "valid choice"),
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
    assert b"Dachdecker" not in client.get(reverse("openings:list")).content
    assert client.post(page(opening.pk, "renew"), {"version": "1"}).status_code == 302
    assert b"Dachdecker" in client.get(reverse("openings:list")).content
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
