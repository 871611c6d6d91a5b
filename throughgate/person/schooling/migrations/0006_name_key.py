"""Courses are found by a half-remembered name."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from throughgate.foundation.languages.folding import search_key


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the key of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("schooling", "Course")._base_manager.using(schema_editor.connection.alias)
    schema_editor.execute("ALTER TABLE schooling_course DISABLE TRIGGER USER")
    for key, name in there.values_list("pk", "name").iterator(chunk_size=1000):
        there.filter(pk=key).update(name_key=search_key(name)[:120])
    schema_editor.execute("ALTER TABLE schooling_course ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    """An organisation holds few courses: its index finds them, and the names of these are compared."""

    dependencies: ClassVar = [("schooling", "0005_take_back")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="course",
            name="name_key",
            field=models.CharField(db_default="", default="", editable=False, max_length=120),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
