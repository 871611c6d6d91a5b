"""What is on the road and begins anywhere is laid beside everybody: it is found at once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("openings", "0003_by_end")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(
                condition=models.Q(("cell_latitude__isnull", True), ("is_on_the_road", True)),
                fields=["id"],
                name="opening_begins_anywhere",
            ),
        ),
    ]
