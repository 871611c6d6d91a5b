"""Keys by which people are searched: as names are written, and as they sound."""

from __future__ import annotations

import importlib

import pytest
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.languages.folding import search_key
from throughgate.person.people.searching import LONGEST, asked_sounds, key_of, sounds_of

WIDEN = ("people", "0007_search_by_sound")
FILL = ("people", "0010_search_by_readings")


def test_a_key_begins_as_the_name_is_written() -> None:
    """Lists find by beginning; the sounds stand behind, and nothing is longer than its column."""
    key = key_of("Çelik", "Youssef", "Jo")
    assert key.startswith(f"{search_key('Çelik Youssef Jo')} ")
    assert {"iosav", "salik"} <= set(key.split())
    assert len(key_of("Ab" * 50, "Cd" * 50, "Ef" * 30)) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Youssef", "Yusuf"), ("Jawad", "Dschawad"), ("Charif", "Sharif"), ("Doğan", "Doan"), ("Yağmur", "Jamur"),
        ("Kovač", "Kowatsch"), ("Çetin", "Tschetin"), ("Чернов", "Tschernow"), ("Ben Salah", "Bensalah"),
        ("Wittstadt", "Vitstat"), ("Rasheed", "Raschid"), ("Чехов", "Tschechow"), ("Чехов", "Chekhov"), ("Ежов", "Jeschow"),
        ("Hryhorenko", "Grigorenko"), ("Ouazzani", "Wazzani"), ("Diallo", "Jallo"), ("Thiam", "Tscham"),
        ("Chivu", "Kiwu"), ("Ciobanu", "Tschobanu"), ("Georgescu", "Dscheordschesku"), ("Mocanu", "Mokanu"), ("Avcı", "Awdschi"),
        ("Xhaferi", "Dschaferi"), ("Qerimi", "Tscherimi"), ("Xelîl", "Chelil"), ("Şêxo", "Schecho"), ("Gąsior", "Gonschor"),
        ("Khodadadi", "Chodadadi"), ("Ghasemi", "Qasemi"), ("Říha", "Rschiha"), ("Abdulqadir", "Abdelkader"),
    ],
)  # fmt: skip
def test_two_spellings_share_a_sound(one: str, other: str) -> None:
    """One of the ways to read the one is among the likeliest ways to read the other."""
    assert set(sounds_of(one)[0]) & set(asked_sounds(other)[0]), (sounds_of(one), asked_sounds(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Jansen", "Hansen"), ("Müller", "Möllemann"), ("Kaya", "Koç"), ("Sahin", "Samir")]
)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    """Coarse as the sounds are, they tell names apart."""
    assert not set(sounds_of(one)[0]) & set(sounds_of(other)[0])


def test_letters_are_read_the_same_way_within_a_word() -> None:
    """Jija is Schischa or Jija, never half of each; a word has at most eight readings, of which three are asked for."""
    assert [sound.split()[0] for sound in sounds_of("jija")[0]] == ["ia", "sisa"]
    assert len(sounds_of("Jachicigeq")[0]) == 8
    assert len(asked_sounds("Jachicigeq")[0]) == 3


def test_two_words_are_asked_for() -> None:
    """The longest two of what is typed, whatever their order; what stands before a name is joined to it."""
    assert asked_sounds("van der Berg Jan Christoph") == asked_sounds("Jan Christoph van der Berg")
    one, other = asked_sounds("Ben Salah")
    assert one == asked_sounds("Bensalah")[0]
    assert other == []


@given(st.text(max_size=30))
def test_any_text_has_sounds_that_its_key_holds(text: str) -> None:
    """Whatever is typed, the readings asked for stand in the key of a person called so."""
    key = f" {key_of(text, '', '')}"
    for readings in asked_sounds(text):
        assert all(f" {reading}" in key for reading in readings[:1])


@pytest.mark.parametrize("text", ["", " ", "?", "'", "123", "ß", "李", "\u0301"])
def test_what_is_no_name_has_a_key_all_the_same(text: str) -> None:
    """Nothing breaks the keys."""
    assert isinstance(key_of(text, text, text), str)
    assert all(sounds_of(text))
    assert asked_sounds(text) == asked_sounds(f" {text} ")


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_database_with_its_policies_takes_longer_keys() -> None:
    """What hangs on the old column of a house that is in use does not stop the migration."""
    owner = connections["owner"]
    loader = MigrationExecutor(owner).loader
    migration = loader.get_migration(*WIDEN)
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
