"""Sheets that the tests of this folder start from."""

from __future__ import annotations

import pytest

from throughgate.person.observations.tests.making import signed, start, train


@pytest.fixture
def both(cast):
    return [cast.key("emre"), cast.key("milan")]


@pytest.fixture
def draft(acting, both):
    train(acting)
    with acting("officer") as officer:
        return start(officer, both)


@pytest.fixture
def done(acting, both):
    train(acting)
    with acting("officer") as officer:
        return signed(officer, both)
