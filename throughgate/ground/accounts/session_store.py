"""Sessions as Django keeps them; with a session arrive the user and the memberships in force, in one statement.

Every page needs all three. The list of open sessions says whose the session is before its text is read; what counts is the
text, so the backend compares, and asks for somebody else where the list is behind.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from throughgate.foundation.database.columns import Columns
from throughgate.ground.accounts.models import Membership, User
from throughgate.ground.organisations.models import Organisation, Region

USER, MEMBERSHIP, ORGANISATION, REGION = (
    Columns(User, "(a.its_user)"),
    Columns(Membership, "(a.its_membership)"),
    Columns(Organisation, "(a.its_organisation)"),
    Columns(Region, "(a.its_region)"),
)
_ARRIVING = f"""
SELECT a.held, {USER.sql}, {MEMBERSHIP.sql}, {ORGANISATION.sql}, {REGION.sql} FROM gate.arriving(%s, %s, %s, %s) a
"""  # noqa: S608 - names of columns

_arrived: ContextVar[SessionStore | None] = ContextVar("throughgate_session", default=None)


class SessionStore(db.SessionStore):
    """A session in the database, and who is listed as signed in with it."""

    listed: User | None = None

    def load(self) -> dict[str, Any]:
        """Return what the session holds, nothing where it is over; note the user beside it."""
        rows = _arriving(session=self.session_key)
        if not rows:
            self._session_key = None
            return {}
        self.listed = _user_of(rows)
        found: dict[str, Any] = self.decode(rows[0][0])
        return found


@contextmanager
def arriving_with(session: Any) -> Iterator[None]:
    """Let `user_by_key` look at what came with this session first."""
    token = _arrived.set(session)
    try:
        yield
    finally:
        _arrived.reset(token)


def user_by_key(key: uuid.UUID) -> User | None:
    """Return the active user with `memberships_in_force` filled, or None."""
    session = _arrived.get()
    listed: User | None = getattr(session, "listed", None)
    if listed is not None and listed.pk == key:
        return listed
    return _user_of(_arriving(account=key))


def _arriving(*, session: str | None = None, account: uuid.UUID | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVING, [session, account, timezone.localdate(), timezone.now()])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _user_of(rows: Iterable[tuple[Any, ...]]) -> User | None:
    """Return the user of the rows, one for each membership or one without any."""
    user: User | None = None
    for _held, *row in rows:
        values = iter(row)
        one, membership = USER.take(values), MEMBERSHIP.take(values)
        organisation, region = ORGANISATION.take(values), REGION.take(values)
        if one is None:
            return None
        if user is None:
            user = one
            user.memberships_in_force = []
        if membership is not None and organisation is not None and region is not None:
            organisation.region = region
            membership.user, membership.organisation = user, organisation
            user.memberships_in_force.append(membership)
    return user
