"""Keys of possible doubles of those who were there before a new one was thought of."""

from __future__ import annotations

import importlib

import pytest
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from throughgate.person.people.duplicates import PersonFacts, blocking_keys

FILL = ("people", "0009_alike_by_birth")


@pytest.mark.django_db(databases=["default", "owner"])
def test_keys_of_those_who_were_there_before_are_made() -> None:
    """The migration makes them for everybody with a birth, and the history says nothing of it."""
    owner = connections["owner"]
    state = MigrationExecutor(owner).loader.project_state(FILL)
    names = "family_name, given_names, called_name, birth_on, birth_precision, alike_keys"
    history = "SELECT count(*) FROM audit_history"
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
        cursor.execute("UPDATE people_person SET alike_keys = '{}' WHERE birth_on IS NOT NULL")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(history)
        before = cursor.fetchone()
        with owner.schema_editor(atomic=False) as editor:
            importlib.import_module(f"throughgate.person.people.migrations.{FILL[1]}").fill(
                state.apps, editor
            )
        cursor.execute(history)
        after = cursor.fetchone()
        cursor.execute(f"SELECT {names} FROM people_person")
        rows = cursor.fetchall()
        transaction.set_rollback(True, using="owner")
    assert before == after
    assert any(birth for *_, birth, _precision, _keys in rows)
    assert all(kept == sorted(blocking_keys(PersonFacts(*facts)).kept) for *facts, kept in rows)
