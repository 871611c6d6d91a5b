"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

import pytest

from tests.cast import PEOPLE, STAFF, session_of
from tests.clone import close_connections

BARE_LINK = "LNK-010"
"""An address printed without a link to it: for outloud a warning only."""


@pytest.fixture(autouse=True)
def first_language() -> None:
    """Begin each test in the language of the settings, whatever an earlier one's reader spoke."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture(scope="session")
def prints() -> Iterator[list[tuple[Any, bytes]]]:
    """Keep every PDF that a test prints, with its template."""
    from throughgate.foundation.printing import pdf

    made = pdf._compile
    kept: list[tuple[Any, bytes]] = []

    def compiled(*of: Any) -> bytes:
        kept.append((of[0], content := made(*of)))
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "_compile", compiled)
        yield kept


@pytest.fixture(autouse=True)
def every_print_is_accessible(
    prints: list[tuple[Any, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Check every print by two independent checkers of PDF/UA-1, after the test: what it measures takes its own time."""
    yield
    if not prints:
        return
    import outloud
    import pdfua

    file = tmp_path_factory.mktemp("prints") / "print.pdf"
    printed, faults = prints.copy(), []
    prints.clear()
    for template, content in printed:
        file.write_bytes(content)
        found = outloud.check(str(file)).sorted_findings()
        faults += [
            f"{template}: {one.rule} {one.message}"
            for one in found
            if one.severity == "error" or one.rule == BARE_LINK
        ]
        faults += [f"{template}: {one.rule_id} {one.message}" for one in pdfua.validate(file).findings]
    assert not faults, "\n".join(faults)


@pytest.fixture
def cuts_lines() -> Iterator[None]:
    """Leave no connection of the process behind that the test hung up on: the next test would find it dead."""
    yield
    close_connections()


class Cast:
    """Find members of the cast by their short names."""

    def actor(self, username: str) -> Any:
        """Return the actor of a member of staff."""
        from throughgate.ground.accounts.models import Membership
        from throughgate.ground.acting.actor import Actor

        membership = Membership.objects.select_related("user", "organisation").get(user__username=username)
        return Actor(user=membership.user, membership=membership, request="test")

    def organisation(self, code: str) -> Any:
        """Return an organisation."""
        from throughgate.ground.organisations.models import Organisation

        return Organisation.objects.get(code=code)

    def key(self, name: str) -> Any:
        """Return the id of a person, whoever acts."""
        return _key(name)

    @contextmanager
    def acting(self, username: str) -> Iterator[Any]:
        """Act as a member of staff; yields the actor."""
        from throughgate.foundation.database.context import acting

        actor = self.actor(username)
        with acting(actor.context):
            yield actor


@cache
def _key(name: str) -> Any:
    """Ask once in a process: every clone has the ids of the template."""
    import psycopg

    from throughgate.config.settings import ENVIRONMENT

    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        marker = PEOPLE[name][2]
        row = connection.execute(
            "SELECT id FROM people_person WHERE family_name = %s", [f"{marker}family"]
        ).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture
def cast(db: None) -> Cast:
    """Give the fixed cast."""
    return Cast()


@pytest.fixture
def signed_in(client: Any, db: None) -> Callable[[str], Any]:
    """Give a test client that is signed in as a member of the cast, with the second factor done."""
    from django.conf import settings

    def sign_in(username: str) -> Any:
        assert username in STAFF
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(username)
        return client

    return sign_in


@pytest.fixture
def acting(cast: Cast) -> Callable[[str], AbstractContextManager[Any]]:
    """Give `with acting("lead") as actor:`."""
    return cast.acting
