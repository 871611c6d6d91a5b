"""The database at work: no sequential scan over openings, and few pages read, with many of them."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.foundation.database.context import as_owner
from throughgate.work.matching import Point, Verdict
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries import listing
from throughgate.work.openings.queries import near as engine

MANY = 20_000


@pytest.fixture
def cast() -> Cast:
    """The cast in a database of the test's own, to which the owner may commit."""
    return Cast()


@pytest.fixture
def many(fresh_database):
    """Twenty thousand openings spread over a country, as the owner loads them; a hundred of them begin anywhere."""
    from django.db import connections

    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO openings_opening (id, version, organisation_id, kind, title, title_key, occupation_text,
              is_on_the_road, latitude, longitude, seats, starts_on, expires_on, licence, german, certificates, demands, shifts,
              wage_period, wage_text, description, state, source, external_number, created_at, changed_at)
            SELECT uuidv7(), 1, (SELECT id FROM organisations_organisation WHERE code = 'roofing'), 'job',
              'Job ' || n, 'job ' || n, '', n %% 200 = 0, CASE WHEN n %% 200 > 0 THEN 47.5 + random() * 7 END,
              CASE WHEN n %% 200 > 0 THEN 6 + random() * 8 END, 1, current_date,
              current_date + 400, 'none', 'none', '{}', '{}', '{}', '', '', '', 'open', '', '', now(), now()
            FROM generate_series(1, %s) n
            """,
            [MANY],
        )
        # What was just written waits beside these indexes until the next cleaning.
        for index in ("opening_words_trigram", "opening_title_trigram"):
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE openings_opening")


@contextmanager
def explained():
    """Collect the plans of all queries that touch openings; of a function they tell the pages it read."""
    plans = []

    def run(execute, sql, params, is_many, context):
        if "openings_" in sql and sql.lstrip("( ").startswith("SELECT"):
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                found = cursor.fetchone()[0]
                plans.append(json.loads(found)[0] if isinstance(found, str) else found[0])
        return execute(sql, params, is_many, context)

    with connection.execute_wrapper(run):
        yield plans


def nodes(plan):
    """Yield every node of a plan."""
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


@pytest.mark.parametrize(("who", "query"), [
    ("near", ""),
    ("list", ""),
    ("list", "?sort=title"),
    ("list", "?sort=-start"),
    ("list", "?text=job+77"),
    ("list", "?text=777"),
    ("list", "?place=Wassenberg&reach=20"),
])  # fmt: skip
def test_no_sequential_scan_over_openings(many, cast, who, query):
    """Behind row security the hot pages use an index, and read few pages of the table."""
    client = Client()
    client.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    address = (
        reverse("desk:near", args=[cast.key("emre")]) if who == "near" else reverse("openings:list") + query
    )
    client.get(address)  # a function's own plan is made at the first call and kept by the connection
    with explained() as plans:
        assert client.get(address).status_code == 200
    assert plans
    for plan in plans:
        scans = [
            node for node in nodes(plan["Plan"])
            if node.get("Relation Name") == "openings_opening" and node["Node Type"] == "Seq Scan"
        ]  # fmt: skip
        assert not scans, scans
        read = plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"]
        assert read <= (900 if who == "near" else 1500), (read, address)


def test_the_query_agrees_with_a_plain_count(many, cast):
    """What the cells find near a home is what comparing every single opening finds."""
    from throughgate.ground.vocabulary.rules import distance_km
    from throughgate.person.people.models import Person

    with cast.acting("lead") as actor:
        person = Person.objects.select_related("home").get(pk=cast.key("emre"))
        found = engine.near(actor, person, today=timezone.localdate())
        home = Point(person.home.latitude, person.home.longitude)
        plain = {
            row.pk
            for row in Opening.objects.filter(latitude__isnull=False)
            if distance_km(home, row) <= person.travel_reach_km
        }
        anywhere = set(
            Opening.objects.filter(latitude=None, is_on_the_road=True).values_list("pk", flat=True)
        )
        assert len(anywhere) >= 100
        assert {line.opening.id for line in found.groups[Verdict.FITS]} == plain | anywhere
        assert found.more == 0


@pytest.mark.parametrize(("text", "most"), [
    ("job 777", 150),
    ("xqzwvkj", 150),
    ("job", 400),
    ("job roth", 500),
    ("roth", 500),
    ("roth 777", 350),
    ("roth xqzwvkj", 350),
])  # fmt: skip
def test_words_read_few_pages(cast, many, text, most):
    """Rare words are found by their trigrams, and of many that have one the first are read in order: never all of them."""
    with cast.acting("placement") as actor:
        for _warm in range(2):
            listing.opening_page(actor, listing.Wanted(text=text))
        with explained() as plans:
            listing.opening_page(actor, listing.Wanted(text=text))
    read = [node for plan in plans for node in nodes(plan["Plan"])]
    assert not [
        node
        for node in read
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] == "openings_opening"
    ]
    pages = sum(plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"] for plan in plans)
    assert pages <= most, (text, pages)
