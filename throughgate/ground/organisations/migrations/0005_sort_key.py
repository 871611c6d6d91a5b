"""Organisations are listed in the order of the alphabet, as people are."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations, models

from throughgate.foundation.languages.folding import sort_key


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the key of those that are there; nothing of it is a change that the history keeps."""
    there = apps.get_model("organisations", "Organisation")._base_manager.using(
        schema_editor.connection.alias
    )
    schema_editor.execute("ALTER TABLE organisations_organisation DISABLE TRIGGER USER")
    for key, name in there.values_list("pk", "name").iterator(chunk_size=1000):
        there.filter(pk=key).update(sort_key=sort_key(name)[:200])
    schema_editor.execute("ALTER TABLE organisations_organisation ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    """The key first, then its indexes: an index cannot be made while rows have just changed."""

    dependencies: ClassVar = [("organisations", "0004_merged_into")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="organisation",
            name="sort_key",
            field=models.CharField(
                db_collation="C", db_default="", default="", editable=False, max_length=200
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveIndex(model_name="organisation", name="organisation_by_name"),
        migrations.RemoveIndex(model_name="organisation", name="organisation_by_kind"),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["sort_key", "id"], name="organisation_sorted"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["kind", "sort_key", "id"], name="organisation_kind_sorted"),
        ),
    ]
