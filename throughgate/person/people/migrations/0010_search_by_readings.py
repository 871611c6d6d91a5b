"""Each word of a name is kept in every way in which it may be read, and more given names are one name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from throughgate.person.people.duplicates import PersonFacts, blocking_keys
from throughgate.person.people.searching import key_of

TABLES = ("people_person", "people_visibility", "people_caseload")


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the keys of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("people", "Person")._base_manager.using(schema_editor.connection.alias)
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    said = there.values_list("pk", "family_name", "given_names", "called_name", "birth_on", "birth_precision")
    for key, *facts in said.iterator(chunk_size=1000):
        there.filter(pk=key).update(
            search_key=key_of(*facts[:3]), alike_keys=sorted(blocking_keys(PersonFacts(*facts)).kept)
        )
    for table in TABLES[1:]:
        schema_editor.execute(
            f"UPDATE {table} l SET search_key = p.search_key FROM people_person p WHERE p.id = l.person_id"  # noqa: S608
        )
    schema_editor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # or checks that wait keep tables from being altered
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0009_alike_by_birth")]

    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
