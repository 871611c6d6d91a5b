"""The log of looks speaks in words: no name of a route is ever shown."""

from __future__ import annotations

import pytest

from tests.matrix.addresses import routes
from throughgate.desk.oversight.pages import PAGES, SPACES, page_name

WITHOUT_PEOPLE = (
    "account_",
    "mfa_",
    "usersessions_",
    "demo_",
    "health",
    "ready",
    "renewal_",
    "style",
    "set_language",
)
"""Entrance and machinery: they load nobody, so the log never names them."""

NAMES = {route.name for route in routes()}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_page_has_a_name(name):
    """Every address that may show people is named in words; a new one needs some."""
    assert name.startswith(WITHOUT_PEOPLE) or page_name(name) != name


def test_no_name_is_left_over():
    """Names stand for addresses and parts of the house that are there."""
    assert PAGES.keys() - NAMES == {"imports:work"}, "the worker, who reads in somebody's name"
    assert SPACES.keys() - {name.partition(":")[0] for name in NAMES} == set()


def test_a_withdrawal_reads_like_an_answer():
    """The log does not tell that a consent was taken back."""
    assert page_name("people:withdraw-consent") == page_name("people:answer-consent")
