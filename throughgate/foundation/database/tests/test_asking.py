"""Several questions in one statement: each answer is what it would be alone, in its order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.database.asking import Question, answers_to
from throughgate.ground.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def _counting(values):
    sql = "SELECT n, n * 2 AS place FROM unnest(%s::int[]) WITH ORDINALITY u (n, at) ORDER BY at"
    return Question(sql, [values], lambda n, twice: (n, twice))


@given(st.lists(st.none() | st.lists(st.none() | st.integers(-9, 9), max_size=6), max_size=4))
def test_each_is_answered_as_if_alone(asked):
    """However many answers the others have, empty ones among them; a question that nobody asks has none."""
    found = answers_to(*(values if values is None else _counting(values) for values in asked))
    assert found == [[(n, n if n is None else n * 2) for n in values or []] for values in asked]


def test_one_query_for_all(db):
    """What Django knows to be empty is not asked."""
    rows = Organisation.objects.order_by("code").values_list("code", "name")
    with CaptureQueriesContext(connection) as seen:
        found = answers_to(
            Question.of(rows[:2], lambda *row: row), None, Question.of(rows.none(), list), _counting([7])
        )
    assert len(seen) == 1
    assert found == [list(rows[:2]), [], [], [(7, 14)]]
