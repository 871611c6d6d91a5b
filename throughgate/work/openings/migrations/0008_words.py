"""Openings are found by the words of what is said of them, too."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from throughgate.foundation.languages.folding import search_key


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the key of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("openings", "Opening")._base_manager.using(schema_editor.connection.alias)
    said = there.exclude(occupation_text="", description="").values_list(
        "pk", "occupation_text", "description"
    )
    schema_editor.execute("ALTER TABLE openings_opening DISABLE TRIGGER USER")
    for key, occupation, description in said.iterator(chunk_size=1000):
        there.filter(pk=key).update(words_key=f" {search_key(f'{occupation} {description}')}".rstrip())
    schema_editor.execute("ALTER TABLE openings_opening ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    """The key first, then its index: an index cannot be made while rows have just changed."""

    dependencies: ClassVar = [("openings", "0007_requirements")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="opening",
            name="words_key",
            field=models.TextField(db_default="", default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="opening",
            index=GinIndex(fields=["words_key"], name="opening_words_trigram", opclasses=["gin_trgm_ops"]),
        ),
    ]
