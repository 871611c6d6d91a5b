"""Openings are found by words of what is said of them, however these are written, whether few have them or many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from tests.fixtures import Cast
from throughgate.ground.organisations import actions as organisations
from throughgate.work.openings import actions, querysets
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.listing import Wanted, opening_page

SAID = {
    "Dächer decken": "Ziegel und Schiefer, auch Reparaturen in großer Höhe",
    "Lager": "Fördertechnik; Kommissionieren mit Staplerschein",
    "Küchenhilfe": "",
    "Verkauf": "",
}
OF_BAKERY = {"Küchenhilfe", "Verkauf"}
FOUND = {
    "decken": {"Dächer decken"},
    "daecher": {"Dächer decken"},
    "GROSSER": {"Dächer decken"},
    "ziegel hohe": {"Dächer decken"},
    "foerder": {"Lager"},
    "stapler lager": {"Lager"},
    "schein": set(),
    "kuechen": {"Küchenhilfe"},
    "Bäckerei": OF_BAKERY,
    "baeckerei küche": {"Küchenhilfe"},
    "muller": OF_BAKERY,
    "muller lager": set(),
    "decken lager": set(),
    "%": {*SAID},
    "100% _": set(),
    "": {*SAID},
}


@pytest.fixture
def said(acting, cast):
    """Four openings, two of them of a bakery."""
    with acting("placement") as actor:
        bakery = organisations.add_organisation(
            actor=actor, kind="company", name="Bäckerei Müller", region=actor.organisation.region
        )
        for title, description in SAID.items():
            of = bakery if title in OF_BAKERY else cast.organisation("roofing")
            actions.add_opening(
                actor=actor, organisation=of, kind="job", title=title, description=description
            )


def found(text):
    """Return the titles that words find, of those that this page made."""
    return {one.title for one in Opening.objects.called(text).filter(title__in=SAID)}


@pytest.mark.parametrize("text", FOUND)
@pytest.mark.parametrize("most", [1000, 1, 0])
def test_words_are_found_in_both_ways(acting, said, monkeypatch, text, most):
    """Title, description and organisation; each word begins one; by trigrams or one by one, the same are found.

    One by one, names are read of the organisations that have a word, or of all where these are too many.
    """
    monkeypatch.setattr(querysets, "MOST_CALLED", most)
    with acting("placement"):
        assert found(text) == FOUND[text]


def test_common_words_are_read_in_order_where_the_newest_come_first(acting, cast):
    """Of what many of the newest have, no key is looked for; in another order or among fewer, it is. The same are found."""
    with acting("placement") as actor:
        for number in range(12):
            actions.add_opening(
                actor=actor, organisation=cast.organisation("club"), kind="job", title=f"Quarz {number}"
            )
        asked = [
            (opening_page(actor, Wanted("quarz", sort=sort)).rows, _keys(newest_first=sort == "new"))
            for sort in ("new", "title")
        ]
        assert {len(rows) for rows, _keys in asked} == {12}
        assert [keys is None for _rows, keys in asked] == [True, False]


def _keys(*, newest_first):
    with connection.cursor() as cursor:
        cursor.execute("SELECT keys FROM gate.openings_called('{quarz}', 1000, %s)", [newest_first])
        return cursor.fetchone()[0]


def test_a_changed_text_is_found_anew(acting, said):
    """What is taken out is found no more."""
    with acting("placement") as actor:
        there = Opening.objects.select_related("organisation").get(title="Lager")
        actions.change_opening(actor=actor, opening=there, expected=there.version, description="Gartenbau")
        assert (found("stapler"), found("garten")) == (set(), {"Lager"})


def test_a_company_finds_its_own_alone(acting, said):
    """Words of others' openings find nothing for a company."""
    with acting("company") as actor:
        assert {one.title for one in Opening.objects.visible_to(actor).called("kuechen")} == set()
        assert "Lager" in {one.title for one in Opening.objects.visible_to(actor).called("stapler")}


def test_words_go_with_every_other_filter(said, signed_in):
    """Words, kind, occupation and order narrow together, and the address of the next page keeps them."""
    client = signed_in("placement")
    page = client.get(reverse("openings:list"), {"text": "hohe", "kind": "job", "sort": "title"})
    assert [row.opening.title for row in page.context["table"].rows] == ["Dächer decken"]
    assert (
        not client.get(reverse("openings:list"), {"text": "hohe", "kind": "training"}).context["table"].rows
    )


def test_what_was_there_before_is_found_as_well(fresh_database):
    """The migration makes the keys of openings that are there, and the history keeps nothing of it."""
    from importlib import import_module

    from django.apps import apps
    from django.db import connections

    from throughgate.foundation.database.context import as_owner

    cast = Cast()
    with cast.acting("placement") as actor:
        of = cast.organisation("roofing")
        made = actions.add_opening(
            actor=actor, organisation=of, kind="job", title="Lager", description="Höhe"
        )
    fill = import_module("throughgate.work.openings.migrations.0008_words").fill
    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE openings_opening SET words_key = ''")
        cursor.execute("SELECT count(*) FROM audit_history")
        before = cursor.fetchone()
        with connections["owner"].schema_editor() as editor:
            fill(apps, editor)
        cursor.execute("SELECT words_key FROM openings_opening WHERE id = %s", [made.pk])
        assert cursor.fetchone() == (" hohe",)
        cursor.execute("SELECT count(*) FROM audit_history")
        assert cursor.fetchone() == before
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'openings_opening'::regclass AND tgenabled = 'D'"
        )
        assert cursor.fetchone() == (0,)
