"""The same top lists in SQL: one query that lays each person beside every opening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import psycopg

from throughgate.bench.comparison.dense import Top
from throughgate.ground.vocabulary.rules import LEVELS
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM
from throughgate.ground.vocabulary.rules.licences import with_implied
from throughgate.work.matching.region.columns import OneOpening, OnePerson

TABLES = """
CREATE TEMP TABLE p (id int PRIMARY KEY, latitude float8, longitude float8, reach float8, free date, kinds text[],
  wishes text[], levels jsonb, languages jsonb, licences text[]);
CREATE TEMP TABLE o (id int PRIMARY KEY, latitude float8, longitude float8, road boolean, kind text, occupation text,
  seats int, starts date, until date, licences text[], languages jsonb, asked jsonb, total float8);
"""
BEST = """
SELECT p.id, b.id, b.fit FROM p, LATERAL (
  SELECT o.id, round((0.4 * c.fit + 0.3 * w.fit
      + 0.2 * CASE WHEN o.road THEN 0.5 WHEN p.reach > 0 THEN 1 - d.km / p.reach ELSE 1 END
      + 0.1 * (1 - least(greatest(o.starts - p.free, 0), 180) / 180.0))::numeric, 6)::float8 AS fit
  FROM o
  CROSS JOIN LATERAL (SELECT 2 * %(radius)s * asin(least(1, sqrt(
      sin(radians(o.latitude - p.latitude) / 2) ^ 2 + cos(radians(p.latitude)) * cos(radians(o.latitude))
      * sin(radians(o.longitude - p.longitude) / 2) ^ 2))) AS km) d
  CROSS JOIN LATERAL (SELECT sum((a.value ->> 1)::float8
      * least(coalesce((p.levels ->> a.key)::float8, 0) / (a.value ->> 0)::float8, 1)) / o.total AS fit
      FROM jsonb_each(o.asked) a) c
  CROSS JOIN LATERAL (SELECT CASE WHEN o.occupation = '' OR cardinality(p.wishes) = 0 THEN 0.5 ELSE (
      SELECT max(CASE WHEN x = o.occupation THEN 1 WHEN left(x, 3) = left(o.occupation, 3) THEN 0.75
        WHEN left(x, 2) = left(o.occupation, 2) THEN 0.5 WHEN left(x, 1) = left(o.occupation, 1) THEN 0.25 ELSE 0 END)
      FROM unnest(p.wishes) x) END AS fit) w
  WHERE o.seats > 0 AND o.starts IS NOT NULL AND o.licences IS NOT NULL AND o.languages IS NOT NULL
    AND (d.km <= p.reach OR o.road AND o.latitude IS NULL)
    AND (o.until IS NULL OR o.until >= greatest(p.free, %(today)s)) AND o.starts <= p.free + 365
    AND (cardinality(p.kinds) = 0 OR o.kind = ANY (p.kinds))
    AND (cardinality(o.licences) = 0 OR o.licences <@ p.licences)
    AND NOT EXISTS (SELECT FROM jsonb_each_text(o.languages) l
      WHERE p.languages IS NULL OR coalesce((p.languages ->> l.key)::int, 0) + 1 < l.value::int)
  ORDER BY 2 DESC, o.id LIMIT %(most)s) b
ORDER BY p.id, b.fit DESC, b.id
"""


def top_lists(
    connection: psycopg.Connection[Any],
    people: Sequence[OnePerson],
    openings: Sequence[OneOpening],
    most: int,
    today: date,
) -> Top:
    """Return for each person the best openings as (number, fit), best first. Keys are the numbers from 0."""
    connection.execute(TABLES)
    for table, rows in (("p", _people(people, today)), ("o", _openings(openings))):
        with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.execute(f"ANALYZE {table}")
    found: Top = [[] for _ in people]
    place = {one.key: number for number, one in enumerate(people)}
    for person, opening, fit in connection.execute(
        BEST, {"radius": EARTH_RADIUS_KM, "today": today, "most": most}
    ):
        found[place[person]].append((opening, fit))
    return found


def _levels(languages: Any) -> str | None:
    return (
        None
        if languages is None
        else json.dumps({name: LEVELS.index(level) for name, level in languages.items()})
    )


def _people(people: Sequence[OnePerson], today: date) -> Iterator[tuple[Any, ...]]:
    for one in people:
        facts, window = one.facts, one.facts.release.window(today)
        yield (
            one.key,
            facts.home and facts.home.latitude,
            facts.home and facts.home.longitude,
            30.0 if facts.reach_km is None else facts.reach_km,
            window and window[1],
            list(facts.wish_kinds),
            list(facts.wishes),
            json.dumps(facts.competencies),
            _levels(facts.languages),
            None if facts.licences is None else sorted(with_implied(tuple(facts.licences))),
        )


def _openings(openings: Sequence[OneOpening]) -> Iterator[tuple[Any, ...]]:
    for one in openings:
        facts = one.facts
        asked = {name: (want.level, 1 + want.needed) for name, want in facts.competencies.items()}
        yield (
            one.key,
            facts.position and facts.position.latitude,
            facts.position and facts.position.longitude,
            facts.is_on_the_road,
            facts.kind,
            facts.occupation,
            facts.seats,
            facts.starts_on,
            facts.last_start,
            None if facts.licences is None else list(facts.licences),
            _levels(facts.languages),
            json.dumps(asked),
            float(sum(count for _, count in asked.values())),
        )
