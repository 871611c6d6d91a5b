"""Fixtures of these tests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fixtures import Cast


@pytest.fixture
def fresh_cast(fresh_database: None) -> Any:
    """Give the cast in a database that may be committed to."""
    return Cast()


@pytest.fixture
def acting(fresh_cast: Cast) -> Any:
    """Act as members of the cast in a database that may be committed to."""
    return fresh_cast.acting


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    """Keep uploads of these tests apart."""
    settings.VAR = tmp_path / "var"
