"""People are found by how their names sound, too."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from throughgate.person.people.searching import key_of

TABLES = ("people_person", "people_visibility", "people_caseload")


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the keys of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("people", "Person")._base_manager.using(schema_editor.connection.alias)
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    named = there.values_list("pk", "family_name", "given_names", "called_name")
    for key, family, given, called in named.iterator(chunk_size=1000):
        there.filter(pk=key).update(search_key=key_of(family, given, called))
    for table in TABLES[1:]:
        schema_editor.execute(
            f"UPDATE {table} l SET search_key = p.search_key FROM people_person p WHERE p.id = l.person_id"  # noqa: S608
        )
    schema_editor.execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # or checks that wait keep tables from being altered
    for table in TABLES:
        schema_editor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def longer(model: str, **options: Any) -> migrations.AlterField:
    """Make room for the sounds."""
    field: models.Field[Any, Any] = models.CharField(max_length=600, db_collation="C", **options)
    return migrations.AlterField(model, "search_key", field)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0006_feedback_shared")]

    operations: ClassVar = [
        # It hangs on the key, whose column could not grow; `prepare` makes it anew with the policies.
        migrations.RunSQL("DROP TRIGGER IF EXISTS keep_visibility ON people_person", migrations.RunSQL.noop),
        longer("person", editable=False),
        longer("visibility"),
        longer("caseload"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
