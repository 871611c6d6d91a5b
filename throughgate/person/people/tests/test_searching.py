"""Keys by which people are searched: as names are written, and as they sound."""

from __future__ import annotations

import importlib

import pytest
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from throughgate.foundation.languages.folding import search_key
from throughgate.person.people.searching import LONGEST, key_of, sounds_of

FILL = ("people", "0007_search_by_sound")


def test_a_key_begins_as_the_name_is_written() -> None:
    """Lists find by beginning; the sounds stand behind, and nothing is longer than its column."""
    key = key_of("Çelik", "Youssef", "Jo")
    assert key.startswith(f"{search_key('Çelik Youssef Jo')} ")
    assert "iosav" in key.split()
    assert len(key_of("Ab" * 50, "Cd" * 50, "Ef" * 30)) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Youssef", "Yusuf"), ("Jawad", "Dschawad"), ("Charif", "Sharif"), ("Doğan", "Doan"), ("Yağmur", "Jamur"),
        ("Kovač", "Kowatsch"), ("Çetin", "Tschetin"), ("Чернов", "Tschernow"), ("Ben Salah", "Bensalah"),
        ("Wittstadt", "Vitstat"), ("Rasheed", "Raschid"),
    ],
)  # fmt: skip
def test_two_spellings_share_a_sound(one: str, other: str) -> None:
    """One of the ways to read the one is a way to read the other."""
    assert set(sounds_of(one)) & set(sounds_of(other)), (sounds_of(one), sounds_of(other))


@pytest.mark.parametrize("text", ["", " ", "?", "'", "123", "ß", "李", "\u0301"])
def test_what_is_no_name_has_a_key_all_the_same(text: str) -> None:
    """Nothing breaks the keys."""
    assert isinstance(key_of(text, text, text), str)
    assert all(sounds_of(text))


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_database_with_its_policies_takes_longer_keys() -> None:
    """What hangs on the old column of a house that is in use does not stop the migration."""
    owner = connections["owner"]
    loader = MigrationExecutor(owner).loader
    migration = loader.get_migration(*FILL)
    before = loader.project_state(migration.dependencies)
    trigger = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'keep_visibility'"
    width = "SELECT atttypmod - 4 FROM pg_attribute WHERE attrelid = 'people_person'::regclass AND attname = 'search_key'"
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute(trigger)
        (made,) = cursor.fetchone()
        cursor.execute("DROP TRIGGER keep_visibility ON people_person")
        cursor.execute("ALTER TABLE people_person ALTER COLUMN search_key TYPE varchar(300)")
        cursor.execute(made)
        with owner.schema_editor(atomic=False) as editor:
            migration.apply(before, editor)
        cursor.execute(width)
        assert cursor.fetchone() == (LONGEST,)
        transaction.set_rollback(True, using="owner")


@pytest.mark.django_db(databases=["default", "owner"])
def test_keys_of_those_who_were_there_before_are_made() -> None:
    """The migration fills the people, and the lines that lists and searches read."""
    owner = connections["owner"]
    state = MigrationExecutor(owner).loader.project_state(FILL)
    with transaction.atomic(using="owner"):
        with owner.cursor() as cursor:
            cursor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
            cursor.execute("UPDATE people_person SET search_key = 'x'")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with owner.schema_editor(atomic=False) as editor:
            importlib.import_module(f"throughgate.person.people.migrations.{FILL[1]}").fill(
                state.apps, editor
            )
        with owner.cursor() as cursor:
            cursor.execute(
                "SELECT p.family_name, p.given_names, p.called_name, p.search_key, v.search_key FROM people_person p "
                "JOIN people_visibility v ON v.person_id = p.id"
            )
            rows = cursor.fetchall()
        transaction.set_rollback(True, using="owner")
    assert rows
    assert all(kept == line == key_of(*names) for *names, kept, line in rows)
