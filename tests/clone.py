"""This process's database: a clone of the template, made anew after whoever changed it for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests import database
from throughgate.foundation.database.launcher import Cluster


class Clone:
    """The clone that the settings name. There is none before it is first needed."""

    def __init__(self, cluster: Cluster, template: str, name: str = database.CLONE) -> None:
        self.cluster, self.template, self.name = cluster, template, name
        self._is_as_the_template = False
        self._is_lent = False

    def renew(self) -> None:
        """Make it anew, unless it is as the template, or lent to whoever changes it."""
        if not (self._is_as_the_template or self._is_lent):
            close_connections()
            database.clone(self.cluster, self.template, self.name)
            self._is_as_the_template = True

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Let the block commit to a clone as the template; whoever comes next gets one, too."""
        assert not self._is_lent, "Somebody has it"
        self.renew()
        self._is_as_the_template, self._is_lent = False, True
        try:
            yield
        finally:
            self._is_lent = False

    def drop(self) -> None:
        """Take it away."""
        close_connections()
        database.drop(self.cluster, self.name)


def close_connections() -> None:
    """Close Django's connections and their pools."""
    from django.db import connections

    for connection in connections.all():
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()
