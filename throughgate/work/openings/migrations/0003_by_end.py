"""What ends next is found by its day."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("openings", "0002_closed_lists")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="opening",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["expires_on", "id"], name="opening_by_end"
            ),
        ),
    ]
