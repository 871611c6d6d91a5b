"""The house that is treated badly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.house import House
from throughgate.commands.backup import run_program
from throughgate.foundation.database.launcher import ensure_cluster


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Give web, worker and PostgreSQL that may be killed: they are nobody else's."""
    import conftest

    folder = tmp_path_factory.mktemp("faults")
    dump = folder / "template.dump"
    template = conftest.CLUSTER.admin_url(conftest.TEMPLATE)
    assert run_program("pg_dump", template, "--format=custom", "--compress=0", f"--file={dump}") == 0
    # With fsync, as an operator's: without it, what was committed is in the hands of a process that we kill.
    with ensure_cluster(folder) as cluster:
        house = House(cluster, dump, folder / "postgres")
        yield house
        house.stop()
