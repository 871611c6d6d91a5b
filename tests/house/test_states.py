"""Every table of states is drawn into the docs, holds in the database, and is what the pages offer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.declared import modules
from throughgate.foundation.states.guard import GUARDED

PAGE = Path(__file__).parents[2] / "docs" / "developers" / "states.md"
list(modules("policies"))  # read, so that each has named its table
TABLES = dict(sorted(GUARDED.items()))
HEAD = """# States

Written by `tests/house/test_states.py` from the tables in the apps' `rules` (THROUGHGATE_WRITE_DOCS=1 writes it anew). `change_state`
(`foundation/states/changing.py`) takes a transition, `{% transitions row address offered %}` draws the buttons, and
`state_guard` makes the database's trigger from the same table.
"""


def page() -> str:
    """Return the page as the tables have it now."""
    return "\n".join([HEAD, *(f"## {table.subject}\n\n{table.to_markdown()}" for table in TABLES.values())])


def test_the_docs_show_the_tables() -> None:
    """Whoever changes a table changes the page."""
    if os.environ.get("THROUGHGATE_WRITE_DOCS"):
        PAGE.write_text(page())
    assert PAGE.read_text() == page(), "Run this test once with THROUGHGATE_WRITE_DOCS=1."


@pytest.mark.django_db
def test_the_database_knows_every_pair() -> None:
    """Each table's trigger allows what the table allows, and nothing else."""
    for table, states in TABLES.items():
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [f"guard_state_of_{table}"])
            (source,) = cursor.fetchone()
        for before in states.states:
            for after in states.states:
                assert (f"'{before}>{after}'" in source) == ((before, after) in states.pairs), (
                    table,
                    before,
                    after,
                )


def test_an_opening_takes_no_way_round_its_table(acting) -> None:
    """What the application writes past the actions is refused by the database as well."""
    from throughgate.work.openings.models import Opening

    with acting("placement"):
        opening = Opening.objects.filter(state="open").first()
        Opening.objects.filter(pk=opening.pk).update(state="paused")
        with pytest.raises(IntegrityError, match="from paused to filled"), transaction.atomic():
            Opening.objects.filter(pk=opening.pk).update(state="filled")
        opening.pk, opening.state = uuid7(), "closed"
        with pytest.raises(IntegrityError, match="none begins as closed"), transaction.atomic():
            opening.save(force_insert=True)
