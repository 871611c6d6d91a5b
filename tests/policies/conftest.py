from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.matrix.conftest import house  # noqa: F401 - the fixture, for tests here too
from tests.policies.sql import Session, Who, member


@pytest.fixture
def session() -> Iterator[Session]:
    """Give one transaction on the test database that is rolled back in the end."""
    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        yield Session(connection).owner()
        connection.rollback()


@pytest.fixture
def who(session: Session) -> Callable[[str], Who]:
    """Give `who("lead")`: a member of the cast."""
    return lambda username: member(session.owner(), username)


@pytest.fixture
def key(session: Session) -> Callable[[str], object]:
    """Give `key("emre")`: the id of a person of the cast."""
    from tests.cast import PEOPLE

    return lambda name: session.owner().one(
        "SELECT id FROM people_person WHERE family_name = %s", f"{PEOPLE[name][2]}family"
    )
