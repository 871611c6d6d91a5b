"""The database measures a distance as Python does, and pages pay no call for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from throughgate.ground.vocabulary.rules import distance_km


def degrees(most: int) -> st.SearchStrategy[float]:
    """Return degrees as places have them, to the metre: PostgreSQL squares no number that is all but none."""
    return st.integers(-most * 100_000, most * 100_000).map(lambda number: number / 100_000)


ASKED = "SELECT gate.distance_km(%s::double precision, %s::double precision, %s, %s)"


def asked(*angles: float) -> float:
    """Return what the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, angles)
        (answer,) = cursor.fetchone()
    return float(answer)


def test_cologne_is_far_from_munich(db: None) -> None:
    """456 km, both ways, and none from a place to itself."""
    cologne, munich = (50.93333, 6.95), (48.13743, 11.57549)
    assert asked(*cologne, *munich) == pytest.approx(455.8, abs=1)
    assert asked(*munich, *cologne) == asked(*cologne, *munich)
    assert asked(*cologne, *cologne) == 0


@pytest.mark.django_db
@given(degrees(90), degrees(180), degrees(90), degrees(180))
def test_the_database_measures_as_python_does(a: float, b: float, c: float, d: float) -> None:
    """Between any two places, opposite ones too, to the last centimetre."""
    here, there = (SimpleNamespace(latitude=one, longitude=other) for one, other in ((a, b), (c, d)))
    assert asked(a, b, c, d) == pytest.approx(distance_km(here, there), abs=1e-5)


def test_a_list_by_distance_calls_no_function(db: None) -> None:
    """PostgreSQL takes the formula into the query: nothing is called per row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (VERBOSE) SELECT gate.distance_km(50, 6, p.latitude, p.longitude) FROM vocabulary_place p"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "asin" in plan
    assert "distance_km" not in plan
