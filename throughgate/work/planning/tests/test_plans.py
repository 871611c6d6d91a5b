"""The database at work: with many people in a plan a page reads few rows of it, by its indexes, and asks as often as with few."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fixtures import Cast
from throughgate.foundation.database.context import as_owner
from throughgate.work.planning.models import Plan
from throughgate.work.planning.queries import SIZE, apart_page, full_page, lines_page, tries_of
from throughgate.work.planning.tests.making import made

FEW, MANY = 3, 600
PEOPLE = """
WITH emre AS (SELECT * FROM people_person WHERE family_name = 'Markeremrefamily'), made AS (
  INSERT INTO people_person SELECT (jsonb_populate_record(NULL::people_person, to_jsonb(emre) || jsonb_build_object(
    'id', gen_random_uuid(), 'family_name', 'Family ' || n, 'name_key', 'family ' || lpad(n::text, 6, '0'),
    'search_key', 'family ' || n, 'alike_keys', '[]'::jsonb))).* FROM emre, generate_series(1, %s) n RETURNING id
)
INSERT INTO people_caselink (id, version, person_id, organisation_id, role, basis, from_on)
SELECT gen_random_uuid(), 1, made.id, o.id, 'placement', 'statute', current_date - 9
FROM made, organisations_organisation o WHERE o.code = 'chamber'
"""
OPENINGS = """
INSERT INTO openings_opening (id, version, organisation_id, kind, title, title_key, occupation_text, is_on_the_road,
  latitude, longitude, seats, starts_on, expires_on, licence, german, certificates, demands, shifts, wage_period, wage_text,
  description, state, source, external_number, created_at, changed_at)
SELECT gen_random_uuid(), 1, o.id, 'job', 'Job ' || n, 'job ' || n, '', false, 51 + random() * 0.2, 6.1 + random() * 0.2, 1,
  current_date, current_date + 60, 'none', 'none', '{}', '{}', '{}', '', '', '', 'open', '', '', now(), now()
FROM organisations_organisation o, generate_series(1, %s) n WHERE o.code = 'roofing'
"""
STAYS = """
INSERT INTO people_stay
SELECT (jsonb_populate_record(NULL::people_stay,
        to_jsonb(s) || jsonb_build_object('id', gen_random_uuid(), 'person_id', p.id))).*
FROM people_person p, people_stay s JOIN people_person e ON e.id = s.person_id
WHERE e.family_name = 'Markeremrefamily' AND p.family_name ^@ 'Family '
"""


def people(number, openings=0):
    """Let the chamber have so many more people by law, and the roofer so many openings."""
    from django.db import connections

    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(PEOPLE, [number])
        cursor.execute(STAYS)
        cursor.execute(OPENINGS, [openings])
        cursor.execute("ANALYZE")


@contextmanager
def explained():
    """Collect the plans of all queries that touch plans."""
    plans = []

    def run(execute, sql, params, is_many, context):
        if "planning_" in sql and sql.lstrip("( ").startswith("SELECT"):
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


def pages(actor, plan):
    """Ask for everything that the page of a plan may ask for."""
    found = [lines_page(actor, plan, part) for part in ("suggested", "none", "changed")]
    tries_of(actor, plan)
    return [*found, full_page(actor, plan), apart_page(actor)]


@pytest.fixture
def cast() -> Cast:
    """The cast in a database of the test's own, to which the owner may commit."""
    return Cast()


def test_many_people_are_planned_for(fresh_database, cast):
    """Everybody whom the organisation may plan for is in it; a page shows some of them by an index, and the next one goes on."""
    people(MANY, MANY // 2)
    plan = made(cast.acting)
    assert (plan.people, plan.placed, plan.optimal) == (MANY, MANY // 2, True)
    made(cast.acting)
    with cast.acting("placement") as actor:
        plan = Plan.objects.get(pk=plan.pk)
        pages(actor, plan)
        with explained() as plans:
            first, *_others = pages(actor, plan)
        second = lines_page(actor, plan, "suggested", after=first.after)
    names = [line.place.name_key for line in (*first.rows, *second.rows)]
    assert len(set(names)) == 2 * SIZE
    assert names == sorted(names)
    scans = [node for one in plans for node in nodes(one["Plan"])]
    assert not [
        node
        for node in scans
        if node["Node Type"] == "Seq Scan" and node.get("Relation Name") == "planning_place"
    ]
    read = [one["Plan"]["Shared Hit Blocks"] + one["Plan"]["Shared Read Blocks"] for one in plans]
    assert max(read) <= 2_500, read


def test_as_many_queries_for_many_as_for_few(fresh_database, cast):
    """What a page asks hangs on how much it shows, never on how many people a plan holds."""

    def asked():
        plan = made(cast.acting)
        with cast.acting("placement") as actor:
            plan = Plan.objects.get(pk=plan.pk)
            with CaptureQueriesContext(connection) as seen:
                found = [lines_page(actor, plan, part) for part in ("suggested", "none")]
                full_page(actor, plan)
                apart_page(actor)
        assert all(page.rows for page in found)
        return len(seen)

    people(FEW, 1)
    few = asked()
    people_more = 30 - FEW
    from django.db import connections

    with as_owner(), connections["owner"].cursor() as cursor:
        cursor.execute(PEOPLE.replace("'Family '", "'More '"), [people_more])
    assert asked() == few
