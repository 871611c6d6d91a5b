"""The checks of a row are asked for together, and each by itself only to say which one is not met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.work.openings.models import Opening

SOUND = {
    "title": "Roofer",
    "starts_on": date(2027, 8, 1),
    "start_until": date(2027, 9, 1),
    "wage_from": 10,
    "wage_to": 12,
}
CHECKS = [one for one in Opening._meta.constraints if type(one).__name__ == "CheckConstraint"]


@pytest.fixture(autouse=True)
def placement(acting: Any) -> Iterator[None]:
    """Act as somebody who sees openings."""
    with acting("placement"):
        yield


def asked(opening: Opening, exclude: set[str] | None = None) -> tuple[set[str], int]:
    """Return what is wrong with a row by the names of its checks, and how many questions that took."""
    with CaptureQueriesContext(connection) as seen:
        try:
            opening.validate_constraints(exclude)
            wrong = []
        except ValidationError as error:
            wrong = error.messages
    named = {check.name for check in CHECKS for message in wrong if f"“{check.name}”" in message}
    assert len(named) == len(wrong)
    return named, sum("_check" in query["sql"] for query in seen)


def test_one_question_for_all_checks():
    """A row that meets them all is asked about once."""
    assert len(CHECKS) > 3
    assert asked(Opening(**SOUND)) == (set(), 1)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"title": ""}, {"opening_has_a_title"}),
        ({"start_until": date(2027, 7, 1)}, {"opening_start_in_order"}),
        (
            {"wage_to": 9, "latitude": 100, "longitude": 0},
            {"opening_wage_in_order", "opening_position_on_earth"},
        ),
    ],
)
def test_each_that_is_not_met_is_named(changed, wrong):
    """What is said is the same as if each had been asked for by itself."""
    assert asked(Opening(**SOUND | changed)) == (wrong, 1 + len(CHECKS))


def test_a_field_left_out_leaves_out_its_checks_alone():
    """The others are asked for as before."""
    wrong = Opening(**SOUND | {"title": "", "wage_to": 9})
    assert asked(wrong, {"wage_to"})[0] == {"opening_has_a_title"}
    assert asked(wrong, {"title"})[0] == {"opening_wage_in_order"}


def test_what_is_unknown_meets_a_check():
    """NULL is no fault, beside a check that is met and beside one that is not."""
    assert asked(Opening(title="Roofer", wage_from=10)) == (set(), 1)
    assert asked(Opening(title="", wage_from=10))[0] == {"opening_has_a_title"}
