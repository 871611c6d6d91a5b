"""Two of one birth whose names differ by a few letters are asked about: they meet by birth and first letters."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from throughgate.person.people.duplicates import PersonFacts, blocking_keys


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the keys of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("people", "Person")._base_manager.using(schema_editor.connection.alias)
    schema_editor.execute("ALTER TABLE people_person DISABLE TRIGGER USER")
    said = there.values_list(
        "pk", "family_name", "given_names", "called_name", "birth_on", "birth_precision"
    ).filter(birth_on__isnull=False)
    for key, *facts in said.iterator(chunk_size=1000):
        there.filter(pk=key).update(alike_keys=sorted(blocking_keys(PersonFacts(*facts)).kept))
    schema_editor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # or checks that wait keep the table from being altered
    schema_editor.execute("ALTER TABLE people_person ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0008_visibility_by_lead")]

    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
