"""Fixtures for the pages of the ground."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """Give `with statements() as asked:` that collects what a request asks the database.

    What only the test's own transaction causes is left out: savepoints, and the context set back at their end.
    """
    from django.db import connection

    @contextmanager
    def collect() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
            inner = ("SAVEPOINT", "RELEASE", "ROLLBACK")
            again = sql.startswith("SELECT set_config") and any(
                s.startswith("SELECT set_config") for s in asked
            )
            if not sql.startswith(inner) and not again:
                asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            yield asked

    return collect
